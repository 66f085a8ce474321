import { useMutation } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands } from "../../ipc/client";
import { About } from "./About";
import { ThirdParty } from "./ThirdParty";

type AboutDialogProps = { readonly open: boolean; readonly onClose: () => void };

/** What a report about a fault should name, and where the logs are. */
export function AboutDialog({ open, onClose }: AboutDialogProps) {
  const logs = useMutation({ mutationFn: () => call(commands.showLogFolder()) });
  function close() {
    onClose();
    logs.reset();
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title="About Halyard"
      description="Connects HaloPSA to a vendor’s product, on this computer only."
      actions={
        <>
          <Button
            size="l"
            icon={FolderOpen}
            onClick={() => logs.mutate()}
            busy={logs.isPending}
            busyWord="Opening…"
          >
            Show the logs
          </Button>
          <Button size="l" onClick={close}>
            Close
          </Button>
        </>
      }
    >
      <About />
      <ThirdParty />
      {logs.isError && <ErrorNotice inline error={logs.error} title="The folder did not open" />}
    </Dialog>
  );
}
