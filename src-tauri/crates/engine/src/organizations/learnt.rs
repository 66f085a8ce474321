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
pub(super) fn aliases(
    conn: &Connection,
    profile: ProfileId,
) -> store::Result<Vec<(String, CustomerId)>> {
    let mut known = BTreeSet::new();
    for images in store::edits::images_of_kinds(conn, profile, &DECISIONS)? {
        let changes: Vec<Change> = serde_json::from_str(&images)?;
        for change in changes {
            learn(&change, &mut known);
        }
    }
    Ok(known.into_iter().collect())
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
