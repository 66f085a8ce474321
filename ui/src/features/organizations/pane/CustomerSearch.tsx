import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "../../../components/Combobox";
import type { CustomerDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount } from "../../../lib/format";

type CustomerSearchProps = {
  readonly profileId: ProfileId;
  readonly customers: number;
  readonly onChoose: (customer: CustomerDto) => void;
};

/** Searches all customers; the one chosen is compared, not mapped at once. Taken ones say so and stay choosable. */
export function CustomerSearch({ profileId, customers, onChoose }: CustomerSearchProps) {
  const [text, setText] = useState("");
  const found = useQuery(queries.searchCustomers(profileId, text));
  const hits = found.data?.customers ?? [];
  return (
    <Combobox
      size="s"
      aria-label="Search all customers"
      placeholder={`Search all ${formatCount(customers, "customer")}`}
      query={text}
      onQueryChange={setText}
      value={null}
      onValueChange={(option) => {
        const customer = hits.find(({ id }) => String(id) === option?.id);
        if (!customer) return;
        setText("");
        onChoose(customer);
      }}
      options={hits.map((customer) => ({
        id: String(customer.id),
        label: customer.name,
        detail: detailOf(customer),
      }))}
      total={found.data?.total}
      loading={found.isFetching}
      emptyText={
        customers === 0
          ? "Customers have not been read from Halo yet"
          : `No customer has “${text}” in its name or domain`
      }
    />
  );
}

function detailOf(customer: CustomerDto): string | undefined {
  if (customer.takenBy !== null) return `taken by ${customer.takenBy}`;
  if (customer.inactive) return "inactive";
  return customer.domains[0];
}
