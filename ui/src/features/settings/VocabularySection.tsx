import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EditableList } from "../../components/EditableList";
import { Skeleton } from "../../components/Skeleton";
import { useToast } from "../../components/Toast";
import { ErrorNotice } from "../../errors/ErrorNotice";
import {
  call,
  commands,
  type ProfileDto,
  toFailure,
  type UsedWordDto,
  type VocabularyDto,
} from "../../ipc/client";
import { queries } from "../../ipc/queries";
import {
  addWord,
  closeWord,
  draftOf,
  editable,
  LISTS,
  moveWord,
  removeWord,
  renameWord,
  type WordChange,
} from "../../lib/wordLists";
import { RemoveWordDialog } from "./RemoveWordDialog";
import { Section } from "./Section";
import { usedWord, usesOf } from "./words";

type VocabularySectionProps = { readonly profile: ProfileDto; readonly wanted: boolean };

/** The vendor's own words: changed in place, each change undoable; what takes rules or seats along asks first. */
export function VocabularySection({ profile, wanted }: VocabularySectionProps) {
  const words = useQuery(queries.vocabulary(profile.id));
  return (
    <Section
      title="Vendor vocabulary"
      hint={`What ${profile.vendorName} calls its statuses, levels and products`}
      wanted={wanted}
    >
      {words.data ? (
        <Editor profile={profile} vocabulary={words.data} />
      ) : words.isError ? (
        <ErrorNotice
          inline
          error={words.error}
          onRetry={() => void words.refetch()}
          retrying={words.isFetching}
        />
      ) : (
        <Skeleton label="Reading the vocabulary" lines={6} />
      )}
    </Section>
  );
}

/** A removal that takes something along, before its yes. */
type Asked = { readonly change: WordChange; readonly word: UsedWordDto };

function Editor({ profile, vocabulary }: { profile: ProfileDto; vocabulary: VocabularyDto }) {
  const toast = useToast();
  const [asked, setAsked] = useState<Asked | null>(null);
  const save = useMutation({
    mutationFn: ({ next, confirmed }: Pick<WordChange, "next"> & { readonly confirmed: boolean }) =>
      call(commands.saveVocabulary(profile.id, draftOf(next), confirmed)),
  });
  const failure = save.isError ? toFailure(save.error).error : null;
  const badList = failure?.code === "invalidInput" ? failure.field : null;
  const words = editable(vocabulary);

  function make({ next, what }: WordChange, confirmed = false) {
    const undo = { label: "Undo", onPress: () => save.mutate({ next: words, confirmed: false }) };
    save.mutate(
      { next, confirmed },
      {
        onSuccess: () => {
          setAsked(null);
          // What went along does not come back, so there is no undo for it.
          toast.show(what, confirmed ? undefined : undo);
        },
      },
    );
  }

  return (
    <>
      {LISTS.map(({ list, label, hint, noun }) => (
        <EditableList
          key={list}
          label={label}
          hint={hint}
          noun={noun}
          items={vocabulary[list].map((word) => ({
            key: word.key,
            name: word.name,
            marked: word.isClosed,
            note: usesOf(word),
          }))}
          markLabel={list === "statuses" ? "Closed" : undefined}
          error={badList === list ? failure?.message : undefined}
          onRename={(key, name) => make(renameWord(words, list, key, name))}
          onMark={(key, isClosed) => make(closeWord(words, key, isClosed))}
          onMove={(key, by) => {
            const change = moveWord(words, list, key, by);
            if (change) make(change);
          }}
          onAdd={(name) => make(addWord(words, list, name))}
          onRemove={(key) => {
            const word = usedWord(vocabulary, list, key);
            const change = removeWord(words, list, key);
            if (word && (word.rules > 0 || word.organizations > 0)) setAsked({ change, word });
            else make(change);
          }}
        />
      ))}
      {failure && badList === null && (
        <ErrorNotice inline error={save.error} title="The vocabulary was not changed" />
      )}
      <RemoveWordDialog
        word={asked?.word ?? null}
        busy={save.isPending}
        onRemove={() => asked && make(asked.change, true)}
        onClose={() => setAsked(null)}
      />
    </>
  );
}
