import { SendsQuestion, type SendsQuestionProps } from "../../errors/SendsQuestion";
import { AboutDialog } from "./AboutDialog";
import { CloseQuestion } from "./CloseQuestion";
import { CommandBox } from "./CommandBox";
import type { Command } from "./command";
import type { Context, Part } from "./context";
import { FailureDialog } from "./FailureDialog";
import { KeysDialog } from "./KeysDialog";
import type { Failure } from "./useAttempt";

type CommandPartsProps = {
  readonly part: Part | null;
  readonly commands: readonly Command[];
  readonly context: Context;
  readonly onClose: () => void;
  /** Of commands that did not work. */
  readonly failures: readonly [Told, Told];
  /** Before tickets that wait are sent. */
  readonly asked: SendsQuestionProps | null;
};

type Told = { readonly failure: Failure | null; readonly dismiss: () => void };

/** What opens over any screen: the command box, the list of keys, About, and what a command has to ask or to say. */
export function CommandParts({ part, commands, context, onClose, failures, asked }: CommandPartsProps) {
  const [others, edits] = failures;
  return (
    <>
      <CommandBox open={part === "box"} commands={commands} context={context} onClose={onClose} />
      <KeysDialog open={part === "keys"} commands={commands} onClose={onClose} />
      <AboutDialog open={part === "about"} onClose={onClose} />
      <CloseQuestion />
      <FailureDialog failure={others.failure} onClose={others.dismiss} />
      <FailureDialog failure={edits.failure} onClose={edits.dismiss} />
      {asked && <SendsQuestion {...asked} />}
    </>
  );
}
