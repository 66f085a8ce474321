//! The plan of seat counts to write to Halo.

use engine::domain::seats::{Brake, LineState, PlanState};
use engine::seats::{LineCounts, PlanSummary, SavedSeatPlan, SeatLineRow, SeatPlan, UndoneBy};
use serde::Serialize;
use specta::Type;

use super::ids::{SeatLineId, SeatPlanId};
use super::seats::BilledByDto;

/// How a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PlanStateDto {
    /// To be looked at; nothing was written.
    Draft,
    /// Being written, or stopped in the middle.
    Begun,
    /// Came to its end, or its rest was given up.
    Ended,
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LineStateDto {
    /// To be written.
    Waiting,
    /// On its way.
    Sent,
    /// Written and read back.
    Done,
    /// Not written, because something had changed.
    Moved,
    /// Halo refused it.
    Refused,
    /// Left out.
    Left,
    /// Sent, and given up before any answer came.
    Unknown,
}

/// What speaks against writing a line without a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BrakeDto {
    /// All seats would be gone.
    ToZero,
    /// More than three times as many.
    Threefold,
    /// Fewer than a third.
    Third,
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatLineDto {
    /// Its number.
    pub id: SeatLineId,
    /// The organisations it is for.
    pub organization: String,
    /// The customer's name.
    pub customer_name: String,
    /// The product's name.
    pub product: String,
    /// The licence's name, or the one it will get.
    pub licence: String,
    /// Halo's count when the plan was made; `null` for a licence that is to be made.
    pub before: Option<u32>,
    /// What is to be written.
    pub after: u32,
    /// What speaks against writing it without a look.
    pub brake: Option<BrakeDto>,
    /// Whether it is to be written.
    pub ticked: bool,
    /// How it stands.
    pub state: LineStateDto,
    /// A remark: what became of it, or how several organisations sum up.
    pub note: Option<String>,
    /// Lines of recurring invoices that would bill the new count.
    pub billed_by: Vec<BilledByDto>,
}

/// How many lines stand how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LineCountsDto {
    /// All of them.
    pub all: u32,
    /// Those that are to be written, or were.
    pub ticked: u32,
    /// Lines that a brake holds.
    pub braked: u32,
    /// Of these, the ticked ones.
    pub braked_ticked: u32,
    /// Ticked, not written yet.
    pub open: u32,
    /// Written and read back.
    pub done: u32,
    /// Skipped, because something had changed.
    pub moved: u32,
    /// Refused by Halo.
    pub refused: u32,
    /// Sent, and given up before any answer came.
    pub unknown: u32,
    /// Ticked licences that are to be made.
    pub new: u32,
    /// Lines whose tick is not as it was when the plan was made.
    pub by_hand: u32,
}

/// What took a plan back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoneByDto {
    /// The newest plan that wrote an opposite line.
    pub plan: SeatPlanId,
    /// Whether nothing is left that it had written.
    pub is_whole: bool,
}

/// A plan with a window of its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatPlanDto {
    /// Its number.
    pub id: SeatPlanId,
    /// How it stands.
    pub state: PlanStateDto,
    /// The plan that it takes back, if it does.
    pub undoes: Option<SeatPlanId>,
    /// What was typed where a brake asked for it.
    pub reason: Option<String>,
    /// When it was made.
    pub made_at: String,
    /// When it was confirmed.
    pub begun_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
    /// How its lines stand.
    pub counts: LineCountsDto,
    /// Seats in Halo of everything that was compared.
    pub base: u32,
    /// Seats that its ticked lines move, up or down.
    pub moved_seats: u32,
    /// What the sum grows by; less than nothing where it shrinks.
    pub net: i32,
    /// Whether more of all seats moves than may without a reason.
    pub moves_much: bool,
    /// Requests to Halo for what is still to be written, about.
    pub requests: u32,
    /// Whether a reason has to be typed before it is written.
    pub needs_reason: bool,
    /// Whether its opposite can be made.
    pub can_be_taken_back: bool,
    /// What took it back.
    pub undone_by: Option<UndoneByDto>,
    /// The file in which it was kept when it was confirmed, where that is still there.
    pub kept_in: Option<String>,
    /// Lines before the window.
    pub offset: u32,
    /// The window: what a brake holds first.
    pub rows: Vec<SeatLineDto>,
}

/// A plan that was confirmed, as it stands in the list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanSummaryDto {
    /// Its number.
    pub id: SeatPlanId,
    /// How it stands.
    pub state: PlanStateDto,
    /// The plan that it takes back, if it does.
    pub undoes: Option<SeatPlanId>,
    /// What took it back.
    pub undone_by: Option<UndoneByDto>,
    /// What was typed where a brake asked for it.
    pub reason: Option<String>,
    /// When it was confirmed.
    pub begun_at: String,
    /// Lines that were to be written.
    pub ticked: u32,
    /// Written and read back.
    pub done: u32,
    /// Skipped, because something had changed.
    pub moved: u32,
    /// Refused by Halo.
    pub refused: u32,
    /// Sent, and given up before any answer came.
    pub unknown: u32,
}

