//! The wizard as a machine: which steps there are, which are done, where one may go. Pure; what a step
//! holds is saved by the program after each one, so the machine can always be built again from there.

import type { SecretPlaceDto, SourceKindDto, WizardDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import { checksInWords, isNoObstacle } from "./checkWords";

export type Step = 1 | 2 | 3 | 4 | 5;

export const STEPS: readonly { readonly step: Step; readonly title: string }[] = [
  { step: 1, title: "Choose the vendor" },
  { step: 2, title: "Find Halo" },
  { step: 3, title: "Prepare Halo" },
  { step: 4, title: "Enter credentials" },
  { step: 5, title: "Check access" },
];

export type WizardEvent =
  | { readonly type: "continue" }
  | { readonly type: "back" }
  | { readonly type: "goTo"; readonly step: Step };

/** Narrows anything, for instance a search param or the number that was saved, to a step. */
export function isStep(value: unknown): value is Step {
  return value === 1 || value === 2 || value === 3 || value === 4 || value === 5;
}

/** Whether a step holds what the later ones need. Null: nothing has been saved yet. */
export function isDone(step: Step, wizard: WizardDto | null): boolean {
  if (wizard === null) return false;
  switch (step) {
    case 1:
      return true;
    case 2:
      return wizard.discovery !== null;
    case 3:
      // The ticks are the administrator's own; having gone past the list is all that is asked.
      return wizard.step > 3 || wizard.finished;
    case 4:
      return wizard.clientId !== "" && wizard.secret !== "none";
    case 5:
      return canGoTo(5, wizard) && wizard.checks.length > 0 && wizard.checks.every(isNoObstacle);
  }
}

/** Whether a step can be gone to: it needs the vendor, an address, and for the checks the credentials. */
export function canGoTo(step: Step, wizard: WizardDto | null): boolean {
  const needed: readonly Step[] = step === 5 ? [1, 2, 4] : step > 2 ? [1, 2] : step === 2 ? [1] : [];
  return needed.every((earlier) => isDone(earlier, wizard));
}

/** The step an event leads to; the same step when it may not be gone to. */
export function transition(step: Step, event: WizardEvent, wizard: WizardDto | null): Step {
  const target = event.type === "goTo" ? event.step : event.type === "continue" ? step + 1 : step - 1;
  return isStep(target) && canGoTo(target, wizard) ? target : step;
}

/** The step to show: the one asked for, else the one saved; back to what is still missing. */
export function openAt(asked: Step | undefined, wizard: WizardDto | null): Step {
  const saved = wizard !== null && isStep(wizard.step) ? wizard.step : 1;
  let step: Step = asked ?? saved;
  while (step > 1 && !canGoTo(step, wizard)) step = (step - 1) as Step;
  return step;
}

const SOURCES: Record<SourceKindDto, string> = {
  file: "from a file",
  api: "from the vendor’s API",
  haloCustomers: "from Halo’s customers",
  manual: "typed by hand",
};
const SECRETS: Record<SecretPlaceDto, string> = {
  none: "",
  keychain: "Secret is in the keychain",
  session: "Secret is kept until Halyard is closed",
};

/** What a done step says in the rail. */
export function outcomeOf(step: Step, wizard: WizardDto): string | undefined {
  switch (step) {
    case 1:
      return `${wizard.vendorName}, ${SOURCES[wizard.source]}`;
    case 2:
      return wizard.discovery?.host;
    case 3: {
      const ticked = wizard.recipe.filter((item) => item.ticked).length;
      return ticked === wizard.recipe.length
        ? `${formatCount(ticked, "setting")} ticked`
        : `${ticked} of ${formatCount(wizard.recipe.length, "setting")} ticked`;
    }
    case 4:
      return SECRETS[wizard.secret] || undefined;
    case 5:
      return checksInWords(wizard.checks);
  }
}
