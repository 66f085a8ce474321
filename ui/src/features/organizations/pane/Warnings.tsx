import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { Icon } from "../../../components/Icon";
import { PaneSection } from "../../../components/SplitPane";
import type { DecisionDto, WarningDto } from "../../../ipc/client";
import { WARNINGS } from "../words";
import s from "./Warnings.module.css";

type WarningsProps = {
  readonly warnings: readonly WarningDto[];
  readonly busy: boolean;
  readonly onDecide: (decision: DecisionDto) => void;
};

/** What speaks against the pair; each can be said to be right, and raised again. */
export function Warnings({ warnings, busy, onDecide }: WarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <PaneSection title="Look twice">
      <Card>
        <CardList label="Warnings">
          {warnings.map(({ kind, text, setAside, mayBeSetAside }) => {
            const { word, icon } = WARNINGS[kind];
            return (
              <li key={kind} className={s["warning"]}>
                <Icon of={icon} className={setAside ? s["quiet"] : s["loud"]} />
                <span className={s["text"]}>
                  <span className="medium">{word}</span>
                  {setAside && <span className="t3"> (you said it is right)</span>}
                  <br />
                  {text}
                </span>
                {mayBeSetAside && (
                  <Button
                    variant="quiet"
                    busy={busy}
                    aria-label={setAside ? `Warn again: ${word}` : `This is right: ${word}`}
                    onClick={() =>
                      onDecide({ act: setAside ? "raiseWarning" : "settleWarning", warning: kind })
                    }
                  >
                    {setAside ? "Warn again" : "This is right"}
                  </Button>
                )}
              </li>
            );
          })}
        </CardList>
      </Card>
    </PaneSection>
  );
}
