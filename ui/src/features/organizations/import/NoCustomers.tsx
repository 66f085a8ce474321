import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { ReadHalo } from "../useReadHalo";

/** Nothing can be taken before Halo was read. */
export function NoCustomers({ reading }: { readonly reading: ReadHalo }) {
  return (
    <>
      {reading.error && <ErrorNotice inline error={reading.error} onRetry={reading.start} />}
      <Banner
        tone="neutral"
        live
        title="Halo’s customers have not been read yet."
        actions={
          <Button
            busy={reading.isReading}
            busyWord="Reading…"
            reason={reading.blocked}
            onClick={reading.start}
          >
            Read customers from Halo
          </Button>
        }
      >
        They are looked through here as soon as they have come.
      </Banner>
    </>
  );
}
