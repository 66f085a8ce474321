import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Disclosure } from "../../../components/Disclosure";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type MailPlanDto, type ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useTask } from "../../../ipc/tasks";
import { formatCount, formatMoment } from "../../../lib/format";
import s from "./Import.module.css";

type MailDomainsProps = {
  readonly profileId: ProfileId;
  /** Why Halo cannot be read now. */
  readonly blocked: string | undefined;
};

/** Mail domains are read only when somebody has seen what it costs. */
export function MailDomains({ profileId, blocked }: MailDomainsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure summary="Mail domains of users and sites" open={isOpen} onToggle={setOpen}>
      {isOpen && <Plan profileId={profileId} blocked={blocked} />}
    </Disclosure>
  );
}

function Plan({ profileId, blocked }: MailDomainsProps) {
  const plan = useQuery({ ...queries.mailPlan(profileId), enabled: blocked === undefined });
  const starting = useMutation({
    mutationFn: ({ users, sites }: { users: boolean; sites: boolean }) =>
      call(commands.readMailDomains(profileId, users, sites)),
  });
  const isReading = useTask(profileId, "readMailDomains")?.state.state === "running" || starting.isPending;
  if (blocked !== undefined) return <p className="t2">{blocked}</p>;
  if (plan.error) return <ErrorNotice inline error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <Skeleton label="Counting users and sites" lines={2} />;
  return (
    <div className={s["mail"]}>
      {starting.error && <ErrorNotice inline error={starting.error} />}
      <p className="t2">
        Halo gives the addresses of users a hundred at a time, the mail domain of a site only one by one.
      </p>
      <ul className={s["wanted"]}>
        <li>
          <Button
            busy={isReading}
            busyWord="Reading…"
            onClick={() => starting.mutate({ users: true, sites: false })}
          >
            {`Read users: ${requests(plan.data.users, plan.data.userRequests, "user")}`}
          </Button>{" "}
          <span className="hint">{when(plan.data.usersReadAt)}</span>
        </li>
        <li>
          <Button
            busy={isReading}
            busyWord="Reading…"
            onClick={() => starting.mutate({ users: false, sites: true })}
          >
            {`Read sites: ${requests(plan.data.sites, plan.data.siteRequests, "site")}`}
          </Button>{" "}
          <span className="hint">{when(plan.data.sitesReadAt)}</span>
        </li>
      </ul>
    </div>
  );
}

function requests(count: MailPlanDto["users"], cost: number, noun: string): string {
  const asks = formatCount(cost, "request");
  return count === null ? `about ${asks}` : `${formatCount(count, noun)}, ${asks}`;
}

function when(readAt: string | null): string {
  return readAt === null ? "Never read" : `Last read ${formatMoment(readAt)}`;
}
