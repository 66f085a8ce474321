import { useEffect, useRef, useState } from "react";
import { type AppError, toFailure } from "../ipc/client";
import type { SendsAct, SendsQuestionProps } from "./SendsQuestion";

type Asked = {
  readonly error: AppError;
  readonly answer: (yes: boolean) => void;
  readonly busy: boolean;
};

export type Sends = {
  /** Tries without a yes first. Answers `undefined` when somebody left it as it is. */
  readonly run: <Done>(attempt: (sends: boolean) => Promise<Done>) => Promise<Done | undefined>;
  /** What is asked, while it is asked. */
  readonly asked: SendsQuestionProps | null;
};

/** For an act that would let held tickets go to Halo: asks, and does it again with the yes. */
export function useSends(act: SendsAct): Sends {
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = useRef<((yes: boolean) => void) | null>(null);
  // What waits for the answer would wait for ever.
  useEffect(() => () => open.current?.(false), []);
  return {
    run: async (attempt) => {
      try {
        return await attempt(false);
      } catch (thrown) {
        const error = asksToSend(thrown);
        if (!error) throw thrown;
        const yes = await new Promise<boolean>((answer) => {
          open.current = answer;
          setAsked({ error, answer, busy: false });
        });
        if (!yes) {
          setAsked(null);
          return undefined;
        }
        setAsked({ error, answer: () => undefined, busy: true });
        try {
          return await attempt(true);
        } finally {
          setAsked(null);
        }
      }
    },
    asked: asked && {
      asked: asked.error,
      act,
      busy: asked.busy,
      onYes: () => asked.answer(true),
      onNo: () => asked.answer(false),
    },
  };
}

/** What is asked before tickets that wait are sent; null for every other failure. */
function asksToSend(error: unknown): AppError | null {
  const { error: failure } = toFailure(error);
  return failure.code === "needsConfirmation" ? failure : null;
}
