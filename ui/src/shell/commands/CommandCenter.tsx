import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { createContext, type ReactNode, use, useState } from "react";
import { useToast } from "../../components/Toast";
import { useSends } from "../../errors/useSends";
import type { ProfileDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { COMMANDS_IN_TURN, EDITS_IN_TURN } from "../../ipc/turns";
import { CommandParts, useTheRest } from "../../later";
import type { Place } from "../places";
import { useGo } from "../useGo";
import type { Command } from "./command";
import type { Context, Part } from "./context";
import { goCommands } from "./goCommands";
import { haloCommands, organizationCommands } from "./profileCommands";
import { programCommands } from "./programCommands";
import { useAttempt } from "./useAttempt";
import { useEndOfWork } from "./useEndOfWork";
import { useKeys } from "./useKeys";
import { useMenuBar } from "./useMenuBar";
import { useScreenMemory } from "./useScreenMemory";

const NO_PROFILES: readonly ProfileDto[] = [];

const OpenPart = createContext<(part: Part) => void>(() => undefined);

/** Opens the command box, the list of keys or About from anywhere below the command centre. */
export function useOpenPart(): (part: Part) => void {
  return use(OpenPart);
}

/** Every command of the program, and the ways to them: menu bar, command box, keys. */
export function CommandCenter({ children }: { children: ReactNode }) {
  const [part, setPart] = useState<Part | null>(null);
  const others = useAttempt(COMMANDS_IN_TURN);
  const edits = useAttempt(EDITS_IN_TURN);
  const undo = useSends("undo");
  const redo = useSends("redo");
  const context = useContextOfCommands({
    open: setPart,
    attempt: others.attempt,
    attemptEdit: edits.attempt,
    asking: { undo: undo.run, redo: redo.run },
  });
  const commands = useCommands(context);
  useKeys(commands);
  useMenuBar(commands);
  useEndOfWork(context.profiles);
  useScreenMemory();
  const isHere = useTheRest();
  return (
    <OpenPart value={setPart}>
      {children}
      {isHere && (
        <CommandParts
          part={part}
          commands={commands}
          context={context}
          onClose={() => setPart(null)}
          failures={[others, edits]}
          asked={undo.asked ?? redo.asked}
        />
      )}
    </OpenPart>
  );
}

type Ways = Pick<Context, "open" | "attempt" | "attemptEdit" | "asking">;

function useContextOfCommands(ways: Ways): Context {
  const { profileId } = useParams({ strict: false });
  const profiles = useQuery(queries.profiles()).data ?? NO_PROFILES;
  const info = useQuery(queries.appInfo()).data;
  const { show: say } = useToast();
  const go = useGo();
  return {
    profileId: profileId ?? null,
    profiles,
    appearance: info?.appearance,
    zoom: info?.zoom ?? 100,
    go,
    say,
    ...ways,
  };
}

/** All commands, as they stand now; the command box shows them in this order, those for every day first. */
function useCommands(context: Context): readonly Command[] {
  const navigate = useNavigate();
  const { profileId } = context;
  const visit = ({ to }: Place) => {
    if (profileId !== null) void navigate({ to, params: { profileId } });
  };
  return [
    ...goCommands(context, visit),
    ...organizationCommands(context),
    ...haloCommands(context),
    ...programCommands(context),
  ];
}
