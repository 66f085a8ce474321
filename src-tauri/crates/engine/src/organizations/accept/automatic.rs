//! Accepting clear suggestions by itself after a read or an import, once somebody switched it on after seeing how many
//! these are. Each time is one undo step, and what a person took back is never done again.

use domain::{EditId, ProfileId};
use store::{Connection, Store, suggestions::ClearSuggestion};

use super::{
    AcceptPreview, Doubt, accept_all, expect_shown, offers, on_current, others_than_shown,
    preview_of,
};
use crate::organizations::edits::Edited;
use crate::organizations::error::Result;
use crate::organizations::mappings;

/// The journal's code for it.
pub(in crate::organizations) const KIND: &str = "auto_accept";

/// Kinds of edits after which an organisation is a person's business: it had a customer before.
const MAPPING: [&str; 5] = [
    "map",
    super::KIND,
    KIND,
    mappings::KIND,
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
    let edited = on_current(store, profile, move |tx| {
        let (acceptable, _) = undecided(tx, profile)?;
        expect_shown(tx, profile, &expected, &acceptable)?;
        store::profiles::set_auto_accept(tx, profile, true, &now)?;
        accept_some(tx, profile, acceptable, &now)
    })
    .await?;
    edited.ok_or_else(others_than_shown)
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
        let now = now.to_owned();
        let edited = on_current(store, profile, move |tx| {
            let (acceptable, _) = undecided(tx, profile)?;
            accept_some(tx, profile, acceptable, &now)
        })
        .await?;
        if let Some(edited) = edited {
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

/// Those of the offers that nobody has decided about, and that write nothing to Halo: a held ticket is sent as soon as its
/// organisation is mapped, and somebody has to have seen that.
fn undecided(
    conn: &Connection,
    profile: ProfileId,
) -> store::Result<(Vec<ClearSuggestion>, Vec<Doubt>)> {
    let (mut acceptable, mut doubts) = offers::of(conn, profile, None)?;
    let decided = store::edits::touched_by_kinds(conn, profile, &MAPPING)?;
    acceptable.retain(|clear| !decided.contains(&clear.organization));
    let waiting = store::tickets::waiting_for_pair(conn, profile)?;
    let (sending, acceptable): (Vec<_>, Vec<_>) = acceptable
        .into_iter()
        .partition(|clear| waiting.contains_key(&clear.organization));
    doubts.extend(sending.into_iter().map(|clear| {
        let text = match waiting[&clear.organization] {
            1 => "1 ticket waits for it, and would be sent to Halo".to_owned(),
            several => format!("{several} tickets wait for it, and would be sent to Halo"),
        };
        offers::doubted(clear, text)
    }));
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
    accept_all(conn, profile, acceptable, KIND, " automatically", now)
}
