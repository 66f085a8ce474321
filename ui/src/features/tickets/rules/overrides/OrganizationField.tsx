import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "../../../../components/Combobox";
import { Field } from "../../../../components/Field";
import type { OrganizationId, ProfileId } from "../../../../ipc/client";
import { queries } from "../../../../ipc/queries";

type Chosen = { readonly id: OrganizationId; readonly name: string };

type OrganizationFieldProps = {
  readonly profileId: ProfileId;
  readonly chosen: Chosen | null;
  /** Those that have rules of their own already. */
  readonly taken: ReadonlySet<OrganizationId>;
  readonly onChoose: (chosen: Chosen) => void;
};

const IN_LIST = 50;

/** The organisation whose rules differ, searched among all of them. */
export function OrganizationField({ profileId, chosen, taken, onChoose }: OrganizationFieldProps) {
  /** Null: nothing typed, the field shows what is chosen. */
  const [typed, setTyped] = useState<string | null>(null);
  const found = useQuery(
    queries.organizationPage(profileId, {
      filter: "all",
      text: typed ?? "",
      sort: "name",
      descending: false,
      offset: 0,
      limit: IN_LIST,
    }),
  );
  const free = (found.data?.rows ?? []).filter(({ id }) => !taken.has(id));
  return (
    <Field label="Organisation">
      <Combobox
        query={typed ?? chosen?.name ?? ""}
        onQueryChange={(text) => setTyped(text === chosen?.name ? null : text)}
        value={chosen && { id: String(chosen.id), label: chosen.name }}
        onValueChange={(option) => {
          const hit = free.find(({ id }) => String(id) === option?.id);
          if (!hit) return;
          setTyped(null);
          onChoose({ id: hit.id, name: hit.name });
        }}
        options={free.map(({ id, name, domain }) => ({
          id: String(id),
          label: name,
          ...(domain !== null && { detail: domain }),
        }))}
        total={found.data && found.data.total - (found.data.rows.length - free.length)}
        loading={found.isFetching}
        placeholder="Search organisations"
        emptyText="No other organisation has this in its name or domain"
      />
    </Field>
  );
}
