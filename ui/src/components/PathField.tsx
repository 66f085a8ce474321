import { FolderOpen } from "lucide-react";
import { Button } from "./Button";
import { Field } from "./Field";
import s from "./PathField.module.css";
import { TextInput } from "./TextInput";

type PathFieldProps = {
  readonly hint: string;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly error: string | undefined;
  /** The words on the button of the desktop's own dialog. */
  readonly chooseWords: string;
  /** The dialog is open. */
  readonly choosing: boolean;
  readonly onChoose: () => void;
};

/** A file: its path typed or pasted, and a button for the desktop's own dialog. */
export function PathField(props: PathFieldProps) {
  const { hint, path, onPath, error, chooseWords, choosing, onChoose } = props;
  return (
    <div className={s["file"]}>
      <Field label="File" hint={hint} error={error}>
        <TextInput mono value={path} onValueChange={onPath} />
      </Field>
      <Button size="l" icon={FolderOpen} busy={choosing} onClick={onChoose}>
        {chooseWords}
      </Button>
    </div>
  );
}
