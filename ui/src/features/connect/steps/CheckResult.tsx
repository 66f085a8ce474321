import { RefreshCw } from "lucide-react";
import { Button } from "../../../components/Button";
import { CheckLine } from "../../../components/CheckLine";
import { CopyButton } from "../../../components/CopyButton";
import { Disclosure } from "../../../components/Disclosure";
import { PathTrail } from "../../../components/PathTrail";
import { saidText } from "../../../errors/said";
import type { CheckDto, CheckStateDto } from "../../../ipc/client";
import { formatDuration } from "../../../lib/format";
import type { StateName } from "../../../lib/states";
import s from "../Connect.module.css";

const STATES: Record<CheckStateDto, StateName> = {
  waiting: "waiting",
  running: "running",
  passed: "passed",
  warning: "warning",
  failed: "failed",
  skipped: "skipped",
};

type CheckResultProps = {
  readonly check: CheckDto;
  readonly onAgain: (() => void) | undefined;
  /** Leads to the secret, where Halo refused it. */
  readonly onEnterSecret: (() => void) | undefined;
  /** Gives up what the check is for. */
  readonly onWithout: (() => void) | undefined;
};

/** One check. A failed one opens: the missing right, where it is ticked, acts, and what Halo said. */
export function CheckResult({ check, onAgain, onEnterSecret, onWithout }: CheckResultProps) {
  const line = {
    state: STATES[check.state],
    name: check.name,
    meaning: check.meaning,
    time: check.tookMs === null ? undefined : formatDuration(check.tookMs),
  };
  if (check.state !== "failed" && check.state !== "warning") return <CheckLine {...line} />;
  return (
    <CheckLine {...line}>
      {check.missingRight && (
        <p>
          <span className="t2">Give the role this right, then check again: </span>
          <span className="medium">{check.missingRight}</span>
        </p>
      )}
      {check.path.length > 0 && <PathTrail path={check.path} />}
      <div className={s["checkActs"]}>
        {onAgain && (
          <Button icon={RefreshCw} onClick={onAgain}>
            Check again
          </Button>
        )}
        {check.state === "failed" && onEnterSecret && (
          <Button onClick={onEnterSecret}>Enter the secret again</Button>
        )}
        {check.path.length > 0 && (
          <CopyButton wordy variant="plain" label="Copy the path" text={check.path.join(" > ")} />
        )}
        {check.state === "failed" && onWithout && (
          <Button variant="quiet" onClick={onWithout}>
            Do without seats
          </Button>
        )}
      </div>
      {check.exchange && (
        <Disclosure summary="What Halo said" defaultOpen={check.state === "failed"}>
          <pre>{saidText(check.exchange)}</pre>
        </Disclosure>
      )}
    </CheckLine>
  );
}
