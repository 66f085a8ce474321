import { type ReactNode, useEffect, useRef, useState } from "react";
import type { AppError } from "../ipc/client";
import { asksToSend, type SendsAct, SendsQuestion } from "./SendsQuestion";

type Asked = {
  readonly error: AppError;
  readonly answer: (yes: boolean) => void;
  readonly busy: boolean;
};

export type Asking = {
  /** Tries without a yes first. Answers `undefined` when somebody left it as it is. */
  readonly run: <Done>(attempt: (sends: boolean) => Promise<Done>) => Promise<Done | undefined>;
  /** The question, while it is asked. */
  readonly question: ReactNode;
};

/** For an act that would let held tickets go to Halo: asks, and does it again with the yes. */
export function useSendsQuestion(act: SendsAct): Asking {
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
    question: asked && (
      <SendsQuestion
        asked={asked.error}
        act={act}
        busy={asked.busy}
        onYes={() => asked.answer(true)}
        onNo={() => asked.answer(false)}
      />
    ),
  };
}
