//! Local edits of this screen, however they were made: the toast with Undo, Ctrl+Z, and the polite count after each.

import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useToast } from "../../components/Toast";
import { call, commands, type EditDto, type EditId, type ProfileId } from "../../ipc/client";
import { formatCount } from "../../lib/format";

export type Edits = {
  /** Shows an edit that was just made, with its undo. Without the toast where its undo stands on screen already. */
  readonly made: (edit: EditDto, options?: { readonly toast: boolean }) => void;
  /** Takes the last edit of this screen back. */
  readonly undoLast: () => void;
  readonly undoError: Error | null;
  readonly dismissUndoError: () => void;
  /** For a polite live region. */
  readonly saying: string;
  readonly say: (words: string) => void;
};

type Options = {
  /** Organisations to decide, all of them. */
  readonly todo: number | undefined;
  readonly onUndone: (edit: EditDto) => void;
};

export function useEdits(profileId: ProfileId, { todo, onUndone }: Options): Edits {
  const toast = useToast();
  const [saying, say] = useState("");
  const lastEdit = useRef<EditId | null>(null);
  const justDone = useRef<string | null>(null);

  // Said together: what was done, and the new count. The count arrives a moment later; without a change it does not.
  useEffect(() => {
    if (todo === undefined || justDone.current === null) return;
    say(`${justDone.current}. ${formatCount(todo, "organisation")} to decide`);
    justDone.current = null;
  }, [todo]);

  const undoing = useMutation({
    mutationFn: (edit: EditId) => call(commands.undo(profileId, edit)),
    onSuccess: (edit) => {
      justDone.current = edit.what;
      say(edit.what);
      toast.show(edit.what);
      onUndone(edit);
    },
  });
  const { mutate: undo, reset, error } = undoing;

  const made = useCallback(
    ({ id, what }: EditDto, options = { toast: true }) => {
      justDone.current = what;
      say(what);
      // What changed nothing leaves the edit before it to be undone.
      if (id !== null) lastEdit.current = id;
      if (!options.toast) return;
      if (id === null) {
        toast.show(what);
        return;
      }
      toast.show(what, {
        label: "Undo",
        keyHint: "Ctrl Z",
        onPress: () => {
          if (lastEdit.current === id) lastEdit.current = null;
          undo(id);
        },
      });
    },
    [toast, undo],
  );
  const undoLast = useCallback(() => {
    const edit = lastEdit.current;
    lastEdit.current = null;
    if (edit === null) say("There is nothing to undo here");
    else undo(edit);
  }, [undo]);

  return useMemo(
    () => ({ made, undoLast, undoError: error, dismissUndoError: reset, saying, say }),
    [made, undoLast, error, reset, saying],
  );
}
