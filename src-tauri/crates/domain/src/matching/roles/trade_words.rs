//! Trades: what a company does, as its name says it.

use super::super::{name::Role, trades};
use super::Drafts;

impl Drafts {
    /// Trades count at the end of what the company is called; a few also stand at its beginning.
    pub(super) fn find_trades(&mut self) {
        let text = |at: usize| -> Option<&str> {
            self.words
                .get(at)
                .filter(|word| matches!(word.role, Role::Core | Role::Link))
                .map(|word| word.kept.as_str())
        };
        let mut spans: Vec<(usize, usize, trades::Trade)> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            match trades::trade_at(text, at) {
                Some((length, trade)) => {
                    spans.push((at, at + length, trade));
                    at += length;
                }
                None => at += 1,
            }
        }
        let mut open_end = self.words.len();
        for &(start, end, trade) in spans.iter().rev() {
            let is_last = self.words[end..open_end]
                .iter()
                .all(|word| word.role != Role::Core);
            if !is_last {
                break;
            }
            self.set(start..end, Role::Trade(trade));
            open_end = start;
        }
        if let Some(&(0, end, trade)) = spans.first()
            && trades::may_lead(&self.words[0].kept)
        {
            self.set(0..end, Role::Trade(trade));
        }
        if spans.is_empty() {
            self.find_misspelt_trade();
        }
        self.part_joined_trade();
    }

    /// "Wren Desgin": only the last of several words.
    fn find_misspelt_trade(&mut self) {
        let last = self.words.iter().rposition(|word| word.role == Role::Core);
        if let Some(last) = last
            && self.content_before(last) > 0
            && let Some(trade) = trades::misspelt(&self.words[last].kept)
        {
            self.words[last].role = Role::Trade(trade);
        }
    }

    /// `StarElectrical` becomes two words, if no other word stands between it and the trades at the end.
    fn part_joined_trade(&mut self) {
        let Some(last) = self.words.iter().rposition(|word| word.role == Role::Core) else {
            return;
        };
        let word = &self.words[last];
        if word.text != word.kept {
            return;
        }
        if let Some(start) = trades::joined_at_end(&word.text)
            && let Some((_, trade)) = trades::trade_at(|_| Some(&word.text[start..]), 0)
        {
            self.part(last, start);
            self.words[last + 1].role = Role::Trade(trade);
        }
    }
}
