import { useMutation } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { TextInput } from "../components/TextInput";
import { ErrorNotice } from "../errors/ErrorNotice";
import s from "./FileField.module.css";

type FileFieldProps = {
  readonly hint: string;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly error: string | undefined;
  /** The words on the button of the desktop's own dialog. */
  readonly chooseWords: string;
  /** Opens that dialog; null where nothing was chosen. */
  readonly choose: () => Promise<string | null>;
  /** Chosen there; for a new file it has asked for itself whether one may be replaced. */
  readonly onChosen: (path: string) => void;
};

/** A file: its path typed or pasted, or chosen in the desktop's own dialog. */
export function FileField(props: FileFieldProps) {
  const { hint, path, onPath, error, chooseWords, choose, onChosen } = props;
  const choosing = useMutation({
    mutationFn: choose,
    onSuccess: (chosen) => {
      if (chosen !== null) onChosen(chosen);
    },
  });
  return (
    <>
      <div className={s["file"]}>
        <Field label="File" hint={hint} error={error}>
          <TextInput mono value={path} onValueChange={onPath} />
        </Field>
        <Button size="l" icon={FolderOpen} busy={choosing.isPending} onClick={() => choosing.mutate()}>
          {chooseWords}
        </Button>
      </div>
      {choosing.error && <ErrorNotice inline error={choosing.error} />}
    </>
  );
}
