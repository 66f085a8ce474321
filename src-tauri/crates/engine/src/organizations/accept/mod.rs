//! Accepting all clear suggestions, or those of a selection, in one step, after a preview.
//!
//! Which ones these are is in `offers`; accepting without being asked each time in `automatic`.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::{Band, OrganizationId, OrganizationState, ProfileId, Reason};
use store::{
    Connection, Store,
    grid::{GridSelection, GridText},
    pairs::PairRow,
    suggestions::ClearSuggestion,
};

use super::edits::{Draft, Edited};
use super::error::{Error, Result};
use super::selection::Selection;
use super::suggestions::{Stamp, refresh, rewrite, up_to_date};

mod automatic;
mod offers;

pub(super) use automatic::KIND as AUTOMATIC;
pub use automatic::{
    Automatic, AutomaticPreview, accept_automatically, last_automatic, preview_automatic,
    switch_automatic_on,
};
use offers::groups;
pub(super) use offers::{acceptable, unshared};

/// The journal's code for it.
pub(super) const KIND: &str = "accept";

/// Pairs shown as examples in a group.
const EXAMPLES: usize = 5;

/// Suggestions that rest on the same evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptGroup {
    /// How sure.
    pub band: Band,
    /// The facts they share.
    pub reasons: Vec<Reason>,
    /// How many.
    pub count: u32,
    /// Organisation and customer by name, at most five.
    pub examples: Vec<(String, String)>,
}

/// A suggestion that is clear, and yet something speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The organisation's name.
    pub organization: String,
    /// The customer's name.
    pub customer: String,
    /// What speaks against it, as a sentence without a full stop.
    pub text: String,
}

/// What accepting would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptPreview {
    /// Pairs that would be made.
    pub total: u32,
    /// By evidence, weakest first.
    pub groups: Vec<AcceptGroup>,
    /// How many are left out because something speaks against them.
    pub doubtful: u32,
    /// The first of those, at most five.
    pub doubts: Vec<Doubt>,
    /// Held tickets of these organisations, which are sent to Halo once they are mapped.
    pub held_tickets: u32,
    /// Organisations with candidates that stay for a person, those left out among them.
    pub left: u32,
    /// Stands for exactly these pairs and the tickets that wait for them, as long as the program runs.
    pub mark: String,
}

/// What accepting all clear suggestions would do; with a selection, those of its organisations.
///
/// # Errors
/// [`Error::Store`].
pub async fn preview_accept(
    store: &Store,
    profile: ProfileId,
    within: Option<Selection>,
) -> Result<AcceptPreview> {
    let preview = store
        .read(move |tx| {
            let within = within.as_ref().map(Selection::of_grid);
            let offers = offers::of(tx, profile, within.as_ref())?;
            preview_of(tx, profile, within.as_ref(), offers)
        })
        .await?;
    Ok(preview)
}

fn preview_of(
    conn: &Connection,
    profile: ProfileId,
    within: Option<&GridSelection>,
    (acceptable, doubts): (Vec<ClearSuggestion>, Vec<Doubt>),
) -> store::Result<AcceptPreview> {
    let with_candidates = with_candidates(conn, profile, within)?;
    let total = count(acceptable.len());
    let waiting = store::tickets::waiting_for_pair(conn, profile)?;
    Ok(AcceptPreview {
        total,
        held_tickets: acceptable
            .iter()
            .filter_map(|clear| waiting.get(&clear.organization))
            .sum(),
        mark: mark(&acceptable, &waiting),
        groups: groups(acceptable),
        doubtful: count(doubts.len()),
        doubts: doubts.into_iter().take(EXAMPLES).collect(),
        left: with_candidates.saturating_sub(total),
    })
}

/// How many organisations have candidates.
fn with_candidates(
    conn: &Connection,
    profile: ProfileId,
    within: Option<&GridSelection>,
) -> store::Result<u32> {
    let Some(selection) = within else {
        let counts = store::grid::counts(conn, profile, &GridText::default())?;
        return Ok(counts.suggested + counts.choose);
    };
    let selected = store::grid::selected(conn, profile, selection)?;
    let has_candidates = |state: &OrganizationState| {
        matches!(
            state,
            OrganizationState::Suggested | OrganizationState::Choose
        )
    };
    Ok(count(
        selected
            .iter()
            .filter(|(_, state)| has_candidates(state))
            .count(),
    ))
}

