//! From Halo's record to what is kept of it.

use domain::matching::domains_of;
use domain::{CustomerId, readable_name};
use store::customers::CustomerInput;

pub(crate) fn as_input(customer: halo_api::Customer) -> CustomerInput {
    let id = CustomerId::new(customer.id);
    CustomerInput {
        id,
        name: readable_name(&customer.name, id),
        inactive: customer.inactive,
        domains: domains_of(customer.domain.as_deref()),
        web_domains: domains_of(customer.website.as_deref()),
        reference: customer.reference.or(customer.account_id),
        tenant_ids: customer.tenant_ids,
    }
}
