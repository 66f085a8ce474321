//! The records of both sides, each in a numbered place, with an index to find them by.

use std::collections::HashMap;

use super::{
    evidence::Edge,
    facts::{Facts, key},
    grams::Grams,
    hashing::FastState,
    index::{Index, Slot},
    name::Name,
    records::CustomerRecord,
    vocabulary::Vocabulary,
};
use crate::{CustomerId, Organization, OrganizationId};

/// All words and trigrams.
#[derive(Default)]
pub(super) struct Words {
    pub(super) vocabulary: Vocabulary,
    pub(super) grams: Grams,
}

/// A customer in its place.
pub(super) struct CustomerRow {
    pub(super) id: CustomerId,
    pub(super) facts: Facts,
    pub(super) inactive: bool,
    pub(super) is_own: bool,
    tenant: Option<u64>,
    external: Vec<u64>,
    /// Organisations that have it among their candidates.
    pub(super) suitors: Vec<Slot>,
}

/// An organisation in its place.
pub(super) struct OrganizationRow {
    pub(super) id: OrganizationId,
    pub(super) facts: Facts,
    pub(super) tenant: Option<u64>,
    pub(super) external: Option<u64>,
    /// What speaks for its candidates, best first.
    pub(super) edges: Vec<Edge>,
    /// For each candidate the likelihood that it is the one, as far as this organisation alone can tell.
    pub(super) shares: Vec<f32>,
    /// There were more candidates than are kept.
    pub(super) has_more: bool,
}

/// Rows by place and by id.
pub(super) struct Table<R> {
    rows: Vec<Option<R>>,
    by_id: HashMap<i32, Slot, FastState>,
    free: Vec<Slot>,
    pub(super) index: Index,
}

/// The customers.
pub(super) struct Customers {
    pub(super) table: Table<CustomerRow>,
    by_tenant: HashMap<u64, Vec<Slot>, FastState>,
    by_external: HashMap<u64, Vec<Slot>, FastState>,
}

/// The organisations.
pub(super) type Organizations = Table<OrganizationRow>;

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            by_id: HashMap::default(),
            free: Vec::new(),
            index: Index::default(),
        }
    }
}

