import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import { formatNumber } from "../lib/format";
import s from "./Tabs.module.css";

type Tab<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly count?: number | undefined;
  /** The count is something to mend. */
  readonly warn?: boolean;
};

type TabsProps<Value extends string> = {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  /** `TabPanel`s. */
  children: ReactNode;
};

/** Tabs under a page head. Fills the height; each panel scrolls by itself. */
export function Tabs<Value extends string>({
  label,
  value,
  onValueChange,
  tabs,
  children,
}: TabsProps<Value>) {
  return (
    <Base.Root
      className={s["root"]}
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.value === next);
        if (tab) onValueChange(tab.value);
      }}
    >
      <Base.List className={s["tabs"]} aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={s["tab"]}>
            {tab.label}
            {tab.count !== undefined && (
              <span className={cx(s["count"], tab.warn && s["warn"])}>{formatNumber(tab.count)}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {children}
    </Base.Root>
  );
}

/** What a tab shows. Only the chosen one is there. */
export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Base.Panel value={value} className={s["panel"]} tabIndex={-1}>
      {children}
    </Base.Panel>
  );
}
