import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { CardList } from "../../components/Card";
import { CheckLine } from "../../components/CheckLine";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { SecretInput } from "../../components/SecretInput";
import { TextInput } from "../../components/TextInput";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { type AppError, AppFailure, call, commands, type ProfileDto, type TaskId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { useTasks } from "../../ipc/tasks";

type ReplaceSecretDialogProps = {
  readonly profile: ProfileDto;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Takes a new secret, which is tried against Halo before the old one is dropped. */
export function ReplaceSecretDialog({ profile, open, onClose }: ReplaceSecretDialogProps) {
  const wizard = useQuery({ ...queries.wizard(profile.id), enabled: open });
  return wizard.data && open ? (
    <Replace profile={profile} savedId={wizard.data.clientId} onClose={onClose} />
  ) : null;
}

type ReplaceProps = Omit<ReplaceSecretDialogProps, "open"> & { readonly savedId: string };

function Replace({ profile, savedId, onClose }: ReplaceProps) {
  const keychain = useQuery(queries.keychainState());
  const noKeychain = keychain.data?.state === "unavailable";
  const [clientId, setClientId] = useState(savedId);
  const [secret, setSecret] = useState("");
  const start = useMutation({
    mutationFn: () =>
      call(commands.replaceSecret(profile.id, { clientId, clientSecret: secret, sessionOnly: noKeychain })),
    // It leaves the page once; what is tried is not what stands in the field.
    onSuccess: () => setSecret(""),
  });
  const task = useTaskOf(start.data ?? null);
  const trying = start.isPending || task?.state.state === "running";
  const refused = task?.state.state === "failed" ? task.state.error : null;
  const stop = useMutation({ mutationFn: (id: TaskId) => call(commands.cancelTask(id)) });
  if (task?.state.state === "done") {
    const { allWell, note } = task.state;
    return <Accepted profile={profile} allWell={allWell} note={note} onClose={onClose} />;
  }

  const missing =
    clientId.trim() === ""
      ? "The client id is missing"
      : secret === ""
        ? "The new secret is missing"
        : undefined;
  const tryIt = () => {
    if (missing === undefined && !trying) start.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      locked={trying}
      title={`Replace the secret of ${profile.name}`}
      description="It is tried first: a token, then one read. Only when both work does it take the place of the old one."
      note="The old secret stays until then"
      actions={
        <>
          <Button
            size="l"
            onClick={() => (task && trying ? stop.mutate(task.id) : onClose())}
            busy={trying && (stop.isPending || stop.isSuccess)}
            busyWord="Stopping…"
          >
            {trying ? "Stop" : "Cancel"}
          </Button>
          <Button
            size="l"
            variant="primary"
            onClick={tryIt}
            busy={trying}
            busyWord="Trying…"
            reason={missing}
          >
            Try and replace
          </Button>
        </>
      }
    >
      <Form className="stack" onSubmit={tryIt}>
        <Field label="Client id" hint="The same one, unless a new application was made in Halo">
          <TextInput mono value={clientId} onValueChange={setClientId} autoCapitalize="none" />
        </Field>
        <Field label="New client secret" hint="Halo shows it once, when it is made">
          <SecretInput value={secret} onValueChange={setSecret} />
        </Field>
      </Form>
      {noKeychain && (
        <Banner tone="attention" title="There is no keychain to keep it in.">
          It is kept until Halyard is closed, and never put into a file.
        </Banner>
      )}
      {refused && refused.code !== "cancelled" && <Refused profile={profile} error={refused} />}
      {start.isError && <ErrorNotice inline error={start.error} title="It was not tried" />}
    </Dialog>
  );
}

/** Why the new secret was not taken, and that the old one was not touched. */
function Refused({ profile, error }: { readonly profile: ProfileDto; readonly error: AppError }) {
  const works = profile.health.blocked.read === null;
  return (
    <ErrorNotice
      inline
      error={new AppFailure(error)}
      title="The new secret was not taken"
      meaning={
        works
          ? "The old one was not touched, and the connection goes on with it."
          : "The old one was not touched."
      }
    />
  );
}

type AcceptedProps = Omit<ReplaceSecretDialogProps, "open"> & {
  readonly allWell: boolean;
  /** What Halo said to the old secret; null when it was not asked. */
  readonly note: string | null;
};

function Accepted({ profile, allWell, note, onClose }: AcceptedProps) {
  const ours = `It is gone from this computer. ${profile.name} works with the new one from now on.`;
  return (
    <Dialog
      open
      onClose={onClose}
      title="The new secret is in use"
      note="Mappings and rules are as they were"
      actions={
        <Button size="l" variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <CardList label="What was done">
        <CheckLine state="passed" name="Token" meaning="Halo accepts the new secret." />
        <CheckLine state="passed" name="One read" meaning="Customers can be read with it." />
        <CheckLine
          state={!allWell ? "warning" : note === null ? "done" : "passed"}
          name="Old secret"
          meaning={note === null ? ours : `${note} ${allWell ? ours : ""}`.trim()}
        />
      </CardList>
    </Dialog>
  );
}

/** A task by its id, as it runs or as it ended. */
function useTaskOf(id: TaskId | null) {
  return useTasks().find((task) => task.id === id) ?? null;
}
