//! `seats compare`, `seats plan` and `seats apply`

use std::collections::BTreeMap;
use std::path::PathBuf;

use engine::domain::ProfileId;
use engine::domain::billing::BilledBy;
use engine::domain::seats::{Brake, LineState, PlanState, SeatState};
use engine::seats::{SeatLineRow, SeatPlan, SeatQuery, SeatView};
use serde::Serialize;
use serde_json::json;

use super::counted;
use crate::answer::Answer;
use crate::arguments::SeatsApply;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

/// Lines that are asked for at once; the engine answers no more.
const WINDOW: u32 = 500;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownRow {
    organizations: Vec<String>,
    customer: String,
    customer_id: i32,
    product: String,
    licence: Option<String>,
    vendor: Option<u32>,
    halo: Option<u32>,
    state: &'static str,
    note: Option<String>,
    billed_by: Vec<String>,
}

impl From<SeatView> for ShownRow {
    fn from(view: SeatView) -> Self {
        let names = view.organizations.into_iter().map(|(_, name)| name);
        Self {
            organizations: names.collect(),
            customer: view.customer,
            customer_id: view.row.customer.get(),
            product: view.product,
            licence: view.licence,
            vendor: view.row.vendor,
            halo: view.row.halo,
            state: view.row.state.code(),
            note: view.note,
            billed_by: view.billed_by.iter().map(BilledBy::in_words).collect(),
        }
    }
}

/// Shows where the two sides differ; in JSON every row.
pub(super) async fn compare(
    session: &mut Session,
    profile: ProfileId,
    stored: bool,
) -> Result<Answer, Failure> {
    read(session, profile, stored).await?;
    let query = SeatQuery {
        limit: usize::MAX,
        ..SeatQuery::default()
    };
    let page = session.engine.seats(profile, query).await?;
    let of = |state| page.counts.by_state.get(&state).copied().unwrap_or(0);
    let differ = of(SeatState::Up) + of(SeatState::Down) + of(SeatState::New);
    let (equal, odd) = (of(SeatState::Equal), of(SeatState::Odd));
    let rows: Vec<ShownRow> = page.rows.into_iter().map(Into::into).collect();
    let mut lines: Vec<String> = rows
        .iter()
        .filter(|row| ["up", "down", "new"].contains(&row.state))
        .map(|row| {
            format!(
                "{:<4} {}, {}: {} -> {}",
                row.state,
                row.customer,
                row.product,
                number(row.halo),
                number(row.vendor)
            )
        })
        .collect();
    lines.push(format!(
        "{} differ, {equal} equal, {odd} cannot be compared.",
        counted(differ, "line")
    ));
    Ok(Answer::new(
        &json!({ "differ": differ, "equal": equal, "odd": odd, "rows": rows }),
        lines.join("\n"),
        Exit::fine_if(differ == 0),
    ))
}

/// Makes a plan and shows it.
pub(super) async fn plan(
    session: &mut Session,
    profile: ProfileId,
    stored: bool,
    file: Option<PathBuf>,
    replace: bool,
) -> Result<Answer, Failure> {
    read(session, profile, stored).await?;
    if session.engine.make_seat_plan(profile).await?.is_none() {
        return Ok(Answer::new(
            &json!({ "plan": null }),
            "Nothing differs, so there is nothing to write.",
            Exit::Fine,
        ));
    }
    let saved = match file {
        Some(file) => {
            let path = file.to_string_lossy().into_owned();
            let saved = session
                .engine
                .write_seat_plan(profile, None, path, replace)
                .await?;
            Some(saved.path)
        }
        None => None,
    };
    let (plan, lines) = whole_plan(session, profile).await?;
    let exit = Exit::fine_if(plan.counts.braked == 0);
    let mut text = shown(&plan, &lines);
    if let Some(path) = &saved {
        text.push(format!("Kept in {path}."));
    }
    text.push("`seats apply --yes` writes it to Halo.".to_owned());
    Ok(answer(&plan, &lines, &text, exit))
}

