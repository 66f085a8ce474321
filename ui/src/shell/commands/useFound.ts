import { useQuery } from "@tanstack/react-query";
import { queries } from "../../ipc/queries";
import { type Command, findCommands, MENUS } from "./command";
import type { Context } from "./context";

/** A line of the command box. */
export type FoundLine = Pick<Command, "id" | "title" | "keys" | "reason" | "run"> & {
  /** Stands faint behind the title: where it is from. */
  readonly place: string;
};

/** Fewer letters fit too much. */
const SHORTEST = 2;

/** More are looked through in the list of organisations. */
const MOST_ORGANIZATIONS = 6;

/** What words lead to: commands first, then organisations of the open profile. */
export function useFound(commands: readonly Command[], context: Context, text: string): readonly FoundLine[] {
  const { profileId, go } = context;
  const words = text.trim();
  const organizations = useQuery({
    ...queries.organizationPage(profileId ?? 0, {
      filter: "all",
      text: words,
      sort: "needFirst",
      descending: false,
      offset: 0,
      limit: MOST_ORGANIZATIONS,
    }),
    enabled: profileId !== null && words.length >= SHORTEST,
  });
  const lines = findCommands(commands, words)
    // The box is where one is: it does not lead to itself.
    .filter(({ id }) => id !== "view.box")
    .map(lineOf);
  if (profileId === null) return lines;
  const found = (organizations.data?.rows ?? []).map(
    ({ id, name }): FoundLine => ({
      id: `organization.${id}`,
      title: name,
      place: "Organisation",
      run: () => go({ page: "organizations", profile: profileId, filter: "all", org: id }),
    }),
  );
  return [...lines, ...found];
}

/** Keys that one screen listens for do nothing on the others, so they are not shown. */
function lineOf(command: Command): FoundLine {
  const { keys, ...line } = { ...command, place: placeOf(command) };
  return keys === undefined || command.ownKeys ? line : { ...line, keys };
}

function placeOf({ menu, checked }: Command): string {
  if (checked) return "Chosen now";
  return MENUS.find(({ key }) => key === menu)?.title.replace("&", "") ?? "";
}
