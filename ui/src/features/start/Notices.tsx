import { useMutation, useQuery } from "@tanstack/react-query";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands } from "../../ipc/client";
import { queries } from "../../ipc/queries";

/** What has to be known before anything else: what happened to the database, and whether there is a keychain. */
export function Notices() {
  const info = useQuery(queries.appInfo());
  const keychain = useQuery(queries.keychainState());
  const dismiss = useMutation({ mutationFn: () => call(commands.dismissNotice()) });
  const notice = info.data?.notice;
  if (notice) {
    return (
      <Banner
        tone="attention"
        title={notice.title}
        actions={
          <Button onClick={() => dismiss.mutate()} busy={dismiss.isPending}>
            Understood
          </Button>
        }
      >
        {notice.text}
        {notice.path && (
          <p>
            <code>{notice.path}</code>
          </p>
        )}
        {dismiss.isError && <ErrorNotice inline error={dismiss.error} />}
      </Banner>
    );
  }
  if (keychain.data?.state === "unavailable") {
    return (
      <Banner
        tone="attention"
        title="There is no keychain to keep a secret in"
        actions={
          <Button onClick={() => void keychain.refetch()} busy={keychain.isFetching} busyWord="Looking…">
            Look again
          </Button>
        }
      >
        {keychain.data.reason} A secret can be kept until Halyard is closed; it is never put into a file.
      </Banner>
    );
  }
  return null;
}
