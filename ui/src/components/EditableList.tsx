import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Button } from "./Button";
import { Checkbox } from "./Checkbox";
import s from "./EditableList.module.css";
import { IconButton } from "./IconButton";
import { TextInput } from "./TextInput";

export type EditableItem = {
  /** Identity from one change to the next; new ones get theirs from who keeps the list. */
  readonly key: string;
  readonly name: string;
  readonly marked?: boolean;
  /** Faint behind the name: what holds on to it. */
  readonly note?: string | undefined;
};

type EditableListProps = {
  readonly label: string;
  readonly hint?: string;
  /** One of them, in a word: "status". */
  readonly noun: string;
  readonly items: readonly EditableItem[];
  /** Words of a tick box on every item; without them there is none. */
  readonly markLabel?: string | undefined;
  readonly onRename: (key: string, name: string) => void;
  readonly onMark?: (key: string, marked: boolean) => void;
  /** Changes place with the one before (-1) or behind (1). */
  readonly onMove: (key: string, by: -1 | 1) => void;
  readonly onRemove: (key: string) => void;
  readonly onAdd: (name: string) => void;
  readonly error?: string | undefined;
};

/** A short list of names in an order, changed in place: a name with Enter, its place with Alt and an arrow. */
export function EditableList(props: EditableListProps) {
  const { label, hint, noun, items, error, onAdd } = props;
  const [added, setAdded] = useState("");
  const add = () => {
    if (added.trim() === "") return;
    onAdd(added);
    setAdded("");
  };
  return (
    <fieldset className={s["list"]}>
      <legend className="medium">{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      <ol className={s["items"]}>
        {items.map((item, index) => (
          <Row key={item.key} {...props} item={item} place={index} />
        ))}
      </ol>
      <div className={s["add"]}>
        <TextInput
          size="s"
          aria-label={`New ${noun}`}
          value={added}
          onValueChange={setAdded}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            // The list may stand in a form of its own.
            event.preventDefault();
            add();
          }}
        />
        <Button
          icon={Plus}
          onClick={add}
          reason={added.trim() === "" ? `Name the new ${noun} first` : undefined}
        >
          Add
        </Button>
      </div>
      <div role="status">{error !== undefined && <p className={s["error"]}>{error}</p>}</div>
    </fieldset>
  );
}

type RowProps = EditableListProps & { readonly item: EditableItem; readonly place: number };

function Row({ item, place, noun, items, markLabel, onRename, onMark, onMove, onRemove }: RowProps) {
  const [name, setName] = useState(item.name);
  // A name that was changed elsewhere, or refused, is shown as it is.
  useEffect(() => setName(item.name), [item.name]);

  const rename = () => {
    if (name.trim() === "") setName(item.name);
    else if (name.trim() !== item.name) onRename(item.key, name.trim());
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
    if (event.altKey && by !== null) {
      event.preventDefault();
      onMove(item.key, by);
    } else if (event.key === "Enter") {
      event.preventDefault();
      rename();
    } else if (event.key === "Escape" && name !== item.name) {
      event.stopPropagation();
      setName(item.name);
    }
  };
  const isFirst = place === 0;
  const isLast = place === items.length - 1;
  return (
    <li className={s["item"]}>
      <TextInput
        size="s"
        aria-label={`${noun} ${place + 1}: name`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        value={name}
        onValueChange={setName}
        onBlur={rename}
        onKeyDown={press}
      />
      {markLabel !== undefined && (
        <Checkbox
          checked={item.marked ?? false}
          onCheckedChange={(marked) => onMark?.(item.key, marked)}
          label={markLabel}
          aria-label={`${item.name}: ${markLabel}`}
        />
      )}
      <span className={s["note"]}>{item.note}</span>
      <span className={s["acts"]}>
        <IconButton
          icon={ArrowUp}
          label={`Move ${item.name} up`}
          reason={isFirst ? "It is the first one" : undefined}
          onClick={() => onMove(item.key, -1)}
        />
        <IconButton
          icon={ArrowDown}
          label={`Move ${item.name} down`}
          reason={isLast ? "It is the last one" : undefined}
          onClick={() => onMove(item.key, 1)}
        />
        <IconButton icon={Trash2} label={`Remove ${item.name}`} onClick={() => onRemove(item.key)} />
      </span>
    </li>
  );
}
