//! `tickets test`

use engine::domain::{CustomerId, ProfileId};
use engine::test_ticket::{Choice, Plan, StatusTest, Step, StepState, WhatBecomes};
use serde::Serialize;
use serde_json::json;

use super::{ShownField, counted, field_lines, shown_fields};
use crate::answer::Answer;
use crate::arguments::{CleanUp, TicketTest};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

/// The plan, before anything is sent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownPlan {
    sent: bool,
    fields: Vec<ShownField>,
    later: Vec<String>,
    requests: u32,
    blocked: Vec<String>,
}

impl ShownPlan {
    fn of(plan: Plan) -> Self {
        Self {
            sent: false,
            fields: shown_fields(plan.fields),
            later: plan.later,
            requests: plan.requests,
            blocked: plan.blocked,
        }
    }

    fn text(&self) -> String {
        let mut lines = vec!["The test ticket would be sent with:".to_owned()];
        lines.extend(field_lines(&self.fields));
        lines.extend(self.later.iter().cloned());
        if self.blocked.is_empty() {
            lines.push(format!(
                "It takes {}. Nothing was sent; add --yes to do it.",
                counted(self.requests, "request")
            ));
        } else {
            lines.push("It cannot be sent:".to_owned());
            lines.extend(self.blocked.iter().map(|why| format!("  {why}")));
        }
        lines.join("\n")
    }
}

/// A step of the run.
#[derive(Serialize)]
struct ShownStep {
    name: &'static str,
    state: &'static str,
    meaning: String,
    mend: Option<String>,
}

impl From<Step> for ShownStep {
    fn from(step: Step) -> Self {
        Self {
            name: step.key.name(),
            state: match step.state {
                StepState::Waiting => "waiting",
                StepState::Running => "running",
                StepState::Done => "done",
                StepState::Warning => "warning",
                StepState::Failed => "failed",
                StepState::Skipped => "skipped",
            },
            meaning: step.meaning,
            mend: step.mend,
        }
    }
}

impl ShownStep {
    fn line(&self) -> String {
        let mend = self
            .mend
            .as_ref()
            .map(|mend| format!(" {mend}"))
            .unwrap_or_default();
        format!("{:<8} {}: {}{mend}", self.state, self.name, self.meaning)
    }
}

/// Shows the plan, or runs it.
pub(super) async fn run(
    session: &mut Session,
    profile: ProfileId,
    test: TicketTest,
) -> Result<Answer, Failure> {
    let choice = Choice {
        customer: test.customer.map(CustomerId::new),
        level: test.level,
        becomes: match test.clean_up {
            CleanUp::Close => WhatBecomes::Close,
            CleanUp::Delete => WhatBecomes::Delete,
            CleanUp::Leave => WhatBecomes::Leave,
        },
        statuses: StatusTest::ByHalyard,
        mail: test.mail,
        is_own: false,
    };
    let plan = session
        .engine
        .test_ticket_plan(profile, choice.clone())
        .await?;
    if !test.yes || !plan.blocked.is_empty() {
        let shown = ShownPlan::of(plan);
        let exit = Exit::fine_if(shown.blocked.is_empty());
        return Ok(Answer::new(&shown, shown.text(), exit));
    }
    let task = session.engine.start_test_ticket(profile, choice).await?;
    let ended = session.end_of(task).await?;
    let runs = session.engine.test_runs(profile).await?;
    let run = runs
        .into_iter()
        .next()
        .ok_or_else(|| Failure::new(Exit::Problems, "The run was not kept."))?;
    let steps: Vec<ShownStep> = run.sheet.steps.into_iter().map(Into::into).collect();
    let mut lines: Vec<String> = steps.iter().map(ShownStep::line).collect();
    lines.push(format!("{}.", ended.label));
    Ok(Answer::new(
        &json!({
            "sent": true,
            "passed": run.passed,
            "reference": run.reference,
            "haloTicket": run.ticket_id,
            "leftOver": run.left_over,
            "steps": steps,
        }),
        lines.join("\n"),
        Exit::fine_if(run.passed),
    ))
}
