import { useMutation } from "@tanstack/react-query";

export type Failure = {
  readonly title: string;
  readonly error: Error;
};

type Attempt = {
  readonly title: string;
  readonly act: () => Promise<unknown>;
};

/** Does what a command asks for, one after the other of those with the same `scope`, and keeps the failure of the last one. */
export function useAttempt(scope: { readonly id: string }) {
  const { mutate, reset, error, variables } = useMutation({
    mutationFn: ({ act }: Attempt) => act(),
    scope,
  });
  const failure: Failure | null = error && variables ? { title: variables.title, error } : null;
  return {
    attempt: (title: string, act: () => Promise<unknown>) => mutate({ title, act }),
    failure,
    dismiss: reset,
  };
}
