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
        let mut is_other = false;
        let after = if goes_on {
            self.stamp.0
        } else {
            is_other = !self.known.is_empty();
            self.known.clear();
            0
        };
        for images in store::edits::images_of_kinds(conn, profile, &DECISIONS, after)? {
            let changes: Vec<Change> = serde_json::from_str(&images)?;
            for change in changes {
                is_other |= learn(&change, &mut self.known);
            }
        }
        self.stamp = stamp;
        Ok(is_other)
    }

    /// The names with their customers.
    pub(super) fn aliases(&self) -> Vec<(String, CustomerId)> {
        self.known.iter().cloned().collect()
    }
}

/// Answers whether that changed anything.
fn learn(change: &Change, known: &mut BTreeSet<(String, CustomerId)>) -> bool {
    let Some(after) = change.after.as_ref().map(|image| &image.facts) else {
        return false;
    };
    let before = change.before.as_ref().map(|image| &image.facts);
    let parted = before.and_then(Facts::customer);
    let mut is_other = false;
    for customer in parted.into_iter().chain(after.rejected_customers()) {
        is_other |= known.remove(&(after.name.clone(), customer));
    }
    if let Some(customer) = after.customer().filter(|_| after.rests_on(Reason::Manual)) {
        is_other |= known.insert((after.name.clone(), customer));
    }
    is_other
}
