import { OctagonAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId, useMemo } from "react";
import { cx } from "../lib/cx";
import s from "./Field.module.css";
import { Icon } from "./Icon";

type FieldContext = { controlId: string; describedBy: string | undefined; invalid: boolean };

const Context = createContext<FieldContext | null>(null);

type FieldProps = {
  label: ReactNode;
  /** A sentence below: what it is for, or what was changed in what was pasted. */
  hint?: ReactNode;
  /** A sentence that says the mend. Marks the control as invalid. */
  error?: string | undefined;
  /** The label is there for screen readers only (the column head says it already). */
  hideLabel?: boolean;
  className?: string | undefined;
  /** One control of this folder; it takes its id and description from here. */
  children: ReactNode;
};

/** A label above, one control, a hint or an error below, all tied together. */
export function Field({ label, hint, error, hideLabel = false, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = cx(hint !== undefined && hintId, error !== undefined && errorId) || undefined;
  const context = useMemo(
    () => ({ controlId: id, describedBy, invalid: error !== undefined }),
    [id, describedBy, error],
  );
  return (
    <div className={cx(s["field"], className)}>
      <label htmlFor={id} className={hideLabel ? "vh" : s["label"]}>
        {label}
      </label>
      <Context value={context}>{children}</Context>
      {hint !== undefined && (
        <div id={hintId} className="hint">
          {hint}
        </div>
      )}
      <div role="status" className={s["live"]}>
        {error !== undefined && (
          <p id={errorId} className={s["error"]}>
            <Icon of={OctagonAlert} size={14} />
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

/** What a control inside a `Field` puts on its element; empty outside one. */
export function useFieldControl(): {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
} {
  const field = useContext(Context);
  if (!field) return {};
  return {
    id: field.controlId,
    ...(field.describedBy && { "aria-describedby": field.describedBy }),
    ...(field.invalid && { "aria-invalid": true as const }),
  };
}
