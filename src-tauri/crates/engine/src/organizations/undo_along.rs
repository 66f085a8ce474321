//! Taking back an edit that others have followed: those that touched the same organisations since go with it, the newest
//! first, in one transaction.

use std::collections::BTreeSet;

use domain::{EditId, ProfileId};
use store::edits::EditRow;
use store::{Connection, Store};

use super::error::{Error, Result};
use super::returning::asking;
use super::suggestions::refresh;
use super::undo::undo_in;

/// What taking an edit back takes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoPlan {
    /// The edit itself.
    pub edit: EditRow,
    /// Later edits that stand and touched the same organisations, the newest first.
    pub along: Vec<EditRow>,
    /// The Halo that it was made with was left since: it cannot be undone.
    pub is_closed: bool,
}

/// What taking an edit back would take along. Nothing is changed.
///
/// # Errors
/// [`Error::NotFound`] when there is no such edit.
pub async fn undo_plan(store: &Store, profile: ProfileId, id: EditId) -> Result<UndoPlan> {
    let plan = store.read(move |tx| plan(tx, profile, id)).await?;
    plan.ok_or(Error::NotFound { what: "edit" })
}

/// Takes an edit back with exactly those that the plan showed. Doing it twice changes nothing more. `sends` is as for
/// [`super::undo()`].
///
/// # Errors
/// [`Error::InvalidInput`] for the field `edit` when something was done since, and what [`super::undo()`] refuses; nothing
/// is changed then.
pub async fn undo_along(
    store: &Store,
    profile: ProfileId,
    id: EditId,
    shown: &[EditId],
    sends: bool,
    now: &str,
) -> Result<u32> {
    let (shown, now) = (shown.to_vec(), now.to_owned());
    let undone = store
        .transact(move |tx| {
            let plan = plan(tx, profile, id)?.ok_or(Error::NotFound { what: "edit" })?;
            if plan.edit.undone_at.is_some() {
                return Ok(0);
            }
            let along: Vec<EditId> = plan.along.iter().map(|edit| edit.id).collect();
            if along != shown {
                return Err(Error::InvalidInput {
                    field: "edit",
                    message: "Something was done since. Look again at what goes with it."
                        .to_owned(),
                });
            }
            let edits: Vec<EditId> = along.into_iter().chain([id]).collect();
            let mut touched = BTreeSet::new();
            for &edit in &edits {
                touched.extend(store::edits::touched_by(tx, edit)?);
            }
            // Asked once, about where all of them lead together.
            asking(tx, profile, touched.into_iter().collect(), sends, || {
                let mut undone = 0;
                for edit in edits {
                    undo_in(tx, profile, edit, &now)?;
                    undone += 1;
                }
                Ok(undone)
            })
        })
        .await?;
    refresh(store, profile).await;
    Ok(undone)
}

fn plan(conn: &Connection, profile: ProfileId, id: EditId) -> store::Result<Option<UndoPlan>> {
    let Some(edit) = store::edits::get(conn, profile, id)? else {
        return Ok(None);
    };
    let is_closed = store::edits::is_closed(conn, profile, id)?;
    let mut touched: BTreeSet<_> = store::edits::touched_by(conn, id)?.into_iter().collect();
    let mut along = Vec::new();
    let later = if is_closed {
        Vec::new()
    } else {
        store::edits::standing_after(conn, profile, id)?
    };
    // The oldest first: what one of them touched beside, a later one may have touched again.
    for later in later {
        let its = store::edits::touched_by(conn, later.id)?;
        if its
            .iter()
            .any(|organization| touched.contains(organization))
        {
            touched.extend(its);
            along.push(later);
        }
    }
    along.reverse();
    Ok(Some(UndoPlan {
        edit,
        along,
        is_closed,
    }))
}
