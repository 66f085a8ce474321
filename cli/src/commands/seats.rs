//! `seats compare`, `seats plan` and `seats apply`

use std::collections::BTreeMap;
use std::path::PathBuf;

use engine::domain::billing::BilledBy;
use engine::domain::seats::{Brake, LineState, PlanState, SeatState};
use engine::domain::{ProfileId, SeatPlanId};
use engine::seats::{SeatLineRow, SeatPlan, SeatQuery, SeatView};
use serde::Serialize;
use serde_json::json;

use super::counted;
use crate::answer::Answer;
use crate::arguments::{Common, SeatsApply};
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

/// What is asked of `seats plan`.
pub(super) struct Wish {
    /// Plan with what was read last.
    pub(super) stored: bool,
    /// Keep it there, too.
    pub(super) file: Option<PathBuf>,
    /// In place of a file that is there.
    pub(super) replace: bool,
    /// In place of a draft whose ticks were set by hand.
    pub(super) anew: bool,
}

/// Makes a plan and shows it.
pub(super) async fn plan(
    session: &mut Session,
    common: &Common,
    id: ProfileId,
    wish: Wish,
) -> Result<Answer, Failure> {
    let draft = session.engine.seat_plan(id, None, 0, 0).await?;
    let draft = draft.filter(|plan| plan.row.state == PlanState::Draft);
    if let Some(draft) = &draft
        && draft.counts.by_hand > 0
        && !wish.anew
    {
        return Err(Failure::usage(format!(
            "Plan {} is not written yet, and {} set by hand in the window.",
            draft.row.id,
            match draft.counts.by_hand {
                1 => "1 of its ticks was".to_owned(),
                many => format!("{many} of its ticks were"),
            }
        ))
        .next("Add --anew to make another in its place."));
    }
    read(session, id, wish.stored).await?;
    let made = session.engine.make_seat_plan(id, wish.anew).await?;
    let replaced = draft.map(|draft| draft.row.id);
    let gone = replaced.map(|draft| format!("Plan {draft}, which was not confirmed, is gone."));
    if made.is_none() {
        let mut text = vec!["Nothing differs, so there is nothing to write.".to_owned()];
        text.extend(gone);
        return Ok(Answer::new(
            &json!({ "plan": null, "replaced": replaced.map(SeatPlanId::get) }),
            text.join("\n"),
            Exit::Fine,
        ));
    }
    let saved = match wish.file {
        Some(file) => {
            let path = file.to_string_lossy().into_owned();
            let saved = session
                .engine
                .write_seat_plan(id, made, path, wish.replace)
                .await?;
            Some(saved.path)
        }
        None => None,
    };
    let (plan, lines) = whole_plan(session, id, made).await?;
    let exit = Exit::fine_if(plan.counts.braked == 0);
    let mut text = shown(&plan, &lines);
    text.extend(gone);
    if let Some(path) = &saved {
        text.push(format!("Kept in {path}."));
    }
    let command = command_of(common, plan.row.id, &SeatsApply::default());
    text.push(format!("`{command}` writes it to Halo."));
    Ok(answer(&plan, &lines, replaced, &text, exit))
}

/// Shows the plan, or writes it. It is written by its number only: what somebody has looked at is no other by then.
pub(super) async fn apply(
    session: &mut Session,
    common: &Common,
    id: ProfileId,
    form: SeatsApply,
) -> Result<Answer, Failure> {
    let (plan, lines) = whole_plan(session, id, None).await?;
    let number = plan.row.id;
    if plan.row.state == PlanState::Ended {
        return Err(
            Failure::usage("There is no plan to write.").next("Make one with `seats plan`.")
        );
    }
    if let Some(wanted) = form.plan
        && wanted != number.get()
    {
        return Err(Failure::usage(format!(
            "Plan {wanted} is not there to be written: plan {number} is. Nothing was written."
        ))
        .next(format!("`seats apply --plan {number}` shows it.")));
    }
    if !form.yes {
        let mut text = shown(&plan, &lines);
        let command = command_of(common, number, &form);
        text.push(format!(
            "Nothing was written. `{command}` writes it to Halo."
        ));
        return Ok(answer(&plan, &lines, None, &text, Exit::Fine));
    }
    if form.plan.is_none() {
        let command = command_of(common, number, &form);
        return Err(Failure::usage(format!(
            "A plan is written by its number, and plan {number} stands there. Nothing was written."
        ))
        .next(format!(
            "If it is the one that you have looked at: `{command}`"
        )));
    }
    let task = session
        .engine
        .apply_seat_plan(id, number, form.reason, form.braked)
        .await?;
    let ended = session.end_of(task).await?;
    let (plan, lines) = whole_plan(session, id, Some(number)).await?;
    let text = shown(&plan, &lines);
    let exit = Exit::fine_if(ended.all_well);
    Ok(answer(&plan, &lines, None, &text, exit))
}

