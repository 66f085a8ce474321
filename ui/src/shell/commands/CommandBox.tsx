import { Dialog as Base } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { Icon } from "../../components/Icon";
import { Kbd } from "../../components/Kbd";
import { showKeys } from "../../lib/keys";
import s from "./CommandBox.module.css";
import type { Command } from "./command";
import type { Context } from "./context";
import { type FoundLine, useFound } from "./useFound";

type CommandBoxProps = {
  readonly open: boolean;
  readonly commands: readonly Command[];
  readonly context: Context;
  readonly onClose: () => void;
};

/** A field for words and what they lead to: commands, and the organisations of the open profile. */
export function CommandBox({ open, commands, context, onClose }: CommandBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={s["scrim"]} />
        <Base.Popup className={s["box"]} initialFocus={input} aria-label="Search and commands">
          <Found open={open} commands={commands} context={context} input={input} onClose={onClose} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type FoundProps = CommandBoxProps & { readonly input: RefObject<HTMLInputElement | null> };

/** Begins empty each time, also when the box is opened again while it still fades. */
function Found({ open, commands, context, input, onClose }: FoundProps) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) {
      setText("");
      setAt(0);
    }
  }
  const id = useId();
  const found = useFound(commands, context, text);
  const active = Math.min(at, found.length - 1);

  function run(line: FoundLine | undefined) {
    if (!line || line.reason !== undefined) return;
    onClose();
    line.run();
  }
  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      const next = (active + step + found.length) % found.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(found[active]);
    }
  }

  return (
    <>
      <div className={s["field"]}>
        <Icon of={Search} className="t3" />
        <input
          ref={input}
          role="combobox"
          aria-label="Search and commands"
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
          className={s["input"]}
          placeholder="What would you like to do?"
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div role="listbox" id={id} aria-label="Found" className={s["list"]} tabIndex={-1}>
        {found.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which has the focus.
          <div
            key={line.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            aria-disabled={line.reason !== undefined}
            className={s["option"]}
            onPointerMove={() => setAt(index)}
            onClick={() => run(line)}
          >
            <span className="cut spacer">
              {line.title}
              <span className={s["place"]}>{line.reason ?? line.place}</span>
            </span>
            {line.keys && <Kbd>{showKeys(line.keys)}</Kbd>}
          </div>
        ))}
      </div>
      <p role="status" className={found.length === 0 ? s["none"] : "vh"}>
        {found.length === 0
          ? `Nothing is called “${text}”. Other words may lead there.`
          : `${found.length} found`}
      </p>
    </>
  );
}
