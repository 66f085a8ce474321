import { Banner } from "../../../components/Banner";
import type { OrganizationDetailDto } from "../../../ipc/client";
import { formatDay } from "../../../lib/format";

/** Why it is held, excluded or a problem, and when it is to be looked at again. */
export function StateNotice({ detail }: { readonly detail: OrganizationDetailDto }) {
  const { state, stateReason, reviewOn, toReview } = detail;
  const day =
    reviewOn === null
      ? null
      : toReview
        ? `It was to be looked at again on ${formatDay(reviewOn)}. Release it, map it, or set another day.`
        : `To be looked at again on ${formatDay(reviewOn)}.`;
  const title = stateReason ?? day;
  if (title === null) return null;
  const own = state === "problem" ? "problem" : state === "held" ? "held" : "neutral";
  return (
    <Banner tone={toReview ? "attention" : own} title={title}>
      {stateReason !== null && day}
    </Banner>
  );
}
