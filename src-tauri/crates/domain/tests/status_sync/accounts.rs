//! What is kept count of while the simulation runs: how often each change was written, and whether decisions held.

use std::collections::BTreeMap;

/// Writes that one change may take: itself, and once more where its answer was lost.
const MOST_WRITES: u64 = 2;

/// One change here of one ticket: the ticket, and which of its changes.
type Change = (usize, u64);

#[derive(Default)]
pub(crate) struct Accounts {
    /// Which change of each ticket is the last.
    last: BTreeMap<usize, u64>,
    /// For which change each question was sent.
    sent_for: BTreeMap<u64, Change>,
    /// How often Halo carried each change out.
    written: BTreeMap<Change, u64>,
    /// Changes in Halo that each change here met before the next one.
    met: BTreeMap<Change, u64>,
    /// What stays here by the last decision, as long as nobody changes anything since.
    decided: BTreeMap<usize, String>,
}

impl Accounts {
    fn change(&self, ticket: usize) -> Change {
        (ticket, self.last.get(&ticket).copied().unwrap_or_default())
    }

    /// Something was changed here: a status, a rule, a try that somebody asked for.
    pub(crate) fn changed_here(&mut self, ticket: usize) {
        *self.last.entry(ticket).or_default() += 1;
        self.decided.remove(&ticket);
    }

    pub(crate) fn changed_there(&mut self, ticket: usize) {
        let change = self.change(ticket);
        *self.met.entry(change).or_default() += 1;
        self.decided.remove(&ticket);
    }

    /// The administrator decided; `holds` is what is here since, where nothing else is under way.
    pub(crate) fn decided(&mut self, ticket: usize, holds: Option<String>) {
        self.changed_here(ticket);
        if let Some(here) = holds {
            self.decided.insert(ticket, here);
        }
    }

    pub(crate) fn sent(&mut self, question: u64, ticket: usize) {
        let change = self.change(ticket);
        self.sent_for.insert(question, change);
    }

    pub(crate) fn written(&mut self, question: u64) {
        if let Some(change) = self.sent_for.get(&question) {
            *self.written.entry(*change).or_default() += 1;
        }
    }

    /// The most writes that one change took.
    pub(crate) fn most(&self) -> u64 {
        self.written.values().copied().max().unwrap_or_default()
    }

    /// How many decisions held to the end.
    pub(crate) fn held(&self) -> u64 {
        self.decided.len() as u64
    }

    /// A change that was written more often than it may be, or a decision that does not hold.
    pub(crate) fn wrong(&self, ticket: usize, here: &str) -> Option<String> {
        let often = self.written.iter().find(|(change, writes)| {
            let met = self.met.get(change).copied().unwrap_or_default();
            change.0 == ticket && **writes > MOST_WRITES + met
        });
        if let Some((change, writes)) = often {
            return Some(format!("{change:?} was written {writes} times"));
        }
        let decided = self.decided.get(&ticket).filter(|kept| *kept != here)?;
        Some(format!("{decided} was decided, and {here} is here"))
    }
}
