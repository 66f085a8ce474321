//! Trigrams of words, numbered.

use std::collections::HashMap;

use super::hashing::FastState;

/// All trigrams that occur.
#[derive(Default)]
pub(super) struct Grams {
    numbers: HashMap<u64, u32, FastState>,
    /// The characters of each, packed: an order that does not depend on who came first.
    keys: Vec<u64>,
}

impl Grams {
    /// The distinct trigrams of a word with a blank on both sides.
    pub(super) fn of_word(&mut self, word: &str) -> Box<[u32]> {
        let mut found = Vec::with_capacity(word.len());
        let mut key = u64::from(' ');
        let padded = word.chars().chain([' ']);
        for (at, c) in padded.enumerate() {
            key = (key << 21 | u64::from(c)) & ((1 << 63) - 1);
            if at > 0 {
                found.push(self.number(key));
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_boxed_slice()
    }

    fn number(&mut self, key: u64) -> u32 {
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let keys = &mut self.keys;
        *self.numbers.entry(key).or_insert_with(|| {
            keys.push(key);
            next
        })
    }

    pub(super) fn key(&self, number: u32) -> u64 {
        self.keys[number as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }
}
