import { useEffect, useRef } from "react";
import { call, commands, type ProfileId } from "../../ipc/client";

/**
 * Has the program wipe the old secret when its page is left. A page that is only drawn anew, as React does in
 * development, is not left.
 */
export function useForgetOnLeave(profileId: ProfileId): void {
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    return () => {
      leaving.current = setTimeout(() => {
        // The program wipes it after an hour, and at its end, in any case.
        call(commands.forgetRevokedSecret(profileId)).catch(() => undefined);
      });
    };
  }, [profileId]);
}
