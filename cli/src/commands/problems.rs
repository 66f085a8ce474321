//! `problems`

use engine::domain::ProfileId;
use engine::domain::drift::Effect;
use engine::{ProblemGroup, Problems};
use serde::Serialize;

use super::counted;
use crate::answer::Answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    checked_at: Option<String>,
    standing: u32,
    ignored: usize,
    groups: Vec<ShownGroup>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownGroup {
    cause: &'static str,
    blocks_work: bool,
    total: u32,
    /// The first of them.
    problems: Vec<ShownProblem>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownProblem {
    subject: String,
    before: Option<String>,
    after: Option<String>,
    note: Option<String>,
    first_seen_at: String,
}

impl From<ProblemGroup> for ShownGroup {
    fn from(group: ProblemGroup) -> Self {
        Self {
            cause: group.cause.code(),
            blocks_work: group.effect() == Effect::BlocksWork,
            total: group.total,
            problems: group
                .rows
                .into_iter()
                .map(|row| ShownProblem {
                    subject: row.problem.subject,
                    before: row.problem.before,
                    after: row.problem.after,
                    note: row.problem.note,
                    first_seen_at: row.first_seen_at,
                })
                .collect(),
        }
    }
}

impl ShownGroup {
    fn lines(&self) -> Vec<String> {
        let does = if self.blocks_work {
            "work waits"
        } else {
            "to look at"
        };
        let mut lines = vec![format!(
            "{}, {does}: {}",
            self.cause.replace('_', " "),
            self.total
        )];
        lines.extend(self.problems.iter().map(ShownProblem::line));
        let more = usize::try_from(self.total).unwrap_or(usize::MAX);
        if more > self.problems.len() {
            lines.push(format!("  and {} more", more - self.problems.len()));
        }
        lines
    }
}

impl ShownProblem {
    fn line(&self) -> String {
        let change = match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!(": {before} -> {after}"),
            (Some(before), None) => format!(": was {before}"),
            (None, Some(after)) => format!(": is {after}"),
            (None, None) => String::new(),
        };
        let note = self
            .note
            .as_ref()
            .map(|note| format!(". {note}"))
            .unwrap_or_default();
        format!("  {}{change}{note}", self.subject)
    }
}

/// Compares what is mapped with the last read, and shows what no longer holds.
pub(super) async fn list(session: &Session, profile: ProfileId) -> Result<Answer, Failure> {
    session.engine.renew_problems(profile).await?;
    let Problems {
        groups,
        ignored,
        checked_at,
        ..
    } = session.engine.problems(profile).await?;
    let groups: Vec<ShownGroup> = groups.into_iter().map(Into::into).collect();
    let shown = Shown {
        checked_at,
        standing: groups.iter().map(|group| group.total).sum(),
        ignored: ignored.len(),
        groups,
    };
    let mut lines: Vec<String> = shown.groups.iter().flat_map(ShownGroup::lines).collect();
    let read = shown.checked_at.as_deref().unwrap_or("never");
    lines.push(format!(
        "{}, {} ignored. Halo was last read: {read}.",
        counted(shown.standing, "problem"),
        shown.ignored
    ));
    let exit = Exit::fine_if(shown.standing == 0);
    Ok(Answer::new(&shown, lines.join("\n"), exit))
}