/// Shows the plan, or writes it.
pub(super) async fn apply(
    session: &mut Session,
    profile: ProfileId,
    form: SeatsApply,
) -> Result<Answer, Failure> {
    let (plan, lines) = whole_plan(session, profile).await?;
    if plan.row.state == PlanState::Ended {
        return Err(
            Failure::usage("There is no plan to write.").next("Make one with `seats plan`.")
        );
    }
    if !form.yes {
        let mut text = shown(&plan, &lines);
        text.push("Nothing was written. Add --yes to write it.".to_owned());
        return Ok(answer(&plan, &lines, &text, Exit::Fine));
    }
    if form.braked && plan.row.state == PlanState::Draft {
        let braked = lines.iter().filter(|line| line.brake.is_some());
        let braked = braked.map(|line| line.id).collect();
        session
            .engine
            .tick_seat_lines(profile, plan.row.id, Some(braked), true)
            .await?;
    }
    let task = session
        .engine
        .apply_seat_plan(profile, plan.row.id, form.reason)
        .await?;
    let ended = session.end_of(task).await?;
    let (plan, lines) = whole_plan(session, profile).await?;
    let text = shown(&plan, &lines);
    Ok(answer(&plan, &lines, &text, Exit::fine_if(ended.all_well)))
}

async fn read(session: &mut Session, profile: ProfileId, stored: bool) -> Result<(), Failure> {
    if !stored {
        let task = session.engine.read_all_licences(profile).await?;
        session.end_of(task).await?;
    }
    Ok(())
}

async fn whole_plan(
    session: &Session,
    profile: ProfileId,
) -> Result<(SeatPlan, Vec<SeatLineRow>), Failure> {
    let mut lines = Vec::new();
    let mut billed_by = BTreeMap::new();
    loop {
        let offset = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let page = session
            .engine
            .seat_plan(profile, None, offset, WINDOW)
            .await?;
        let Some(mut plan) = page else {
            return Err(Failure::usage("There is no plan yet.").next("Make one with `seats plan`."));
        };
        let window = std::mem::take(&mut plan.lines);
        billed_by.append(&mut plan.billed_by);
        let is_last = window.is_empty();
        lines.extend(window);
        if is_last {
            plan.billed_by = billed_by;
            return Ok((plan, lines));
        }
    }
}

fn shown(plan: &SeatPlan, lines: &[SeatLineRow]) -> Vec<String> {
    let mut text: Vec<String> = lines.iter().map(line_text).collect();
    let counts = &plan.counts;
    text.push(match plan.row.state {
        PlanState::Draft => format!(
            "{} of {} ticked, {} braked; {:+} seats, {} of {} move; about {} requests.",
            counts.ticked,
            counted(counts.all, "line"),
            counts.braked,
            plan.weight.net,
            plan.weight.moved,
            plan.weight.base,
            plan.requests
        ),
        PlanState::Begun | PlanState::Ended => format!(
            "{} of {} written, {} had changed, {} refused, {} open.",
            counts.done,
            counted(counts.ticked, "line"),
            counts.moved,
            counts.refused,
            counts.open
        ),
    });
    text
}

fn line_text(row: &SeatLineRow) -> String {
    let line = &row.line;
    let why = row
        .note
        .clone()
        .or_else(|| {
            row.brake
                .map(|brake| format!("braked: {}", brake.code().replace('_', " ")))
        })
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    format!(
        "{:<8} {}, {}: {} -> {}{why}",
        word(row),
        line.customer_name,
        line.licence_name,
        number(line.change.before),
        line.change.after
    )
}

fn word(row: &SeatLineRow) -> &'static str {
    match row.state {
        LineState::Waiting if !row.ticked => "left",
        LineState::Waiting => "to write",
        LineState::Sent => "sent",
        LineState::Done => "written",
        LineState::Moved => "moved",
        LineState::Refused => "refused",
        LineState::Left => "left",
    }
}

fn answer(plan: &SeatPlan, lines: &[SeatLineRow], text: &[String], exit: Exit) -> Answer {
    let shown: Vec<_> = lines
        .iter()
        .map(|row| {
            json!({
                "organization": row.line.organization,
                "customer": row.line.customer_name,
                "customerId": row.line.customer.get(),
                "licence": row.line.licence_name,
                "before": row.line.change.before,
                "after": row.line.change.after,
                "brake": row.brake.map(Brake::code),
                "ticked": row.ticked,
                "state": row.state.code(),
                "note": row.note,
                "billedBy": row.line.licence.and_then(|id| plan.billed_by.get(&id)).map_or_else(Vec::new, |lines| {
                    lines.iter().map(BilledBy::in_words).collect()
                }),
            })
        })
        .collect();
    Answer::new(
        &json!({
            "plan": plan.row.id.get(),
            "state": plan.row.state.code(),
            "needsReason": plan.needs_reason,
            "requests": plan.requests,
            "written": plan.counts.done,
            "lines": shown,
        }),
        text.join("\n"),
        exit,
    )
}

fn number(seats: Option<u32>) -> String {
    seats.map_or_else(|| "-".to_owned(), |seats| seats.to_string())
}
