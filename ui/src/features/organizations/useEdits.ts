//! Local edits of this screen, however they were made: the toast with Undo, undo and redo by key and menu, and the
//! polite count after each. The journal is the program's own, so yesterday's edits can be undone too.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useToast } from "../../components/Toast";
import {
  call,
  commands,
  type EditDto,
  type EditId,
  type ProfileId,
  type UndoStepDto,
} from "../../ipc/client";
import { queries } from "../../ipc/queries";
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
  /** The same once more, with a yes to the tickets being sent that wait for it. */
  readonly confirmFailure: () => void;
  readonly isBusy: boolean;
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

/** What is taken back: these, or the newest one. With a yes to tickets being sent, or without. */
type Undo = { readonly edits: readonly EditId[] | null; readonly sends: boolean };

const NEWEST: Undo = { edits: null, sends: false };

/** What is made again: this, or the one that was undone last. */
type Redo = { readonly edit: EditId | null; readonly sends: boolean };

const LAST: Redo = { edit: null, sends: false };

/** Steps are taken one after the other, however fast the keys come. */
const IN_TURN = { id: "undo and redo" };

const UNDO = { label: "Undo", keyHint: showKeys("Mod+Z") };
const REDO = { label: "Redo", keyHint: showKeys("Mod+Shift+Z") };

export function useEdits(profileId: ProfileId, { todo, onChanged }: Options): Edits {
  const toast = useToast();
  const [saying, say] = useState("");
  const justDone = useRef<string | null>(null);
  // What the last undo and the last redo were about. The program may enter a newer edit while a question is open, and the
  // yes is to the one that was asked about.
  const undoneLast = useRef<readonly EditId[]>([]);
  const redoneLast = useRef<EditId | null>(null);
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
    scope: IN_TURN,
    mutationFn: async ({ edit, sends }: Redo) => {
      const id = edit ?? (await call(commands.undoable(profileId))).redo?.id ?? null;
      redoneLast.current = id;
      return id === null ? null : call(commands.redo(profileId, id, sends));
    },
    onSuccess: (edit) => {
      if (edit === null) {
        say("There is nothing to make again");
        return;
      }
      tell(edit);
      toast.show(edit.what, { ...UNDO, onPress: () => undo(NEWEST) });
    },
  });
  const { mutate: redo } = redoing;
  const undoing = useMutation({
    scope: IN_TURN,
    // Without edits the newest one is meant, as the journal has it when its turn has come.
    mutationFn: async ({ edits, sends }: Undo) => {
      const newest = edits === null ? (await call(commands.undoable(profileId))).undo : null;
      const these = edits ?? (newest ? [newest.id] : []);
      undoneLast.current = these;
      let undone: EditDto | null = null;
      for (const id of these) undone = await call(commands.undo(profileId, id, sends));
      return undone;
    },
    onSuccess: (edit) => {
      if (edit === null) {
        say("There is nothing to undo");
        return;
      }
      tell(edit);
      toast.show(edit.what, { ...REDO, onPress: () => redo(LAST) });
    },
  });
  const { mutate: undo } = undoing;

  const made = useCallback(
    ({ id, what }: EditDto, options = { toast: true }) => {
      justDone.current = what;
      say(what);
      if (!options.toast) return;
      if (id === null) toast.show(what);
      else toast.show(what, { ...UNDO, onPress: () => undo({ edits: [id], sends: false }) });
    },
    [toast, undo],
  );

  const failure = useMemo(() => {
    if (undoing.error) return { error: undoing.error, act: "undo" as const };
    if (redoing.error) return { error: redoing.error, act: "redo" as const };
    return null;
  }, [undoing.error, redoing.error]);
  const { reset: resetUndo } = undoing;
  const isBusy = undoing.isPending || redoing.isPending;
  const { reset: resetRedo } = redoing;

  return useMemo(
    () => ({
      made,
      undoable: steps?.undo ?? null,
      redoable: steps?.redo ?? null,
      undoLast: () => undo(NEWEST),
      undo: (edits) => undo({ edits, sends: false }),
      redoLast: () => redo(LAST),
      failure,
      dismissFailure: () => {
        resetUndo();
        resetRedo();
      },
      confirmFailure: () => {
        if (failure?.act === "undo") undo({ edits: undoneLast.current, sends: true });
        else redo({ edit: redoneLast.current, sends: true });
      },
      isBusy,
      saying,
      say,
    }),
    [made, steps, undo, redo, failure, isBusy, resetUndo, resetRedo, saying],
  );
}
