//! Names under which customers were chosen by hand: read from the journal, so that a name means the same customer when
//! its organisation was deleted and comes again.

use std::collections::BTreeSet;

use domain::{CustomerId, ProfileId, Reason};
use store::Connection;

use super::edits::Change;
use super::image::Facts;

/// Kinds of edits by which a person says who an organisation is or is not.
const DECISIONS: [&str; 3] = ["map", "unmap", "not_this_one"];

/// Every name that was mapped by hand and not parted again, with its customer. A name may have stood for several.
#[derive(Debug, Clone, Default)]
pub(super) struct Learnt {
    /// Up to which edit, and how many were undone then.
    stamp: (i32, u32),
    known: BTreeSet<(String, CustomerId)>,
}

impl Learnt {
    /// Takes in what the journal holds by now: only what is new, unless something was undone or made again. Answers
    /// whether that changed anything.
    pub(super) fn read_on(&mut self, conn: &Connection, profile: ProfileId) -> store::Result<bool> {
        let stamp = store::edits::stamp(conn, profile)?;
        if stamp == self.stamp {
            return Ok(false);
        }
        let goes_on = stamp.1 == self.stamp.1 && stamp.0 > self.stamp.0;
        let before = std::mem::take(&mut self.known);
        let (after, mut known) = if goes_on {
            (self.stamp.0, before.clone())
        } else {
            (0, BTreeSet::new())
        };
        for images in store::edits::images_of_kinds(conn, profile, &DECISIONS, after)? {
            let changes: Vec<Change> = serde_json::from_str(&images)?;
            for change in changes {
                learn(&change, &mut known);
            }
        }
        self.stamp = stamp;
        let is_other = known != before;
        self.known = known;
        Ok(is_other)
    }

    /// The names with their customers.
    pub(super) fn aliases(&self) -> Vec<(String, CustomerId)> {
        self.known.iter().cloned().collect()
    }
}

fn learn(change: &Change, known: &mut BTreeSet<(String, CustomerId)>) {
    let Some(after) = change.after.as_ref().map(|image| &image.facts) else {
        return;
    };
    let before = change.before.as_ref().map(|image| &image.facts);
    if let Some(customer) = before.and_then(Facts::customer) {
        known.remove(&(after.name.clone(), customer));
    }
    known.retain(|(name, customer)| *name != after.name || !after.rejects(*customer));
    if let Some(customer) = after.customer().filter(|_| after.rests_on(Reason::Manual)) {
        known.insert((after.name.clone(), customer));
    }
}
