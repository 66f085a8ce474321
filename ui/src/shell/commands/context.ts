import type { Sends } from "../../errors/useSends";
import type { AppearanceDto, ProfileDto, ProfileId } from "../../ipc/client";
import type { Destination } from "../useGo";

/** What stands open above the page. */
export type Part = "box" | "keys" | "about";

/** What the commands are made from: how the program stands, and what they can set going. */
export type Context = {
  /** The profile that is open; null on Start and in the set-up. */
  readonly profileId: ProfileId | null;
  readonly profiles: readonly ProfileDto[];
  readonly appearance: AppearanceDto | undefined;
  /** In percent. */
  readonly zoom: number;
  readonly go: (to: Destination) => void;
  /** Goes to the nth place of the rail. */
  readonly open: (part: Part) => void;
  /** Does something that may fail. A failure is shown under the command's title. */
  readonly attempt: (title: string, act: () => Promise<unknown>) => void;
  /** The same for undo and redo, which take turns with those of the page and hold up no other command. */
  readonly attemptEdit: Context["attempt"];
  /** They ask before tickets are sent. */
  readonly asking: Readonly<Record<"undo" | "redo", Sends["run"]>>;
  /** Says what was done. */
  readonly say: (words: string) => void;
};

/** The profile that is open, with its connection. */
export function openProfile({ profileId, profiles }: Context): ProfileDto | undefined {
  return profiles.find(({ id }) => id === profileId);
}