/// A plan that was kept as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedSeatPlanDto {
    /// Where.
    pub path: String,
    /// Lines in the file.
    pub lines: u32,
}

impl From<PlanState> for PlanStateDto {
    fn from(state: PlanState) -> Self {
        match state {
            PlanState::Draft => Self::Draft,
            PlanState::Begun => Self::Begun,
            PlanState::Ended => Self::Ended,
        }
    }
}

impl From<LineState> for LineStateDto {
    fn from(state: LineState) -> Self {
        match state {
            LineState::Waiting => Self::Waiting,
            LineState::Sent => Self::Sent,
            LineState::Done => Self::Done,
            LineState::Moved => Self::Moved,
            LineState::Refused => Self::Refused,
            LineState::Left => Self::Left,
            LineState::Unknown => Self::Unknown,
        }
    }
}

impl From<UndoneBy> for UndoneByDto {
    fn from(by: UndoneBy) -> Self {
        Self {
            plan: by.plan.into(),
            is_whole: by.is_whole,
        }
    }
}

impl From<Brake> for BrakeDto {
    fn from(brake: Brake) -> Self {
        match brake {
            Brake::ToZero => Self::ToZero,
            Brake::Threefold => Self::Threefold,
            Brake::Third => Self::Third,
        }
    }
}

impl SeatLineDto {
    /// A line with what would bill it.
    fn new(row: SeatLineRow, billed_by: Vec<BilledByDto>) -> Self {
        Self {
            billed_by,
            id: row.id.into(),
            organization: row.line.organization,
            customer_name: row.line.customer_name,
            product: row.line.product_name,
            licence: row.line.licence_name,
            before: row.line.change.before,
            after: row.line.change.after,
            brake: row.brake.map(Into::into),
            ticked: row.ticked,
            state: row.state.into(),
            note: match (row.note, row.found) {
                (Some(note), Some(found)) if row.state == LineState::Moved => {
                    Some(format!("{note} It is {found}."))
                }
                (note, _) => note.or(row.line.sum),
            },
        }
    }
}

impl From<LineCounts> for LineCountsDto {
    fn from(counts: LineCounts) -> Self {
        Self {
            all: counts.all,
            ticked: counts.ticked,
            braked: counts.braked,
            braked_ticked: counts.braked_ticked,
            open: counts.open,
            done: counts.done,
            moved: counts.moved,
            refused: counts.refused,
            unknown: counts.unknown,
            new: counts.new,
            by_hand: counts.by_hand,
        }
    }
}

impl From<PlanSummary> for PlanSummaryDto {
    fn from(plan: PlanSummary) -> Self {
        Self {
            id: plan.row.id.into(),
            state: plan.row.state.into(),
            undoes: plan.row.undoes.map(Into::into),
            undone_by: plan.undone_by.map(Into::into),
            reason: plan.row.reason,
            begun_at: plan.row.begun_at.unwrap_or(plan.row.made_at),
            ticked: plan.ticked,
            done: plan.done,
            moved: plan.moved,
            refused: plan.refused,
            unknown: plan.unknown,
        }
    }
}

impl From<SeatPlan> for SeatPlanDto {
    fn from(plan: SeatPlan) -> Self {
        let billed_by = plan.billed_by;
        let rows = plan.lines.into_iter().map(|row| {
            let licence = row.line.licence;
            let lines = licence.and_then(|id| billed_by.get(&id)).cloned();
            let after = Some(row.line.change.after);
            let lines = BilledByDto::of_count(lines.unwrap_or_default(), after);
            SeatLineDto::new(row, lines)
        });
        let rows = rows.collect();
        let seats = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let end = if plan.weight.net < 0 {
            i32::MIN
        } else {
            i32::MAX
        };
        Self {
            id: plan.row.id.into(),
            state: plan.row.state.into(),
            undoes: plan.row.undoes.map(Into::into),
            reason: plan.row.reason,
            made_at: plan.row.made_at,
            begun_at: plan.row.begun_at,
            ended_at: plan.row.ended_at,
            base: seats(plan.weight.base),
            moved_seats: seats(plan.weight.moved),
            net: i32::try_from(plan.weight.net).unwrap_or(end),
            moves_much: plan.weight.is_braked(),
            requests: plan.requests,
            needs_reason: plan.needs_reason,
            can_be_taken_back: plan.can_be_taken_back,
            undone_by: plan.undone_by.map(Into::into),
            kept_in: plan.kept_in.map(|path| path.to_string_lossy().into_owned()),
            offset: plan.offset,
            rows,
            counts: plan.counts.into(),
        }
    }
}

impl From<SavedSeatPlan> for SavedSeatPlanDto {
    fn from(saved: SavedSeatPlan) -> Self {
        Self {
            path: saved.path,
            lines: saved.lines,
        }
    }
}
