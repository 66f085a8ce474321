import { ArrowRight } from "lucide-react";
import { Icon } from "../../../components/Icon";
import { Select, type SelectOption } from "../../../components/Select";
import { cx } from "../../../lib/cx";
import s from "./Rules.module.css";

type WordMapProps = {
  readonly lines: readonly {
    readonly key: string;
    /** The word at the left. */
    readonly name: string;
    /** Name of the choice for a screen reader. */
    readonly label: string;
    /** Empty: none chosen. */
    readonly value: string;
    /** What the pre-flight calls this choice. */
    readonly field: string;
  }[];
  readonly options: readonly SelectOption<string>[];
  /** What stands there when none is chosen. */
  readonly empty: string;
  readonly narrow?: boolean;
  /** Choices that Halo would refuse as they are. */
  readonly refused: ReadonlySet<string>;
  readonly onChoose: (key: string, value: string) => void;
};

/** Words of one side, each with an arrow to a choice of the other. */
export function WordMap({ lines, options, empty, narrow = false, refused, onChoose }: WordMapProps) {
  const choices = [{ value: "", label: empty }, ...options];
  // A choice that is gone stays in sight; without it the list would show its first line as chosen.
  const choicesFor = (value: string) =>
    choices.some((choice) => choice.value === value)
      ? choices
      : [...choices, { value, label: "No longer offered", disabled: true }];
  return (
    <ul className={cx(s["map"], narrow && s["narrowMap"])}>
      {lines.map((line) => (
        <li key={line.key}>
          <span className="cut" title={line.name}>
            {line.name}
          </span>
          <Icon of={ArrowRight} size={14} className={s["arrow"]} />
          <Select
            size="s"
            aria-label={line.label}
            aria-invalid={refused.has(line.field) || undefined}
            data-field={line.field}
            value={line.value}
            onValueChange={(value) => onChoose(line.key, value)}
            options={choicesFor(line.value)}
          />
        </li>
      ))}
    </ul>
  );
}
