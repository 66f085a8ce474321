import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Switch } from "../../../components/Checkbox";
import { Skeleton } from "../../../components/Skeleton";
import { useToast } from "../../../components/Toast";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type AppError,
  call,
  commands,
  type EditDto,
  type MatchingSettingsDto,
  type ProfileDto,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount } from "../../../lib/format";
import { Section } from "../Section";
import { AutomaticDialog } from "./AutomaticDialog";
import { StopSharingDialog } from "./StopSharingDialog";

type MatchingSectionProps = { readonly profile: ProfileDto; readonly wanted: boolean };

/** How organisations meet their customers: whether customers are shared, and what is accepted without being asked. */
export function MatchingSection({ profile, wanted }: MatchingSectionProps) {
  const settings = useQuery(queries.matchingSettings(profile.id));
  return (
    <Section
      title="Matching"
      hint="How the organisations of this profile meet their customers"
      wanted={wanted}
    >
      {settings.data ? (
        <>
          <Sharing profileId={profile.id} settings={settings.data} />
          <Automatic profileId={profile.id} settings={settings.data} />
        </>
      ) : settings.isError ? (
        <ErrorNotice
          inline
          error={settings.error}
          onRetry={() => void settings.refetch()}
          retrying={settings.isFetching}
        />
      ) : (
        <Skeleton label="Reading how matching is done" lines={3} />
      )}
    </Section>
  );
}

type PartProps = { readonly profileId: ProfileId; readonly settings: MatchingSettingsDto };

function Sharing({ profileId, settings }: PartProps) {
  const { mayShare, sharedCustomers, sharingOrganizations } = settings;
  const toast = useToast();
  const [asked, setAsked] = useState<AppError | null>(null);
  const save = useMutation({
    mutationFn: ({ allow, confirmed }: { readonly allow: boolean; readonly confirmed: boolean }) =>
      call(commands.setMayShare(profileId, allow, confirmed)),
    onSuccess: (_, { allow }) => {
      setAsked(null);
      // Without an undo: the switch is the undo, and may need to ask first, which a toast could not.
      toast.show(allow ? "Customers may be shared now" : "Customers are no longer shared");
    },
    onError: (thrown) => {
      const { error } = toFailure(thrown);
      setAsked(error.code === "needsConfirmation" ? error : null);
    },
  });
  const shared =
    sharedCustomers === 0
      ? ""
      : ` Now ${formatCount(sharedCustomers, "customer is", "customers are")} shared by ${formatCount(sharingOrganizations, "organisation")}.`;
  return (
    <>
      <Switch
        label="Several organisations may share one customer"
        hint={`For branches that the vendor lists one by one and Halo as one. Sharing is always asked about, never done by itself.${shared}`}
        checked={mayShare}
        onCheckedChange={(allow) => {
          if (!save.isPending) save.mutate({ allow, confirmed: false });
        }}
      />
      {save.isError && asked === null && (
        <ErrorNotice inline error={save.error} title="The setting was not changed" />
      )}
      {asked && (
        <StopSharingDialog
          asked={asked}
          busy={save.isPending}
          onStop={() => save.mutate({ allow: false, confirmed: true })}
          onClose={() => {
            setAsked(null);
            save.reset();
          }}
        />
      )}
    </>
  );
}

function Automatic({ profileId, settings }: PartProps) {
  const toast = useToast();
  const [looking, setLooking] = useState(false);
  const undo = useMutation({
    mutationFn: (edit: number) => call(commands.undo(profileId, edit, false)),
    onSuccess: ({ what }) => toast.show(what),
    // Said where it was pressed: the toast outlives this page.
    onError: (thrown) => toast.show(`Nothing was undone. ${toFailure(thrown).error.message}`),
  });
  const off = useMutation({
    mutationFn: () => call(commands.switchAutomaticOff(profileId)),
    onSuccess: () => toast.show("Every suggestion waits for you again"),
  });
  function switchedOn({ id, what }: EditDto) {
    setLooking(false);
    if (id === null) toast.show("Clear suggestions are accepted from now on");
    else toast.show(what, { label: "Undo", onPress: () => undo.mutate(id) });
  }
  return (
    <>
      <Switch
        label="Accept clear suggestions by itself"
        hint="After each read and import: only what is certain or strong, has no rival, and leads to an active customer that is free. Each time is one step to undo, and what you took back is never done again."
        checked={settings.autoAccept}
        onCheckedChange={(on) => {
          if (on) setLooking(true);
          else if (!off.isPending) off.mutate();
        }}
      />
      {off.error && <ErrorNotice inline error={off.error} title="The setting was not changed" />}
      {looking && (
        <AutomaticDialog profileId={profileId} onDone={switchedOn} onClose={() => setLooking(false)} />
      )}
    </>
  );
}
