import { Search } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { Kbd } from "../../components/Kbd";
import { TextInput } from "../../components/TextInput";
import s from "./Organizations.module.css";

type FilterFieldProps = {
  /** The words in force. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
};

const PAUSE_MS = 150;

/** Filters by name, domain, external id and customer; follows the typing with a short pause. */
export function FilterField({ text, onText, inputRef }: FilterFieldProps) {
  const [typed, setTyped] = useState(text);
  const [inForce, setInForce] = useState(text);
  // Changed from elsewhere (back, "Clear the filter"): the field follows.
  if (text !== inForce) {
    setInForce(text);
    setTyped(text);
  }

  useEffect(() => {
    if (typed === inForce) return;
    const timer = setTimeout(() => {
      setInForce(typed);
      onText(typed);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, inForce, onText]);

  return (
    <TextInput
      ref={inputRef}
      size="s"
      type="search"
      className={s["filter"]}
      icon={Search}
      aria-label="Filter organisations"
      aria-keyshortcuts="/"
      placeholder="Filter"
      value={typed}
      onValueChange={setTyped}
      trailing={typed === "" && <Kbd>/</Kbd>}
      onKeyDown={(event) => {
        if (event.key === "Escape" && typed !== "") {
          event.preventDefault();
          setTyped("");
        }
      }}
    />
  );
}
