import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { EmptyState } from "../components/EmptyState";
import { ErrorNotice } from "../errors/ErrorNotice";
import { call, commands } from "../ipc/client";

/** What stands in place of a page that broke while it was drawn. The rest of the window goes on. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  useEffect(() => {
    const text = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
    // That even the log cannot be reached leaves nothing more to do here.
    call(commands.logPageError(text)).catch(() => undefined);
  }, [error]);
  return <ErrorNotice error={error} title="This page could not be drawn" onRetry={reset} />;
}

/** An address that leads nowhere: a deleted profile, or one typed by hand. */
export function NothingHere() {
  return (
    <EmptyState title="There is nothing at this address" actions={<Link to="/">Go to all integrations</Link>}>
      The connection may have been deleted.
    </EmptyState>
  );
}
