import { useState } from "react";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { TextInput } from "../../../components/TextInput";
import s from "./Import.module.css";

type MorePathsProps = {
  /** What is wrong with the path added last. */
  readonly error: string | undefined;
  readonly onAdd: (path: string) => void;
  /** Takes the path added last out again. */
  readonly onDrop: () => void;
};

/** A field that was not found by itself, by its JSON path within a row. */
export function MorePaths({ error, onAdd, onDrop }: MorePathsProps) {
  const [path, setPath] = useState("");
  return (
    <Form
      className={s["reading"]}
      onSubmit={() => {
        if (path.trim() === "") return;
        onAdd(path.trim());
        setPath("");
      }}
    >
      <Field label="Another field" hint="Its JSON path within a row, such as contacts[0].email" error={error}>
        <TextInput mono value={path} onValueChange={setPath} />
      </Field>
      {error === undefined ? (
        <Button type="submit">Add the field</Button>
      ) : (
        <Button onClick={onDrop}>Leave it out</Button>
      )}
    </Form>
  );
}
