//! A plan as a file, for whoever has to agree to it or keep it: every line with before, after and what became of it.

use std::collections::BTreeMap;

use csv::WriterBuilder;
use domain::billing::BilledBy;
use domain::seats::{Brake, LineState, PlanState};
use domain::spreadsheet::neutralise;
use domain::{LicenceId, ProfileId, SeatPlanId};
use store::seat_lines::{self, SeatLineRow};
use store::seat_plans::SeatPlanRow;

use super::plan::which_plan;
use crate::Engine;
use crate::error::{Error, Result};
use crate::organizations::{Error as FileError, write_whole};

/// Excel takes a file without it for one in the old encoding of its country.
const BYTE_ORDER_MARK: &str = "\u{feff}";

const HEADINGS: [&str; 18] = [
    "Plan",
    "Organisation",
    "Halo customer",
    "Customer number",
    "Product",
    "Licence",
    "Licence number",
    "Before",
    "After",
    "Brake",
    "To be written",
    "State",
    "Found in Halo",
    "Note",
    "Billed by",
    "Reason",
    "Confirmed (UTC)",
    "By",
];

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSeatPlan {
    /// Where.
    pub path: String,
    /// Lines in the file.
    pub lines: u32,
}

impl Engine {
    /// Asks where to keep a plan, or without a name the newest, and writes it there. `None` when nobody wants a file after
    /// all.
    ///
    /// # Errors
    /// As for [`Self::write_seat_plan`].
    pub async fn save_seat_plan(
        &self,
        profile: ProfileId,
        which: Option<SeatPlanId>,
    ) -> Result<Option<SavedSeatPlan>> {
        let name = self
            .store
            .read(move |tx| Ok(store::profiles::get(tx, profile)?.name))
            .await?;
        let today = self.clock.now().strftime("%Y-%m-%d");
        let plain: String = name
            .chars()
            .filter(|letter| letter.is_alphanumeric() || *letter == ' ')
            .collect();
        let suggested = match which {
            Some(plan) => format!("{} seats plan {plan}.csv", plain.trim()),
            None => format!("{} seats {today}.csv", plain.trim()),
        };
        let Some(path) = self.desktop.choose_export_file(&suggested).await else {
            return Ok(None);
        };
        // The desktop's dialog has asked about a file that is there.
        self.write_seat_plan(profile, which, path, true)
            .await
            .map(Some)
    }

    /// Writes a plan to a file; without a name the one that has not ended, or the one that ended last.
    ///
    /// # Errors
    /// `NotFound` when there is no plan; `Organizations(FileExists)` and `Organizations(NotWritten)`, the old file is
    /// untouched then.
    pub async fn write_seat_plan(
        &self,
        profile: ProfileId,
        which: Option<SeatPlanId>,
        path: String,
        replace: bool,
    ) -> Result<SavedSeatPlan> {
        let found = self
            .store
            .read(move |tx| {
                let billed_by = store::invoices::by_licence(tx, profile)?;
                let plan = which_plan(tx, profile, which)?;
                plan.map(|plan| {
                    let lines = seat_lines::page(tx, plan.id, 0, u32::MAX)?;
                    Ok((lines, plan, billed_by))
                })
                .transpose()
            })
            .await?;
        let (lines, plan, billed_by) = found.ok_or(Error::NotFound {
            what: "There is no plan yet.",
        })?;
        let work = move || {
            let text = as_csv(&plan, &lines, &billed_by)?;
            write_whole(path.as_ref(), &text, replace)?;
            Ok::<_, FileError>(SavedSeatPlan {
                path,
                lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            })
        };
        let written = tokio::task::spawn_blocking(work).await;
        Ok(written.map_err(|_| store::Error::Panicked)??)
    }
}

pub(super) fn as_csv(
    plan: &SeatPlanRow,
    lines: &[SeatLineRow],
    billed_by: &BTreeMap<LicenceId, Vec<BilledBy>>,
) -> std::result::Result<String, FileError> {
    let failed = || FileError::NotWritten {
        message: "The plan cannot be written as CSV.".to_owned(),
    };
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(HEADINGS).map_err(|_| failed())?;
    for row in lines {
        let line = &row.line;
        let number = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
        let cells = [
            plan.id.to_string(),
            line.organization.clone(),
            line.customer_name.clone(),
            line.customer.to_string(),
            line.product_name.clone(),
            line.licence_name.clone(),
            line.licence.map(|id| id.to_string()).unwrap_or_default(),
            number(line.change.before.map(i64::from)),
            line.change.after.to_string(),
            row.brake.map(brake_word).unwrap_or_default().to_owned(),
            if row.ticked { "yes" } else { "no" }.to_owned(),
            state_word(plan.state, row).to_owned(),
            number(row.found),
            row.note
                .clone()
                .or_else(|| line.sum.clone())
                .unwrap_or_default(),
            line.licence
                .and_then(|id| billed_by.get(&id))
                .map(|lines| in_words(lines))
                .unwrap_or_default(),
            plan.reason.clone().unwrap_or_default(),
            plan.begun_at.clone().unwrap_or_default(),
            plan.begun_by.clone().unwrap_or_default(),
        ];
        writer
            .write_record(cells.map(|cell| neutralise(&cell)))
            .map_err(|_| failed())?;
    }
    let bytes = writer.into_inner().map_err(|_| failed())?;
    let text = String::from_utf8(bytes).map_err(|_| failed())?;
    Ok(format!("{BYTE_ORDER_MARK}{text}"))
}

fn in_words(lines: &[BilledBy]) -> String {
    let lines: Vec<String> = lines.iter().map(BilledBy::in_words).collect();
    lines.join("; ")
}

fn brake_word(brake: Brake) -> &'static str {
    match brake {
        Brake::ToZero => "to zero",
        Brake::Threefold => "more than threefold",
        Brake::Third => "less than a third",
    }
}

fn state_word(plan: PlanState, row: &SeatLineRow) -> &'static str {
    match row.state {
        LineState::Waiting if row.ticked && plan != PlanState::Ended => "waiting",
        LineState::Waiting | LineState::Left => "left out",
        LineState::Sent => "sent, no answer yet",
        LineState::Done => "written",
        LineState::Moved => "had changed",
        LineState::Refused => "refused",
        LineState::Unknown => "sent, the answer never came",
    }
}
