//! Renders a part of the page with the program mocked.

import { QueryClientProvider } from "@tanstack/react-query";
import { type RenderResult, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { ToastProvider } from "../components/Toast";
import { listenForInvalidation } from "../ipc/invalidate";
import { createQueryClient } from "../ipc/queries";
import { listenForTasks } from "../ipc/tasks";
import { type Calls, type CommandMocks, mockCommands } from "./ipc";

export type Rendered = RenderResult & { readonly user: UserEvent; readonly calls: Calls };

/** Renders a part inside cache, toasts and events, as it stands in the page. */
export function renderWith(part: ReactNode, mocks: CommandMocks = {}): Rendered {
  const calls = mockCommands({ runningTasks: () => [], ...mocks });
  const queryClient = createQueryClient();
  listenForInvalidation(queryClient);
  listenForTasks(queryClient);
  const result = render(
    <QueryClientProvider client={queryClient}>
      <ToastProvider>{part}</ToastProvider>
    </QueryClientProvider>,
  );
  return { ...result, user: userEvent.setup(), calls };
}
