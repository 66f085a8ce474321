//! Finds the records that may be the same: by equal facts, and by trigrams they share.

use std::collections::HashMap;

use super::{
    facts::{Facts, key},
    grams::Grams,
    hashing::FastState,
    name::Role,
    vocabulary::Vocabulary,
};

/// A record's place.
pub(super) type Slot = u32;

/// Records that share one fact are looked at up to this many, lowest id first.
const MOST_SHARERS: usize = 40;

/// Records found by trigrams are looked at up to this many, most similar first.
const MOST_SIMILAR: usize = 20;

/// Postings read for one spelling.
const MOST_POSTINGS: usize = 30_000;

/// Where a spelling's trigrams point.
#[derive(Clone, Copy)]
struct Entry {
    slot: Slot,
    id: i32,
    grams: u16,
}

type Table = HashMap<u64, Vec<Slot>, FastState>;

/// The index of one side.
#[derive(Default)]
pub(super) struct Index {
    postings: Vec<Vec<u32>>,
    entries: Vec<Entry>,
    free: Vec<u32>,
    by_key: Table,
    by_initials: Table,
    by_domain: Table,
    by_label: Table,
}

/// What a search needs that is worth keeping between searches.
#[derive(Default)]
pub(super) struct Scratch {
    sums: Vec<u32>,
    touched: Vec<u32>,
    grams: Vec<(u32, u64, u32)>,
    /// How similar, with the id to part equals.
    found: Vec<(u32, i32, Slot)>,
}

