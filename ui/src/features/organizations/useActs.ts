//! What an act on one organisation comes to: a decision, a question for its reason, or a word that it cannot be.

import type { OrganizationDetailDto, OrganizationId, OrganizationStateDto } from "../../ipc/client";
import { type Act, mayMap, offers } from "./acts";
import type { Asking } from "./DecisionDialogs";
import type { Said } from "./dialogs/SetAsideDialog";
import type { Decisions, DecisionTarget } from "./useDecisions";
import type { Edits } from "./useEdits";
import type { PaneSubject } from "./usePane";

/** An organisation as a row shows it, with the customer that the row suggests. */
export type Actable = DecisionTarget & {
  readonly state: OrganizationStateDto;
  readonly customer: { readonly id: number } | null;
};

type Options = {
  readonly decisions: Decisions;
  readonly edits: Edits;
  /** The details that are open: what was chosen there goes before what the row suggests. */
  readonly pane: PaneSubject;
  readonly openId: OrganizationId | undefined;
  /** There is no one customer to map: somebody has to choose. */
  readonly onChoose: (id: OrganizationId) => void;
  readonly onAsk: (asking: Asking) => void;
};

export function useActs(options: Options): (row: Actable, kind: Act) => void {
  const { decisions, edits, pane, openId, onChoose, onAsk } = options;

  /** The customer that an act on this row means. */
  function meant(row: Actable, kind: Act): { readonly id: number } | null {
    if (row.id !== openId || pane.detail === undefined) return row.customer;
    if (kind === "map" && !mayMap(pane.detail, pane.compared)) return null;
    return pane.compared?.customer ?? null;
  }

  return (row, kind) => {
    const known = row.id === openId && pane.detail !== undefined ? pane.detail : row;
    const target = { id: known.id, name: known.name, version: known.version };
    if (!offers(known.state, kind)) {
      edits.say(`That cannot be done while ${known.name} is ${known.state}`);
      return;
    }
    const customer = meant(row, kind);
    switch (kind) {
      case "map":
      case "notThisOne":
        if (customer === null) {
          edits.say(`Choose a customer for ${known.name}`);
          onChoose(known.id);
        } else if (kind === "map") {
          decisions.decide(target, { act: "map", customer: customer.id, consent: "ask" });
        } else {
          decisions.decide(target, { act: "notThisOne", customer: customer.id });
        }
        return;
      case "exclude":
        onAsk({ act: "exclude", target, isMapped: known.state === "mapped" || known.state === "problem" });
        return;
      case "sayAnew":
        if (pane.detail?.id === known.id)
          onAsk({ act: known.state === "held" ? "hold" : "exclude", target, said: saidOf(pane.detail) });
        return;
      case "hold":
        decisions.decide(target, { act: "hold", reason: "", reviewOn: null });
        return;
      case "unmap":
      case "release":
        decisions.decide(target, { act: kind });
    }
  };
}

function saidOf({ stateReason, reviewOn }: OrganizationDetailDto): Said {
  return { reason: stateReason ?? "", reviewOn };
}
