import { LoaderCircle, type LucideIcon } from "lucide-react";
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { cx } from "../lib/cx";
import s from "./Button.module.css";
import { Icon } from "./Icon";
import { Tooltip } from "./Tooltip";

type ButtonVariant = "plain" | "primary" | "quiet" | "dangerQuiet" | "danger" | "link";

type ButtonLook = {
  /** One `primary` per view at most; `danger` only as the last button of a dialog. */
  variant?: ButtonVariant | undefined;
  /** `l` (32 px) in forms, wizard and dialogs; `m` (28 px) elsewhere. */
  size?: "m" | "l" | undefined;
  icon?: LucideIcon | undefined;
  iconAfter?: LucideIcon | undefined;
  /** The key that does the same, shown faint inside: `M`, `Ctrl ↵`. Shown only; the caller listens for it. */
  keyHint?: string | undefined;
  /** A count behind the words. */
  count?: string | number | undefined;
};

export type ButtonProps = ButtonLook &
  Omit<ComponentProps<"button">, "disabled"> & {
    /** Work is under way: spinner and `busyWord`, and a second press does nothing. */
    busy?: boolean | undefined;
    /** The "-ing" word, for instance "Writing…". */
    busyWord?: string | undefined;
    /** Why it cannot be pressed now. The button stays focusable and says so. */
    reason?: string | undefined;
    /** A hint for hover and focus; `reason` takes its place when both are there. */
    tooltip?: ReactNode;
  };

/** The classes of a look. */
function buttonClass({ variant = "plain", size = "m" }: ButtonLook, className?: string): string {
  return cx(s["button"], s[variant], size === "l" && s["large"], className);
}

/** What stands inside a button. */
function ButtonContent({ icon, iconAfter, keyHint, count, children }: ButtonLook & { children?: ReactNode }) {
  return (
    <>
      {icon && <Icon of={icon} />}
      {children}
      {count !== undefined && <span className={s["count"]}>{count}</span>}
      {keyHint && (
        <span className={s["key"]} aria-hidden="true">
          {keyHint}
        </span>
      )}
      {iconAfter && <Icon of={iconAfter} size={14} />}
    </>
  );
}

/** A button. Its words are a verb with its object. */
export function Button({
  variant,
  size,
  icon,
  iconAfter,
  keyHint,
  count,
  busy = false,
  busyWord,
  reason,
  tooltip,
  className,
  children,
  onClick,
  type = "button",
  "aria-describedby": describedBy,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const blocked = busy || reason !== undefined;

  function press(event: MouseEvent<HTMLButtonElement>) {
    if (blocked) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  }

  return (
    <>
      <Tooltip content={reason ?? tooltip}>
        <button
          {...rest}
          type={type}
          className={buttonClass({ variant, size }, className)}
          aria-disabled={blocked || rest["aria-disabled"] || undefined}
          aria-busy={busy || undefined}
          aria-describedby={cx(describedBy, reason && reasonId) || undefined}
          data-busy={busy || undefined}
          onClick={press}
        >
          {busy ? (
            <span className={s["busy"]}>
              <span>
                <Icon of={LoaderCircle} spin />
                {busyWord ?? <span className="vh">Working</span>}
              </span>
              <span className={s["keepWidth"]} aria-hidden="true">
                <ButtonContent icon={icon} iconAfter={iconAfter} keyHint={keyHint} count={count}>
                  {children}
                </ButtonContent>
              </span>
            </span>
          ) : (
            <ButtonContent icon={icon} iconAfter={iconAfter} keyHint={keyHint} count={count}>
              {children}
            </ButtonContent>
          )}
        </button>
      </Tooltip>
      {reason && (
        <span id={reasonId} className="vh">
          {reason}
        </span>
      )}
    </>
  );
}