/// What to type to write this plan, with what was typed already.
fn command_of(common: &Common, plan: SeatPlanId, form: &SeatsApply) -> String {
    let mut command = vec!["halyard-cli".to_owned()];
    let mut add = |words: &[&str]| command.extend(words.iter().map(|word| quoted(word)));
    if let Some(folder) = &common.data_dir {
        add(&["--data-dir", &folder.to_string_lossy()]);
    }
    if let Some(profile) = &common.profile {
        add(&["--profile", profile]);
    }
    if common.secret_stdin {
        add(&["--secret-stdin"]);
    }
    add(&["seats", "apply", "--plan", &plan.to_string()]);
    if form.braked {
        add(&["--braked"]);
    }
    if let Some(reason) = &form.reason {
        add(&["--reason", reason]);
    }
    add(&["--yes"]);
    command.join(" ")
}

/// As one word for a shell. Double quotes are understood by all of them; single ones where something inside would be read.
fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./:@+,".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else if text.contains(['"', '$', '`', '!', '\\']) {
        format!("'{}'", text.replace('\'', r"'\''"))
    } else {
        format!("\"{text}\"")
    }
}

async fn read(session: &mut Session, profile: ProfileId, stored: bool) -> Result<(), Failure> {
    if !stored {
        let task = session.engine.read_all_licences(profile).await?;
        session.end_of(task).await?;
    }
    Ok(())
}

/// The plan of this number; without, the one that has not ended, or else the one that ended last.
async fn whole_plan(
    session: &Session,
    profile: ProfileId,
    which: Option<SeatPlanId>,
) -> Result<(SeatPlan, Vec<SeatLineRow>), Failure> {
    let mut lines = Vec::new();
    let mut billed_by = BTreeMap::new();
    loop {
        let offset = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let page = session
            .engine
            .seat_plan(profile, which, offset, WINDOW)
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
    let (number, counts) = (plan.row.id, &plan.counts);
    text.push(match plan.row.state {
        PlanState::Draft => format!(
            "Plan {number}: {} of {} ticked, {} braked; {:+} seats, {} of {} move; about {} requests.",
            counts.ticked,
            counted(counts.all, "line"),
            counts.braked,
            plan.weight.net,
            plan.weight.moved,
            plan.weight.base,
            plan.requests
        ),
        PlanState::Begun | PlanState::Ended => format!(
            "Plan {number}: {} of {} written, {} had changed, {} refused, {} sent without an answer, {} open.",
            counts.done,
            counted(counts.ticked, "line"),
            counts.moved,
            counts.refused,
            counts.unknown,
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
        LineState::Unknown => "unknown",
    }
}

fn answer(
    plan: &SeatPlan,
    lines: &[SeatLineRow],
    replaced: Option<SeatPlanId>,
    text: &[String],
    exit: Exit,
) -> Answer {
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
            "replaced": replaced.map(SeatPlanId::get),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_says_all_that_was_typed_as_a_shell_takes_it() {
        let common = Common {
            data_dir: Some("/tmp/my data".into()),
            profile: Some("Palisade".to_owned()),
            json: true,
            secret_stdin: true,
        };
        let form = SeatsApply {
            reason: Some("It's $5 more".to_owned()),
            braked: true,
            ..SeatsApply::default()
        };
        assert_eq!(
            command_of(&common, SeatPlanId::new(3), &form),
            r#"halyard-cli --data-dir "/tmp/my data" --profile Palisade --secret-stdin seats apply --plan 3 --braked --reason 'It'\''s $5 more' --yes"#
        );
    }
}
