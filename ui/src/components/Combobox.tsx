import { Combobox as Base } from "@base-ui/react/combobox";
import { Plus, Search } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { cx } from "../lib/cx";
import { formatNumber } from "../lib/format";
import s from "./Combobox.module.css";
import { useFieldControl } from "./Field";
import { Icon } from "./Icon";
import input from "./Input.module.css";
import { MatchedText } from "./MatchedText";

export type ComboboxOption = {
  readonly id: string;
  readonly label: string;
  /** Stands faint behind the name: a domain, the number of sites. Never a second line. */
  readonly detail?: string | undefined;
  /** At the right: a band mark. */
  readonly trailing?: ReactNode;
};

type ComboboxProps = {
  /** What the list holds for the words typed: already filtered and ordered, at most 50. */
  options: readonly ComboboxOption[];
  value: ComboboxOption | null;
  onValueChange: (value: ComboboxOption | null) => void;
  query: string;
  onQueryChange: (query: string) => void;
  /** How many there are in all, when the list is only the best of them. */
  total?: number | undefined;
  loading?: boolean | undefined;
  /** Said when nothing matches. */
  emptyText: string;
  placeholder?: string | undefined;
  "aria-label"?: string | undefined;
  size?: "s" | "l" | undefined;
  /** The last line: `Create “brights” in Halo…`. */
  create?: { readonly label: string; readonly onCreate: () => void } | undefined;
};

const CREATE_ID = "\u0000create";

/** A field with a list that follows the words typed. The caller searches; this shows and chooses. */
export function Combobox({
  options,
  value,
  onValueChange,
  query,
  onQueryChange,
  total,
  loading = false,
  emptyText,
  placeholder,
  size = "l",
  create,
  "aria-label": ariaLabel,
}: ComboboxProps) {
  const control = useFieldControl();
  const box = useRef<HTMLSpanElement>(null);
  const items: readonly ComboboxOption[] = create
    ? [...options, { id: CREATE_ID, label: create.label }]
    : options;
  const hidden = (total ?? options.length) - options.length;
  return (
    <Base.Root<ComboboxOption>
      items={items}
      filter={null}
      value={value}
      inputValue={query}
      autoHighlight
      itemToStringLabel={(item) => item.label}
      isItemEqualToValue={(item, other) => item.id === other.id}
      onInputValueChange={(text) => onQueryChange(text)}
      onValueChange={(item) => {
        if (item?.id === CREATE_ID) create?.onCreate();
        else onValueChange(item);
      }}
    >
      <span ref={box} className={cx(input["box"], size === "s" && input["small"])}>
        <Icon of={Search} className={input["icon"]} />
        <Base.Input
          {...control}
          className={input["input"]}
          placeholder={placeholder}
          aria-label={ariaLabel}
          spellCheck={false}
          autoComplete="off"
        />
      </span>
      <Base.Portal>
        <Base.Positioner anchor={box} sideOffset={6} align="start" className={s["positioner"]}>
          <Base.Popup className={s["popup"]} aria-busy={loading}>
            <Base.Empty className={s["note"]}>{loading ? "Searching…" : emptyText}</Base.Empty>
            <Base.List className={s["list"]}>
              {(item: ComboboxOption) => (
                <Base.Item
                  key={item.id}
                  value={item}
                  className={cx(s["item"], item.id === CREATE_ID && s["create"])}
                >
                  {item.id === CREATE_ID ? (
                    <>
                      <Icon of={Plus} />
                      {item.label}
                    </>
                  ) : (
                    <>
                      <span className={cx("cut", s["label"])}>
                        <MatchedText text={item.label} query={query} />
                        {item.detail && <span className={s["detail"]}>{item.detail}</span>}
                      </span>
                      {item.trailing}
                    </>
                  )}
                </Base.Item>
              )}
            </Base.List>
            {hidden > 0 && (
              <Base.Status className={s["note"]}>
                Showing {formatNumber(options.length)} of {formatNumber(options.length + hidden)}, type more
              </Base.Status>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
