import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../components/Button";
import { ErrorLayout } from "../components/ErrorLayout";
import { type AppError, type RemedyAction, toFailure } from "../ipc/client";
import { presentationOf } from "./presentation";
import { saidText } from "./said";
import { UnlockButton } from "./UnlockButton";

/** Where the remedy of an error may lead: the connection's set-up, its secret, or Settings. */
export type ErrorPlace = "connect" | "secret" | "settings";

const PLACES: Record<ErrorPlace, string> = {
  connect: "Open the connection",
  secret: "Enter the secret again",
  settings: "Open Settings",
};

type ErrorNoticeProps = {
  /** Whatever was thrown; an `AppFailure` in nearly every case. */
  error: unknown;
  /** Another title than the code's own: what could not be done because of it. */
  title?: string | undefined;
  /** What it means here, where the code's own words say too much. */
  meaning?: string | undefined;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  /** Where the remedy may lead. Without it those buttons are left out. */
  onGo?: ((place: ErrorPlace) => void) | undefined;
  /** Opens the network's settings; without it, `onGo` leads to Settings. */
  onNetwork?: (() => void) | undefined;
  /** Further acts. */
  actions?: ReactNode;
  /** Inside a card, pane or dialog. */
  inline?: boolean;
};

/** An error: what happened, what it means, what to do next, and Halo's own words behind a disclosure. */
export function ErrorNotice({
  error: thrown,
  title,
  meaning,
  onRetry,
  retrying,
  onGo,
  onNetwork,
  actions,
  inline = false,
}: ErrorNoticeProps) {
  const { error } = toFailure(thrown);
  const shown = presentationOf(error);
  const mending = wayToMend(error.remedy.action, onGo, onNetwork);
  const mend = mending && (
    <Button variant={inline ? "plain" : "primary"} onClick={mending.go}>
      {mending.label}
    </Button>
  );
  const unlock = error.remedy.action === "unlockKeyring" && (
    <UnlockButton primary={!inline} onUnlocked={onRetry} />
  );
  const again = onRetry && (
    <Button icon={RefreshCw} onClick={onRetry} busy={retrying} busyWord="Trying…">
      Try again
    </Button>
  );
  return (
    <ErrorLayout
      severity={shown.severity}
      title={title ?? shown.title}
      meaning={
        <>
          {error.message} {meaning ?? shown.meaning}
        </>
      }
      whatToDo={error.remedy.text || undefined}
      actions={
        mend || unlock || again || actions ? (
          <>
            {mend}
            {unlock}
            {again}
            {actions}
          </>
        ) : undefined
      }
      said={saidBy(error)}
      foot={inline ? undefined : `Incident ${error.incident}, also in the log`}
      inline={inline}
    />
  );
}

function wayToMend(
  action: RemedyAction,
  onGo: ErrorNoticeProps["onGo"],
  onNetwork: ErrorNoticeProps["onNetwork"],
): { label: string; go: () => void } | null {
  if (action === "openNetwork" && onNetwork) return { label: "Open network settings", go: onNetwork };
  const place = placeOf(action);
  return place && onGo ? { label: PLACES[place], go: () => onGo(place) } : null;
}

function placeOf(action: RemedyAction): ErrorPlace | null {
  if (action === "reconnect") return "connect";
  if (action === "enterSecret") return "secret";
  if (action === "openSettings" || action === "openNetwork") return "settings";
  return null;
}

function saidBy({ halo, incident }: AppError): { summary: string; text: string } | undefined {
  if (halo === null) return undefined;
  return { summary: incident === "page" ? "The words behind it" : "What Halo said", text: saidText(halo) };
}