impl Index {
    /// Adds a record. `id_of` gives the id of a slot, by which lists are kept in order.
    pub(super) fn add(
        &mut self,
        slot: Slot,
        facts: &Facts,
        vocabulary: &Vocabulary,
        grams: &Grams,
        id_of: impl Fn(Slot) -> i32,
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
            put(&mut self.by_key, key);
        }
        for key in facts.initials(vocabulary) {
            put(&mut self.by_initials, key);
        }
        for domain in &facts.domains {
            if domain.is_own {
                put(&mut self.by_domain, key(&domain.name));
            }
            if is_telling(&domain.label) && domain.has_own_label {
                put(&mut self.by_label, key(&domain.label));
            }
        }
        if self.postings.len() < grams.len() {
            self.postings.resize(grams.len(), Vec::new());
        }
        for at in 0..facts.lines.len() {
            let found = line_grams(facts, at, vocabulary);
            let entry = Entry {
                slot,
                id: id_of(slot),
                grams: u16::try_from(found.len()).unwrap_or(u16::MAX),
            };
            let number = match self.free.pop() {
                Some(number) => {
                    self.entries[number as usize] = entry;
                    number
                }
                None => {
                    self.entries.push(entry);
                    u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
                }
            };
            for gram in found {
                self.postings[gram as usize].push(number);
            }
        }
    }

    /// Removes a record that was added with the same facts.
    pub(super) fn remove(&mut self, slot: Slot, facts: &Facts, vocabulary: &Vocabulary) {
        let take = |table: &mut Table, key: u64| {
            if let Some(slots) = table.get_mut(&key) {
                slots.retain(|&s| s != slot);
                if slots.is_empty() {
                    table.remove(&key);
                }
            }
        };
        for key in facts.keys(vocabulary) {
            take(&mut self.by_key, key);
        }
        for key in facts.initials(vocabulary) {
            take(&mut self.by_initials, key);
        }
        for domain in &facts.domains {
            take(&mut self.by_domain, key(&domain.name));
            take(&mut self.by_label, key(&domain.label));
        }
        let mut freed = Vec::with_capacity(facts.lines.len());
        for at in 0..facts.lines.len() {
            for gram in line_grams(facts, at, vocabulary) {
                let entries = &self.entries;
                self.postings[gram as usize].retain(|&number| {
                    let is_other = entries[number as usize].slot != slot;
                    if !is_other {
                        freed.push(number);
                    }
                    is_other
                });
            }
        }
        freed.sort_unstable();
        freed.dedup();
        self.free.extend(freed);
    }

    /// Who has this domain.
    pub(super) fn with_domain(&self, domain: &str) -> &[Slot] {
        self.by_domain.get(&key(domain)).map_or(&[], Vec::as_slice)
    }

    /// Every record that `facts` may be, lowest slot first.
    pub(super) fn search(
        &self,
        facts: &Facts,
        vocabulary: &Vocabulary,
        grams: &Grams,
        scratch: &mut Scratch,
        into: &mut Vec<Slot>,
    ) {
        into.clear();
        let mut take = |table: &Table, key: u64, most: usize| {
            if let Some(slots) = table.get(&key) {
                into.extend(slots.iter().take(most));
            }
        };
        for domain in &facts.domains {
            if domain.is_own {
                take(&self.by_domain, key(&domain.name), MOST_SHARERS);
            }
            if is_telling(&domain.label) && domain.has_own_label {
                take(&self.by_label, key(&domain.label), MOST_SHARERS);
                take(&self.by_key, key(&domain.label), MOST_SHARERS);
            }
        }
        for key in facts.keys(vocabulary) {
            take(&self.by_key, key, MOST_SHARERS);
        }
        for key in facts.initials(vocabulary) {
            take(&self.by_initials, key, MOST_SHARERS);
        }
        for at in 0..facts.lines.len() {
            let found = line_grams(facts, at, vocabulary);
            self.similar(&found, grams, scratch);
            into.extend(scratch.found.iter().map(|(_, _, slot)| *slot));
        }
        into.sort_unstable();
        into.dedup();
    }

    /// Adds up shared trigrams, rarest first, until half of them or enough postings are read.
    fn similar(&self, query: &[u32], grams: &Grams, scratch: &mut Scratch) {
        scratch.found.clear();
        scratch.grams.clear();
        let all = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let known = query.iter().filter_map(|&gram| {
            let length = self.postings.get(gram as usize)?.len();
            (length > 0).then(|| {
                let length = u32::try_from(length).unwrap_or(u32::MAX);
                (length, grams.key(gram), gram)
            })
        });
        scratch.grams.extend(known);
        scratch.grams.sort_unstable();
        if scratch.sums.len() < self.entries.len() {
            scratch.sums.resize(self.entries.len(), 0);
        }
        let enough = query.len().div_ceil(2).max(4);
        let mut total = 0;
        let mut read = 0;
        for &(length, _, gram) in scratch.grams.iter().take(enough) {
            if read + length as usize > MOST_POSTINGS {
                break;
            }
            read += length as usize;
            let weight = rarity(all, length);
            total += weight;
            for &number in &self.postings[gram as usize] {
                let sum = &mut scratch.sums[number as usize];
                if *sum == 0 {
                    scratch.touched.push(number);
                }
                *sum += weight;
            }
        }
        for number in scratch.touched.drain(..) {
            let sum = std::mem::take(&mut scratch.sums[number as usize]);
            let entry = self.entries[number as usize];
            if sum * 4 >= total {
                let size = total + u32::from(entry.grams) * 40;
                let similarity = sum * 4_096 / size.max(1);
                scratch.found.push((similarity, entry.id, entry.slot));
            }
        }
        if scratch.found.len() > MOST_SIMILAR {
            scratch
                .found
                .select_nth_unstable_by_key(MOST_SIMILAR - 1, |&(similarity, id, _)| {
                    (std::cmp::Reverse(similarity), id)
                });
            scratch.found.truncate(MOST_SIMILAR);
        }
    }
}

/// A label short enough to be anybody's says nothing.
fn is_telling(label: &str) -> bool {
    label.len() >= 4
}

/// 16 times the logarithm of how rare something is.
fn rarity(all: u32, length: u32) -> u32 {
    let ratio = (f64::from(all) + 1.0) / f64::from(length.max(1));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive number"
    )]
    let weight = (ratio.ln() * 16.0) as u32;
    weight.max(1)
}

/// The distinct trigrams of a spelling's words, without its legal form and notes.
fn line_grams(facts: &Facts, line: usize, vocabulary: &Vocabulary) -> Vec<u32> {
    let mut found: Vec<u32> = facts.lines[line]
        .words
        .iter()
        .filter(|(_, role)| !matches!(role, Role::Form | Role::Note | Role::Link))
        .flat_map(|(word, _)| vocabulary.get(*word).grams.iter().copied())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
