//! Every word that occurs, once: its number, how many customers have it, and what is needed to compare it quickly.

use std::collections::HashMap;

use super::{grams::Grams, hashing::FastState};

/// A word's number.
pub(super) type WordId = u32;

/// What is known of a word.
pub(super) struct Entry {
    pub(super) text: Box<str>,
    /// One bit for each letter and digit it has.
    pub(super) letters: u64,
    /// Characters.
    pub(super) length: u16,
    /// Customers that have it.
    pub(super) customers: u32,
    /// Its trigrams.
    pub(super) grams: Box<[u32]>,
}

/// All words.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, WordId, FastState>,
    entries: Vec<Entry>,
}

impl Vocabulary {
    pub(super) fn number(&mut self, text: &str, grams: &mut Grams) -> WordId {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry {
            letters: letters(text),
            length: u16::try_from(text.chars().count()).unwrap_or(u16::MAX),
            customers: 0,
            grams: grams.of_word(text),
            text: text.into(),
        });
        self.numbers.insert(text.into(), number);
        number
    }

    pub(super) fn get(&self, number: WordId) -> &Entry {
        &self.entries[number as usize]
    }

    pub(super) fn count_customer(&mut self, number: WordId) {
        self.entries[number as usize].customers += 1;
    }

    pub(super) fn discount_customer(&mut self, number: WordId) {
        let customers = &mut self.entries[number as usize].customers;
        *customers = customers.saturating_sub(1);
    }
}

fn letters(text: &str) -> u64 {
    text.chars().fold(0, |bits, c| {
        bits | 1
            << match c {
                'a'..='z' => u32::from(c) - u32::from('a'),
                '0'..='9' => 26 + u32::from(c) - u32::from('0'),
                other => 36 + u32::from(other) % 28,
            }
    })
}
