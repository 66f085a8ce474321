//! The customers, each in a numbered place, with an index to find them by.

use std::collections::HashMap;

use super::{
    facts::{Facts, key},
    grams::Grams,
    hashing::FastState,
    index::{Index, Slot},
    name::Name,
    records::CustomerRecord,
    similar::Similar,
    vocabulary::Vocabulary,
};
use crate::CustomerId;

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
    tenants: Vec<u64>,
    external: Vec<u64>,
}

/// From this many customers on, a second thread is worth starting.
const MANY: usize = 1_000;

type ById = HashMap<u64, Vec<Slot>, FastState>;

/// The customers by place, by id and by what they are found by.
#[derive(Default)]
pub(super) struct Customers {
    rows: Vec<Option<CustomerRow>>,
    slots: HashMap<CustomerId, Slot, FastState>,
    free: Vec<Slot>,
    pub(super) index: Index,
    pub(super) similar: Similar,
    by_tenant: ById,
    by_external: ById,
}

impl Customers {
    pub(super) fn get(&self, slot: Slot) -> Option<&CustomerRow> {
        self.rows.get(slot as usize)?.as_ref()
    }

    pub(super) fn slot(&self, id: CustomerId) -> Option<Slot> {
        self.slots.get(&id).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Adds a customer that is not there yet.
    pub(super) fn add(&mut self, record: &CustomerRecord, names: Vec<Name>, words: &mut Words) {
        let slot = self.place(record, names, words);
        self.enter(&[slot], words);
    }

    /// Adds customers, of which none is there yet, in the order of their ids.
    pub(super) fn add_all<'a>(
        &mut self,
        records: impl Iterator<Item = (&'a CustomerRecord, Vec<Name>)>,
        words: &mut Words,
    ) {
        let slots: Vec<Slot> = records
            .map(|(record, names)| self.place(record, names, words))
            .collect();
        self.enter(&slots, words);
    }

    /// Gives a customer its place, where nobody finds it yet.
    fn place(&mut self, record: &CustomerRecord, names: Vec<Name>, words: &mut Words) -> Slot {
        let Words { vocabulary, grams } = words;
        let facts = Facts::new(&record.name, names, &record.domains, vocabulary, grams);
        for word in facts.distinct_words() {
            vocabulary.count_customer(word);
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
        });
        self.slots.insert(record.id, slot);
        self.rows[slot as usize] = Some(CustomerRow {
            id: record.id,
            inactive: record.inactive,
            is_own: record.is_own,
            tenants: record
                .tenant_ids
                .iter()
                .filter_map(|id| id_key(id))
                .collect(),
            external: record
                .external_ids
                .iter()
                .filter_map(|id| id_key(id))
                .collect(),
            facts,
        });
        slot
    }

    /// Lets customers be found. Many are entered on two threads.
    fn enter(&mut self, slots: &[Slot], words: &Words) {
        let Self {
            rows,
            index,
            similar,
            by_tenant,
            by_external,
            ..
        } = self;
        let rows: &[Option<CustomerRow>] = rows;
        let placed = || {
            slots
                .iter()
                .filter_map(|slot| Some((*slot, rows[*slot as usize].as_ref()?)))
        };
        let mut by_name = || {
            for (slot, row) in placed() {
                similar.add(
                    slot,
                    row.id.get(),
                    &row.facts,
                    &words.vocabulary,
                    &words.grams,
                );
            }
        };
        let mut by_facts = || {
            let id_of = |slot: Slot| rows[slot as usize].as_ref().map(|row| row.id);
            for (slot, row) in placed() {
                index.add(slot, &row.facts, &words.vocabulary, id_of);
                for (table, key) in row.ids() {
                    let slots = match table {
                        Id::Tenant => by_tenant.entry(key).or_default(),
                        Id::External => by_external.entry(key).or_default(),
                    };
                    slots.push(slot);
                }
            }
        };
        if slots.len() < MANY {
            by_name();
            by_facts();
        } else {
            std::thread::scope(|scope| {
                scope.spawn(by_name);
                by_facts();
            });
        }
    }

    /// Removes a customer and says whether it was there.
    pub(super) fn remove(&mut self, id: CustomerId, words: &mut Words) -> bool {
        let Some(slot) = self.slots.remove(&id) else {
            return false;
        };
        let Some(row) = self.rows[slot as usize].take() else {
            return false;
        };
        self.free.push(slot);
        self.index.remove(slot, &row.facts, &words.vocabulary);
        self.similar.remove(slot, &row.facts, &words.vocabulary);
        for word in row.facts.distinct_words() {
            words.vocabulary.discount_customer(word);
        }
        for (table, key) in row.ids() {
            let table = match table {
                Id::Tenant => &mut self.by_tenant,
                Id::External => &mut self.by_external,
            };
            if let Some(slots) = table.get_mut(&key) {
                slots.retain(|other| *other != slot);
            }
        }
        true
    }

    pub(super) fn with_tenant(&self, tenant: Option<u64>) -> &[Slot] {
        with(&self.by_tenant, tenant)
    }

    pub(super) fn with_external(&self, external: Option<u64>) -> &[Slot] {
        with(&self.by_external, external)
    }

    /// How many active customers have the domain with this key; `None` if it is the service provider's own or everybody's.
    pub(super) fn sharers(&self, domain: u64) -> Option<usize> {
        let slots = self.index.with_domain(domain);
        if slots.len() > super::evidence::MOST_SHARERS {
            return None;
        }
        let rows = || slots.iter().filter_map(|slot| self.get(*slot));
        if rows().any(|row| row.is_own) {
            return None;
        }
        Some(rows().filter(|row| !row.inactive).count())
    }
}

/// Which table an id belongs in.
enum Id {
    Tenant,
    External,
}

impl CustomerRow {
    fn ids(&self) -> impl Iterator<Item = (Id, u64)> + '_ {
        let tenant = self.tenants.iter().map(|key| (Id::Tenant, *key));
        tenant.chain(self.external.iter().map(|key| (Id::External, *key)))
    }
}

fn with(table: &ById, key: Option<u64>) -> &[Slot] {
    key.and_then(|key| table.get(&key))
        .map_or(&[], Vec::as_slice)
}

/// An id as people paste it: case, braces and blanks do not matter.
pub(super) fn id_key(id: &str) -> Option<u64> {
    let id = id.trim().trim_matches(['{', '}']).to_lowercase();
    (!id.is_empty()).then(|| key(&id))
}
