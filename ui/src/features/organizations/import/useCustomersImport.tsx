import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type CustomersGroupDto,
  type CustomersImportedDto,
  type CustomersPreviewDto,
  type CustomersWantedDto,
  call,
  commands,
  type ImportedDto,
  type ProfileId,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount } from "../../../lib/format";
import { toggled } from "../../../lib/toggled";
import { useReadHalo } from "../useReadHalo";
import { CUSTOMERS_PAGE, CustomersPreview } from "./CustomersPreview";
import { MailDomains } from "./MailDomains";
import { NoCustomers } from "./NoCustomers";
import type { Stage } from "./stage";

type CustomersImportProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  /** Nothing is worked out before it is looked at. */
  readonly isShown: boolean;
  readonly onImported: (imported: ImportedDto) => void;
};

const ALL_WITH_DOMAINS: CustomersWantedDto = {
  newOrganizations: true,
  moreDomains: true,
  withoutDomain: false,
  except: [],
};

/** Organisations and domains from Halo's own customers. */
export function useCustomersImport({
  profileId,
  vendorName,
  isShown,
  onImported,
}: CustomersImportProps): Stage {
  const [wanted, setWanted] = useState(ALL_WITH_DOMAINS);
  const [group, setGroup] = useState<CustomersGroupDto>("new");
  const [page, setPage] = useState(0);
  const reading = useReadHalo(profileId);
  const preview = useQuery({
    ...queries.previewCustomers(profileId, wanted, {
      group,
      offset: page * CUSTOMERS_PAGE,
      limit: CUSTOMERS_PAGE,
    }),
    enabled: isShown,
  });
  const importing = useMutation({
    mutationFn: (shown: CustomersPreviewDto) =>
      call(commands.importCustomers(profileId, wanted, shown.mark)).then((done) => ({ done, shown })),
    onSuccess: ({ done, shown }) => onImported(asImported(done, shown)),
  });
  const shown = preview.data;

  function change(part: Partial<CustomersWantedDto>) {
    setWanted((old) => ({ ...old, ...part }));
    setPage(0);
  }

  return {
    title: `Import ${vendorName} organisations`,
    description:
      "By the domains of Halo’s customers, their websites, and the mail domains of their sites and users. Nothing is imported yet.",
    isAtStart: true,
    isLocked: importing.isPending,
    back: null,
    actions: shown && shown.customers > 0 && (
      <Button
        size="l"
        variant="primary"
        busy={importing.isPending}
        busyWord="Importing…"
        reason={whyNot(shown, preview.isPlaceholderData)}
        onClick={() => importing.mutate(shown)}
      >
        {words(shown)}
      </Button>
    ),
    body: (
      <>
        {importing.error && (
          <ErrorNotice inline error={importing.error} onRetry={() => void preview.refetch()} />
        )}
        {preview.error && <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.isPending && <Skeleton label="Looking through Halo’s customers" lines={5} />}
        {shown?.customers === 0 && <NoCustomers reading={reading} />}
        {shown && shown.customers > 0 && (
          <>
            <CustomersPreview
              preview={shown}
              wanted={wanted}
              group={group}
              page={page}
              onWanted={change}
              onGroup={(next) => {
                setGroup(next);
                setPage(0);
              }}
              onPage={setPage}
              onToggle={(id) =>
                setWanted((old) => ({ ...old, except: [...toggled(new Set(old.except), id)] }))
              }
            />
            <MailDomains profileId={profileId} blocked={reading.blocked} />
          </>
        )}
      </>
    ),
  };
}

/** What the button does. */
function words({ added, extended, moreDomains }: CustomersPreviewDto): string {
  const adds = `Add ${formatCount(added, "organisation")}`;
  if (extended === 0) return adds;
  const domains = formatCount(moreDomains, "domain");
  return added === 0 ? `Add ${domains}` : `${adds} and ${domains}`;
}

function whyNot({ added, extended }: CustomersPreviewDto, isOld: boolean): string | undefined {
  if (isOld) return "The preview is being renewed";
  return added + extended === 0 ? "Nothing is new" : undefined;
}

/** What was shown is what was done: the program refuses anything else. */
function asImported(done: CustomersImportedDto, { added, extended }: CustomersPreviewDto): ImportedDto {
  return {
    added,
    updated: extended,
    unchanged: 0,
    excluded: 0,
    deleted: 0,
    badRows: [],
    passedOver: [],
    ...done,
  };
}
