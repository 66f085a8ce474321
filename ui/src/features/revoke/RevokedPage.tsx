import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Card, CardList } from "../../components/Card";
import { CheckLine } from "../../components/CheckLine";
import { EmptyState } from "../../components/EmptyState";
import { Page, PageBody, PageHead } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { ErrorNotice } from "../../errors/ErrorNotice";
import type { ProfileId, RevocationDto, RevokeStepKindDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { useVendorKeyHost } from "../../ipc/vendorKey";
import { formatCount, formatMoment } from "../../lib/format";
import { LeftInHalo } from "./LeftInHalo";
import { Proof } from "./Proof";
import s from "./Revoke.module.css";
import { useForgetOnLeave } from "./useForgetOnLeave";

type RevokedPageProps = { readonly profileId: ProfileId; readonly onHome: () => void };

/** What revoking did here, what only the administrator can remove in Halo, and the proof that it was. */
export function RevokedPage({ profileId, onHome }: RevokedPageProps) {
  const revocation = useQuery(queries.revocation(profileId));
  useForgetOnLeave(profileId);
  const done = revocation.data;
  return (
    <Page>
      <PageHead title="Revoked" meta={done ? formatMoment(done.revokedAt) : undefined} />
      <PageBody>
        {done ? (
          <Revoked profileId={profileId} revocation={done} />
        ) : revocation.isError ? (
          <ErrorNotice
            error={revocation.error}
            onRetry={() => void revocation.refetch()}
            retrying={revocation.isFetching}
          />
        ) : done === null ? (
          <EmptyState
            title="The connection is not revoked"
            actions={<Button onClick={onHome}>Go to Home</Button>}
          >
            What revoking did stands here once it was done.
          </EmptyState>
        ) : (
          <Skeleton label="Reading what was done" lines={6} />
        )}
      </PageBody>
    </Page>
  );
}

const STEPS: Record<RevokeStepKindDto, string> = {
  secret: "Client secret",
  token: "Access token",
  runningWork: "Running work",
};

function Revoked({ profileId, revocation }: { profileId: ProfileId; revocation: RevocationDto }) {
  const vendorHost = useVendorKeyHost(profileId);
  const ticked = revocation.leftInHalo.filter((left) => left.ticked).length;
  return (
    <div className={s["columns"]}>
      <div className={s["cards"]}>
        <Card
          label="On this computer"
          head={
            <>
              <h2 className="strong">On this computer</h2>
              <span className="t3">Done</span>
            </>
          }
        >
          <CardList label="What was done on this computer">
            {revocation.steps.map(({ kind, result }) => (
              <CheckLine key={`${kind} ${result}`} state="done" name={STEPS[kind]} meaning={result} />
            ))}
          </CardList>
        </Card>
        <Card
          label="In Halo"
          head={
            <>
              <h2 className="strong">In Halo, only you can remove the rest</h2>
              <span className="t3">
                {ticked} of {revocation.leftInHalo.length} ticked
              </span>
            </>
          }
        >
          <CardList label="What is left in Halo">
            {revocation.leftInHalo.map((left) => (
              <LeftInHalo key={left.key} profileId={profileId} left={left} />
            ))}
          </CardList>
        </Card>
        <Proof profileId={profileId} revocation={revocation} />
      </div>
      <aside className={s["aside"]}>
        <h2 className="strong">What stays</h2>
        <p>
          {formatCount(revocation.pairsKept, "pair")}, the ticket rules and the history stay readable. Nothing
          is read from Halo or written to it.
        </p>
        {vendorHost !== null && (
          <p>
            The key of the vendor’s own API at {vendorHost} stays in the keychain: it has nothing to do with
            Halo, and its list can still be read.
          </p>
        )}
        <p>
          Connecting again starts at the credentials; everything before is filled in. Deleting the profile in
          Settings takes the rest away.
        </p>
      </aside>
    </div>
  );
}
