//! Finds records with a similar name, by the trigrams they share.

use super::{
    facts::Facts, grams::Grams, index::Slot, name::Role, vocabulary::Vocabulary,
    weights::TELLS_NOTHING,
};

/// Records found by trigrams are looked at up to this many, most similar first.
const MOST_SIMILAR: usize = 20;

/// Postings read for one spelling.
const MOST_POSTINGS: usize = 30_000;

/// From this part of all spellings on, reading their sums in a row costs less than noting each.
const MANY_OF: usize = 8;

/// Sums that are looked through at once.
const RUN: usize = 32;

/// Where a spelling's trigrams point.
#[derive(Clone, Copy)]
struct Entry {
    slot: Slot,
    id: i32,
    grams: u16,
}

/// Spellings by their trigrams.
#[derive(Default)]
pub(super) struct Similar {
    /// For each trigram the numbers of the spellings that have it, in ascending order.
    postings: Vec<Vec<u32>>,
    entries: Vec<Entry>,
    free: Vec<u32>,
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

impl Similar {
    /// Adds a record.
    pub(super) fn add(
        &mut self,
        slot: Slot,
        id: i32,
        facts: &Facts,
        vocabulary: &Vocabulary,
        grams: &Grams,
    ) {
        if self.postings.len() < grams.len() {
            self.postings.resize(grams.len(), Vec::new());
        }
        for at in 0..facts.lines.len() {
            let found = line_grams(facts, at, vocabulary);
            let entry = Entry {
                slot,
                id,
                grams: u16::try_from(found.len()).unwrap_or(u16::MAX),
            };
            let number = if let Some(number) = self.free.pop() {
                self.entries[number as usize] = entry;
                number
            } else {
                self.entries.push(entry);
                u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
            };
            for gram in found {
                let postings = &mut self.postings[gram as usize];
                match postings.last() {
                    Some(&last) if last > number => {
                        let at = postings.partition_point(|&other| other < number);
                        postings.insert(at, number);
                    }
                    _ => postings.push(number),
                }
            }
        }
    }

    /// Removes a record that was added with the same facts.
    pub(super) fn remove(&mut self, slot: Slot, facts: &Facts, vocabulary: &Vocabulary) {
        let mine: Vec<u32> = (0_u32..)
            .zip(&self.entries)
            .filter(|(_, entry)| entry.slot == slot)
            .map(|(number, _)| number)
            .filter(|number| !self.free.contains(number))
            .collect();
        for at in 0..facts.lines.len() {
            for gram in line_grams(facts, at, vocabulary) {
                let postings = &mut self.postings[gram as usize];
                for number in &mine {
                    if let Ok(at) = postings.binary_search(number) {
                        postings.remove(at);
                    }
                }
            }
        }
        self.free.extend(mine);
    }

    /// The records whose spellings are most similar to those of `facts`.
    pub(super) fn search(
        &self,
        facts: &Facts,
        vocabulary: &Vocabulary,
        grams: &Grams,
        scratch: &mut Scratch,
        into: &mut Vec<Slot>,
    ) {
        for at in 0..facts.lines.len() {
            let found = line_grams(facts, at, vocabulary);
            self.similar(&found, grams, scratch);
            into.extend(scratch.found.iter().map(|(_, _, slot)| *slot));
        }
    }

    /// Adds up shared trigrams, rarest first, until half of them or enough postings are read.
    fn similar(&self, query: &[u32], grams: &Grams, scratch: &mut Scratch) {
        scratch.found.clear();
        scratch.grams.clear();
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
        // What nobody has is shared by nobody: a name of such trigrams is similar to none.
        let unknown = u32::try_from(query.len() - scratch.grams.len()).unwrap_or(u32::MAX);
        let mut total = unknown * rarity(1);
        let mut read = 0;
        let mut used = 0;
        for &(length, ..) in scratch.grams.iter().take(enough) {
            if read + length as usize > MOST_POSTINGS {
                break;
            }
            read += length as usize;
            total += rarity(length);
            used += 1;
        }
        // A quarter of all the weight is the least that counts.
        let least = total.div_ceil(4);
        if least == 0 {
            return;
        }
        let Scratch {
            sums,
            touched,
            grams,
            found,
        } = scratch;
        let sums = &mut sums[..self.entries.len()];
        let mut take = |number: usize, sum: u32| {
            let entry = self.entries[number];
            let size = total + u32::from(entry.grams) * 40;
            let similarity = sum * 4_096 / size.max(1);
            found.push((similarity, entry.id, entry.slot));
        };
        let weighted = grams
            .iter()
            .take(used)
            .map(|&(length, _, gram)| (rarity(length), &self.postings[gram as usize]));
        if read > self.entries.len() / MANY_OF {
            // Looking through all sums in a row is quicker than noting which are touched.
            for (weight, postings) in weighted {
                for &number in postings {
                    sums[number as usize] += weight;
                }
            }
            for (at, run) in sums.chunks_mut(RUN).enumerate() {
                if run.iter().any(|sum| *sum >= least) {
                    for (number, &sum) in (at * RUN..).zip(run.iter()) {
                        if sum >= least {
                            take(number, sum);
                        }
                    }
                }
                run.fill(0);
            }
        } else {
            for (weight, postings) in weighted {
                for &number in postings {
                    let sum = &mut sums[number as usize];
                    if *sum == 0 {
                        touched.push(number);
                    }
                    *sum += weight;
                }
            }
            for number in touched.drain(..) {
                let number = number as usize;
                let sum = std::mem::take(&mut sums[number]);
                if sum >= least {
                    take(number, sum);
                }
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

/// 16 times what a trigram tells that so many spellings have, in natural logarithms.
fn rarity(spellings: u32) -> u32 {
    let ratio = f64::from(TELLS_NOTHING) / f64::from(spellings.max(1));
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
