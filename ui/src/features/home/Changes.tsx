import { useMutation } from "@tanstack/react-query";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { causeTitle } from "../../errors/causes";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { type ChangesDto, call, commands, type ProfileId } from "../../ipc/client";
import { formatCount, formatSince } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import s from "./Home.module.css";

type ChangesProps = {
  readonly profileId: ProfileId;
  readonly changes: ChangesDto;
  readonly onProblems: () => void;
};

/** What changed in Halo and in the lists since somebody last said to have seen it. */
export function Changes({ profileId, changes: { since, counts, newCustomers }, onProblems }: ChangesProps) {
  const now = useNow();
  const seen = useMutation({ mutationFn: () => call(commands.markChangesSeen(profileId)) });
  return (
    <Banner
      tone="neutral"
      title={`What changed since ${formatSince(since, now)}`}
      actions={
        <>
          {counts.length > 0 && <Button onClick={onProblems}>Open problems</Button>}
          <Button variant="quiet" busy={seen.isPending} busyWord="Noting…" onClick={() => seen.mutate()}>
            I have seen this
          </Button>
        </>
      }
    >
      <ul className={s["changes"]}>
        {counts.map(({ cause, count }) => (
          <li key={cause}>{causeTitle(cause, count)}</li>
        ))}
        {newCustomers > 0 && <li>{formatCount(newCustomers, "customer is", "customers are")} new in Halo</li>}
      </ul>
      {seen.isError && <ErrorNotice inline error={seen.error} title="It was not noted" />}
    </Banner>
  );
}
