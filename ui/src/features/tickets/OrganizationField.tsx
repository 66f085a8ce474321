import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "../../components/Combobox";
import { Field } from "../../components/Field";
import type { OrganizationId, OrganizationRowDto, ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";

export type ChosenOrganization = { readonly id: OrganizationId; readonly name: string };

type OrganizationFieldProps = {
  readonly profileId: ProfileId;
  readonly chosen: ChosenOrganization | null;
  readonly onChoose: (chosen: ChosenOrganization) => void;
  /** Those that cannot be chosen. */
  readonly taken?: ReadonlySet<OrganizationId>;
  /** What stands beside each name. */
  readonly detailOf: (row: OrganizationRowDto) => string | null;
};

/** Names at most in the list. */
const IN_LIST = 50;
const NONE: ReadonlySet<OrganizationId> = new Set();

/** An organisation, searched among all of them. */
export function OrganizationField(props: OrganizationFieldProps) {
  const { profileId, chosen, onChoose, taken = NONE, detailOf } = props;
  /** Null while nobody types: then the chosen one is shown. */
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
        options={free.map((row) => {
          const detail = detailOf(row);
          return { id: String(row.id), label: row.name, ...(detail !== null && { detail }) };
        })}
        total={found.data && found.data.total - (found.data.rows.length - free.length)}
        loading={found.isFetching}
        placeholder="Search organisations"
        emptyText={`No ${taken.size > 0 ? "other " : ""}organisation has this in its name, domain or id`}
      />
    </Field>
  );
}
