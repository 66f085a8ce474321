import { Menu as Base } from "@base-ui/react/menu";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cx } from "../lib/cx";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";
import s from "./Menu.module.css";

export type MenuEntry =
  | "separator"
  | {
      readonly label: string;
      /** What tells it from others of the same label. */
      readonly key?: string | number;
      readonly onSelect: () => void;
      readonly icon?: LucideIcon;
      /** Faint at the right: a count, a place. */
      readonly detail?: ReactNode;
      readonly keyHint?: string;
      /** Red words, for what takes something away. */
      readonly danger?: boolean;
      /** Present makes it one of several choices. */
      readonly checked?: boolean;
      /** Why it cannot be chosen now; shown in its place. */
      readonly reason?: string | undefined;
    };

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  items: readonly MenuEntry[];
  /** Name of the menu where the trigger's words do not say it. */
  label?: string;
  align?: "start" | "end";
  /** Controlled, together with `onOpenChange`: for a menu that a key opens too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** A menu of acts or of choices below a button. */
export function Menu({ trigger, items, label, align = "start", open, onOpenChange }: MenuProps) {
  return (
    <Base.Root
      modal={false}
      {...(open !== undefined && { open })}
      {...(onOpenChange && { onOpenChange: (next: boolean) => onOpenChange(next) })}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className={s["positioner"]}>
          <Base.Popup className={s["menu"]} aria-label={label}>
            {items.map((item, index) =>
              item === "separator" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no identity but their place.
                <Base.Separator key={`separator-${index}`} className={s["separator"]} />
              ) : (
                <Base.Item
                  key={item.key ?? item.label}
                  disabled={item.reason !== undefined}
                  aria-current={item.checked ? "true" : undefined}
                  className={cx(s["item"], item.danger && s["danger"])}
                  onClick={item.onSelect}
                >
                  {item.icon && <Icon of={item.icon} />}
                  {item.checked !== undefined && (
                    <span className={s["mark"]}>{item.checked && <Icon of={Check} />}</span>
                  )}
                  <span className={s["label"]}>
                    {item.label}
                    {item.reason && <span className={s["reason"]}>{item.reason}</span>}
                  </span>
                  {item.detail !== undefined && <span className={s["detail"]}>{item.detail}</span>}
                  {item.keyHint && <Kbd>{item.keyHint}</Kbd>}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
