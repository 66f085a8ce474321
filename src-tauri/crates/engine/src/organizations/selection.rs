//! Acts on many organisations at once: what a selection holds, what each act would do to it, and the act as one step.

use domain::{Decision, OrganizationId, OrganizationState, ProfileId};
use store::{
    Connection, Store,
    grid::{GridFilter, GridSelection},
};

use super::accept::{acceptable, unshared};
use super::edits::{Draft, Edited};
use super::error::{Error, Result};
use super::query;
use super::set_aside::{Aside, SetAside, put_aside};
use super::suggestions::refresh;

/// What is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// These.
    These(Vec<OrganizationId>),
    /// All that the filter lets through.
    All {
        /// Which states.
        filter: GridFilter,
        /// What is typed into the filter.
        text: String,
        /// But for these.
        except: Vec<OrganizationId>,
    },
}

impl Selection {
    pub(super) fn of_grid(&self) -> GridSelection {
        match self {
            Self::These(ids) => GridSelection::These(ids.clone()),
            Self::All {
                filter,
                text,
                except,
            } => GridSelection::All {
                filter: *filter,
                text: query::parse(text).text,
                except: except.clone(),
            },
        }
    }
}

/// What to do with many. Mapping many is [`super::accept`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManyAct {
    /// Put those off that wait for a decision. The reason may be empty.
    Hold(SetAside),
    /// Leave those out that wait for a decision. The reason may not be empty.
    Exclude(SetAside),
    /// Take holds and exclusions back.
    Release,
}

impl ManyAct {
    /// Whether the act changes an organisation in this state. A pair is never parted by the dozen.
    const fn applies_to(&self, state: OrganizationState) -> bool {
        match self {
            Self::Hold(_) | Self::Exclude(_) => state.is_to_do(),
            Self::Release => matches!(state, OrganizationState::Held | OrganizationState::Excluded),
        }
    }
}

/// How many of a selection each act would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelectionPreview {
    /// How many are selected.
    pub selected: u32,
    /// How many have a suggestion that is clear and good enough to be mapped unseen.
    pub mappable: u32,
    /// How many would be held or excluded.
    pub waiting: u32,
    /// How many would be released.
    pub set_aside: u32,
}

/// Says what acts on a selection would do.
///
/// # Errors
/// [`Error::Store`].
pub async fn preview_selection(
    store: &Store,
    profile: ProfileId,
    selection: Selection,
) -> Result<SelectionPreview> {
    let preview = store
        .read(move |tx| {
            let selection = selection.of_grid();
            let selected = store::grid::selected(tx, profile, &selection)?;
            let count = |act: &ManyAct| {
                let changed = selected.iter().filter(|(_, state)| act.applies_to(*state));
                count_of(changed.count())
            };
            Ok(SelectionPreview {
                selected: count_of(selected.len()),
                mappable: count_of(unshared(acceptable(tx, profile, Some(&selection))?).0.len()),
                waiting: count(&ManyAct::Hold(SetAside::default())),
                set_aside: count(&ManyAct::Release),
            })
        })
        .await?;
    Ok(preview)
}

/// The ids of a stretch of the grid, for a selection that reaches over rows nobody has read. At most 10 000.
///
/// # Errors
/// [`Error::Store`].
pub async fn ids(
    store: &Store,
    profile: ProfileId,
    query: super::Query,
) -> Result<Vec<OrganizationId>> {
    let grid = store::grid::GridQuery {
        limit: query.limit.min(LONGEST_STRETCH),
        ..query.of_grid()
    };
    Ok(store
        .read(move |tx| store::grid::ids(tx, profile, &grid))
        .await?)
}

/// More ids than this are never answered at once; whoever wants more selects all.
const LONGEST_STRETCH: u32 = 10_000;

/// Carries an act out on all of a selection that it applies to, in one step.
///
/// # Errors
/// [`Error::InvalidInput`] for the field `expected` when it applies to more or fewer than the preview showed, and for
/// an exclusion without a reason or a day that is none.
pub async fn decide_many(
    store: &Store,
    profile: ProfileId,
    selection: Selection,
    act: ManyAct,
    expected: u32,
    now: &str,
) -> Result<Edited> {
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            let mut touched: Vec<OrganizationId> =
                store::grid::selected(tx, profile, &selection.of_grid())?
                    .into_iter()
                    .filter(|(_, state)| act.applies_to(*state))
                    .map(|(id, _)| id)
                    .collect();
            touched.sort_unstable();
            let found = count_of(touched.len());
            if found != expected {
                return Err(Error::InvalidInput {
                    field: "expected",
                    message: format!(
                        "The organisations changed meanwhile: it would be {found} now, {expected} were shown."
                    ),
                });
            }
            carry_out(tx, profile, touched, &act, &now)
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

fn carry_out(
    conn: &Connection,
    profile: ProfileId,
    touched: Vec<OrganizationId>,
    act: &ManyAct,
    now: &str,
) -> Result<Edited> {
    let (kind, decision, aside, done) = match act {
        ManyAct::Hold(aside) => ("hold", Decision::Held, aside.for_hold(now)?, "held"),
        ManyAct::Exclude(aside) => (
            "exclude",
            Decision::Excluded,
            aside.for_exclusion(now)?,
            "excluded",
        ),
        ManyAct::Release => ("release", Decision::Open, Aside::default(), "released"),
    };
    let until = aside.until();
    let (what, subject) = match touched.as_slice() {
        [] => return Ok(Edited::nothing("Nothing was changed", None)),
        [one] => {
            let name = super::forms::find(conn, profile, *one)?.name;
            (format!("{name} {done}{until}"), Some(*one))
        }
        several => (
            format!("{} organisations {done}{until}", several.len()),
            None,
        ),
    };
    let draft = Draft::of(conn, profile, touched.clone())?;
    for id in touched {
        put_aside(conn, profile, id, decision, &aside, now)?;
    }
    draft.enter(conn, kind, what, subject, now)
}

fn count_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
