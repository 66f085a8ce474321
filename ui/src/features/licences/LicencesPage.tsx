import { useMutation, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useCallback } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Page, PageHead } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { ErrorNotice, type ErrorPlace } from "../../errors/ErrorNotice";
import {
  AppFailure,
  call,
  commands,
  type ProfileId,
  type SeatPlanId,
  type SeatSetupDto,
} from "../../ipc/client";
import { useBlocked, useProfile } from "../../ipc/health";
import { queries } from "../../ipc/queries";
import { useTask } from "../../ipc/tasks";
import { formatCount, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { Comparison } from "./Comparison";
import { FoundEmpty } from "./FoundEmpty";
import { InvoicesLine } from "./InvoicesLine";
import s from "./Licences.module.css";
import { NothingToCompare } from "./NothingToCompare";
import { ProductsDialog } from "./ProductsDialog";
import { PlansView } from "./plan/PlansView";
import { PlanView } from "./plan/PlanView";
import { Writing } from "./plan/Writing";
import type { LicencesSearch } from "./search";

/** Where the screen leads. The router turns it into an address. */
export type LicencesDestination =
  | { readonly page: ErrorPlace }
  | { readonly page: "organizations"; readonly filter?: "unmapped" };

type LicencesPageProps = {
  readonly profileId: ProfileId;
  readonly search: LicencesSearch;
  /** Takes the whole next search. */
  readonly onSearch: (next: LicencesSearch, options: { readonly replace: boolean }) => void;
  readonly onGo: (to: LicencesDestination) => void;
};

/** The vendor's seats beside Halo's licence counts; and the plan of what is written. */
export function LicencesPage({ profileId, search, onSearch, onGo }: LicencesPageProps) {
  const now = useNow();
  const setup = useQuery(queries.seatSetup(profileId));
  const vendorName = useProfile(profileId)?.vendorName ?? "Vendor";
  const blocked = useBlocked(profileId).read ?? undefined;
  const starting = useMutation({ mutationFn: () => call(commands.readAllLicences(profileId)) });
  const task = useTask(profileId, "readLicences");
  const isReading = task?.state.state === "running" || starting.isPending;
  const failure =
    starting.error ?? (task?.state.state === "failed" ? new AppFailure(task.state.error) : null);
  const change = useCallback(
    (part: { [Name in keyof LicencesSearch]: LicencesSearch[Name] | undefined }, replace = true) => {
      const kept = Object.entries({ ...search, ...part }).filter(
        ([, value]) => value !== undefined && value !== "",
      );
      onSearch(Object.fromEntries(kept) as LicencesSearch, { replace });
    },
    [search, onSearch],
  );
  const { plan, canPlan, planning } = usePlanning(profileId, () =>
    change({ view: "plan", plan: undefined }, false),
  );
  const known = setup.data;
  const read = known?.read ?? null;
  const canCompare = known?.wantsSeats === true && known.hasPairs && read !== null && !read.noModule;
  const go = (page: ErrorPlace) => onGo({ page });
  const toComparison = () => change({ view: undefined, plan: undefined }, false);
  const toPlan = (plan: SeatPlanId | undefined) => change({ view: "plan", plan }, false);
  if (search.view === "plans") {
    return <PlansView profileId={profileId} onBack={toComparison} onOpen={toPlan} onGo={go} />;
  }
  if (search.view === "plan") {
    return (
      <PlanView
        key={search.plan}
        profileId={profileId}
        planId={search.plan ?? null}
        onBack={toComparison}
        onOpen={toPlan}
        onPlans={() => change({ view: "plans", plan: undefined }, false)}
        onGo={go}
      />
    );
  }
  return (
    <Page fixed>
      <PageHead
        title="Licences"
        meta={read && `Halo’s licences read ${formatWhen(read.readAt, now)}`}
        actions={
          known?.wantsSeats &&
          read && (
            <>
              {!read.noModule && (
                <Button variant="quiet" onClick={() => change({ dialog: "products" }, false)}>
                  Products…
                </Button>
              )}
              <Button
                icon={RefreshCw}
                busy={isReading}
                busyWord="Reading…"
                reason={blocked}
                onClick={() => starting.mutate()}
              >
                Read again
              </Button>
              {plan && (
                <Button variant="quiet" onClick={() => change({ view: "plans" }, false)}>
                  Earlier plans
                </Button>
              )}
              {plan && plan.state !== "ended" && (
                <Button variant="primary" onClick={() => toPlan(undefined)}>
                  Open the plan
                </Button>
              )}
              {canCompare && known.writingSince !== null && canPlan && (
                <Button
                  variant="primary"
                  busy={planning.isPending}
                  busyWord="Planning…"
                  onClick={() => planning.mutate()}
                >
                  Plan the changes
                </Button>
              )}
            </>
          )
        }
      />
      {failure && (
        <div className={s["notice"]}>
          <ErrorNotice
            inline
            error={failure}
            onRetry={() => starting.mutate()}
            retrying={isReading}
            onGo={go}
          />
        </div>
      )}
      {known?.foundEmpty && !isReading && (
        <FoundEmpty profileId={profileId} found={known.foundEmpty} blocked={blocked} />
      )}
      {planning.error && (
        <div className={s["notice"]}>
          <ErrorNotice inline error={planning.error} onGo={go} />
        </div>
      )}
      {planning.data === null && (
        <div className={s["notice"]}>
          <Banner tone="connected" live title="Nothing differs.">
            There is nothing to write to Halo.
          </Banner>
        </div>
      )}
      {setup.error ? (
        <ErrorNotice error={setup.error} onRetry={() => void setup.refetch()} onGo={go} />
      ) : known === undefined ? (
        <Skeleton label="Reading the licences" lines={8} />
      ) : canCompare ? (
        <>
          <Remarks setup={known} onProducts={() => change({ dialog: "products" }, false)} onGo={onGo} />
          <Writing profileId={profileId} vendorName={vendorName} isOn={known.writingSince !== null} />
          <InvoicesLine invoices={known.invoices} onConnect={() => go("connect")} />
          <Comparison
            profileId={profileId}
            vendorName={vendorName}
            search={search}
            showsInvoices={known.invoices !== null && known.invoices.readAt !== null}
            onChange={change}
            onGo={go}
          />
        </>
      ) : (
        <NothingToCompare
          setup={known}
          reading={{ start: () => starting.mutate(), isReading, blocked }}
          onGo={onGo}
        />
      )}
      {search.dialog === "products" && known && (
        <ProductsDialog profileId={profileId} setup={known} onClose={() => change({ dialog: undefined })} />
      )}
    </Page>
  );
}

/** The newest plan, and making one of everything that differs. */
function usePlanning(profileId: ProfileId, onPlanned: () => void) {
  const newest = useQuery(queries.seatPlan(profileId, null, 0, 0));
  const plan = newest.data ?? null;
  const planning = useMutation({
    mutationFn: () => call(commands.makeSeatPlan(profileId, false)),
    onSuccess: (made) => {
      if (made !== null) onPlanned();
    },
  });
  // A plan that is open is gone on with, or made anew, from its own page.
  const canPlan = !newest.isPending && (plan === null || plan.state === "ended");
  return { plan, canPlan, planning };
}

type RemarksProps = {
  readonly setup: SeatSetupDto;
  readonly onProducts: () => void;
  readonly onGo: (to: LicencesDestination) => void;
};

/** What is missing for the comparison to be whole. One thing at a time. */
function Remarks({ setup, onProducts, onGo }: RemarksProps) {
  const open = setup.products.filter(({ rule }) => rule === null).length;
  if (open > 0) {
    return (
      <div className={s["notice"]}>
        <Banner
          tone="attention"
          title={
            open === 1 ? "1 product stands for no licence yet." : `${open} products stand for no licence yet.`
          }
          actions={<Button onClick={onProducts}>Map products…</Button>}
        >
          Say which of Halo’s licences counts its seats. Organisations with a licence of their own are
          compared without.
        </Banner>
      </div>
    );
  }
  if (setup.unmapped === 0) return null;
  return (
    <div className={s["notice"]}>
      <Banner
        tone="neutral"
        title={`${formatCount(setup.unmapped, "organisation")} with seats ${setup.unmapped === 1 ? "has" : "have"} no customer.`}
        actions={
          <Button onClick={() => onGo({ page: "organizations", filter: "unmapped" })}>
            Map organisations
          </Button>
        }
      >
        Their seats are not compared.
      </Banner>
    </div>
  );
}
