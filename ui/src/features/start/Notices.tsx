import { useMutation, useQuery } from "@tanstack/react-query";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { UnlockButton } from "../../errors/UnlockButton";
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
  if (keychain.data === undefined || keychain.data.state === "available") return null;
  const look = (
    <Button onClick={() => void keychain.refetch()} busy={keychain.isFetching} busyWord="Looking…">
      Look again
    </Button>
  );
  if (keychain.data.state === "locked") {
    const { asking, next } = keychain.data;
    return (
      <Banner
        tone="attention"
        title={asking ? "The keychain is asking for its password" : "The keychain is locked"}
        actions={asking ? look : <UnlockButton onUnlocked={() => void keychain.refetch()} />}
      >
        {next}
      </Banner>
    );
  }
  return (
    <Banner tone="attention" title="The keychain cannot be used" actions={look}>
      {keychain.data.reason} {keychain.data.next} A secret is never put into a file.
    </Banner>
  );
}
