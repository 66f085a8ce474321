import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "../../../components/Combobox";
import { Field } from "../../../components/Field";
import type { CustomerDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";

type CustomerFieldProps = {
  readonly profileId: ProfileId;
  readonly customer: CustomerDto | null;
  readonly onChoose: (customer: number) => void;
  readonly onCreate: (name: string) => void;
};

/** The customer of a connection: searched among all, or made in Halo. */
export function CustomerField({ profileId, customer, onChoose, onCreate }: CustomerFieldProps) {
  /** Null while nobody types: then the chosen one is shown. */
  const [text, setText] = useState<string | null>(null);
  const found = useQuery(queries.searchCustomers(profileId, text ?? ""));
  const hits = found.data?.customers ?? [];
  const typed = text?.trim() ?? "";
  return (
    <Field label="Halo customer" hint={customer ? detailOf(customer) : undefined}>
      <Combobox
        placeholder="Search all customers"
        query={text ?? customer?.name ?? ""}
        onQueryChange={(next) => setText(next === customer?.name ? null : next)}
        value={customer && { id: String(customer.id), label: customer.name }}
        onValueChange={(option) => {
          if (option === null) return;
          setText(null);
          onChoose(Number(option.id));
        }}
        options={hits.map((hit) => ({ id: String(hit.id), label: hit.name, detail: detailOf(hit) }))}
        total={found.data?.total}
        loading={found.isFetching}
        emptyText={`No customer has “${typed}” in its name or domain`}
        create={
          typed === "" ? undefined : { label: `Create “${typed}” in Halo…`, onCreate: () => onCreate(typed) }
        }
      />
    </Field>
  );
}

function detailOf(customer: CustomerDto): string | undefined {
  if (customer.takenBy !== null) return `mapped to ${customer.takenBy}`;
  if (customer.inactive) return "inactive in Halo";
  return customer.domains[0];
}
