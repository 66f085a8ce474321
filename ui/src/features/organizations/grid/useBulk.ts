//! Acts on all selected rows in one step, and what is said when they were changed meanwhile.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  call,
  commands,
  type ManyActDto,
  type ProfileId,
  type SelectionDto,
  toFailure,
} from "../../../ipc/client";
import { invalidate } from "../../../ipc/invalidate";
import type { Edits } from "../useEdits";

type Asked = {
  readonly selection: SelectionDto;
  readonly act: ManyActDto;
  /** How many the administrator was shown. */
  readonly expected: number;
};

export type Bulk = {
  readonly decide: (asked: Asked) => void;
  readonly isDeciding: boolean;
  readonly error: Error | null;
  readonly dismissError: () => void;
};

type Outcome = { readonly onDecided: () => void; readonly onFailed: () => void };

export function useBulk(profileId: ProfileId, edits: Edits, { onDecided, onFailed }: Outcome): Bulk {
  const queryClient = useQueryClient();
  const deciding = useMutation({
    mutationFn: ({ selection, act, expected }: Asked) =>
      call(commands.decideMany(profileId, selection, act, expected)),
    onSuccess: (edit) => {
      edits.made(edit);
      onDecided();
    },
    onError: (thrown) => {
      onFailed();
      // The numbers on the buttons are old, and since nothing was written the program does not say so.
      const { error } = toFailure(thrown);
      if (error.code === "invalidInput") void invalidate(queryClient, ["organizations"]);
    },
  });
  return {
    decide: (asked) => {
      if (!deciding.isPending) deciding.mutate(asked);
    },
    isDeciding: deciding.isPending,
    error: deciding.error,
    dismissError: deciding.reset,
  };
}
