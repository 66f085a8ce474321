//! Renders the whole page with the program mocked.

import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "../app";
import { createQueryClient } from "../ipc/queries";
import { loadTheRest } from "../later";
import { createPageRouter } from "../router";
import { type CommandMocks, mockCommands } from "./ipc";
import type { Rendered } from "./render";

// Tests look at what the pages show, not at how they come.
await loadTheRest();

/** Renders the whole page at an address, with its router. */
export function renderApp(address: string, mocks: CommandMocks): Rendered {
  const calls = mockCommands({ runningTasks: () => [], ...mocks });
  const router = createPageRouter(createMemoryHistory({ initialEntries: [address] }));
  const result = render(<App queryClient={createQueryClient()} router={router} />);
  return { ...result, user: userEvent.setup(), calls };
}
