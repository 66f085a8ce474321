//! Taking edits back and making them again.

use std::collections::{BTreeMap, HashSet};

use domain::{CustomerId, EditId, OrganizationId, ProfileId};
use store::{Connection, Store, pairs::PairRow};

use super::created;
use super::edits::{Change, Edited};
use super::error::{Error, Result};
use super::image::{Image, images};
use super::returning::asking;
use super::suggestions::refresh;
use super::warnings;

/// Takes an edit back. Doing it twice changes nothing more. `sends` is a yes to tickets being sent that wait for a pair
/// which comes back.
///
/// # Errors
/// [`Error::Conflict`] when something newer touched one of the organisations; [`Error::InvalidInput`] for the field
/// `edit` when a customer or an external id has gone to another organisation since, or when the Halo was left with which
/// it was done; [`Error::WouldSend`] when tickets wait for a pair that would come back, without a yes to that.
pub async fn undo(
    store: &Store,
    profile: ProfileId,
    id: EditId,
    sends: bool,
    now: &str,
) -> Result<Edited> {
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            let touched = store::edits::touched_by(tx, id)?;
            asking(tx, profile, touched, sends, || {
                undo_in(tx, profile, id, &now)
            })
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

/// Takes an edit back without asking about tickets.
pub(super) fn undo_in(
    conn: &Connection,
    profile: ProfileId,
    id: EditId,
    now: &str,
) -> Result<Edited> {
    let gone = || Error::NotFound { what: "edit" };
    let edit = store::edits::get(conn, profile, id)?.ok_or_else(gone)?;
    let changes = changes_of(conn, profile, id)?;
    if edit.undone_at.is_some() {
        return Ok(Edited::nothing(
            format!("Undone before: {}", edit.what),
            subject_of(&changes),
        ));
    }
    if store::edits::is_closed(conn, profile, id)? {
        return Err(Error::InvalidInput {
            field: "edit",
            message: "This was done with another Halo, which was left since. It cannot be undone."
                .to_owned(),
        });
    }
    let current = current_images(conn, profile, &changes)?;
    let newer = store::edits::touched_since(conn, profile, id)?;
    expect_untouched(&changes, &current, &newer)?;
    take_back(conn, profile, &changes, &current, now)?;
    store::edits::set_undone(conn, id, now)?;
    let what = if edit.kind == created::KIND {
        format!("Undone here: {}. The customer stays in Halo", edit.what)
    } else {
        format!("Undone: {}", edit.what)
    };
    Ok(Edited {
        id: None,
        what,
        organization: subject_of(&changes),
    })
}

/// Makes an edit again that was undone. Only the one that was undone last, and only until a new edit is made.
///
/// # Errors
/// [`Error::NotFound`] when there is no such edit any more; the others as for [`undo`].
pub async fn redo(
    store: &Store,
    profile: ProfileId,
    id: EditId,
    sends: bool,
    now: &str,
) -> Result<Edited> {
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            let touched = store::edits::touched_by(tx, id)?;
            asking(tx, profile, touched, sends, || {
                redo_in(tx, profile, id, &now)
            })
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

fn redo_in(conn: &Connection, profile: ProfileId, id: EditId, now: &str) -> Result<Edited> {
    let edit = store::edits::last_redoable(conn, profile)?
        .filter(|edit| edit.id == id)
        .ok_or(Error::NotFound {
            what: "undone edit",
        })?;
    let mut changes = changes_of(conn, profile, id)?;
    for change in &mut changes {
        std::mem::swap(&mut change.before, &mut change.after);
    }
    let current = current_images(conn, profile, &changes)?;
    // Nothing newer can stand where there is something to make again.
    expect_untouched(&changes, &current, &HashSet::new())?;
    take_back(conn, profile, &changes, &current, now)?;
    store::edits::set_redone(conn, id)?;
    Ok(Edited {
        id: Some(id),
        what: format!("Done again: {}", edit.what),
        organization: subject_of(&changes),
    })
}

/// The edits that undo and redo would be about now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undoable {
    /// The newest edit that stands: its id and what it was.
    pub undo: Option<(EditId, String)>,
    /// The edit that was undone last.
    pub redo: Option<(EditId, String)>,
}

/// What can be undone and redone. The journal outlives the program, so yesterday's edits are among them.
///
/// # Errors
/// [`Error::Store`].
pub async fn undoable(store: &Store, profile: ProfileId) -> Result<Undoable> {
    let undoable = store
        .read(move |tx| {
            let named = |edit: store::edits::EditRow| (edit.id, edit.what);
            Ok(Undoable {
                undo: store::edits::last_undoable(tx, profile)?.map(named),
                redo: store::edits::last_redoable(tx, profile)?.map(named),
            })
        })
        .await?;
    Ok(undoable)
}

fn changes_of(conn: &Connection, profile: ProfileId, id: EditId) -> Result<Vec<Change>> {
    let json = store::edits::images(conn, profile, id)?.ok_or(Error::NotFound { what: "edit" })?;
    Ok(serde_json::from_str(&json)?)
}

/// The organisation an edit was about, when it was one.
fn subject_of(changes: &[Change]) -> Option<OrganizationId> {
    match changes {
        [one] => Some(one.id()),
        _ => None,
    }
}

fn current_images(
    conn: &Connection,
    profile: ProfileId,
    changes: &[Change],
) -> Result<BTreeMap<OrganizationId, Image>> {
    let touched: Vec<OrganizationId> = changes.iter().map(Change::id).collect();
    Ok(images(conn, profile, &touched)?)
}

/// Brings every organisation back to its image `before`.
fn take_back(
    conn: &Connection,
    profile: ProfileId,
    changes: &[Change],
    current: &BTreeMap<OrganizationId, Image>,
    now: &str,
) -> Result<()> {
    // Everything unique is given back first, so that the order of the organisations does not matter.
    for change in changes {
        if !keeps_pair(change, current) {
            store::pairs::remove(conn, profile, change.id())?;
        }
        if change.before.is_none() {
            store::organizations::delete(conn, profile, change.id())?;
        }
    }
    expect_external_ids_free(conn, profile, changes, current)?;
    let touched: Vec<OrganizationId> = changes.iter().map(Change::id).collect();
    for change in changes {
        if let Some(before) = &change.before {
            let exists = current.contains_key(&change.id());
            bring_back(conn, profile, change.id(), before, exists, now)?;
            if let Some(pair) = before.facts.pair(change.id())? {
                if !keeps_pair(change, current) {
                    expect_free(conn, profile, &pair, &before.facts.name, &touched)?;
                }
                store::pairs::put(conn, profile, &pair)?;
            }
            store::licences::set_for_pair(conn, change.id(), &before.facts.licences())?;
        }
    }
    let had: Vec<CustomerId> = current
        .values()
        .filter_map(|image| image.facts.customer())
        .collect();
    warnings::renew(conn, profile, &touched, &had)?;
    Ok(())
}

/// Refuses when a newer edit touched one of the organisations, or when one is not as it was left.
fn expect_untouched(
    changes: &[Change],
    current: &BTreeMap<OrganizationId, Image>,
    newer: &HashSet<OrganizationId>,
) -> Result<()> {
    for change in changes {
        let now = current.get(&change.id());
        let as_left =
            now.map(|image| &image.facts) == change.after.as_ref().map(|image| &image.facts);
        if !as_left || newer.contains(&change.id()) {
            return Err(Error::Conflict {
                current_version: now.map_or(0, |image| image.version),
            });
        }
    }
    Ok(())
}

/// Refuses when an external id that would come back belongs to an organisation outside the edit by now.
fn expect_external_ids_free(
    conn: &Connection,
    profile: ProfileId,
    changes: &[Change],
    current: &BTreeMap<OrganizationId, Image>,
) -> Result<()> {
    for change in changes {
        let had = change.before.as_ref();
        let Some(had) = had.and_then(|image| image.facts.external_id.as_deref()) else {
            continue;
        };
        let holder = store::organizations::holder_of_external_id(conn, profile, had)?;
        if let Some((_, name)) = holder.filter(|(id, _)| !current.contains_key(id)) {
            return Err(Error::InvalidInput {
                field: "edit",
                message: format!(
                    "{name} has the external id {had} by now, so it cannot be given back."
                ),
            });
        }
    }
    Ok(())
}

fn bring_back(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    before: &Image,
    exists: bool,
    now: &str,
) -> Result<()> {
    let content = before.facts.content()?;
    if exists {
        store::organizations::update(conn, profile, id, &content, now)?;
    } else {
        let version = before.version.saturating_add(1);
        let made = &before.created_at;
        store::organizations::restore(conn, profile, id, &content, made, version, now)?;
    }
    store::reviews::set(conn, profile, id, before.facts.review_on.as_deref())?;
    store::rejections::clear(conn, profile, id)?;
    for rejection in before.facts.rejected(id) {
        store::rejections::add(conn, profile, &rejection)?;
    }
    store::warnings::clear_set_aside(conn, id)?;
    for row in before.facts.set_aside() {
        store::warnings::set_aside(conn, id, &row)?;
    }
    Ok(())
}

/// Whether the pair has the same customer before and after: one that is shared stays, whether it may be shared now or not.
fn keeps_pair(change: &Change, current: &BTreeMap<OrganizationId, Image>) -> bool {
    let now = current.get(&change.id());
    match (&change.before, now) {
        (Some(before), Some(now)) => before.facts.has_same_customer(&now.facts),
        (Some(_), None) | (None, Some(_) | None) => false,
    }
}

/// Refuses when others have the customer that would come back. Those that the edit `touched` have it back already.
fn expect_free(
    conn: &Connection,
    profile: ProfileId,
    pair: &PairRow,
    name: &str,
    touched: &[OrganizationId],
) -> Result<()> {
    let others = super::others_with(conn, profile, pair.customer, pair.organization)?;
    if others.is_empty() || store::profiles::may_share(conn, profile)? {
        return Ok(());
    }
    let customer = &pair.customer_name;
    let outside: Vec<String> = others
        .into_iter()
        .filter(|(id, _)| !touched.contains(id))
        .map(|(_, name)| name)
        .collect();
    let message = match super::together(&outside) {
        Some(by) => {
            format!("{customer} is mapped to {by} by now, so it cannot go back to {name}.")
        }
        None => format!(
            "Customers are not shared any more, so {customer} cannot go back to several organisations. Allow it in Settings first."
        ),
    };
    Err(Error::InvalidInput {
        field: "edit",
        message,
    })
}
