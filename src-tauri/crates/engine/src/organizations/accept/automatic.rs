//! Accepting clear suggestions by itself after a read or an import, once somebody switched it on after seeing how many
//! these are. Each time is one undo step, and what a person took back is never done again.

use domain::{EditId, ProfileId};
use store::{Connection, Store, suggestions::ClearSuggestion};

use super::{AcceptPreview, Doubt, accept_all, expect_shown, offers, preview_of};
use crate::organizations::edits::Edited;
use crate::organizations::error::{Error, Result};
use crate::organizations::suggestions::{Stamp, refresh, rewrite, up_to_date};

/// The journal's code for it.
pub(in crate::organizations) const KIND: &str = "auto_accept";

/// Kinds of edits after which an organisation is a person's business: it had a customer before.
const MAPPING: [&str; 5] = [
    "map",
    super::KIND,
    KIND,
    "import_mappings",
    crate::organizations::created::KIND,
];

/// Edits in between are waited for so many times; the next read or import comes anyway.
const TRIES: u32 = 3;

/// What switching it on would do at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutomaticPreview {
    /// What would be accepted.
    pub accept: AcceptPreview,
    /// Organisations that wait for a decision.
    pub todo: u32,
}

/// The last time that suggestions were accepted by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automatic {
    /// For undo.
    pub edit: EditId,
    /// How many.
    pub organizations: u32,
    /// When.
    pub at: String,
}

/// What would be accepted by itself now, whether that is switched on or not.
///
/// # Errors
/// [`Error::Store`].
pub async fn preview_automatic(store: &Store, profile: ProfileId) -> Result<AutomaticPreview> {
    let preview = store
        .read(move |tx| {
            let offers = undecided(tx, profile)?;
            let text = store::grid::GridText::default();
            Ok(AutomaticPreview {
                accept: preview_of(tx, profile, None, offers)?,
                todo: store::grid::counts(tx, profile, &text)?.todo,
            })
        })
        .await?;
    Ok(preview)
}

/// Switches it on and accepts what the preview showed, in one step. `expected` is the mark of the preview. Undo takes the
/// pairs back and leaves it switched on.
///
/// # Errors
/// [`Error::InvalidInput`] for the field `expected` when they are others than the preview showed.
pub async fn switch_automatic_on(
    store: &Store,
    profile: ProfileId,
    expected: &str,
    now: &str,
) -> Result<Edited> {
    let (expected, now) = (expected.to_owned(), now.to_owned());
    let (stamp, suggestions) = up_to_date(store, profile).await?;
    let edited = store
        .transact(move |tx| {
            if Stamp::now(tx, profile)? != stamp {
                return Err(super::others_than_shown(&undecided(tx, profile)?.0));
            }
            store::suggestions::replace(tx, profile, &suggestions)?;
            let (acceptable, _) = undecided(tx, profile)?;
            expect_shown(&expected, &acceptable)?;
            store::profiles::set_auto_accept(tx, profile, true, &now)?;
            accept_some(tx, profile, acceptable, &now)
        })
        .await;
    match &edited {
        Ok(_) => refresh(store, profile).await,
        Err(_) => rewrite(store, profile).await,
    }
    edited
}

/// Accepts what is clear where that is switched on; `None` when there was nothing to accept.
///
/// # Errors
/// [`Error::Store`].
pub async fn accept_automatically(
    store: &Store,
    profile: ProfileId,
    now: &str,
) -> Result<Option<Edited>> {
    for _ in 0..TRIES {
        let is_on = store
            .read(move |tx| store::profiles::get(tx, profile))
            .await?
            .auto_accept;
        if !is_on {
            return Ok(None);
        }
        let (stamp, suggestions) = up_to_date(store, profile).await?;
        let now = now.to_owned();
        let edited = store
            .transact(move |tx| {
                if Stamp::now(tx, profile)? != stamp {
                    return Ok::<_, Error>(None);
                }
                store::suggestions::replace(tx, profile, &suggestions)?;
                let (acceptable, _) = undecided(tx, profile)?;
                accept_some(tx, profile, acceptable, &now).map(Some)
            })
            .await?;
        if let Some(edited) = edited {
            if edited.id.is_some() {
                refresh(store, profile).await;
            }
            return Ok(edited.id.is_some().then_some(edited));
        }
    }
    Ok(None)
}

/// The last time that suggestions were accepted by themselves, unless that was taken back.
///
/// # Errors
/// A fault of the database.
pub fn last_automatic(conn: &Connection, profile: ProfileId) -> store::Result<Option<Automatic>> {
    let last = store::edits::last_of_kind(conn, profile, KIND)?;
    Ok(last.map(|(edit, organizations)| Automatic {
        edit: edit.id,
        organizations,
        at: edit.done_at,
    }))
}

/// Those of the offers that nobody has decided about.
fn undecided(
    conn: &Connection,
    profile: ProfileId,
) -> store::Result<(Vec<ClearSuggestion>, Vec<Doubt>)> {
    let (mut acceptable, doubts) = offers::of(conn, profile, None)?;
    let decided = store::edits::touched_by_kinds(conn, profile, &MAPPING)?;
    acceptable.retain(|clear| !decided.contains(&clear.organization));
    Ok((acceptable, doubts))
}

fn accept_some(
    conn: &Connection,
    profile: ProfileId,
    acceptable: Vec<ClearSuggestion>,
    now: &str,
) -> Result<Edited> {
    if acceptable.is_empty() {
        return Ok(Edited::nothing(
            "Nothing was clear enough to be mapped",
            None,
        ));
    }
    accept_all(conn, profile, acceptable, KIND, now)
}
