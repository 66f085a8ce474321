//! The records around a pair, as the rules that speak against pairs look at them.
//!
//! They are asked for [one by one](Near), or for many pairs [all at once](All).

mod all;
mod near;

use std::collections::BTreeSet;

use domain::{
    CustomerId, OrganizationId,
    warning::{HaloSide, Surroundings, VendorSide},
};

pub use all::All;
pub use near::{Near, affected};

use crate::Result;

/// More records than this that share a name or a domain are not looked at for one pair.
const MOST_RELATED: u8 = 50;

/// The records of one profile.
pub trait Records {
    /// An organisation.
    fn organization(&self, id: OrganizationId) -> Result<Option<VendorSide>>;

    /// A customer, while Halo lists it.
    fn customer(&self, id: CustomerId) -> Result<Option<HaloSide>>;

    /// Customers that share a domain or the name with an organisation, Halo's "Unknown" not among them.
    fn customers_like(&self, organization: &VendorSide) -> Result<BTreeSet<CustomerId>>;

    /// Organisations that share a domain or the name with a customer.
    fn organizations_like(&self, customer: &HaloSide) -> Result<BTreeSet<OrganizationId>>;

    /// The organisations that are mapped to a customer, by id.
    fn holders(&self, id: CustomerId) -> Result<Vec<OrganizationId>>;

    /// The customer that an organisation is mapped to.
    fn customer_of(&self, id: OrganizationId) -> Result<Option<CustomerId>>;

    /// Whether an organisation waits for a decision and might become this customer's.
    fn waits_for(&self, id: OrganizationId, customer: CustomerId) -> Result<bool>;

    /// Whether several organisations may have one customer.
    fn may_share(&self) -> Result<bool>;
}

/// What the rules look at for an organisation and a customer, whether they are a pair or not. `None` when there is no
/// such organisation.
pub fn of(
    records: &impl Records,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Option<Surroundings>> {
    let Some(organization) = records.organization(organization)? else {
        return Ok(None);
    };
    let customer = records.customer(customer)?;
    let mut others = Vec::new();
    for id in records.customers_like(&organization)? {
        if customer.as_ref().is_some_and(|customer| customer.id == id) {
            continue;
        }
        if let Some(other) = records.customer(id)? {
            others.push((other, organizations(records, records.holders(id)?)?));
        }
    }
    let (mut waiting, mut sharing) = (Vec::new(), Vec::new());
    if let Some(customer) = &customer {
        for id in records.organizations_like(customer)? {
            if id != organization.id && records.waits_for(id, customer.id)? {
                waiting.extend(records.organization(id)?);
            }
        }
        // Of a pair that is only thought of, whoever has the customer would lose it.
        if records.customer_of(organization.id)? == Some(customer.id) {
            let mut beside = records.holders(customer.id)?;
            beside.retain(|id| *id != organization.id);
            sharing = organizations(records, beside)?;
        }
    }
    Ok(Some(Surroundings {
        organization,
        customer,
        others,
        waiting,
        sharing,
        may_share: records.may_share()?,
    }))
}

fn organizations(records: &impl Records, ids: Vec<OrganizationId>) -> Result<Vec<VendorSide>> {
    let found = ids
        .into_iter()
        .filter_map(|id| records.organization(id).transpose());
    found.collect()
}
