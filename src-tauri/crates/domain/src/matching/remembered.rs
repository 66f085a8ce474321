//! What was decided before, ready to be asked.

use std::collections::{HashMap, HashSet};

use super::{normalise::fold_name, records::Memory};
use crate::{CustomerId, OrganizationId};

/// Decisions.
#[derive(Default)]
pub(super) struct Remembered {
    customer_of: HashMap<OrganizationId, CustomerId>,
    organizations_of: HashMap<CustomerId, Vec<OrganizationId>>,
    rejected: HashSet<(OrganizationId, CustomerId)>,
    by_alias: HashMap<String, Vec<CustomerId>>,
    pub(super) may_share: bool,
}

impl Remembered {
    pub(super) fn new(memory: Memory) -> Self {
        let mut remembered = Self {
            may_share: memory.may_share,
            rejected: memory.rejected.into_iter().collect(),
            ..Self::default()
        };
        for (organization, customer) in memory.pairs {
            remembered.pair(organization, customer);
        }
        for (alias, customer) in memory.aliases {
            remembered.learn(&alias, customer);
        }
        remembered
    }

    pub(super) fn pair(&mut self, organization: OrganizationId, customer: CustomerId) {
        self.part(organization);
        self.customer_of.insert(organization, customer);
        self.organizations_of
            .entry(customer)
            .or_default()
            .push(organization);
    }

    /// Forgets a pair and says which customer is free by it.
    pub(super) fn part(&mut self, organization: OrganizationId) -> Option<CustomerId> {
        let customer = self.customer_of.remove(&organization)?;
        if let Some(others) = self.organizations_of.get_mut(&customer) {
            others.retain(|other| *other != organization);
        }
        Some(customer)
    }

    pub(super) fn reject(&mut self, organization: OrganizationId, customer: CustomerId) {
        self.rejected.insert((organization, customer));
    }

    pub(super) fn forgive(&mut self, organization: OrganizationId, customer: CustomerId) {
        self.rejected.remove(&(organization, customer));
    }

    pub(super) fn learn(&mut self, alias: &str, customer: CustomerId) {
        let folded = fold_name(alias);
        if folded.is_empty() {
            return;
        }
        let known = self.by_alias.entry(folded).or_default();
        if let Err(at) = known.binary_search(&customer) {
            known.insert(at, customer);
        }
    }

    pub(super) fn customer_of(&self, organization: OrganizationId) -> Option<CustomerId> {
        self.customer_of.get(&organization).copied()
    }

    /// Whether another organisation has the customer and it cannot have two.
    pub(super) fn is_taken(&self, customer: CustomerId, by_other_than: OrganizationId) -> bool {
        !self.may_share
            && self
                .organizations_of
                .get(&customer)
                .is_some_and(|others| others.iter().any(|other| *other != by_other_than))
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
