import { X } from "lucide-react";
import { Icon } from "../../components/Icon";
import type { MeaningDto, TermDto } from "../../ipc/client";
import s from "./Organizations.module.css";

type FilterTermsProps = {
  readonly terms: readonly TermDto[];
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** What the special words in the filter mean; each can be taken out. Plain words need no telling. */
export function FilterTerms({ terms, text, onText }: FilterTermsProps) {
  const told = terms.flatMap(({ typed, meaning }) => {
    const words = wordsFor(meaning);
    return words === null ? [] : [{ typed, words }];
  });
  if (told.length === 0) return null;
  return (
    <ul className={s["terms"]} aria-label="The filter asks for">
      {told.map(({ typed, words }) => (
        <li key={typed} className={s["term"]}>
          {words}
          <button
            type="button"
            className={s["without"]}
            aria-label={`Take out: ${words}`}
            title={`Take out “${typed}”`}
            onClick={() => onText(without(text, typed))}
          >
            <Icon of={X} size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function wordsFor(meaning: MeaningDto): string | null {
  switch (meaning.asks) {
    case "word":
      return null;
    case "quoted":
      return `Exactly “${meaning.text}”`;
    case "domain":
      return `Domain has “${meaning.text}”`;
    case "customer":
      return `Customer has “${meaning.text}”`;
    case "reasons":
      return `Evidence: ${meaning.words.join(" or ")}`;
    case "warnings":
      return `Warning: ${meaning.words.join(" or ")}`;
    case "inactive":
      return "Customer inactive in Halo";
    case "toReview":
      return "To be looked at again";
  }
}

/** The text without one of its words, blanks squeezed. */
function without(text: string, typed: string): string {
  return text
    .replace(typed, () => " ")
    .replace(/\s+/g, " ")
    .trim();
}
