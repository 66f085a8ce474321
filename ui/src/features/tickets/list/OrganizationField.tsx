import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "../../../components/Combobox";
import { Field } from "../../../components/Field";
import type { OrganizationRowDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";

export type ChosenOrganization = { readonly id: number; readonly name: string };

type OrganizationFieldProps = {
  readonly profileId: ProfileId;
  readonly organization: ChosenOrganization | null;
  readonly onOrganization: (organization: ChosenOrganization) => void;
};

/** Names at most in the list. */
const HITS = 20;

/** The organisation that the ticket is about, searched among all of them. */
export function OrganizationField({ profileId, organization, onOrganization }: OrganizationFieldProps) {
  /** Null while nobody types: then the chosen one is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const found = useQuery(
    queries.organizationPage(profileId, {
      filter: "all",
      text: typed ?? "",
      sort: "name",
      descending: false,
      offset: 0,
      limit: HITS,
    }),
  );
  const hits = found.data?.rows ?? [];
  return (
    <Field label="Organisation">
      <Combobox
        query={typed ?? organization?.name ?? ""}
        onQueryChange={(text) => setTyped(text === organization?.name ? null : text)}
        value={organization && { id: String(organization.id), label: organization.name }}
        onValueChange={(option) => {
          const hit = hits.find(({ id }) => String(id) === option?.id);
          if (!hit) return;
          setTyped(null);
          onOrganization({ id: hit.id, name: hit.name });
        }}
        options={hits.map((row) => ({ id: String(row.id), label: row.name, detail: detailOf(row) }))}
        total={found.data?.total}
        loading={found.isFetching}
        placeholder="Search organisations"
        emptyText="No organisation has this in its name, domain or id"
      />
    </Field>
  );
}

function detailOf(row: OrganizationRowDto): string | undefined {
  switch (row.state) {
    case "mapped":
    case "problem":
      return row.customer?.name;
    case "held":
      return "held";
    case "excluded":
      return "excluded";
    case "suggested":
    case "choose":
    case "unmapped":
      return "no customer yet";
  }
}
