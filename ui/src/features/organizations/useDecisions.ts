//! Deciding on one organisation: the call, the yes that some decisions need, and what is said when the
//! organisation was changed meanwhile. The undo of a decision is in `useEdits`.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type AppError,
  type ConsentDto,
  call,
  commands,
  type DecisionDto,
  type OrganizationId,
  type ProfileId,
  toFailure,
} from "../../ipc/client";
import { invalidate } from "../../ipc/invalidate";
import type { Edits } from "./useEdits";

/** The organisation a decision is about, as it was seen. */
export type DecisionTarget = {
  readonly id: OrganizationId;
  readonly version: number;
  readonly name: string;
};

/** Deleting is decided like the rest, though it has a command of its own. */
export type Decision = DecisionDto | { readonly act: "delete" };

type Asked = { readonly target: DecisionTarget; readonly decision: Decision };

/** A mapping that needs a yes: the customer is taken or inactive, or something speaks against it. */
export type Confirmation = Asked & { readonly error: AppError };

export type Decisions = {
  readonly decide: (target: DecisionTarget, decision: Decision) => void;
  readonly isDeciding: boolean;
  readonly confirmation: Confirmation | null;
  readonly confirm: (consent: Exclude<ConsentDto, "ask">) => void;
  readonly dropConfirmation: () => void;
  /** What went wrong with the last decision, until the next one or until it is put away. */
  readonly failure: { readonly error: Error; readonly target: DecisionTarget } | null;
  readonly dismissFailure: () => void;
};

/** `onDecided` is called when a decision was carried out, before the rows are read again. */
export function useDecisions(
  profileId: ProfileId,
  edits: Edits,
  onDecided: (target: DecisionTarget, decision: Decision) => void,
): Decisions {
  const queryClient = useQueryClient();
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  const [failure, setFailure] = useState<Decisions["failure"]>(null);

  const deciding = useMutation({
    mutationFn: ({ target: { id, version }, decision }: Asked) =>
      call(
        decision.act === "delete"
          ? commands.deleteOrganization(profileId, id, version)
          : commands.decide(profileId, id, version, decision),
      ),
    onSuccess: (edit, { target, decision }) => {
      setFailure(null);
      setConfirmation(null);
      edits.made(edit);
      onDecided(target, decision);
    },
    onError: (thrown, asked) => {
      const { error } = toFailure(thrown);
      if (asksFirst(error) && asked.decision.act === "map") {
        setConfirmation({ ...asked, error });
        return;
      }
      setConfirmation(null);
      setFailure({ error: thrown, target: asked.target });
      // There is one place for what went wrong last, and this is newer.
      if (edits.failure !== null) edits.dismissFailure();
      // What is on screen is old, and since nothing was written the program does not say so.
      if (error.code === "conflict" || error.code === "notFound")
        void invalidate(queryClient, ["organizations"]);
    },
  });
  const { isPending, mutate } = deciding;

  return {
    decide: (target, decision) => {
      if (!isPending) mutate({ target, decision });
    },
    isDeciding: isPending,
    confirmation,
    confirm: (consent) => {
      if (confirmation?.decision.act !== "map" || isPending) return;
      mutate({ target: confirmation.target, decision: { ...confirmation.decision, consent } });
    },
    dropConfirmation: () => setConfirmation(null),
    failure,
    dismissFailure: () => setFailure(null),
  };
}

/** Whether a pair was refused only because nobody has said yes to it. */
export function asksFirst({ code }: AppError): boolean {
  return code === "needsConfirmation" || code === "customerTaken";
}
