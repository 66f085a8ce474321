//! Branches: the town or office behind a name, or before it in brackets.

use super::super::{
    name::Role,
    places,
    words::{Bracket, Gap},
};
use super::Drafts;

impl Drafts {
    /// What a name says of one of several places of a company.
    pub(super) fn find_branches(&mut self) {
        for run in self.bracketed() {
            if self.content_before(run.start) > 0 || self.is_town_in_front(&run) {
                let word = |at: usize| self.words[at].kept.as_str();
                let is_town = (run.start..run.end)
                    .any(|at| places::town_before(word, run.start, at + 1).is_some())
                    || (run.start..run.end).any(|at| places::is_office(word(at)));
                let role = if is_town { Role::Place } else { Role::Aside };
                for at in run {
                    if self.words[at].role == Role::Core && !self.is_trade(at) {
                        self.words[at].role = role;
                    }
                }
            }
        }
        let Some(end) = self
            .words
            .iter()
            .rposition(|word| word.role == Role::Core)
            .map(|last| last + 1)
        else {
            return;
        };
        let start = (1..end)
            .rev()
            .find(|&at| self.words[at].gap != Gap::Blank || self.words[at - 1].role == Role::Form)
            .unwrap_or(0);
        let has_office = end > 1 && places::is_office(&self.words[end - 1].text);
        if self.is_tail_branch(start, end, has_office) {
            self.set_branch(start, end);
            return;
        }
        let content_end = if has_office { end - 1 } else { end };
        let town = places::town_before(|at| self.words[at].kept.as_str(), start, content_end);
        let length = town.unwrap_or(usize::from(has_office));
        let from = content_end.saturating_sub(length);
        let is_behind_name = length > 0
            && from > 0
            && self.words[from - 1].role == Role::Core
            && (self.is_trade(from - 1) && self.content_before(from) >= 2
                || (has_office && self.content_before(from) >= 1)
                || self.content_before(from) >= 3
                || (self.content_before(from) == 2 && self.words[from - 2].text == "and"));
        if is_behind_name {
            self.set_branch(from, end);
        }
    }

    /// "(Leeds) Wren Dental": whether the words in brackets are a town and nothing else, and a name follows.
    fn is_town_in_front(&self, run: &std::ops::Range<usize>) -> bool {
        let word = |at: usize| self.words[at].kept.as_str();
        places::town_before(word, run.start, run.end) == Some(run.len())
            && self.words[run.end..]
                .iter()
                .any(|word| word.role == Role::Core && word.bracket == Bracket::None)
    }

    /// Whether the words from `start` on are a branch because of what stands before them.
    fn is_tail_branch(&self, start: usize, end: usize, has_office: bool) -> bool {
        if start == 0 || self.content_before(start) == 0 {
            return false;
        }
        let length = (start..end)
            .filter(|&at| self.words[at].role == Role::Core)
            .count()
            - usize::from(has_office);
        let before = &self.words[start - 1];
        let is_town = || {
            let end = end - usize::from(has_office);
            let word = |at: usize| self.words[at].kept.as_str();
            places::town_before(word, start, end) == Some(end - start)
        };
        let is_behind_end = before.role == Role::Form
            || self.words[start].gap == Gap::Dash
            || (self.words[start].gap == Gap::Comma && is_town())
            || (before.role == Role::Core && self.is_trade(start - 1));
        let has_trade = (start..end).any(|at| self.is_trade(at));
        (1..=3).contains(&length)
            && self.content_before(start) >= length.min(2)
            && (has_office || (is_behind_end && !has_trade))
    }

    fn set_branch(&mut self, start: usize, end: usize) {
        for word in &mut self.words[start..end] {
            if word.role == Role::Core {
                word.role = if places::is_office(&word.text) {
                    Role::Note
                } else {
                    Role::Place
                };
            }
        }
    }
}
