//! What was decided before, ready to be asked, and kept up to date one organisation at a time.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{normalise::fold_name, records::Memory};
use crate::{CustomerId, OrganizationId};

type ByAlias = HashMap<String, Vec<CustomerId>>;

/// Decisions.
#[derive(Default)]
pub(super) struct Remembered {
    owners: HashMap<CustomerId, Vec<OrganizationId>>,
    rejected: HashSet<(OrganizationId, CustomerId)>,
    by_alias: ByAlias,
    pub(super) may_share: bool,
    pub(super) partly_read: bool,
}

impl Remembered {
    pub(super) fn new(memory: Memory) -> Self {
        let mut remembered = Self {
            rejected: memory.rejected.into_iter().collect(),
            by_alias: by_alias(memory.aliases),
            may_share: memory.may_share,
            partly_read: memory.partly_read,
            ..Self::default()
        };
        for (organization, customer) in memory.pairs {
            remembered.give(customer, organization);
        }
        remembered
    }

    /// An organisation has a customer from now on.
    pub(super) fn give(&mut self, customer: CustomerId, to: OrganizationId) {
        self.owners.entry(customer).or_default().push(to);
    }

    /// An organisation no longer has a customer.
    pub(super) fn take(&mut self, customer: CustomerId, from: OrganizationId) {
        if let Some(owners) = self.owners.get_mut(&customer) {
            owners.retain(|owner| *owner != from);
        }
    }

    pub(super) fn reject(&mut self, organization: OrganizationId, customer: CustomerId) {
        self.rejected.insert((organization, customer));
    }

    pub(super) fn allow_again(&mut self, organization: OrganizationId, customer: CustomerId) {
        self.rejected.remove(&(organization, customer));
    }

    /// Forgets some aliases and learns others. One that is spelt in two ways was told twice, and is forgotten twice.
    /// Answers the folded names that were touched.
    pub(super) fn change_aliases(
        &mut self,
        gone: &[(String, CustomerId)],
        new: &[(String, CustomerId)],
    ) -> BTreeSet<String> {
        let mut touched = BTreeSet::new();
        for (alias, customer) in gone {
            let folded = fold_name(alias);
            if let Some(customers) = self.by_alias.get_mut(&folded)
                && let Ok(at) = customers.binary_search(customer)
            {
                customers.remove(at);
                if customers.is_empty() {
                    self.by_alias.remove(&folded);
                }
                touched.insert(folded);
            }
        }
        for (alias, customer) in new {
            let folded = fold_name(alias);
            if !folded.is_empty() {
                let customers = self.by_alias.entry(folded.clone()).or_default();
                let at = customers.partition_point(|known| known < customer);
                customers.insert(at, *customer);
                touched.insert(folded);
            }
        }
        touched
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

fn by_alias(aliases: Vec<(String, CustomerId)>) -> ByAlias {
    let mut by_alias = ByAlias::new();
    for (alias, customer) in aliases {
        let folded = fold_name(&alias);
        if !folded.is_empty() {
            by_alias.entry(folded).or_default().push(customer);
        }
    }
    for customers in by_alias.values_mut() {
        customers.sort_unstable();
    }
    by_alias
}
