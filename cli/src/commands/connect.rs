//! `connect check` and `connect replace-secret`

use engine::domain::health::HealthState;
use engine::domain::{CheckState, ProfileId, ProofOutcome};
use engine::wizard::{Check, CheckOutcome};
use engine::{Ended, NewSecret, Said};
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::secret;
use crate::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    check: &'static str,
    name: &'static str,
    state: &'static str,
    meaning: String,
    remedy: Option<String>,
    rights: Vec<ShownRight>,
    halo_said: Option<Said>,
}

/// A right that a check names.
#[derive(Serialize)]
struct ShownRight {
    label: String,
    value: String,
    /// Where to click in Halo.
    path: Vec<String>,
}

impl From<Check> for Shown {
    fn from(check: Check) -> Self {
        Self {
            check: check.key.code(),
            name: check.key.name(),
            state: match check.outcome {
                CheckOutcome::NotRun | CheckOutcome::Waiting | CheckOutcome::Running => "not_run",
                CheckOutcome::Ended(state) => state.code(),
            },
            meaning: check.meaning,
            remedy: check.remedy,
            rights: check
                .rights
                .into_iter()
                .map(|right| ShownRight {
                    label: right.label,
                    value: right.value,
                    path: right.path,
                })
                .collect(),
            halo_said: check.said,
        }
    }
}

impl Shown {
    fn lines(&self) -> Vec<String> {
        let state = self.state.replace('_', " ");
        let mut lines = vec![format!("{state:<11} {}: {}", self.name, self.meaning)];
        if self.state == CheckState::Passed.code() {
            return lines;
        }
        let beneath = |text: String| format!("{:12}{text}", "");
        lines.extend(self.remedy.clone().map(beneath));
        lines.extend(self.rights.iter().map(|right| {
            let path = right.path.join(" > ");
            beneath(format!("{}: {} ({path})", right.label, right.value))
        }));
        if let Some(said) = self.halo_said.as_ref().filter(|said| !said.text.is_empty()) {
            lines.push(beneath(format!(
                "Halo said ({}): {}",
                said.request, said.text
            )));
        }
        lines
    }

    fn is(&self, state: CheckState) -> bool {
        self.state == state.code()
    }
}

/// Runs every check.
pub(super) async fn check(session: &mut Session, profile: ProfileId) -> Result<Answer, Failure> {
    let checked = checked(session, profile).await?;
    Ok(Answer::new(
        &checked.json,
        checked.lines.join("\n"),
        checked.exit,
    ))
}

/// What the checks came to.
struct Checked {
    json: Value,
    lines: Vec<String>,
    exit: Exit,
}

async fn checked(session: &mut Session, profile: ProfileId) -> Result<Checked, Failure> {
    let task = session.engine.start_checks(profile, None).await?;
    session.end_of(task).await?;
    let checks = session.engine.wizard(profile).await?.checks;
    let health = session.engine.profile(profile).await?.health;
    let shown: Vec<Shown> = checks.into_iter().map(Into::into).collect();
    let failed = shown
        .iter()
        .filter(|one| one.is(CheckState::Failed))
        .count();
    let mut lines: Vec<String> = shown.iter().flat_map(Shown::lines).collect();
    lines.push(match failed {
        0 => "The connection can do its job.".to_owned(),
        1 => "One check failed.".to_owned(),
        many => format!("{many} checks failed."),
    });
    Ok(Checked {
        exit: exit_of(&shown, health.state),
        json: json!({ "connection": health.state.code(), "what": health.what, "checks": shown }),
        lines,
    })
}

fn exit_of(checks: &[Shown], health: HealthState) -> Exit {
    let mut failed = checks.iter().filter(|one| one.is(CheckState::Failed));
    let Some(first) = failed.next() else {
        return Exit::Fine;
    };
    let is_unreachable = matches!(
        health,
        HealthState::Offline
            | HealthState::HostGone
            | HealthState::Proxy
            | HealthState::SignInPage
            | HealthState::Untrusted
            | HealthState::RateLimited
            | HealthState::OutOfOrder
    );
    let is_refused = matches!(
        health,
        HealthState::SignInRefused | HealthState::AgentRefused | HealthState::TenantUnknown
    );
    let lacks_right = !first.rights.is_empty() || failed.any(|one| !one.rights.is_empty());
    if is_unreachable {
        Exit::Unreachable
    } else if is_refused || lacks_right {
        Exit::NotAllowed
    } else {
        Exit::Problems
    }
}

/// Takes a new secret from the standard input.
pub(super) async fn replace_secret(
    session: &mut Session,
    profile: ProfileId,
    client_id: Option<String>,
) -> Result<Answer, Failure> {
    let client_secret = secret::from_standard_input()?;
    let present = session.engine.wizard(profile).await?.client_id;
    let client_id = client_id.unwrap_or_else(|| present.clone());
    let is_other_application = client_id.trim() != present;
    let new = NewSecret {
        client_id,
        client_secret,
        session_only: false,
    };
    let task = session.engine.replace_secret(profile, new).await?;
    let ended = session.end_of(task).await?;
    let mut shown = json!({
        "replaced": true,
        "note": ended.note,
        "oldSecret": ended.old_secret.unwrap_or(ProofOutcome::NotAsked).code(),
    });
    let mut lines = vec![words(&ended)];
    let mut exit = Exit::fine_if(ended.all_well);
    if is_other_application {
        // Another application may have other rights. The checks that the engine began would end with the program.
        let checked = checked(session, profile).await?;
        lines.extend(checked.lines);
        if checked.exit != Exit::Fine {
            exit = checked.exit;
        }
        if let (Value::Object(shown), Value::Object(more)) = (&mut shown, checked.json) {
            shown.extend(more);
        }
    }
    Ok(Answer::new(&shown, lines.join("\n"), exit))
}

fn words(ended: &Ended) -> String {
    match &ended.note {
        Some(note) => format!("{}. {note}", ended.label),
        None => format!("{}.", ended.label),
    }
}