impl<R> Table<R> {
    pub(super) fn get(&self, slot: Slot) -> Option<&R> {
        self.rows.get(slot as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut R> {
        self.rows.get_mut(slot as usize)?.as_mut()
    }

    pub(super) fn slot(&self, id: i32) -> Option<Slot> {
        self.by_id.get(&id).copied()
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Places in use, lowest first.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        (0u32..)
            .zip(&self.rows)
            .filter_map(|(slot, row)| row.as_ref().map(|_| slot))
    }

    fn put(&mut self, id: i32, row: R) -> Slot {
        let slot = match self.free.pop() {
            Some(slot) => {
                self.rows[slot as usize] = Some(row);
                slot
            }
            None => {
                self.rows.push(Some(row));
                u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.by_id.insert(id, slot);
        slot
    }

    fn take(&mut self, id: i32) -> Option<(Slot, R)> {
        let slot = self.by_id.remove(&id)?;
        let row = self.rows[slot as usize].take()?;
        self.free.push(slot);
        Some((slot, row))
    }
}

impl Default for Customers {
    fn default() -> Self {
        Self {
            table: Table::default(),
            by_tenant: HashMap::default(),
            by_external: HashMap::default(),
        }
    }
}

impl Customers {
    /// Adds a customer that is not there yet.
    pub(super) fn add(
        &mut self,
        record: &CustomerRecord,
        names: Vec<Name>,
        words: &mut Words,
    ) -> Slot {
        let Words { vocabulary, grams } = words;
        let facts = Facts::new(&record.name, names, &record.domains, vocabulary, grams);
        for word in facts.distinct_words() {
            vocabulary.count_customer(word);
        }
        let row = CustomerRow {
            id: record.id,
            inactive: record.inactive,
            is_own: record.is_own,
            tenant: record.tenant_id.as_deref().and_then(id_key),
            external: record
                .external_ids
                .iter()
                .filter_map(|id| id_key(id))
                .collect(),
            suitors: Vec::new(),
            facts,
        };
        let (tenant, external) = (row.tenant, row.external.clone());
        let slot = self.table.put(record.id.get(), row);
        self.table
            .add_to_index(slot, words, |row| row.id.get(), |row| &row.facts);
        for (table, keys) in [
            (&mut self.by_tenant, tenant.as_slice()),
            (&mut self.by_external, external.as_slice()),
        ] {
            for key in keys {
                table.entry(*key).or_default().push(slot);
            }
        }
        slot
    }

    /// Removes a customer.
    pub(super) fn remove(
        &mut self,
        id: CustomerId,
        words: &mut Words,
    ) -> Option<(Slot, CustomerRow)> {
        let (slot, row) = self.table.take(id.get())?;
        self.table.index.remove(slot, &row.facts, &words.vocabulary);
        for word in row.facts.distinct_words() {
            words.vocabulary.discount_customer(word);
        }
        for (table, keys) in [
            (&mut self.by_tenant, row.tenant.as_slice()),
            (&mut self.by_external, row.external.as_slice()),
        ] {
            for key in keys {
                if let Some(slots) = table.get_mut(key) {
                    slots.retain(|other| *other != slot);
                }
            }
        }
        Some((slot, row))
    }

    pub(super) fn with_tenant(&self, tenant: Option<u64>) -> &[Slot] {
        tenant
            .and_then(|key| self.by_tenant.get(&key))
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn with_external(&self, external: Option<u64>) -> &[Slot] {
        external
            .and_then(|key| self.by_external.get(&key))
            .map_or(&[], Vec::as_slice)
    }

    /// How many active customers have this domain; `None` if it is the service provider's own or everybody's.
    pub(super) fn sharers(&self, domain: &str) -> Option<usize> {
        let slots = self.table.index.with_domain(domain);
        if slots.len() > super::evidence::MOST_SHARERS {
            return None;
        }
        let rows = || slots.iter().filter_map(|slot| self.table.get(*slot));
        if rows().any(|row| row.is_own) {
            return None;
        }
        Some(rows().filter(|row| !row.inactive).count())
    }
}

impl Organizations {
    /// Adds an organisation that is not there yet.
    pub(super) fn add(
        &mut self,
        organization: &Organization,
        names: Vec<Name>,
        words: &mut Words,
    ) -> Slot {
        let Words { vocabulary, grams } = words;
        let facts = Facts::new(
            &organization.name,
            names,
            &organization.domains,
            vocabulary,
            grams,
        );
        let row = OrganizationRow {
            id: organization.id,
            facts,
            tenant: organization.tenant_id.as_deref().and_then(id_key),
            external: organization.external_id.as_deref().and_then(id_key),
            edges: Vec::new(),
            shares: Vec::new(),
            has_more: false,
        };
        let slot = self.put(organization.id.get(), row);
        self.add_to_index(slot, words, |row| row.id.get(), |row| &row.facts);
        slot
    }

    /// Removes an organisation.
    pub(super) fn remove(
        &mut self,
        id: OrganizationId,
        words: &Words,
    ) -> Option<(Slot, OrganizationRow)> {
        let (slot, row) = self.take(id.get())?;
        self.index.remove(slot, &row.facts, &words.vocabulary);
        Some((slot, row))
    }
}

impl<R> Table<R> {
    fn add_to_index(
        &mut self,
        slot: Slot,
        words: &Words,
        id: impl Fn(&R) -> i32,
        facts: impl Fn(&R) -> &Facts,
    ) {
        let rows = &self.rows;
        let Some(row) = rows[slot as usize].as_ref() else {
            return;
        };
        let id_of = |slot: Slot| rows[slot as usize].as_ref().map_or(i32::MAX, &id);
        self.index
            .add(slot, facts(row), &words.vocabulary, &words.grams, id_of);
    }
}

/// An id as people paste it: case, braces and blanks do not matter.
fn id_key(id: &str) -> Option<u64> {
    let id = id.trim().trim_matches(['{', '}']).to_lowercase();
    (!id.is_empty()).then(|| key(&id))
}
