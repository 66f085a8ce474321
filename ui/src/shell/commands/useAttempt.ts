import { useMutation } from "@tanstack/react-query";

export type Failure = {
  readonly title: string;
  readonly error: Error;
  /** Does it all the same, where it had only asked. */
  readonly confirm: (() => void) | null;
};

type Attempt = {
  readonly title: string;
  readonly act: () => Promise<unknown>;
  /** The same, with a yes to what it asks before tickets are sent. */
  readonly confirmed?: (() => Promise<unknown>) | undefined;
};

/** Does what a command asks for, one after the other, and keeps the failure of the last one. */
export function useAttempt() {
  const { mutate, reset, error, variables, isPending } = useMutation({
    mutationFn: ({ act }: Attempt) => act(),
    scope: { id: "commands" },
  });
  const again = variables?.confirmed;
  const confirm = variables && again && (() => mutate({ title: variables.title, act: again }));
  const failure: Failure | null =
    error && variables ? { title: variables.title, error, confirm: confirm ?? null } : null;
  return {
    attempt: (title: string, act: () => Promise<unknown>, confirmed?: () => Promise<unknown>) =>
      mutate({ title, act, confirmed }),
    failure,
    isBusy: isPending,
    dismiss: reset,
  };
}
