//! What each cause of a problem is called, for one and for several.

import type { CauseDto } from "../ipc/client";
import { formatNumber } from "../lib/format";

/** A cause without a row here does not compile. */
const TITLES: Record<CauseDto, { readonly one: string; readonly many: (count: string) => string }> = {
  rightLost: {
    one: "The agent lost a right in Halo",
    many: (count) => `The agent lost ${count} rights in Halo`,
  },
  customerGone: {
    one: "A customer is gone from Halo",
    many: (count) => `${count} customers are gone from Halo`,
  },
  customerInactive: {
    one: "A customer became inactive in Halo",
    many: (count) => `${count} customers became inactive in Halo`,
  },
  ticketTypeGone: {
    one: "The ticket type was deleted in Halo",
    many: (count) => `${count} ticket types were deleted in Halo`,
  },
  ticketTypeClosed: {
    one: "The agent may no longer create tickets of the type",
    many: (count) => `The agent may no longer create tickets of ${count} types`,
  },
  slaGone: {
    one: "An SLA of the ticket rules was deleted in Halo",
    many: (count) => `${count} SLAs of the ticket rules were deleted in Halo`,
  },
  priorityGone: {
    one: "A priority of the ticket rules was deleted in Halo",
    many: (count) => `${count} priorities of the ticket rules were deleted in Halo`,
  },
  statusGone: {
    one: "A status of the ticket rules was deleted in Halo",
    many: (count) => `${count} statuses of the ticket rules were deleted in Halo`,
  },
  licenceGone: {
    one: "A licence is gone from Halo",
    many: (count) => `${count} licences are gone from Halo`,
  },
  ticketTypeSla: {
    one: "The ticket type has another SLA in Halo",
    many: (count) => `${count} ticket types have another SLA in Halo`,
  },
  ticketTypeRenamed: {
    one: "The ticket type was renamed in Halo",
    many: (count) => `${count} ticket types were renamed in Halo`,
  },
  customerRenamed: {
    one: "A customer was renamed in Halo",
    many: (count) => `${count} customers were renamed in Halo`,
  },
  organizationGone: {
    one: "An organisation is gone from its list",
    many: (count) => `${count} organisations are gone from their list`,
  },
  organizationRenamed: {
    one: "An organisation has another name in its list",
    many: (count) => `${count} organisations have another name in their list`,
  },
  organizationNew: {
    one: "An organisation is new in its list",
    many: (count) => `${count} organisations are new in their list`,
  },
};

/** What happened, to this many. */
export function causeTitle(cause: CauseDto, count: number): string {
  return count === 1 ? TITLES[cause].one : TITLES[cause].many(formatNumber(count));
}
