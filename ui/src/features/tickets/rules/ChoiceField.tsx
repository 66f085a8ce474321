import { Field } from "../../../components/Field";
import { Select, type SelectOption } from "../../../components/Select";

type ChoiceFieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What stands there when nothing is chosen. */
  readonly none?: string;
  /** What the pre-flight calls it. */
  readonly field: string;
  readonly refused: ReadonlySet<string>;
  readonly choices: readonly SelectOption<string>[];
  readonly chosen: string | null;
  readonly onChoose: (value: string | null) => void;
};

const NONE = "";

/** One choice that may stay empty. What was chosen and is offered no more stays in sight. */
export function ChoiceField({
  label,
  hint,
  none = "None",
  field,
  refused,
  choices,
  chosen,
  onChoose,
}: ChoiceFieldProps) {
  const gone = chosen !== null && chosen !== NONE && !choices.some(({ value }) => value === chosen);
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      <Select
        size="s"
        aria-invalid={refused.has(field) || undefined}
        data-field={field}
        value={chosen ?? NONE}
        onValueChange={(value) => onChoose(value === NONE ? null : value)}
        options={[
          { value: NONE, label: none },
          ...choices,
          ...(gone ? [{ value: chosen, label: `${chosen}, no longer offered`, disabled: true }] : []),
        ]}
      />
    </Field>
  );
}
