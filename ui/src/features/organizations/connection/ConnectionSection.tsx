import { useQuery } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { CheckLine } from "../../../components/CheckLine";
import { PaneSection } from "../../../components/SplitPane";
import type { OrganizationDetailDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount } from "../../../lib/format";
import s from "./Connection.module.css";

type ConnectionSectionProps = {
  readonly profileId: ProfileId;
  readonly detail: OrganizationDetailDto;
  readonly busy: boolean;
  /** Opens the choice of customer and licence. */
  readonly onConnect: () => void;
  readonly onCreate: () => void;
  readonly onUnlink: () => void;
};

/** Customer and licences of the organisation with their marks, and the ways to connect and to unlink. */
export function ConnectionSection(props: ConnectionSectionProps) {
  const { profileId, detail, busy, onConnect } = props;
  const view = useQuery(queries.pairConnection(profileId, detail.id, null)).data;
  if (detail.pair === null) {
    return (
      <PaneSection title="Connection">
        <div className={s["acts"]}>
          <Button variant="quiet" onClick={onConnect}>
            Connect customer and licence…
          </Button>
          <Button variant="quiet" onClick={props.onCreate}>
            Create customer in Halo…
          </Button>
        </div>
      </PaneSection>
    );
  }
  const products = view?.isPair ? view.products : [];
  return (
    <PaneSection title="Connection">
      <Card>
        <CardList label="Connection">
          <CheckLine
            state={detail.state === "problem" ? "attention" : "connected"}
            name={detail.pair.customer.name}
          />
          {products.map(({ key, name, seats, licence, licenceName }) => (
            <CheckLine
              key={key}
              state={licence === null ? "open" : "connected"}
              word={licence === null ? "No licence" : "Licence"}
              name={licence === null ? name : licenceName || `Licence ${licence}`}
              meaning={
                licence === null ? seatWords(seats) : [name, seatWords(seats)].filter(Boolean).join(", ")
              }
            />
          ))}
        </CardList>
      </Card>
      <div className={s["acts"]}>
        <Button variant="quiet" onClick={onConnect}>
          {products.length > 0 ? "Choose licences…" : "Change…"}
        </Button>
        <Button variant="dangerQuiet" busy={busy} onClick={props.onUnlink}>
          Unlink
        </Button>
      </div>
    </PaneSection>
  );
}

function seatWords(seats: number | null): string {
  return seats === null ? "" : formatCount(seats, "seat");
}
