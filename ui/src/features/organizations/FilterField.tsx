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
};

/** Filters by name, domain, external id and customer, with every key. */
export function FilterField({ text, onText, inputRef, placeholder }: FilterFieldProps) {
  return (
    <TextInput
      ref={inputRef}
      size="s"
      type="search"
      className={s["filter"]}
      icon={Search}
      aria-label="Filter organisations"
      aria-keyshortcuts="/"
      placeholder={placeholder}
      value={text}
      onValueChange={onText}
      trailing={text === "" && <Kbd>/</Kbd>}
      onKeyDown={(event) => {
        if (event.key === "Escape" && text !== "") {
          event.preventDefault();
          onText("");
        }
      }}
    />
  );
}
