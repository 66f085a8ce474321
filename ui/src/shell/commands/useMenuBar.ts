import { useEffect, useEffectEvent, useState } from "react";
import { call, events, type MenuDto, commands as program } from "../../ipc/client";
import { accelerator } from "../../lib/keys";
import { type Command, MENUS } from "./command";
import { runUnlessAsked } from "./useKeys";

/** Shows the commands in the desktop's menu bar, and does what is chosen there. */
export function useMenuBar(commands: readonly Command[]): void {
  const shown = JSON.stringify(asMenus(commands));
  const [presses, setPresses] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a press turns the item's own mark, whatever comes of it; so the bar is told anew.
  useEffect(() => {
    // Everything can be reached without a menu bar; why there is none is in the log.
    call(program.setMenuBar(JSON.parse(shown))).catch(() => undefined);
  }, [shown, presses]);

  const choose = useEffectEvent((id: string) => {
    const command = commands.find((candidate) => candidate.id === id);
    if (command) runUnlessAsked(command);
    setPresses((count) => count + 1);
  });
  useEffect(() => {
    const listening = events.commandChosen.listen(({ payload }) => choose(payload.id));
    return () => void listening.then((stop) => stop());
  }, []);
}

/** The menu bar that shows the commands. */
function asMenus(commands: readonly Command[]): MenuDto[] {
  return MENUS.map(({ key, title }) => {
    const inside = commands.filter(({ menu }) => menu === key);
    const groups = [...new Set(inside.map(({ group }) => group))].sort((a, b) => a - b);
    return {
      key,
      title,
      groups: groups.map((group) =>
        inside
          .filter((command) => command.group === group)
          .map((command) => ({
            id: command.id,
            // A name may have one, which would become the letter that chooses it.
            label: (command.label ?? command.title).replaceAll("&", "&&"),
            // Keys that a field needs for itself must not be taken by the menu bar before.
            accelerator: command.keys && !command.ownKeys ? accelerator(command.keys) : null,
            enabled: command.reason === undefined,
            checked: command.checked ?? null,
          })),
      ),
    };
  });
}
