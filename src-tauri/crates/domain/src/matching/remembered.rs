//! What was decided before, ready to be asked.

use std::collections::{HashMap, HashSet};

use super::{normalise::fold_name, records::Memory};
use crate::{CustomerId, OrganizationId};

/// Decisions.
pub(super) struct Remembered {
    owners: HashMap<CustomerId, Vec<OrganizationId>>,
    rejected: HashSet<(OrganizationId, CustomerId)>,
    by_alias: HashMap<String, Vec<CustomerId>>,
    pub(super) may_share: bool,
}

impl Remembered {
    pub(super) fn new(memory: Memory) -> Self {
        let mut owners: HashMap<CustomerId, Vec<OrganizationId>> = HashMap::new();
        for (organization, customer) in memory.pairs {
            owners.entry(customer).or_default().push(organization);
        }
        let mut by_alias: HashMap<String, Vec<CustomerId>> = HashMap::new();
        for (alias, customer) in memory.aliases {
            let folded = fold_name(&alias);
            if !folded.is_empty() {
                by_alias.entry(folded).or_default().push(customer);
            }
        }
        Self {
            owners,
            rejected: memory.rejected.into_iter().collect(),
            by_alias,
            may_share: memory.may_share,
        }
    }

    /// Whether another organisation has the customer and it cannot have two.
    pub(super) fn is_taken(&self, customer: CustomerId, by_other_than: OrganizationId) -> bool {
        !self.may_share
            && self
                .owners
                .get(&customer)
                .is_some_and(|owners| owners.iter().any(|owner| *owner != by_other_than))
    }

    pub(super) fn is_rejected(&self, organization: OrganizationId, customer: CustomerId) -> bool {
        self.rejected.contains(&(organization, customer))
    }

    /// The customers once accepted under this name.
    pub(super) fn known_as(&self, name: &str) -> &[CustomerId] {
        if self.by_alias.is_empty() {
            return &[];
        }
        self.by_alias
            .get(&fold_name(name))
            .map_or(&[], Vec::as_slice)
    }
}
