//! The plan: one line for every count that differs, made and looked at before anything is written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::billing::BilledBy;
use domain::seats::{LicenceKey, LineState, PlanState, Weight};
use domain::{LicenceId, ProfileId, SeatLineId, SeatPlanId};
use store::Connection;
use store::seat_lines::{self, LineCounts, NewSeatLine, SeatLineRow};
use store::seat_plans::{self, PlanSummary, SeatPlanRow, UndoneBy};

use super::comparison::{Basis, SeatTotals, SeatView, sum_of};
use super::writing::must_be_on;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// Rows of one window at most.
const LONGEST_PAGE: u32 = 500;

/// More plans than these are not listed: more than a year of daily ones. They are still there, and Activity leads to each.
const MOST_PLANS: u32 = 500;

/// Requests for one line: its target is read, written and read back.
const REQUESTS_A_LINE: u32 = 3;

/// A plan as it is shown, with a window of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatPlan {
    /// The plan.
    pub row: SeatPlanRow,
    /// How many of its lines stand how.
    pub counts: LineCounts,
    /// What its ticked lines move.
    pub weight: Weight,
    /// Requests to Halo for what is still to be written, about.
    pub requests: u32,
    /// Whether a reason has to be typed before it is written.
    pub needs_reason: bool,
    /// Whether its opposite can be made.
    pub can_be_taken_back: bool,
    /// What took it back.
    pub undone_by: Option<UndoneBy>,
    /// The file in which it was kept when it was confirmed, where that is still there.
    pub kept_in: Option<PathBuf>,
    /// Lines before the window.
    pub offset: u32,
    /// The window: what a brake holds first.
    pub lines: Vec<SeatLineRow>,
    /// Lines of recurring invoices that take their quantity from the licences of the window, as last read.
    pub billed_by: BTreeMap<LicenceId, Vec<BilledBy>>,
}

impl Engine {
    /// Makes a plan of everything that differs, in place of a draft. `None` when nothing differs. `replace`: also in place
    /// of a draft whose ticks were set by hand.
    ///
    /// # Errors
    /// `NotConfigured` where writing is switched off or the licences were never read; `NeedsConfirmation` while another
    /// plan is begun, and for a draft with ticks set by hand.
    pub async fn make_seat_plan(
        &self,
        profile: ProfileId,
        replace: bool,
    ) -> Result<Option<SeatPlanId>> {
        let now = self.now();
        let made = self
            .store
            .transact(move |tx| {
                must_be_on(tx, profile)?;
                if store::seats::last_read(tx, profile)?.is_none_or(|read| read.no_module) {
                    return Err(Error::NotConfigured {
                        what: "Read Halo’s licences first.",
                    });
                }
                make_room(tx, profile, replace)?;
                let basis = Basis::load(tx, profile)?;
                let lines: Vec<NewSeatLine> = basis
                    .views()
                    .into_iter()
                    .filter_map(|view| line_of(&basis, view))
                    .collect();
                if lines.is_empty() {
                    return Ok(None);
                }
                let base = base_of(&basis);
                let plan = seat_plans::insert(tx, profile, base, None, &lines, &now)?;
                Ok(Some(plan))
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::SeatPlan]);
        Ok(made)
    }

    /// Makes the plan that takes back what another has written, however long ago, and what it may have written. Each count is
    /// read again before it is written, and one that has changed since is skipped.
    ///
    /// # Errors
    /// As for [`Self::make_seat_plan`]; `NotFound` when that plan wrote nothing.
    pub async fn take_seats_back(
        &self,
        profile: ProfileId,
        plan: SeatPlanId,
        replace: bool,
    ) -> Result<SeatPlanId> {
        let now = self.now();
        let made = self
            .store
            .transact(move |tx| {
                must_be_on(tx, profile)?;
                let undone = seat_plans::get(tx, profile, plan)?;
                make_room(tx, profile, replace)?;
                let lines: Vec<NewSeatLine> = seat_lines::page(tx, undone.id, 0, u32::MAX)?
                    .into_iter()
                    .filter(is_undoable)
                    .map(|row| NewSeatLine {
                        change: row.line.change.opposite(),
                        ..row.line
                    })
                    .collect();
                if lines.is_empty() {
                    return Err(Error::NotFound {
                        what: "This plan has written nothing that could be taken back.",
                    });
                }
                let base = base_of(&Basis::load(tx, profile)?);
                let made = seat_plans::insert(tx, profile, base, Some(plan), &lines, &now)?;
                Ok(made)
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::SeatPlan]);
        Ok(made)
    }

