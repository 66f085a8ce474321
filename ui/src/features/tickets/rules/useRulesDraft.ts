//! The rules being edited, beside those that are saved.

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Asking } from "../../../errors/useSendsQuestion";
import {
  call,
  commands,
  type ProfileId,
  type TicketRulesDto,
  type TicketRulesFormDto,
} from "../../../ipc/client";
import { sameRules, withEmptyFilled } from "./draft";

/** The draft, saving it, and filling it in by name. Saving asks first where held tickets would go to Halo. */
export function useRulesDraft(
  profileId: ProfileId,
  form: TicketRulesFormDto,
  { run }: Pick<Asking, "run">,
  onSaved: () => void,
) {
  const [rules, setRules] = useState<TicketRulesDto>(form.rules);
  const [saved, setSaved] = useState({ rules: form.rules, version: form.version });
  const [seen, setSeen] = useState(saved);
  const filling = useMutation({
    mutationFn: () => call(commands.proposeTicketRules(profileId, rules)),
    onSuccess: (proposal) => setRules((now) => withEmptyFilled(now, proposal.rules)),
  });
  const saving = useMutation({
    mutationFn: (sent: TicketRulesDto) =>
      run((sends) => call(commands.saveTicketRules(profileId, sent, saved.version, sends))),
    onSuccess: (version, sent) => {
      if (version === undefined) return;
      setSaved({ rules: sent, version });
      filling.reset();
      onSaved();
    },
  });
  // Emptied, saved elsewhere or taken away with the Halo they were for: editing starts anew from there. What was saved here
  // may be older than the draft by now, and a mere new reading of Halo changes nothing.
  if (form.version !== seen.version || !sameRules(form.rules, seen.rules)) {
    const told = { rules: form.rules, version: form.version };
    setSeen(told);
    const isKnown = form.version !== seen.version && form.version === saved.version;
    const isUnderWay = saving.isPending && sameRules(saving.variables, form.rules);
    if (!isKnown) setSaved(told);
    if (!isKnown && !isUnderWay) setRules(form.rules);
  }
  return {
    rules,
    isDirty: !sameRules(rules, saved.rules),
    /** Takes changed rules. What the names told belongs to the ticket type and the SLA they were asked for. */
    change: (next: TicketRulesDto) => {
      if (next.ticketTypeId !== rules.ticketTypeId || next.slaId !== rules.slaId) filling.reset();
      setRules(next);
    },
    discard: () => {
      filling.reset();
      setRules(saved.rules);
    },
    /** Answers whether they are saved: somebody may have said no to what would be sent. */
    save: async () => (await saving.mutateAsync(rules)) !== undefined,
    saving,
    filling,
  };
}
