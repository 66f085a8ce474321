//! Accepting all clear suggestions, or those of a selection, in one step, after a preview.

use std::cmp::Reverse;
use std::collections::HashSet;
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
use super::warnings;

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
    /// Organisations with candidates that stay for a person, those left out among them.
    pub left: u32,
    /// Stands for exactly these pairs, as long as the program runs.
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
            let (acceptable, doubts) =
                undoubted(tx, profile, acceptable(tx, profile, within.as_ref())?)?;
            let with_candidates = with_candidates(tx, profile, within.as_ref())?;
            let total = count(acceptable.len());
            Ok(AcceptPreview {
                total,
                mark: mark(&acceptable),
                groups: groups(acceptable),
                doubtful: count(doubts.len()),
                doubts: doubts.into_iter().take(EXAMPLES).collect(),
                left: with_candidates.saturating_sub(total),
            })
        })
        .await?;
    Ok(preview)
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
/// [`Error::InvalidInput`] for the field `expected` when they are others than the preview showed.
pub async fn accept(
    store: &Store,
    profile: ProfileId,
    within: Option<Selection>,
    expected: &str,
    now: &str,
) -> Result<Edited> {
    let (expected, now) = (expected.to_owned(), now.to_owned());
    // What stands in the table may be older than the last edit; what is accepted must not be.
    let (stamp, suggestions) = up_to_date(store, profile).await?;
    let edited = store
        .transact(move |tx| {
            if Stamp::now(tx, profile)? != stamp {
                let (acceptable, _) = undoubted(tx, profile, acceptable(tx, profile, None)?)?;
                return Err(others_than_shown(&acceptable));
            }
            store::suggestions::replace(tx, profile, &suggestions)?;
            let within = within.as_ref().map(Selection::of_grid);
            let (acceptable, _) =
                undoubted(tx, profile, acceptable(tx, profile, within.as_ref())?)?;
            expect_shown(&expected, &acceptable)?;
            accept_all(tx, profile, acceptable, &now)
        })
        .await;
    // What the next preview shows must be what can be accepted then.
    match &edited {
        Ok(_) => refresh(store, profile).await,
        Err(_) => rewrite(store, profile).await,
    }
    edited
}

fn expect_shown(expected: &str, acceptable: &[ClearSuggestion]) -> Result<()> {
    if expected == mark(acceptable) {
        return Ok(());
    }
    Err(others_than_shown(acceptable))
}

fn others_than_shown(acceptable: &[ClearSuggestion]) -> Error {
    let found = acceptable.len();
    Error::InvalidInput {
        field: "expected",
        message: format!(
            "The suggestions are others than those shown. {found} can be accepted now."
        ),
    }
}

/// A number alone would not tell a suggestion that went from one that came.
fn mark(acceptable: &[ClearSuggestion]) -> String {
    let mut hasher = DefaultHasher::new();
    for clear in acceptable {
        (clear.organization.get(), clear.customer.get()).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn accept_all(
    conn: &Connection,
    profile: ProfileId,
    acceptable: Vec<ClearSuggestion>,
    now: &str,
) -> Result<Edited> {
    let touched = acceptable.iter().map(|clear| clear.organization).collect();
    let draft = Draft::of(conn, profile, touched)?;
    let (what, subject) = match acceptable.as_slice() {
        [one] => (
            format!("{} mapped to {}", one.organization_name, one.customer_name),
            Some(one.organization),
        ),
        several => (format!("{} organisations mapped", several.len()), None),
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
    draft.enter(conn, "accept", what, subject, now)
}

/// Clear suggestions: the matcher calls only those clear that may be accepted without looking. A band below Strong is
/// kept out here as well, so that a row from an older version of the program cannot slip in.
pub(super) fn acceptable(
    conn: &Connection,
    profile: ProfileId,
    within: Option<&GridSelection>,
) -> store::Result<Vec<ClearSuggestion>> {
    let mut clear = store::suggestions::clear(conn, profile)?;
    if let Some(selection) = within {
        let selected: HashSet<OrganizationId> = store::grid::selected(conn, profile, selection)?
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        clear.retain(|suggestion| selected.contains(&suggestion.organization));
    }
    clear.retain(|suggestion| suggestion.evidence.band <= Band::Strong);
    Ok(clear)
}

/// Those that nothing speaks against, and the others with the gravest doubt of each.
fn undoubted(
    conn: &Connection,
    profile: ProfileId,
    acceptable: Vec<ClearSuggestion>,
) -> store::Result<(Vec<ClearSuggestion>, Vec<Doubt>)> {
    let (mut kept, mut doubts) = (Vec::with_capacity(acceptable.len()), Vec::new());
    for clear in acceptable {
        let against = warnings::open_doubts(conn, profile, clear.organization, clear.customer)?;
        match against.into_iter().next() {
            None => kept.push(clear),
            Some(doubt) => doubts.push(Doubt {
                organization: clear.organization_name,
                customer: clear.customer_name,
                text: doubt.text,
            }),
        }
    }
    Ok((kept, doubts))
}

fn groups(acceptable: Vec<ClearSuggestion>) -> Vec<AcceptGroup> {
    let mut groups: Vec<AcceptGroup> = Vec::new();
    for clear in acceptable {
        let evidence = clear.evidence;
        let example = (clear.organization_name, clear.customer_name);
        let known = groups
            .iter_mut()
            .find(|group| group.band == evidence.band && group.reasons == evidence.reasons);
        match known {
            Some(group) => {
                group.count += 1;
                if group.examples.len() < EXAMPLES {
                    group.examples.push(example);
                }
            }
            None => groups.push(AcceptGroup {
                band: evidence.band,
                reasons: evidence.reasons,
                count: 1,
                examples: vec![example],
            }),
        }
    }
    // Weakest first: the lower band, then fewer facts, then lighter ones.
    groups.sort_by(|a, b| {
        let weakness = |group: &AcceptGroup| (Reverse(group.band), group.reasons.len());
        weakness(a)
            .cmp(&weakness(b))
            .then_with(|| b.reasons.cmp(&a.reasons))
    });
    groups
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
