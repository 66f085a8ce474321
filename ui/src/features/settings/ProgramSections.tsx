import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Field } from "../../components/Field";
import { KeyValue } from "../../components/KeyValue";
import { RadioGroup } from "../../components/RadioGroup";
import { Select } from "../../components/Select";
import { Skeleton } from "../../components/Skeleton";
import { ErrorNotice } from "../../errors/ErrorNotice";
import {
  type AppearanceDto,
  type AppInfoDto,
  call,
  commands,
  type ProfileDto,
  type ProfileId,
} from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { ZOOMS } from "../../lib/zoom";
import { DataSection } from "./data/DataSection";
import { NetworkSections } from "./network/NetworkSections";
import { Section } from "./Section";
import s from "./Settings.module.css";

type ProgramSectionsProps = {
  /** The section that somebody was sent to. */
  readonly wanted?: "network" | undefined;
  /** Any address of the Halo that the way is tested to. */
  readonly halo?: string | undefined;
  /** The open profile, where one is. */
  readonly profile?: ProfileDto | undefined;
  /** A profile came from a file; its set-up goes on. */
  readonly onImported: (profile: ProfileId) => void;
};

/** Appearance, network, data, version: what belongs to the program and to no profile. */
export function ProgramSections({ wanted, halo, profile, onImported }: ProgramSectionsProps) {
  const info = useQuery(queries.appInfo());
  if (info.isPending) return <Skeleton label="Reading the settings" />;
  if (info.isError) {
    return (
      <ErrorNotice
        inline
        error={info.error}
        title="The settings cannot be read"
        onRetry={() => void info.refetch()}
        retrying={info.isFetching}
      />
    );
  }
  return (
    <>
      <Appearance info={info.data} />
      <NetworkSections wanted={wanted === "network"} halo={halo} />
      <DataSection info={info.data} profile={profile} onImported={onImported} />
      <Section title="About">
        <KeyValue
          rows={[{ term: "Halyard", value: `Version ${info.data.version}`, copy: info.data.version }]}
        />
      </Section>
    </>
  );
}

function Appearance({ info }: { info: AppInfoDto }) {
  const queryClient = useQueryClient();
  const { queryKey } = queries.appInfo();
  const choose = useMutation({
    mutationFn: (appearance: AppearanceDto) => call(commands.setAppearance(appearance)),
    // A theme has to change under the press, not after it was written down.
    onMutate: (appearance) => queryClient.setQueryData(queryKey, { ...info, appearance }),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  return (
    <Section title="Appearance">
      <RadioGroup
        inline
        hideLabel
        label="Appearance"
        value={info.appearance}
        onValueChange={(appearance) => choose.mutate(appearance)}
        options={[
          { value: "system", label: "As the desktop" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      {choose.isError && <ErrorNotice inline error={choose.error} title="The appearance was not saved" />}
      <Size percent={info.zoom} />
    </Section>
  );
}

function Size({ percent }: { percent: number }) {
  const choose = useMutation({ mutationFn: (next: string) => call(commands.setZoom(Number(next))) });
  const known: readonly number[] = ZOOMS;
  // One that was written into the settings by hand stands among them.
  const sizes = known.includes(percent) ? known : [...known, percent].sort((a, b) => a - b);
  return (
    <div className={s["name"]}>
      <Field label="Size of everything">
        <Select
          value={String(percent)}
          onValueChange={(next) => choose.mutate(next)}
          options={sizes.map((size) => ({ value: String(size), label: `${size} %` }))}
        />
      </Field>
      {choose.isError && <ErrorNotice inline error={choose.error} title="The size was not changed" />}
    </div>
  );
}
