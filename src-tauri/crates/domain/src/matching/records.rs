//! What the matcher is told.

use crate::{Customer, CustomerId, Organization, OrganizationId};

/// A customer, with everything that can be evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRecord {
    /// Halo's id.
    pub id: CustomerId,
    /// The name as Halo shows it.
    pub name: String,
    /// Other names it is known by, such as those of its sites.
    pub aliases: Vec<String>,
    /// Registrable domains, as [`super::domains_of`] makes them.
    pub domains: Vec<String>,
    /// Its Microsoft tenant, if known.
    pub tenant_id: Option<String>,
    /// Ids that vendors know it by.
    pub external_ids: Vec<String>,
    /// Whether Halo has it switched off.
    pub inactive: bool,
    /// Whether it is the service provider itself.
    pub is_own: bool,
}

impl CustomerRecord {
    /// An active customer of which nothing but the name is known.
    pub fn named(id: CustomerId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            aliases: Vec::new(),
            domains: Vec::new(),
            tenant_id: None,
            external_ids: Vec::new(),
            inactive: false,
            is_own: false,
        }
    }
}

impl From<Customer> for CustomerRecord {
    fn from(customer: Customer) -> Self {
        Self {
            domains: customer.domains,
            inactive: customer.inactive,
            ..Self::named(customer.id, &customer.name)
        }
    }
}

/// What was decided before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The pairs that exist. Their customers are taken.
    pub pairs: Vec<(OrganizationId, CustomerId)>,
    /// What the administrator said "not this one" to.
    pub rejected: Vec<(OrganizationId, CustomerId)>,
    /// Names under which customers were accepted once, by somebody who knew.
    pub aliases: Vec<(String, CustomerId)>,
    /// Whether several organisations may have one customer.
    pub may_share: bool,
}

/// Everything that suggestions are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The organisations that wait for a decision, and only those.
    pub organizations: Vec<Organization>,
    /// All customers, inactive ones included: they are never suggested, but an organisation may be one of them.
    pub customers: Vec<CustomerRecord>,
    /// What was decided before.
    pub memory: Memory,
}
