import { Undo2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../../../components/Button";
import { ProgressBar } from "../../../components/ProgressBar";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { OrganizationId } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import { type Act, mayCreate } from "../acts";
import { CreateCustomerDialog } from "../connection/CreateCustomerDialog";
import { type Asking, DecisionDialogs } from "../DecisionDialogs";
import { FailureNotice } from "../FailureNotice";
import { FilteredToNothing } from "../FilteredToNothing";
import { FilterTools } from "../FilterTools";
import os from "../Organizations.module.css";
import type { ViewProps } from "../Pairing";
import { filterOf } from "../search";
import { useActs } from "../useActs";
import { useAnnouncedCount } from "../useAnnouncedCount";
import { useDecisions } from "../useDecisions";
import { useKeysOfPage } from "../usePageKeys";
import { usePane } from "../usePane";
import { candidatesOf } from "./Candidates";
import { KeysDialog } from "./KeysDialog";
import { meaningOf, type TriageKey } from "./keys";
import { QueueList } from "./QueueList";
import { Stage } from "./Stage";
import { type Decided, leaves, progressOf, withDecision, without } from "./sitting";
import { TheEnd } from "./TheEnd";
import s from "./Triage.module.css";
import { TriageBar } from "./TriageBar";
import { useQueue } from "./useQueue";
import { useSettled } from "./useSettled";

/** For whom a customer is made in Halo, and whether it was. */
type Creating = { readonly id: OrganizationId; readonly name: string; readonly made: boolean };

/** One organisation at a time, decided by single keys, over whatever the filter leaves. */
export function TriagePairing(props: ViewProps) {
  const { profileId, vendorName, customers, search, change, edits, onGo, text, filterField } = props;
  const { sort = "needFirst", desc = false, org, end } = search;
  const filter = filterOf(search);
  const query = useMemo(() => ({ filter, text, sort, descending: desc }), [filter, text, sort, desc]);
  const queue = useQueue(profileId, query, org);
  const { current, place, total } = queue;
  const atEnd = end === true || total === 0;
  useAnnouncedCount(`${filter} ${text}`, total, false, edits.say);
  const pane = usePane(profileId, atEnd ? undefined : current);
  const { detail } = pane;
  // The next record is there when its turn comes.
  usePane(profileId, queue.next[0]?.id);

  const [decided, setDecided] = useState<readonly Decided[]>([]);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [helping, setHelping] = useState(false);
  const [creating, setCreating] = useState<Creating | null>(null);
  const stage = useRef<HTMLElement>(null);
  /** Who follows the one that is being decided. The list is read anew before the answer may be here. */
  const following = useRef<OrganizationId | undefined>(undefined);
  // Undo brought it back: it is not decided any more.
  useEffect(() => {
    if (current !== undefined && !atEnd) setDecided((old) => without(old, current));
  }, [current, atEnd]);

  function go(to: OrganizationId | undefined) {
    pane.choose(null);
    change(to === undefined ? { org: undefined, end: true } : { org: to, end: undefined }, true);
  }
  // Its undo stands above and has a key: a toast for each of 150 decisions would only be in the way.
  const quietEdits = {
    ...edits,
    made: (edit: Parameters<typeof edits.made>[0]) => edits.made(edit, { toast: false }),
  };
  const decisions = useDecisions(profileId, quietEdits, (target, decision) => {
    setAsking(null);
    pane.choose(null);
    if (!leaves(decision)) return;
    setDecided((old) => withDecision(old, target, decision.act, filter));
    if (target.id === current) go(following.current);
  });
  const act = useActs({
    decisions,
    edits,
    pane,
    openId: current,
    onChoose: findCustomer,
    onAsk: setAsking,
  });
  const isSettled = useSettled(detail && `${detail.id} ${detail.version}`);

  function findCustomer() {
    stage.current?.querySelector("input")?.focus();
  }
  function actOn(kind: Act) {
    // A second press of a key must not decide about a record that nobody can have read yet.
    if (!detail || !queue.ready || !isSettled || decisions.isDeciding) return;
    following.current = queue.next[0]?.id;
    act({ ...detail, customer: null }, kind);
  }
  function create() {
    if (!detail || !mayCreate(detail) || !queue.ready || !isSettled || decisions.isDeciding) return;
    following.current = queue.next[0]?.id;
    setCreating({ id: detail.id, name: detail.name, made: false });
  }
  function created() {
    setCreating(null);
    if (creating?.made) go(following.current);
  }
  function skip() {
    if (queue.ready) go(queue.next[0]?.id);
  }
  /** On to customer and licence, which is a dialog of the page. */
  function connect(organization: OrganizationId, take?: number) {
    setCreating(null);
    change({ org: organization, end: undefined, dialog: "connect", take }, false);
  }
  const back = queue.previous && (() => queue.previous && go(queue.previous.id));

  function carryOut(key: TriageKey) {
    switch (key.does) {
      case "undo":
        edits.undoLast();
        return;
      case "redo":
        edits.redoLast();
        return;
      case "help":
        setHelping(true);
        return;
      case "back":
        back?.();
        return;
      case "skip":
        if (!atEnd) skip();
        return;
      case "search":
        findCustomer();
        return;
      case "create":
        create();
        return;
      case "pick": {
        const candidate = detail && candidatesOf(detail)[key.index];
        if (candidate) pane.choose(candidate.customer);
        return;
      }
      case "act":
        actOn(key.act);
    }
  }
  useKeysOfPage((event) => {
    const key = meaningOf(event);
    return key && (() => carryOut(key));
  });

  const progress = place === null || total === null ? null : progressOf(decided, place, total);
  const standing = progress
    ? `${formatNumber(progress.at)} of ${formatNumber(progress.of)}`
    : "Not in this list any more";
  return (
    <>
      <FilterTools
        filter={filter}
        counts={queue.counts}
        terms={queue.terms}
        text={text}
        onFilter={(value) => change({ filter: value, org: undefined, end: undefined }, false)}
        onText={(typed) => {
          props.setText(typed);
          if (org !== undefined || end) change({ org: undefined, end: undefined }, true);
        }}
        fieldRef={filterField}
        placeholder="Filter"
        keyed={false}
      />
      <FailureNotice decisions={decisions} edits={edits} onGo={onGo} />
      {queue.error ? (
        <div className={os["failed"]}>
          <ErrorNotice error={queue.error} onRetry={queue.retry} onGo={onGo} />
        </div>
      ) : total === null ? (
        <Skeleton label="Reading organisations" lines={8} />
      ) : total === 0 && decided.length === 0 ? (
        <FilteredToNothing
          filter={filter}
          text={text}
          matching={queue.counts?.all ?? 0}
          onAll={() => change({ filter: "all", org: undefined, end: undefined }, false)}
          onClearText={() => props.setText("")}
        />
      ) : (
        <div className={s["triage"]}>
          <div className={s["main"]}>
            <div className={s["head"]} data-keeps-focus="">
              {!atEnd && progress && (
                <ProgressBar
                  label="Gone through"
                  value={progress.at - 1}
                  max={progress.of}
                  className={s["bar"]}
                />
              )}
              {!atEnd && <span className="t2">{standing}</span>}
              <span className="spacer" />
              <span className="t3">
                {formatCount(decided.length, "organisation")} decided in this sitting
              </span>
              <Button
                icon={Undo2}
                keyHint="U"
                reason={edits.undoable ? undefined : "Nothing to undo"}
                tooltip={edits.undoable && `Undo: ${edits.undoable.what}`}
                onClick={edits.undoLast}
              >
                Undo
              </Button>
            </div>
            {atEnd ? (
              <TheEnd
                filter={filter}
                open={total}
                decided={decided.length}
                onAgain={() => change({ org: undefined, end: undefined }, true)}
                onGrid={() => change({ view: undefined, org: undefined }, false)}
                onShown={edits.say}
              />
            ) : detail ? (
              <Stage
                profileId={profileId}
                vendorName={vendorName}
                customers={customers}
                detail={detail}
                pane={pane}
                standing={standing}
                place={stage}
                settled={isSettled}
                busy={decisions.isDeciding}
                onDecide={(decision) => decisions.decide(detail, decision)}
                onShown={edits.say}
              />
            ) : pane.error ? (
              <div className={os["failed"]}>
                <ErrorNotice error={pane.error} onRetry={pane.retry} onGo={onGo} />
                <Button onClick={() => go(undefined)}>Begin again</Button>
              </div>
            ) : (
              <Skeleton label="Reading the organisation" lines={8} />
            )}
            {!atEnd && detail && (
              <TriageBar
                detail={detail}
                compared={pane.compared}
                busy={decisions.isDeciding}
                onAct={actOn}
                onCreate={create}
                onSkip={skip}
                onBack={back}
                onHelp={() => setHelping(true)}
              />
            )}
          </div>
          <QueueList next={atEnd ? [] : queue.next} decided={decided} onGo={go} />
        </div>
      )}
      <DecisionDialogs profileId={profileId} decisions={decisions} asking={asking} onAsking={setAsking} />
      {creating && (
        <CreateCustomerDialog
          profileId={profileId}
          organization={creating.id}
          name=""
          onMade={(edit) => {
            quietEdits.made(edit);
            setCreating({ ...creating, made: true });
            setDecided((old) => withDecision(old, creating, "map", filter));
          }}
          onTake={(take) => connect(creating.id, take)}
          onNext={() => connect(creating.id)}
          onClose={created}
        />
      )}
      {helping && <KeysDialog onClose={() => setHelping(false)} />}
    </>
  );
}
