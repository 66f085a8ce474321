import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Checkbox } from "../../../components/Checkbox";
import { Dialog } from "../../../components/Dialog";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { EditDto, OrganizationId, PairConnectionDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { comparedWith } from "../acts";
import { PairDoubts } from "../pane/PairDoubts";
import { writesNote } from "../writesNote";
import s from "./Connection.module.css";
import { CustomerField } from "./CustomerField";
import { type Choice, chosenLicences, isAsSaved, whyNot } from "./choice";
import { ProductLicences } from "./ProductLicences";
import { useConnect } from "./useConnect";
import { useReadLicences } from "./useReadLicences";

type ConnectDialogProps = {
  readonly profileId: ProfileId;
  readonly organization: OrganizationId;
  /** The customer to begin with; null takes the pair's or the best candidate. */
  readonly start: number | null;
  readonly onMade: (edit: EditDto) => void;
  /** Creates a customer in Halo; with a name that was typed, or none. */
  readonly onCreate: (name: string) => void;
  /** To where the connection is told to count seats. */
  readonly onPrepare: () => void;
  readonly onClose: () => void;
};

/** What was chosen for one customer. */
type Chosen = { readonly customer: number; readonly choice: Choice };

/** Customer and licence of an organisation, chosen together: offered when one is added, and from its details. */
export function ConnectDialog(props: ConnectDialogProps) {
  const { profileId, organization, onMade, onCreate, onPrepare, onClose } = props;
  const detail = useQuery(queries.organizationDetail(profileId, organization));
  const [picked, setPicked] = useState(props.start);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const suggested = detail.data ? (comparedWith(detail.data, null)?.customer.id ?? null) : null;
  const customer = picked ?? suggested;
  const connection = useQuery({
    ...queries.pairConnection(profileId, organization, customer),
    enabled: detail.data !== undefined,
  });
  const view = connection.data;
  const choice = chosen !== null && chosen.customer === customer ? chosen.choice : {};
  const areMissing = view?.read === null && view.customer !== null && view.products.length > 0;
  const reading = useReadLicences(profileId, customer, areMissing);
  const connect = useConnect(profileId, detail.data, customer, onMade);
  const reason = whyNot(view, choice) ?? (view && isAsSaved(view, choice) ? "Nothing was changed" : null);
  const isConnected = view?.isPair === true && isAsSaved(view, choice);
  const failure = detail.error ?? connection.error;
  const name = detail.data?.name ?? "the organisation";

  return (
    <Dialog
      open
      onClose={onClose}
      locked={connect.isPending}
      title={`Connect ${name}`}
      description="The customer in Halo, and the licence that counts its seats."
      note={writesNote(detail.data?.heldTickets)}
      actions={
        <Acts
          view={view}
          reason={reason}
          isConnected={isConnected}
          busy={connect.isPending}
          asksAgain={connect.doubt !== null}
          onMap={() => connect.map(customer)}
          onConnect={() => connect.connect(customer, chosenLicences(view?.products ?? [], choice))}
          onClose={onClose}
        />
      }
    >
      {failure ? (
        <ErrorNotice
          inline
          error={failure}
          onRetry={() => {
            void detail.refetch();
            void connection.refetch();
          }}
        />
      ) : view === undefined ? (
        <Skeleton label="Reading the organisation" lines={3} />
      ) : (
        <div className={s["form"]}>
          {isConnected && (
            <Banner
              live
              tone="connected"
              title={`${name} is connected to ${view.customer?.name ?? "its customer"}.`}
              actions={
                <Button variant="dangerQuiet" busy={connect.isPending} onClick={connect.unlink}>
                  Unlink
                </Button>
              }
            />
          )}
          <CustomerField
            profileId={profileId}
            customer={view.customer}
            onChoose={(id) => {
              connect.reset();
              setPicked(id);
            }}
            onCreate={onCreate}
          />
          {!view.isPair && view.customer !== null && connect.doubt === null && (
            <PairDoubts profileId={profileId} organization={organization} customer={view.customer.id} />
          )}
          <ProductLicences
            view={view}
            choice={choice}
            reading={reading}
            onPrepare={onPrepare}
            onChoose={(product, licence) =>
              customer !== null && setChosen({ customer, choice: { ...choice, [product]: licence } })
            }
          />
          {view.customer === null && (
            <p>
              Not in Halo yet?{" "}
              <Button variant="link" onClick={() => onCreate("")}>
                Create it in Halo…
              </Button>
            </p>
          )}
          {connect.doubt !== null && (
            <Banner live tone="attention" title={connect.doubt}>
              {connect.sharing && (
                <Checkbox
                  label="Share it: whoever has it keeps it"
                  hint="Otherwise it is taken over, and they lose it"
                  checked={connect.sharing.keeps}
                  onCheckedChange={connect.sharing.onKeeps}
                />
              )}
            </Banner>
          )}
          {connect.error && <ErrorNotice inline error={connect.error} />}
        </div>
      )}
    </Dialog>
  );
}

type ActsProps = {
  readonly view: PairConnectionDto | undefined;
  readonly reason: string | null;
  readonly isConnected: boolean;
  readonly busy: boolean;
  readonly asksAgain: boolean;
  readonly onMap: () => void;
  readonly onConnect: () => void;
  readonly onClose: () => void;
};

function Acts({ view, reason, isConnected, busy, asksAgain, onMap, onConnect, onClose }: ActsProps) {
  const mayMapAlone = reason !== null && view?.customer != null && !view.isPair;
  return (
    <>
      <Button size="l" onClick={onClose}>
        {isConnected ? "Done" : view?.isPair ? "Cancel" : "Later"}
      </Button>
      {mayMapAlone && (
        <Button size="l" busy={busy} onClick={onMap}>
          {asksAgain ? "Map without a licence all the same" : "Map without a licence"}
        </Button>
      )}
      <Button
        size="l"
        variant="primary"
        busy={busy}
        busyWord="Connecting…"
        reason={reason ?? undefined}
        onClick={onConnect}
      >
        {asksAgain && reason === null ? "Connect all the same" : "Connect"}
      </Button>
    </>
  );
}