    /// A plan with a window of its lines: the one that is named; without a name the one that has not ended, or else the one
    /// that ended last.
    ///
    /// # Errors
    /// `Store(NotFound)` for a name that no plan has.
    pub async fn seat_plan(
        &self,
        profile: ProfileId,
        which: Option<SeatPlanId>,
        offset: u32,
        limit: u32,
    ) -> Result<Option<SeatPlan>> {
        let limit = limit.min(LONGEST_PAGE);
        let found = self
            .store
            .read(move |tx| {
                let row = which_plan(tx, profile, which)?;
                row.map(|row| shown(tx, profile, row, offset, limit))
                    .transpose()
            })
            .await?;
        let Some(mut plan) = found else {
            return Ok(None);
        };
        plan.kept_in = self.kept_seat_plan(profile, &plan.row).await;
        Ok(Some(plan))
    }

    /// Plans that were confirmed, the newest first.
    pub async fn seat_plans(&self, profile: ProfileId) -> Result<Vec<PlanSummary>> {
        Ok(self
            .store
            .read(move |tx| seat_plans::confirmed(tx, profile, MOST_PLANS))
            .await?)
    }

    /// Ticks lines of a draft, or takes the tick away: those named, or without names all that no brake holds.
    ///
    /// # Errors
    /// `NotFound` when the plan is no longer a draft.
    pub async fn tick_seat_lines(
        &self,
        profile: ProfileId,
        plan: SeatPlanId,
        lines: Option<Vec<SeatLineId>>,
        ticked: bool,
    ) -> Result<()> {
        self.store
            .transact(move |tx| {
                let row = seat_plans::get(tx, profile, plan)?;
                if row.state != PlanState::Draft {
                    return Err(Error::NotFound {
                        what: "This plan was confirmed already; its lines stay as they are.",
                    });
                }
                Ok(seat_lines::tick(tx, plan, lines.as_deref(), ticked)?)
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::SeatPlan]);
        Ok(())
    }

    /// Throws a draft away, or gives up what a plan has not written yet. What was written stays written, and what was sent
    /// without an answer is looked for once more.
    pub async fn give_seat_plan_up(&self, profile: ProfileId, plan: SeatPlanId) -> Result<()> {
        self.stop_writing_seats(profile).await;
        self.look_for_sent_lines(profile, plan).await?;
        let now = self.now();
        let was = self
            .store
            .write(move |tx| {
                let row = seat_plans::get(tx, profile, plan)?;
                match row.state {
                    PlanState::Draft => seat_plans::delete(tx, profile, plan)?,
                    PlanState::Begun => seat_plans::end(tx, plan, &now)?,
                    PlanState::Ended => {}
                }
                Ok(row.state)
            })
            .await?;
        if was == PlanState::Begun {
            self.keep_seat_plan(profile, plan).await?;
        }
        self.events.invalidated(Some(profile), &[Tag::SeatPlan]);
        Ok(())
    }
}

/// Whether the opposite of a line can be made. One that was sent without an answer may have been written; where it was not,
/// its opposite is skipped. A licence that may have been made has no number to find it by.
fn is_undoable(row: &SeatLineRow) -> bool {
    match row.state {
        LineState::Done | LineState::Unknown => row.line.licence.is_some(),
        LineState::Waiting
        | LineState::Sent
        | LineState::Moved
        | LineState::Refused
        | LineState::Left => false,
    }
}

