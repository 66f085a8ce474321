import { useMutation } from "@tanstack/react-query";
import { PathField } from "../../../components/PathField";
import { ErrorNotice } from "../../../errors/ErrorNotice";

type FileFieldProps = {
  readonly hint: string;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly error: string | undefined;
  /** The words on the button of the desktop's own dialog. */
  readonly chooseWords: string;
  readonly choose: () => Promise<string | null>;
  /** Chosen in that dialog, which asks for itself whether a file may be replaced. */
  readonly onChosen: (path: string) => void;
};

/** A file: its path typed or pasted, or chosen in the desktop's own dialog. */
export function FileField({ choose, onChosen, ...field }: FileFieldProps) {
  const choosing = useMutation({
    mutationFn: choose,
    onSuccess: (chosen) => {
      if (chosen !== null) onChosen(chosen);
    },
  });
  return (
    <>
      <PathField {...field} choosing={choosing.isPending} onChoose={() => choosing.mutate()} />
      {choosing.error && <ErrorNotice inline error={choosing.error} />}
    </>
  );
}
