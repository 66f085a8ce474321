import { useState } from "react";
import { formatCountdown } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";

/** When Halo is tried again, counted down; nothing when it is not by itself. Mounted anew with each answer. */
export function NextTry({ inMs }: { readonly inMs: number | null }) {
  const now = useNow(1_000).getTime();
  const [at] = useState(now + (inMs ?? 0));
  const left = at - now;
  return left > 0 ? `The next try is in ${formatCountdown(left)}.` : null;
}
