import type { ReactNode } from "react";
import { type SendsAct, SendsQuestion } from "./SendsQuestion";
import { type Sends, useSends } from "./useSends";

export type Asking = Pick<Sends, "run"> & {
  /** The question, while it is asked. */
  readonly question: ReactNode;
};

/** {@link useSends} with the dialog that asks. */
export function useSendsQuestion(act: SendsAct): Asking {
  const { run, asked } = useSends(act);
  return { run, question: asked && <SendsQuestion {...asked} /> };
}
