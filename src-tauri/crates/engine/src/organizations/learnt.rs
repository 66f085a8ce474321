//! Names under which customers were chosen by hand: read from the journal, so that a name means the same customer when
//! its organisation was deleted and comes again.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CustomerId, ProfileId, Reason};
use store::Connection;

use super::edits::Change;
use super::image::Facts;

/// Kinds of edits by which a person says who an organisation is or is not.
const DECISIONS: [&str; 3] = ["map", "unmap", "not_this_one"];

/// A name with a customer that was chosen for it. A name may have stood for several.
pub(super) type Alias = (String, CustomerId);

/// Every name that was mapped by hand and not parted again, with its customer.
#[derive(Debug, Clone, Default)]
pub(super) struct Learnt {
    /// Up to which edit, and how many were undone then.
    stamp: (i32, u32),
    known: BTreeSet<Alias>,
}

/// What is known otherwise than before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lesson {
    pub(super) gone: Vec<Alias>,
    pub(super) new: Vec<Alias>,
}

impl Learnt {
    /// Takes in what the journal holds by now: only what is new, unless something was undone or made again. Answers what
    /// that changed.
    pub(super) fn read_on(
        &mut self,
        conn: &Connection,
        profile: ProfileId,
    ) -> store::Result<Lesson> {
        let stamp = store::edits::stamp(conn, profile)?;
        if stamp == self.stamp {
            return Ok(Lesson::default());
        }
        let goes_on = stamp.1 == self.stamp.1 && stamp.0 > self.stamp.0;
        let (before, after) = if goes_on {
            (None, self.stamp.0)
        } else {
            (Some(std::mem::take(&mut self.known)), 0)
        };
        let mut touched = BTreeMap::new();
        for images in store::edits::images_of_kinds(conn, profile, &DECISIONS, after)? {
            let changes: Vec<Change> = serde_json::from_str(&images)?;
            for change in changes {
                self.learn(&change, &mut touched);
            }
        }
        self.stamp = stamp;
        Ok(match before {
            Some(before) => Lesson {
                gone: before.difference(&self.known).cloned().collect(),
                new: self.known.difference(&before).cloned().collect(),
            },
            None => self.lesson(touched),
        })
    }

    /// `touched` is told whether each alias that is learnt or forgotten was known before the first time.
    fn learn(&mut self, change: &Change, touched: &mut BTreeMap<Alias, bool>) {
        let Some(after) = change.after.as_ref().map(|image| &image.facts) else {
            return;
        };
        let before = change.before.as_ref().map(|image| &image.facts);
        let parted = before.and_then(Facts::customer);
        for customer in parted.into_iter().chain(after.rejected_customers()) {
            let alias = (after.name.clone(), customer);
            let was_known = self.known.remove(&alias);
            touched.entry(alias).or_insert(was_known);
        }
        if let Some(customer) = after.customer().filter(|_| after.rests_on(Reason::Manual)) {
            let alias = (after.name.clone(), customer);
            let was_known = !self.known.insert(alias.clone());
            touched.entry(alias).or_insert(was_known);
        }
    }

    fn lesson(&self, touched: BTreeMap<Alias, bool>) -> Lesson {
        let mut lesson = Lesson::default();
        for (alias, was_known) in touched {
            match (was_known, self.known.contains(&alias)) {
                (true, false) => lesson.gone.push(alias),
                (false, true) => lesson.new.push(alias),
                (true, true) | (false, false) => {}
            }
        }
        lesson
    }
}
