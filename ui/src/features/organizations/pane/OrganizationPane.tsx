import { useState } from "react";
import type { ProfileId } from "../../../ipc/client";
import type { Act } from "../acts";
import { OrganizationFormDialog } from "../dialogs/OrganizationFormDialog";
import type { Decisions } from "../useDecisions";
import type { Edits } from "../useEdits";
import type { PaneSubject } from "../usePane";
import { DetailsPane } from "./DetailsPane";

type OrganizationPaneProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly customers: number;
  /** Known from the row before the details are read. */
  readonly name: string | undefined;
  readonly pane: PaneSubject;
  readonly decisions: Decisions;
  readonly edits: Edits;
  readonly place?: { readonly at: number; readonly of: number } | null;
  readonly onAct: (act: Act) => void;
  /** Opens a dialog about this organisation; a connection may begin with a customer. */
  readonly onDialog: (dialog: "connect" | "create", take?: number) => void;
  readonly onClose: () => void;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
};

/** The details beside whichever view is open, with everything that is decided and edited in them. */
export function OrganizationPane(props: OrganizationPaneProps) {
  const { profileId, vendorName, pane, decisions, edits } = props;
  const { detail } = pane;
  const [editing, setEditing] = useState(false);
  return (
    <>
      <DetailsPane
        profileId={profileId}
        vendorName={vendorName}
        customers={props.customers}
        name={props.name ?? "Organisation"}
        detail={detail}
        error={pane.error}
        onRetry={pane.retry}
        compared={pane.compared}
        chosen={pane.chosen}
        busy={decisions.isDeciding}
        place={props.place ?? null}
        onClose={props.onClose}
        onPrevious={props.onPrevious}
        onNext={props.onNext}
        onAct={props.onAct}
        onChoose={pane.choose}
        onMapTo={({ id }) => detail && decisions.decide(detail, { act: "map", customer: id, consent: "ask" })}
        onConnect={(take) => props.onDialog("connect", take)}
        onCreate={() => props.onDialog("create")}
        onDecide={(decision) => detail && decisions.decide(detail, decision)}
        onEdit={() => setEditing(true)}
        onDelete={() => detail && decisions.decide(detail, { act: "delete" })}
      />
      {editing && detail && (
        <OrganizationFormDialog
          profileId={profileId}
          vendorName={vendorName}
          organization={detail}
          onSaved={(edit) => {
            setEditing(false);
            edits.made(edit);
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}
