import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Banner } from "../components/Banner";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Form } from "../components/Form";
import { ErrorNotice } from "../errors/ErrorNotice";
import { toFailure } from "../ipc/client";
import { FileField } from "./FileField";
import s from "./WriteFileDialog.module.css";

type WriteFileDialogProps<Written> = {
  readonly title: string;
  readonly description: string;
  readonly size?: "l";
  readonly act: { readonly word: string; readonly busyWord: string };
  /** Names what else was chosen: what was said about one file does not hold for another. */
  readonly choice: string;
  /** Refuses with `needsConfirmation` where the file is there and may not be replaced. */
  readonly write: (path: string, replace: boolean) => Promise<Written>;
  /** Opens the desktop's own dialog, which asks for itself whether a file may be replaced. */
  readonly choosePlace: () => Promise<string | null>;
  /** The title over an error of writing. */
  readonly failed?: string;
  /** What was written. */
  readonly done: (written: Written) => { readonly title: string; readonly body: ReactNode };
  /** What can be chosen before the place. */
  readonly children?: ReactNode;
  /** What stands below the place. */
  readonly below?: ReactNode;
  readonly onClose: () => void;
};

/** Writes a file on this computer: what, where to, whether one that is there may be replaced, what was written. */
export function WriteFileDialog<Written>(props: WriteFileDialogProps<Written>) {
  const { title, description, size, act, choice, choosePlace, failed, done, children, below, onClose } =
    props;
  const [path, setPath] = useState("");
  const [asked, setAsked] = useState(false);
  const writing = useMutation({
    mutationFn: ({
      to,
      replace,
    }: {
      readonly to: string;
      readonly choice: string;
      readonly replace: boolean;
    }) => props.write(to, replace),
  });
  const typed = path.trim();
  const isAboutThis = writing.variables?.to === typed && writing.variables.choice === choice;
  const error = isAboutThis ? writing.error : null;
  const failure = error && toFailure(error).error;
  const isThere = failure?.code === "needsConfirmation" ? failure : null;

  function write(to: string, replace: boolean) {
    setAsked(true);
    if (to !== "" && !writing.isPending) writing.mutate({ to, choice, replace });
  }

  if (writing.isSuccess) {
    const written = done(writing.data);
    return (
      <Dialog
        open
        onClose={onClose}
        title={written.title}
        note="Nothing was written to Halo"
        actions={
          <Button size="l" variant="primary" onClick={onClose}>
            Close
          </Button>
        }
      >
        {written.body}
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      {...(size && { size })}
      locked={writing.isPending}
      title={title}
      description={description}
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={writing.isPending}
            busyWord={act.busyWord}
            onClick={() => write(typed, isThere !== null)}
          >
            {isThere ? "Replace it" : act.word}
          </Button>
        </>
      }
    >
      <Form
        className={s["form"]}
        onSubmit={() => {
          // Only a press on the words "Replace it" replaces a file.
          write(typed, false);
        }}
      >
        {children}
        <FileField
          hint="The full path of the new file on this computer"
          path={path}
          onPath={setPath}
          error={asked && typed === "" ? "Choose a place or type a path." : undefined}
          chooseWords="Choose a place…"
          choose={choosePlace}
          onChosen={(chosen) => {
            setPath(chosen);
            write(chosen, true);
          }}
        />
        {isThere ? (
          <Banner live tone="attention" title={isThere.message}>
            Replace it, or type another name.
          </Banner>
        ) : (
          error && <ErrorNotice inline error={error} {...(failed && { title: failed })} />
        )}
        {below}
      </Form>
    </Dialog>
  );
}
