//! What the matcher is told.

use crate::{Customer, CustomerId, Organization, OrganizationId};

/// A customer, with everything that can be evidence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CustomerRecord {
    /// Halo's id.
    pub id: CustomerId,
    /// The name as Halo shows it.
    pub name: String,
    /// Other names it is known by, such as those of its sites.
    pub aliases: Vec<String>,
    /// Registrable domains, as [`super::domains_of`] makes them.
    pub domains: Vec<String>,
    /// Its Microsoft tenants, as far as they are known.
    pub tenant_ids: Vec<String>,
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
            tenant_ids: Vec::new(),
            external_ids: Vec::new(),
            inactive: false,
            is_own: false,
        }
    }
}

impl From<Customer> for CustomerRecord {
    fn from(customer: Customer) -> Self {
        let reference = customer.reference.filter(|id| is_telling(id));
        Self {
            domains: customer.domains,
            tenant_ids: customer.tenant_ids,
            external_ids: reference.into_iter().collect(),
            inactive: customer.inactive,
            ..Self::named(customer.id, &customer.name)
        }
    }
}

/// Whether equality of such an id can be no chance. Everybody numbers customers from 1 on.
fn is_telling(id: &str) -> bool {
    let signs = || id.chars().filter(|c| c.is_alphanumeric());
    signs().count() >= 6 || signs().any(char::is_alphabetic) && signs().count() >= 4
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
    /// Whether only some of the customers are known yet, so that nobody knows who else there is.
    pub partly_read: bool,
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

/// How one organisation stands: everything about it that suggestions hang on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The organisation, if it waits for a decision.
    pub waiting: Option<Organization>,
    /// The customer it has.
    pub pair: Option<CustomerId>,
    /// The customers that it is not.
    pub rejected: Vec<CustomerId>,
}
