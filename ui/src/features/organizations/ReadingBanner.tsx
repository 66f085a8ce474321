import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { ErrorNotice, type ErrorPlace } from "../../errors/ErrorNotice";
import type { ProfileDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import s from "./Organizations.module.css";
import type { ReadHalo } from "./useReadHalo";

type ReadingBannerProps = {
  readonly reading: ReadHalo;
  readonly profile: ProfileDto | null;
  /** Customers in the last snapshot; undefined until known. */
  readonly customers: number | undefined;
  readonly onGo: (page: ErrorPlace) => void;
};

/**
 * What the customers on screen are worth: never read, or read in part. At most one banner.
 * That the last read failed is said by the window itself, above every page.
 */
export function ReadingBanner({ reading, profile, customers, onGo }: ReadingBannerProps) {
  if (reading.isReading || reading.failed) return null;
  if (reading.error) {
    return (
      <div className={s["banner"]}>
        <ErrorNotice inline error={reading.error} onGo={onGo} onRetry={reading.start} />
      </div>
    );
  }
  if (profile === null || customers === undefined) return null;
  if (customers === 0) {
    const connected = profile.connection === "connected" || profile.connection === "needsAttention";
    return (
      <div className={s["banner"]}>
        <Banner
          tone="neutral"
          title="Halo’s customers have not been read yet."
          actions={
            connected ? (
              <Button onClick={reading.start} reason={reading.blocked}>
                Read customers from Halo
              </Button>
            ) : (
              <Button onClick={() => onGo("connect")}>Connect to Halo…</Button>
            )
          }
        >
          Without them nothing can be suggested or mapped.
        </Banner>
      </div>
    );
  }
  if (profile.lastReadAt === null) {
    return (
      <div className={s["banner"]}>
        <Banner
          tone="attention"
          title={`Only ${formatCount(customers, "customer")} could be read so far.`}
          actions={
            <Button onClick={reading.start} reason={reading.blocked}>
              Read the rest
            </Button>
          }
        >
          Pairs are kept. A customer that is missing here may still be in Halo.
        </Banner>
      </div>
    );
  }
  return null;
}
