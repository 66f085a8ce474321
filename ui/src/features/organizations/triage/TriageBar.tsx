import { Button } from "../../../components/Button";
import type { OrganizationDetailDto } from "../../../ipc/client";
import { type Act, type Compared, mayCreate, mayMap, offers } from "../acts";
import s from "./Triage.module.css";

type TriageBarProps = {
  readonly detail: OrganizationDetailDto;
  readonly compared: Compared | null;
  readonly busy: boolean;
  readonly onAct: (act: Act) => void;
  readonly onCreate: () => void;
  readonly onSkip: () => void;
  readonly onBack: (() => void) | undefined;
  readonly onHelp: () => void;
};

/** What can be done with the organisation at hand. The keys on the buttons do the same. */
export function TriageBar({
  detail,
  compared,
  busy,
  onAct,
  onCreate,
  onSkip,
  onBack,
  onHelp,
}: TriageBarProps) {
  const { state } = detail;
  const mapped = detail.pair !== null && compared?.customer.id === detail.pair.customer.id;
  return (
    <footer className={s["keys"]} data-keeps-focus="">
      {!mapped && (
        <Button
          variant="primary"
          keyHint="A"
          busy={busy}
          reason={mayMap(detail, compared) ? undefined : "Search a customer first"}
          onClick={() => onAct("map")}
        >
          Map
        </Button>
      )}
      {offers(state, "unmap") && (
        <Button keyHint="Del" onClick={() => onAct("unmap")}>
          Part
        </Button>
      )}
      {offers(state, "notThisOne") && (
        <Button
          keyHint="N"
          reason={compared?.candidate ? undefined : "Nothing is suggested"}
          onClick={() => onAct("notThisOne")}
        >
          Not this one
        </Button>
      )}
      {offers(state, "hold") && (
        <Button keyHint="H" onClick={() => onAct("hold")}>
          Hold
        </Button>
      )}
      {offers(state, "exclude") && (
        <Button keyHint="E" onClick={() => onAct("exclude")}>
          Exclude…
        </Button>
      )}
      {offers(state, "release") && (
        <Button keyHint="R" onClick={() => onAct("release")}>
          Release
        </Button>
      )}
      {offers(state, "sayAnew") && (
        <Button onClick={() => onAct("sayAnew")}>
          {state === "held" ? "Note and day…" : "Reason and day…"}
        </Button>
      )}
      {mayCreate(detail) && (
        <Button keyHint="C" onClick={onCreate}>
          Create in Halo…
        </Button>
      )}
      <Button keyHint="S" onClick={onSkip}>
        Skip
      </Button>
      <Button keyHint="B" reason={onBack ? undefined : "This is the first one"} onClick={onBack}>
        Back
      </Button>
      <span className="spacer" />
      <Button variant="quiet" keyHint="?" onClick={onHelp}>
        All keys
      </Button>
    </footer>
  );
}
