//! Local edits of this screen, however they were made: the toast with Undo, undo and redo by key and menu, and the
//! polite count after each. The journal is the program's own, so yesterday's edits can be undone too.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useToast } from "../../components/Toast";
import { useSendsQuestion } from "../../errors/useSendsQuestion";
import {
  call,
  commands,
  type EditDto,
  type EditId,
  type ProfileId,
  type UndoStepDto,
} from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { EDITS_IN_TURN } from "../../ipc/turns";
import { formatCount } from "../../lib/format";
import { showKeys } from "../../lib/keys";

export type Edits = {
  /** Shows an edit that was just made, with its undo. Without the toast where its undo stands on screen already. */
  readonly made: (edit: EditDto, options?: { readonly toast: boolean }) => void;
  /** What Undo and Redo would be about now. */
  readonly undoable: UndoStepDto | null;
  readonly redoable: UndoStepDto | null;
  readonly undoLast: () => void;
  /** Takes these edits back and no others, in this order, up to the first that cannot be. */
  readonly undo: (edits: readonly EditId[]) => void;
  readonly redoLast: () => void;
  /** Why the last undo or redo did not work. */
  readonly failure: { readonly error: Error; readonly act: "undo" | "redo" } | null;
  readonly dismissFailure: () => void;
  /** What undo or redo asks before tickets are sent, while it is asked. */
  readonly question: ReactNode;
  /** For a polite live region. */
  readonly saying: string;
  readonly say: (words: string) => void;
};

type Options = {
  /** Organisations to decide, all of them. */
  readonly todo: number | undefined;
  /** An edit was undone or made again. */
  readonly onChanged: (edit: EditDto) => void;
};

const UNDO = { label: "Undo", keyHint: showKeys("Mod+Z") };
const REDO = { label: "Redo", keyHint: showKeys("Mod+Shift+Z") };

export function useEdits(profileId: ProfileId, { todo, onChanged }: Options): Edits {
  const toast = useToast();
  const [saying, say] = useState("");
  const justDone = useRef<string | null>(null);
  const { run: askedUndo, question: undoQuestion } = useSendsQuestion("undo");
  const { run: askedRedo, question: redoQuestion } = useSendsQuestion("redo");
  const steps = useQuery(queries.undoable(profileId)).data;

  // Said together: what was done, and the new count. The count arrives a moment later; without a change it does not.
  useEffect(() => {
    if (todo === undefined || justDone.current === null) return;
    say(`${justDone.current}. ${formatCount(todo, "organisation")} to decide`);
    justDone.current = null;
  }, [todo]);

  const tell = (edit: EditDto) => {
    justDone.current = edit.what;
    say(edit.what);
    onChanged(edit);
  };
  const redoing = useMutation({
    scope: EDITS_IN_TURN,
    mutationFn: async () => {
      const { redo } = await call(commands.undoable(profileId));
      return redo && askedRedo((sends) => call(commands.redo(profileId, redo.id, sends)));
    },
    onSuccess: (edit) => {
      if (edit === undefined) return;
      if (edit === null) {
        say("There is nothing to make again");
        return;
      }
      tell(edit);
      toast.show(edit.what, { ...UNDO, onPress: () => undo(null) });
    },
  });
  const { mutate: redo } = redoing;
  const undoing = useMutation({
    scope: EDITS_IN_TURN,
    // Without edits the newest one is meant, as the journal has it when its turn has come.
    mutationFn: async (edits: readonly EditId[] | null) => {
      const newest = edits === null ? (await call(commands.undoable(profileId))).undo : null;
      const these = edits ?? (newest ? [newest.id] : []);
      let undone: EditDto | null | undefined = null;
      for (const id of these) {
        undone = await askedUndo((sends) => call(commands.undo(profileId, id, sends)));
        if (undone === undefined) break;
      }
      return undone;
    },
    onSuccess: (edit) => {
      if (edit === undefined) return;
      if (edit === null) {
        say("There is nothing to undo");
        return;
      }
      tell(edit);
      toast.show(edit.what, { ...REDO, onPress: () => redo() });
    },
  });
  const { mutate: undo } = undoing;

  const made = useCallback(
    ({ id, what }: EditDto, options = { toast: true }) => {
      justDone.current = what;
      say(what);
      if (!options.toast) return;
      if (id === null) toast.show(what);
      else toast.show(what, { ...UNDO, onPress: () => undo([id]) });
    },
    [toast, undo],
  );

  const failure = useMemo(() => {
    if (undoing.error) return { error: undoing.error, act: "undo" as const };
    if (redoing.error) return { error: redoing.error, act: "redo" as const };
    return null;
  }, [undoing.error, redoing.error]);
  const { reset: resetUndo } = undoing;
  const { reset: resetRedo } = redoing;

  return useMemo(
    () => ({
      made,
      undoable: steps?.undo ?? null,
      redoable: steps?.redo ?? null,
      undoLast: () => undo(null),
      undo: (edits) => undo(edits),
      redoLast: () => redo(),
      failure,
      dismissFailure: () => {
        resetUndo();
        resetRedo();
      },
      question: undoQuestion ?? redoQuestion,
      saying,
      say,
    }),
    [made, steps, undo, redo, failure, undoQuestion, redoQuestion, resetUndo, resetRedo, saying],
  );
}
