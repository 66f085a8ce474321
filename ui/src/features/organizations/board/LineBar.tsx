import { PanelRightOpen } from "lucide-react";
import { Band } from "../../../components/Band";
import { Button } from "../../../components/Button";
import { IconButton } from "../../../components/IconButton";
import type { LineEndDto } from "../../../ipc/client";
import { type Act, actOfKey } from "../acts";
import s from "./Lines.module.css";
import { causeOf, kindWord } from "./words";

type LineBarProps = {
  /** The line between what is picked; null while there is none yet. */
  readonly line: LineEndDto | null;
  readonly organization: string;
  readonly customer: string;
  readonly busy: boolean;
  readonly onAct: (act: Act) => void;
  readonly onClear: () => void;
  readonly onDetails: () => void;
};

/** What can be done with the chosen line, in its middle. */
export function LineBar(props: LineBarProps) {
  const { line, busy } = props;
  return (
    <div
      className={s["lineBar"]}
      role="toolbar"
      aria-label={`${props.organization} and ${props.customer}`}
      onKeyDown={(event) => {
        const act = actOfKey(event.key);
        if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
        if (event.key === "Escape") props.onClear();
        else if (event.key.toLowerCase() === "d") props.onDetails();
        else if (act !== null) props.onAct(act);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {line === null ? null : line.kind === "mapped" || line.kind === "broken" ? (
        <span className={s["lineWord"]}>{line.kind === "broken" ? causeOf(line) : kindWord(line.kind)}</span>
      ) : (
        <span className={s["lineWord"]}>
          <Band band={line.band} />
        </span>
      )}
      {line?.kind === "mapped" || line?.kind === "broken" ? (
        <Button keyHint="Del" busy={busy} onClick={() => props.onAct("unmap")}>
          Part
        </Button>
      ) : (
        <Button variant="primary" keyHint="M" busy={busy} onClick={() => props.onAct("map")}>
          Map
        </Button>
      )}
      {(line?.kind === "suggested" || line?.kind === "candidate") && (
        <Button variant="quiet" onClick={() => props.onAct("notThisOne")}>
          Not this one
        </Button>
      )}
      <IconButton icon={PanelRightOpen} label="Show the details" keyHint="D" onClick={props.onDetails} />
    </div>
  );
}
