//! Finds records by equal facts: names without blanks, initials, domains.

use std::collections::HashMap;

use super::{
    facts::{Facts, key},
    hashing::FastState,
    vocabulary::Vocabulary,
};
use crate::CustomerId;

/// A record's place.
pub(super) type Slot = u32;

/// Records that share one fact are looked at up to this many, lowest id first.
const MOST_SHARERS: usize = 40;

type Table = HashMap<u64, Vec<Slot>, FastState>;

/// Records by their facts.
#[derive(Default)]
pub(super) struct Index {
    keys: Table,
    initials: Table,
    domains: Table,
    labels: Table,
}

impl Index {
    /// Adds a record. `id_of` gives the id of a slot, by which lists are kept in order.
    pub(super) fn add(
        &mut self,
        slot: Slot,
        facts: &Facts,
        vocabulary: &Vocabulary,
        id_of: impl Fn(Slot) -> Option<CustomerId>,
    ) {
        let put = |table: &mut Table, key: u64| {
            let slots = table.entry(key).or_default();
            let id = id_of(slot);
            let at = match slots.last() {
                Some(&last) if id_of(last) >= id => slots.partition_point(|&s| id_of(s) < id),
                _ => slots.len(),
            };
            if slots.get(at) != Some(&slot) {
                slots.insert(at, slot);
            }
        };
        for key in facts.keys(vocabulary) {
            put(&mut self.keys, key);
        }
        for key in facts.initials(vocabulary) {
            put(&mut self.initials, key);
        }
        for domain in &facts.domains {
            if domain.is_own {
                put(&mut self.domains, domain.key);
            }
            if is_telling(&domain.label) && domain.has_own_label {
                put(&mut self.labels, key(&domain.label));
            }
        }
    }

    /// Removes a record that was added with the same facts.
    ///
    /// A list that becomes empty stays: most records are put in again at once, and a table from which much is taken
    /// moves all that it has from time to time.
    pub(super) fn remove(&mut self, slot: Slot, facts: &Facts, vocabulary: &Vocabulary) {
        let take = |table: &mut Table, key: u64| {
            if let Some(slots) = table.get_mut(&key) {
                slots.retain(|&s| s != slot);
            }
        };
        for key in facts.keys(vocabulary) {
            take(&mut self.keys, key);
        }
        for key in facts.initials(vocabulary) {
            take(&mut self.initials, key);
        }
        for domain in &facts.domains {
            take(&mut self.domains, domain.key);
            take(&mut self.labels, key(&domain.label));
        }
    }

    /// How many have a name with this key.
    pub(super) fn namesakes(&self, key: u64) -> u32 {
        let slots = self.keys.get(&key).map_or(0, Vec::len);
        u32::try_from(slots).unwrap_or(u32::MAX)
    }

    /// Who has the domain with this key.
    pub(super) fn with_domain(&self, key: u64) -> &[Slot] {
        self.domains.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Every record that has a fact in common with `facts`, some more than once.
    pub(super) fn search(&self, facts: &Facts, vocabulary: &Vocabulary, into: &mut Vec<Slot>) {
        let mut take = |table: &Table, key: u64, most: usize| {
            if let Some(slots) = table.get(&key) {
                into.extend(slots.iter().take(most));
            }
        };
        for domain in &facts.domains {
            if domain.is_own {
                take(&self.domains, domain.key, MOST_SHARERS);
            }
            if is_telling(&domain.label) && domain.has_own_label {
                take(&self.labels, key(&domain.label), MOST_SHARERS);
                take(&self.keys, key(&domain.label), MOST_SHARERS);
            }
        }
        for key in facts.keys(vocabulary) {
            take(&self.keys, key, MOST_SHARERS);
        }
        for key in facts.initials(vocabulary) {
            take(&self.initials, key, MOST_SHARERS);
        }
    }
}

/// A label short enough to be anybody's says nothing.
fn is_telling(label: &str) -> bool {
    label.len() >= 4
}
