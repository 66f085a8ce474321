import { CSPProvider } from "@base-ui/react/csp-provider";
import { type QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { ToastProvider } from "./components/Toast";
import { ErrorNotice } from "./errors/ErrorNotice";
import { call, commands, toFailure } from "./ipc/client";
import { listenForInvalidation } from "./ipc/invalidate";
import { queries } from "./ipc/queries";
import { listenForTasks } from "./ipc/tasks";
import { applyTheme } from "./lib/theme";
import type { createPageRouter } from "./router";

type AppProps = { queryClient: QueryClient; router: ReturnType<typeof createPageRouter> };

/** The whole page: cache, events, toasts, router. */
export function App({ queryClient, router }: AppProps) {
  useEffect(() => {
    const stops = [listenForInvalidation(queryClient), listenForTasks(queryClient)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queryClient]);

  useEffect(() => {
    // Whether it was told matters to no one: Halo is asked a little more often than it would have to be.
    const tell = () => void call(commands.setWindowHidden(document.hidden)).catch(() => undefined);
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, []);

  return (
    // No component may write a style element: the content security policy allows only our own files.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <Opened>
            <RouterProvider router={router} />
          </Opened>
        </ToastProvider>
      </QueryClientProvider>
    </CSPProvider>
  );
}

/** Everything below needs the database. When it cannot be opened, that is the whole page. */
function Opened({ children }: { children: ReactNode }) {
  const info = useQuery(queries.appInfo());
  const appearance = info.data?.appearance;
  useEffect(() => {
    // The settings are the authority on the theme; what the first paint used was only remembered from them.
    if (appearance !== undefined) applyTheme(appearance);
  }, [appearance]);

  if (!info.isError) return children;
  return (
    <main className="wholePage">
      <h1 className="vh">Halyard cannot start</h1>
      <ErrorNotice
        error={info.error}
        onRetry={toFailure(info.error).error.retryable ? () => void info.refetch() : undefined}
        retrying={info.isFetching}
      />
    </main>
  );
}
