import { Band } from "../../../components/Band";
import { Card, CardList } from "../../../components/Card";
import { Icon } from "../../../components/Icon";
import { PaneSection } from "../../../components/SplitPane";
import { REASONS } from "../../../lib/reasons";
import type { Compared } from "../acts";
import s from "./Pane.module.css";

/** What speaks for the pair, each piece as a sentence; the strength of all together on the first line. */
export function Evidence({ compared, mapped }: { readonly compared: Compared; readonly mapped: boolean }) {
  const { candidate } = compared;
  return (
    <PaneSection title={mapped ? "Accepted on" : "Evidence"}>
      {candidate === null || candidate.evidence.length === 0 ? (
        <p className="t2">Halyard found nothing that speaks for this pair. You chose it.</p>
      ) : (
        <Card>
          <CardList label="Evidence">
            {candidate.evidence.map((piece, index) => (
              <li key={`${piece.reason} ${piece.text}`} className={s["line"]}>
                <Icon of={REASONS[piece.reason].icon} />
                <span className={s["grow"]}>{piece.text}</span>
                {index === 0 && <Band band={candidate.band} />}
              </li>
            ))}
          </CardList>
        </Card>
      )}
    </PaneSection>
  );
}
