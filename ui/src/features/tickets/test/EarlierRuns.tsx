import { Card, CardList } from "../../../components/Card";
import { StateIcon } from "../../../components/StateLabel";
import type { TestRunDto, TestRunId } from "../../../ipc/client";
import { formatWhen } from "../../../lib/format";
import { STATES, type StateName } from "../../../lib/states";
import { useNow } from "../../../lib/useNow";
import s from "./Test.module.css";

type EarlierRunsProps = {
  readonly runs: readonly TestRunDto[];
  readonly shown: TestRunId | null;
  readonly onShow: (run: TestRunId) => void;
};

/** The runs so far, newest first; each can be looked at again. */
export function EarlierRuns({ runs, shown, onShow }: EarlierRunsProps) {
  const now = useNow();
  if (runs.length === 0) return null;
  return (
    <section>
      <h3 className="groupHead">Runs so far</h3>
      <Card>
        <CardList label="Runs so far">
          {runs.map((run) => {
            const state = runState(run);
            return (
              <li key={run.id}>
                <button
                  type="button"
                  className={s["run"]}
                  aria-current={run.id === shown ? "true" : undefined}
                  onClick={() => onShow(run.id)}
                >
                  <StateIcon state={state} />
                  <span>{run.leftOver ? `${STATES[state].word}, ticket left over` : STATES[state].word}</span>
                  <span className="cut t2">{run.customer.name}</span>
                  <span>{formatWhen(run.startedAt, now)}</span>
                </button>
              </li>
            );
          })}
        </CardList>
      </Card>
    </section>
  );
}

/** One word for a whole run. */
export function runState(run: TestRunDto): StateName {
  if (run.passed) return "passed";
  if (run.finishedAt === null && run.steps.some((step) => step.state === "running")) return "running";
  if (run.steps.some((step) => step.state === "failed")) return "failed";
  return "cancelled";
}
