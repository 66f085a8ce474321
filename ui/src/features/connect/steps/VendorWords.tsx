import { EditableList } from "../../../components/EditableList";
import {
  addWord,
  closeWord,
  LISTS,
  moveWord,
  removeWord,
  renameWord,
  type WordLists,
} from "../../../lib/wordLists";
import s from "../Connect.module.css";

type VendorWordsProps = {
  readonly words: WordLists;
  readonly onChange: (next: WordLists) => void;
};

/** The words of a product that Halyard does not know: the usual ones, to be changed before anything is mapped. */
export function VendorWords({ words, onChange }: VendorWordsProps) {
  return (
    <div className={s["sources"]}>
      {LISTS.map(({ list, label, hint, noun }) => (
        <EditableList
          key={list}
          label={label}
          hint={hint}
          noun={noun}
          items={words[list].map(({ id, name, isClosed }) => ({ key: id, name, marked: isClosed }))}
          markLabel={list === "statuses" ? "Closed" : undefined}
          onRename={(id, name) => onChange(renameWord(words, list, id, name).next)}
          onMark={(id, isClosed) => onChange(closeWord(words, id, isClosed).next)}
          onMove={(id, by) => onChange(moveWord(words, list, id, by)?.next ?? words)}
          onAdd={(name) => onChange(addWord(words, list, name).next)}
          onRemove={(id) => onChange(removeWord(words, list, id).next)}
        />
      ))}
    </div>
  );
}
