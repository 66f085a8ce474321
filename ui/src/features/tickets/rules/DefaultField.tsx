import { Field } from "../../../components/Field";
import { TextInput } from "../../../components/TextInput";
import type { FieldChoicesDto } from "../../../ipc/client";
import { ChoiceField } from "./ChoiceField";

type DefaultFieldProps = {
  readonly of: FieldChoicesDto;
  /** What stands there, or is sent, when nothing is chosen. */
  readonly none?: string;
  readonly refused: ReadonlySet<string>;
  readonly chosen: string | null;
  readonly onChoose: (value: string | null) => void;
};

/** What is sent in a field that a ticket type may ask for: one of Halo's choices, or any text. */
export function DefaultField({ of, none = "None", refused, chosen, onChoose }: DefaultFieldProps) {
  const { key, label, choices, takesText } = of;
  if (takesText) {
    return (
      <Field label={label} hint="Sent in every ticket">
        <TextInput
          size="s"
          maxLength={LONGEST}
          placeholder={none}
          aria-invalid={refused.has(`field.${key}`) || undefined}
          data-field={`field.${key}`}
          value={chosen ?? ""}
          onValueChange={(text) => onChoose(text === "" ? null : text)}
        />
      </Field>
    );
  }
  return (
    <ChoiceField
      label={label}
      none={none}
      hint={choices.length === 0 ? "Halo lists nothing to choose" : undefined}
      field={`field.${key}`}
      refused={refused}
      choices={choices.map(({ value, name }) => ({ value, label: name }))}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

const LONGEST = 200;
