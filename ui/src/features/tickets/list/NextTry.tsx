import { useState } from "react";
import { formatCountdown } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";

/** When Halo is tried again, counted down. Mounted anew with each answer of the program. */
export function NextTry({ inMs }: { readonly inMs: number }) {
  const now = useNow(1_000).getTime();
  const [at] = useState(now + inMs);
  const left = at - now;
  return left > 0 ? `The next try is in ${formatCountdown(left)}.` : null;
}
