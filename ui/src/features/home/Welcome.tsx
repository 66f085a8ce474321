import { useMutation } from "@tanstack/react-query";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type HomeDto, type ProfileDto } from "../../ipc/client";
import { useTask } from "../../ipc/tasks";
import { formatCount, formatNumber } from "../../lib/format";
import type { HomeDestination } from "./tasks";

type WelcomeProps = {
  readonly profile: ProfileDto;
  readonly home: HomeDto;
  readonly onGo: (to: HomeDestination) => void;
  /** Put away. */
  readonly onClose: () => void;
};

/** After connecting: what works, and what comes next. The ticket rules are offered first and can be put off. */
export function Welcome({ profile, home, onGo, onClose }: WelcomeProps) {
  const skip = useMutation({
    mutationFn: () => call(commands.skipTicketRules(profile.id, true)),
    onSuccess: onClose,
  });
  const isReading = useTask(profile.id, "readHalo")?.state.state === "running";
  const isDone = (kind: HomeDto["tasks"][number]["kind"]) =>
    home.tasks.some((task) => task.kind === kind && task.state === "done");
  const offersRules = !isDone("setTicketRules") && !home.rulesSkipped;
  return (
    <Banner
      live
      tone="connected"
      title="Connected."
      actions={
        offersRules ? (
          <>
            <Button onClick={() => onGo({ page: "tickets", tab: "rules" })}>Set up tickets</Button>
            <Button
              variant="quiet"
              onClick={() => skip.mutate()}
              busy={skip.isPending}
              busyWord="Putting off…"
            >
              Later, organisations first
            </Button>
          </>
        ) : (
          <Button variant="quiet" onClick={onClose}>
            Close
          </Button>
        )
      }
    >
      {checksWords(home)} {customersWords(home, isReading)}
      {offersRules && " Next come the ticket rules, then your organisations."}
      {skip.isError && <ErrorNotice inline error={skip.error} title="They were not put off" />}
    </Banner>
  );
}

function checksWords({ checksPassed, checksTotal }: HomeDto): string {
  const rest = checksTotal - checksPassed;
  // With a right too many, a list still empty, or what shows only in use, the connection does its job all the same.
  return rest === 0
    ? `All ${formatCount(checksTotal, "check")} passed.`
    : `${formatNumber(checksPassed)} of ${formatCount(checksTotal, "check")} passed, and nothing speaks against the other ${formatNumber(rest)}.`;
}

function customersWords({ customers }: HomeDto, isReading: boolean): string {
  if (!isReading) return customers === 0 ? "" : `${formatCount(customers, "customer")} were read.`;
  return customers === 0
    ? "Customers are being read."
    : `${formatCount(customers, "customer")} so far; the rest is being read.`;
}