/// The plan that is named; without a name the one that has not ended, or else the one that ended last.
pub(super) fn which_plan(
    conn: &Connection,
    profile: ProfileId,
    which: Option<SeatPlanId>,
) -> store::Result<Option<SeatPlanRow>> {
    if let Some(id) = which {
        return seat_plans::get(conn, profile, id).map(Some);
    }
    match seat_plans::open(conn, profile)? {
        Some(open) => Ok(Some(open)),
        None => seat_plans::last_ended(conn, profile),
    }
}

fn shown(
    conn: &Connection,
    profile: ProfileId,
    row: SeatPlanRow,
    offset: u32,
    limit: u32,
) -> store::Result<SeatPlan> {
    let counts = seat_lines::counts(conn, row.id)?;
    let weight = seat_plans::weight(conn, &row)?;
    let lines = seat_lines::page(conn, row.id, offset, limit)?;
    let mut billed_by = BTreeMap::new();
    for licence in lines.iter().filter_map(|row| row.line.licence) {
        billed_by.insert(
            licence,
            store::invoices::of_licence(conn, profile, licence)?,
        );
    }
    Ok(SeatPlan {
        requests: counts.open.saturating_mul(REQUESTS_A_LINE),
        needs_reason: needs_reason(&counts, weight),
        can_be_taken_back: row.state == PlanState::Ended && counts.undoable > 0,
        undone_by: seat_plans::undone_by(conn, profile, row.id)?,
        kept_in: None,
        offset,
        lines,
        billed_by,
        counts,
        weight,
        row,
    })
}

/// Whether a brake asks for a reason: for a line, or for the whole.
pub(super) fn needs_reason(counts: &LineCounts, weight: Weight) -> bool {
    counts.braked_ticked > 0 || weight.is_braked()
}

/// A draft goes for a new plan, if its ticks are as they were made or somebody has agreed; a plan that is begun does not.
fn make_room(conn: &Connection, profile: ProfileId, replace: bool) -> Result<()> {
    match seat_plans::open(conn, profile)? {
        Some(open) if open.state == PlanState::Draft => {
            let by_hand = seat_lines::counts(conn, open.id)?.by_hand;
            if by_hand > 0 && !replace {
                let ticks = match by_hand {
                    1 => "1 of its ticks was".to_owned(),
                    many => format!("{many} of its ticks were"),
                };
                return Err(Error::NeedsConfirmation {
                    message: format!(
                        "Plan {} is not written yet, and {ticks} set by hand. A new plan takes its place.",
                        open.id
                    ),
                });
            }
            Ok(seat_plans::delete(conn, profile, open.id)?)
        }
        Some(_) => Err(Error::NeedsConfirmation {
            message: "A plan is begun and not finished. Go on with it, or give its rest up first."
                .to_owned(),
        }),
        None => Ok(()),
    }
}

/// Seats in Halo of everything that can be compared.
fn base_of(basis: &Basis) -> u32 {
    let mut totals = SeatTotals::default();
    for row in basis.rows() {
        totals.add(row);
    }
    u32::try_from(totals.halo).unwrap_or(u32::MAX)
}

/// The line for a row that differs.
fn line_of(basis: &Basis, view: SeatView) -> Option<NewSeatLine> {
    let after = view.row.vendor.filter(|_| view.row.differs())?;
    let names: Vec<String> = view
        .organizations
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    let rule = basis.rule(&view.row.product);
    Some(NewSeatLine {
        customer: view.row.customer,
        customer_name: view.customer,
        organization: names.join(", "),
        sum: sum_of(&view.row),
        product_name: view.product,
        licence: view.row.licence,
        licence_name: view.licence?,
        sku: rule
            .filter(|rule| rule.key == LicenceKey::Sku)
            .map(|rule| rule.value.clone()),
        change: domain::seats::Change {
            // A licence that is to be made has no count; any other is in the comparison with one.
            before: view.row.licence.and(view.row.halo),
            after,
        },
        product: view.row.product,
    })
}
