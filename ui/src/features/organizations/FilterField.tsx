import { Search } from "lucide-react";
import type { RefObject } from "react";
import { Kbd } from "../../components/Kbd";
import { TextInput } from "../../components/TextInput";
import s from "./Organizations.module.css";

type FilterFieldProps = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly placeholder: string;
  /** The slash leads here. */
  readonly keyed: boolean;
};

/** Filters by name, domain, external id and customer, with every key. */
export function FilterField({ text, onText, inputRef, placeholder, keyed }: FilterFieldProps) {
  return (
    <TextInput
      ref={inputRef}
      size="s"
      type="search"
      className={s["filter"]}
      icon={Search}
      aria-label="Filter organisations"
      aria-keyshortcuts={keyed ? "/" : undefined}
      placeholder={placeholder}
      value={text}
      onValueChange={onText}
      trailing={keyed && text === "" && <Kbd>/</Kbd>}
      onKeyDown={(event) => {
        if (event.key === "Escape" && text !== "") {
          event.preventDefault();
          onText("");
        }
      }}
    />
  );
}
