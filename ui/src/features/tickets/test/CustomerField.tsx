import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "../../../components/Combobox";
import { Field } from "../../../components/Field";
import type { CustomerRefDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";

type CustomerFieldProps = {
  readonly profileId: ProfileId;
  readonly customer: CustomerRefDto | null;
  readonly onCustomer: (customer: CustomerRefDto) => void;
};

/** The customer the ticket is made for, searched among all of them. */
export function CustomerField({ profileId, customer, onCustomer }: CustomerFieldProps) {
  /** Null: nothing typed, the field shows the customer. */
  const [typed, setTyped] = useState<string | null>(null);
  const found = useQuery(queries.searchCustomers(profileId, typed ?? ""));
  const hits = found.data?.customers ?? [];
  return (
    <Field label="Customer" hint="Take your own company, so that nobody else is bothered">
      <Combobox
        query={typed ?? customer?.name ?? ""}
        onQueryChange={(text) => setTyped(text === customer?.name ? null : text)}
        value={customer && { id: String(customer.id), label: customer.name }}
        onValueChange={(option) => {
          const hit = hits.find(({ id }) => String(id) === option?.id);
          if (!hit) return;
          setTyped(null);
          onCustomer({ id: hit.id, name: hit.name });
        }}
        options={hits.map(({ id, name, domains, inactive }) => ({
          id: String(id),
          label: name,
          detail: inactive ? "inactive" : domains[0],
        }))}
        total={found.data?.total}
        loading={found.isFetching}
        placeholder="Search customers"
        emptyText="No customer has this in its name or domain"
      />
    </Field>
  );
}
