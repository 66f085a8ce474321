import { useMutation } from "@tanstack/react-query";
import { FolderOpen, ListPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Card } from "../../../components/Card";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { Icon } from "../../../components/Icon";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId } from "../../../ipc/client";
import s from "./Import.module.css";

type ImportSourceProps = {
  readonly profileId: ProfileId;
  readonly isDemo: boolean;
  readonly initialPath: string;
  readonly onFile: (path: string) => void;
};

/** Which file: typed or pasted, chosen in the desktop's own dialog, or the demo's list. */
export function ImportSource({ profileId, isDemo, initialPath, onFile }: ImportSourceProps) {
  const [path, setPath] = useState(initialPath);
  const [asked, setAsked] = useState(false);
  const choosing = useMutation({
    mutationFn: () => call(commands.chooseListFile()),
    onSuccess: (chosen) => {
      if (chosen === null) return;
      setPath(chosen);
      onFile(chosen);
    },
  });
  const demo = useMutation({ mutationFn: () => call(commands.demoCsvFile(profileId)), onSuccess: onFile });
  const failure = choosing.error ?? demo.error;

  return (
    <>
      <Form
        className={s["source"]}
        onSubmit={() => {
          setAsked(true);
          if (path.trim() !== "") onFile(path.trim());
        }}
      >
        <Field
          label="File"
          hint="The full path of a CSV file or an Excel workbook on this computer"
          error={asked && path.trim() === "" ? "Choose a file or type its path." : undefined}
        >
          <TextInput mono value={path} onValueChange={setPath} />
        </Field>
        <span className={s["sourceActs"]}>
          <Button size="l" icon={FolderOpen} busy={choosing.isPending} onClick={() => choosing.mutate()}>
            Choose file…
          </Button>
          <Button size="l" type="submit" variant="primary">
            Read the file
          </Button>
        </span>
      </Form>
      {isDemo && (
        <Card>
          <div className={s["demo"]}>
            <Icon of={ListPlus} size={20} />
            <div>
              <p className="medium">The demo’s list</p>
              <p className="t2">Organisations that fit the demo Halo, with a few bad rows as in real life</p>
            </div>
            <Button busy={demo.isPending} onClick={() => demo.mutate()}>
              Use the demo’s list
            </Button>
          </div>
        </Card>
      )}
      {failure && <ErrorNotice inline error={failure} />}
    </>
  );
}
