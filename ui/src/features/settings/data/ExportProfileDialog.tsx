import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { PathField } from "../../../components/PathField";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileDto, toFailure } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import s from "../Settings.module.css";

type ExportProfileDialogProps = { readonly profile: ProfileDto; readonly onClose: () => void };

/** Where a profile's file goes, and what was written. */
export function ExportProfileDialog({ profile, onClose }: ExportProfileDialogProps) {
  const [path, setPath] = useState("");
  const [asked, setAsked] = useState(false);
  const exporting = useMutation({
    mutationFn: ({ to, replace }: { to: string; replace: boolean }) =>
      call(commands.exportProfile(profile.id, to, replace)),
  });
  const choosing = useMutation({
    mutationFn: () => call(commands.chooseProfilePlace(profile.id)),
    onSuccess: (chosen) => {
      if (chosen === null) return;
      setPath(chosen);
      write(chosen, true);
    },
  });
  const typed = path.trim();
  const failure = exporting.error && toFailure(exporting.error).error;
  const isThere = failure?.code === "needsConfirmation" ? failure : null;

  function write(to: string, replace: boolean) {
    setAsked(true);
    if (to !== "" && !exporting.isPending) exporting.mutate({ to, replace });
  }

  if (exporting.data) {
    const { organizations, mapped, path: written } = exporting.data;
    return (
      <Dialog
        open
        onClose={onClose}
        title={`${profile.name} written`}
        note="Nothing was written to Halo"
        actions={
          <Button size="l" variant="primary" onClick={onClose}>
            Close
          </Button>
        }
      >
        <Banner
          tone="connected"
          live
          title={`${formatCount(organizations, "organisation")}, ${formatNumber(mapped)} of them mapped.`}
        >
          <span className="mono">{written}</span>
        </Banner>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      locked={exporting.isPending}
      title={`Export ${profile.name}`}
      description="Organisations, pairs, ticket rules, the vendor's words and Halo's address, as one file that can be read and compared. No secret is in it; the names of your clients are."
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={exporting.isPending}
            busyWord="Exporting…"
            onClick={() => write(typed, isThere !== null)}
          >
            {isThere ? "Replace it" : "Export"}
          </Button>
        </>
      }
    >
      <form
        className={s["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          write(typed, false);
        }}
      >
        <PathField
          hint="The full path of the new file on this computer"
          path={path}
          onPath={(value) => {
            exporting.reset();
            setPath(value);
          }}
          error={asked && typed === "" ? "Choose a place or type a path." : undefined}
          chooseWords="Choose a place…"
          choosing={choosing.isPending}
          onChoose={() => choosing.mutate()}
        />
        {isThere ? (
          <Banner live tone="attention" title={isThere.message}>
            Replace it, or type another name.
          </Banner>
        ) : (
          exporting.error && <ErrorNotice inline error={exporting.error} title="Nothing was exported" />
        )}
        {choosing.error && <ErrorNotice inline error={choosing.error} />}
      </form>
    </Dialog>
  );
}