/// Makes a pair of every clear suggestion, or of those of a selection, in one step. `expected` is the mark of the preview
/// that was looked at.
///
/// # Errors
/// [`Error::InvalidInput`] for the field `expected` when they are others than the preview showed, or other tickets wait for
/// them.
pub async fn accept(
    store: &Store,
    profile: ProfileId,
    within: Option<Selection>,
    expected: &str,
    now: &str,
) -> Result<Edited> {
    let (expected, now) = (expected.to_owned(), now.to_owned());
    let edited = on_current(store, profile, move |tx| {
        let within = within.as_ref().map(Selection::of_grid);
        let (acceptable, _) = offers::of(tx, profile, within.as_ref())?;
        expect_shown(tx, profile, &expected, &acceptable)?;
        accept_all(tx, profile, acceptable, KIND, "", &now)
    })
    .await?;
    edited.ok_or_else(others_than_shown)
}

/// Runs a change on suggestions that are up to date: what stands in the table may be older than the last edit, what is
/// accepted must not be. `None` when an edit came in between.
async fn on_current<T: Send + 'static>(
    store: &Store,
    profile: ProfileId,
    act: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
) -> Result<Option<T>> {
    let (stamp, suggestions) = up_to_date(store, profile).await?;
    let done = store
        .transact(move |tx| {
            if Stamp::now(tx, profile)? != stamp {
                return Ok(None);
            }
            store::suggestions::replace(tx, profile, &suggestions)?;
            act(tx).map(Some)
        })
        .await;
    // What the next preview shows must be what can be accepted then.
    match &done {
        Ok(Some(_)) => refresh(store, profile).await,
        Ok(None) | Err(_) => rewrite(store, profile).await,
    }
    done
}

fn expect_shown(
    conn: &Connection,
    profile: ProfileId,
    expected: &str,
    acceptable: &[ClearSuggestion],
) -> Result<()> {
    let waiting = store::tickets::waiting_for_pair(conn, profile)?;
    if expected == mark(acceptable, &waiting) {
        return Ok(());
    }
    Err(others_than_shown())
}

fn others_than_shown() -> Error {
    Error::InvalidInput {
        field: "expected",
        message: "The suggestions, or the tickets that wait for them, changed since they were shown. Look at them again."
            .to_owned(),
    }
}

/// A number alone would not tell a suggestion that went from one that came. Tickets are part of what was shown: they are
/// sent once their organisation is mapped.
fn mark(acceptable: &[ClearSuggestion], waiting: &HashMap<OrganizationId, u32>) -> String {
    let mut hasher = DefaultHasher::new();
    for clear in acceptable {
        let tickets = waiting.get(&clear.organization);
        (clear.organization.get(), clear.customer.get(), tickets).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// `suffix` is what is said in the journal after what was done.
fn accept_all(
    conn: &Connection,
    profile: ProfileId,
    acceptable: Vec<ClearSuggestion>,
    kind: &'static str,
    suffix: &str,
    now: &str,
) -> Result<Edited> {
    let touched = acceptable.iter().map(|clear| clear.organization).collect();
    let draft = Draft::of(conn, profile, touched)?;
    let (what, subject) = match acceptable.as_slice() {
        [one] => (
            format!(
                "{} mapped to {}{suffix}",
                one.organization_name, one.customer_name
            ),
            Some(one.organization),
        ),
        several => (
            format!("{} organisations mapped{suffix}", several.len()),
            None,
        ),
    };
    for clear in acceptable {
        let pair = PairRow {
            organization: clear.organization,
            customer: clear.customer,
            customer_name: clear.customer_name,
            accepted_inactive: false,
            evidence: clear.evidence,
            accepted_at: now.to_owned(),
        };
        store::pairs::put(conn, profile, &pair)?;
        store::organizations::touch(conn, profile, clear.organization, now)?;
    }
    draft.enter(conn, kind, what, subject, now)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
