import { Button } from "../../../components/Button";
import type { OrganizationDetailDto } from "../../../ipc/client";
import { BREAKPOINTS, useMediaQuery } from "../../../lib/useMediaQuery";
import { type Act, type Compared, mayMap, offers } from "../acts";
import s from "./Pane.module.css";

type PaneActsProps = {
  readonly detail: OrganizationDetailDto;
  readonly compared: Compared | null;
  readonly busy: boolean;
  readonly onAct: (act: Act) => void;
};

/** The acts that the state offers, with their keys. At most one is primary. */
export function PaneActs({ detail, compared, busy, onAct }: PaneActsProps) {
  const { state } = detail;
  // Without them the acts fit into one line of the narrower pane; the keys work all the same.
  const noHints = useMediaQuery(BREAKPOINTS.medium);
  const hint = (key: string) => (noHints ? undefined : key);
  const mapped = detail.pair !== null && compared?.customer.id === detail.pair.customer.id;
  const showMap = offers(state, "map") && !mapped && (compared !== null || offers(state, "hold"));
  return (
    <div className={s["acts"]}>
      {showMap && (
        <Button
          variant="primary"
          keyHint={hint("M")}
          busy={busy}
          reason={mayMap(detail, compared) ? undefined : "Search a customer first"}
          onClick={() => onAct("map")}
        >
          Map
        </Button>
      )}
      {offers(state, "notThisOne") && compared?.candidate && (
        <Button keyHint={hint("N")} onClick={() => onAct("notThisOne")}>
          Not this one
        </Button>
      )}
      {offers(state, "hold") && (
        <Button keyHint={hint("H")} onClick={() => onAct("hold")}>
          Hold
        </Button>
      )}
      {offers(state, "exclude") && (
        <Button keyHint={hint("X")} onClick={() => onAct("exclude")}>
          Exclude…
        </Button>
      )}
      {offers(state, "unmap") && (
        <Button keyHint={hint("Del")} onClick={() => onAct("unmap")}>
          Part
        </Button>
      )}
      {offers(state, "release") && <Button onClick={() => onAct("release")}>Release</Button>}
      {offers(state, "sayAnew") && (
        <Button onClick={() => onAct("sayAnew")}>
          {state === "held" ? "Note and day…" : "Reason and day…"}
        </Button>
      )}
    </div>
  );
}
