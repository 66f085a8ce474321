//! Step 5 at work: each check asks Halo one cheap question and says what the
//! answer means. Nothing is written to Halo.

use std::time::Duration;

use domain::recipe::RecipeItem;
use domain::{CheckState, ConnectionState, Features, ProfileId};
use halo_api::{CustomerQuery, HaloClient, LicenceQuery, StatusQuery};
use store::checks::CheckRow;
use tokio::time::Instant;

use super::board::Ahead;
use super::checks::CheckKey;
use crate::Engine;
use crate::error::{Error, Result};
use crate::profiles::Profile;
use crate::said::Said;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

/// Fewer customers than this, and the agent is probably restricted to some.
const SUSPICIOUSLY_FEW: u64 = 3;

/// What a check found.
#[derive(Debug)]
struct Finding {
    state: CheckState,
    meaning: String,
    right: Option<&'static str>,
    said: Option<Said>,
}

impl Finding {
    fn passed(meaning: String) -> Self {
        Self {
            state: CheckState::Passed,
            meaning,
            right: None,
            said: None,
        }
    }

    fn warning(meaning: String, right: Option<&'static str>) -> Self {
        Self {
            state: CheckState::Warning,
            meaning,
            right,
            said: None,
        }
    }

    fn failed(meaning: String, right: Option<&'static str>) -> Self {
        Self {
            state: CheckState::Failed,
            meaning,
            right,
            said: None,
        }
    }
}

impl Engine {
    /// Runs all checks, or one alone.
    pub async fn start_checks(&self, profile: ProfileId, only: Option<CheckKey>) -> Result<TaskId> {
        let row = self.profile_row(profile).await?;
        let wanted: Vec<CheckKey> = CheckKey::wanted(row.features)
            .into_iter()
            .filter(|key| only.is_none_or(|only| only == *key))
            .collect();
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::CheckAccess,
            profile,
            "Checking access",
            move |handle| async move {
                let ran = wanted.clone();
                let end = engine
                    .run_checks(profile, row.features, &row.vendor_name, wanted, handle)
                    .await;
                engine.checks.set(profile, Ahead::default());
                engine.events.invalidated(Some(profile), &[Tag::Wizard]);
                engine.badge_follows(profile, &ran).await?;
                end
            },
        ))
    }

    /// Ends the wizard. The badge follows from the checks: all passed is
    /// Connected, anything else is said.
    pub async fn finish_wizard(&self, profile: ProfileId) -> Result<Profile> {
        let now = self.now();
        let connected = self
            .store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let rows = store::checks::list(tx, profile)?;
                let (state, note) = badge(row.features, &rows);
                store::profiles::set_connection(tx, profile, state, note.as_deref(), &now)?;
                store::profiles::set_wizard(tx, profile, row.wizard_step, true, &now)?;
                Ok(state == ConnectionState::Connected)
            })
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::Profiles, Tag::Wizard, Tag::Home]);
        if connected {
            match self.read_halo(profile).await {
                // Whether it is the same Halo is asked on Home.
                Ok(_) | Err(Error::NeedsConfirmation { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        self.profile(profile).await
    }

    async fn run_checks(
        &self,
        profile: ProfileId,
        features: Features,
        vendor_name: &str,
        wanted: Vec<CheckKey>,
        mut handle: TaskHandle,
    ) -> Result<Ended> {
        let total = u32::try_from(wanted.len()).ok();
        let recipe = domain::recipe::recipe(vendor_name, features);
        let mut token_failed = false;
        let mut failed = 0_u32;
        let mut halo = None;
        for (done, key) in wanted.iter().copied().enumerate() {
            self.checks.set(
                profile,
                Ahead {
                    running: Some(key),
                    waiting: wanted[done + 1..].to_vec(),
                },
            );
            self.events.invalidated(Some(profile), &[Tag::Wizard]);
            let started = Instant::now();
            let finding = if token_failed {
                Finding {
                    state: CheckState::Skipped,
                    meaning: "Not run, since Halo gave no token.".to_owned(),
                    right: None,
                    said: None,
                }
            } else {
                if key == CheckKey::Token || halo.is_none() {
                    // A right ticked a minute ago is only in a new token
                    // (halo-api section 2).
                    self.disconnect(profile).await;
                    halo = Some(
                        self.halo(profile)
                            .await?
                            .with_cancel(handle.cancel().clone()),
                    );
                }
                let Some(halo) = &halo else {
                    return Err(Error::JobFailed);
                };
                let meter = Meter::start(halo.budget());
                let done = u32::try_from(done).unwrap_or(u32::MAX);
                handle.progress(key.name(), done, total, &meter);
                ask(halo, key, features).await?
            };
            token_failed |= key == CheckKey::Token && finding.state == CheckState::Failed;
            failed += u32::from(matches!(
                finding.state,
                CheckState::Failed | CheckState::Skipped
            ));
            let row = self.as_row(key, finding, &recipe, started.elapsed())?;
            self.store
                .write(move |tx| store::checks::save(tx, profile, &row))
                .await?;
        }
        let label = match failed {
            0 => "All checks passed".to_owned(),
            1 => "1 check did not pass".to_owned(),
            failed => format!("{failed} checks did not pass"),
        };
        Ok(Ended {
            label,
            all_well: failed == 0,
        })
    }

    fn as_row(
        &self,
        key: CheckKey,
        finding: Finding,
        recipe: &[RecipeItem],
        took: Duration,
    ) -> Result<CheckRow> {
        let item = finding
            .right
            .and_then(|right| recipe.iter().find(|item| item.key == right));
        let said = finding
            .said
            .map(|said| serde_json::to_string(&said))
            .transpose();
        Ok(CheckRow {
            key: key.code().to_owned(),
            state: finding.state,
            meaning: finding.meaning,
            missing_right: item.map(|item| format!("{}: {}", item.label, item.value)),
            path: item
                .map(|i| i.path.iter().map(|&p| p.to_owned()).collect())
                .unwrap_or_default(),
            halo_text: said.map_err(store::Error::from)?,
            took_ms: u32::try_from(took.as_millis()).ok(),
            checked_at: self.now(),
        })
    }
}

/// Asks Halo one question. A refusal is a finding, not an error; only Cancel
/// ends the run.
async fn ask(halo: &HaloClient, key: CheckKey, features: Features) -> Result<Finding> {
    let answer = match key {
        CheckKey::Token => token(halo).await,
        CheckKey::Scope => scope(halo, features).await,
        CheckKey::Customers => customers(halo).await,
        CheckKey::TicketTypes => ticket_types(halo).await,
        CheckKey::Statuses => statuses(halo).await,
        CheckKey::Priorities => priorities(halo).await,
        CheckKey::Licences => licences(halo).await,
    };
    match answer {
        Ok(finding) => Ok(finding),
        Err(halo_api::Error::Cancelled) => Err(Error::Cancelled),
        Err(error) => {
            let right = if matches!(error, halo_api::Error::Forbidden { .. }) {
                right_for(key)
            } else {
                None
            };
            let meaning = match mend_for(&error) {
                Some(mend) => format!("{error} {mend}"),
                None => error.to_string(),
            };
            Ok(Finding {
                said: Said::from_error(&error),
                ..Finding::failed(meaning, right)
            })
        }
    }
}

/// What to do about a failure that no right explains.
fn mend_for(error: &halo_api::Error) -> Option<&'static str> {
    if matches!(error, halo_api::Error::Unauthorized { .. }) {
        return Some(
            "Go back and compare the client id with the saved application, then enter a new secret.",
        );
    }
    if matches!(error, halo_api::Error::WrongTenant { .. }) {
        return Some("Go back to Find Halo and compare the tenant with Halo's API Details.");
    }
    error
        .is_retryable()
        .then_some("Check again in a moment; nothing was changed.")
}

/// The item of the recipe that a refusal points to.
fn right_for(key: CheckKey) -> Option<&'static str> {
    match key {
        CheckKey::Customers => Some("role.customers"),
        CheckKey::TicketTypes | CheckKey::Statuses | CheckKey::Priorities => Some("role.tickets"),
        CheckKey::Licences => Some("role.software_licensing"),
        CheckKey::Token | CheckKey::Scope => None,
    }
}

type Answer = std::result::Result<Finding, halo_api::Error>;

async fn token(halo: &HaloClient) -> Answer {
    let grant = halo.token().await?;
    let minutes = grant.expires_in.as_secs() / 60;
    Ok(Finding::passed(format!(
        "Halo accepts the client id and secret; the token lasts {minutes} minutes."
    )))
}

async fn scope(halo: &HaloClient, features: Features) -> Answer {
    let grant = halo.token().await?;
    let missing: Vec<&str> = domain::recipe::scopes(features)
        .into_iter()
        .filter(|scope| !grant.allows(scope))
        .collect();
    if grant.scopes.is_empty() {
        // A token without scope is given and useless (halo-api section 2).
        return Ok(Finding::failed(
            "Halo gave a token without any permission.".to_owned(),
            Some("application.permissions"),
        ));
    }
    if !missing.is_empty() {
        return Ok(Finding::failed(
            format!("The application was not granted {}.", missing.join(", ")),
            Some("application.permissions"),
        ));
    }
    if grant
        .scopes
        .iter()
        .any(|scope| scope == "all" || scope == "admin")
    {
        return Ok(Finding::warning(
            "The application holds every permission; the recipe asks for less.".to_owned(),
            Some("application.permissions"),
        ));
    }
    Ok(Finding::passed(format!(
        "Covers {}.",
        grant.scopes.join(", ")
    )))
}

async fn customers(halo: &HaloClient) -> Answer {
    let Some(count) = halo.count_customers(&CustomerQuery::default()).await? else {
        let page = halo.customers(&CustomerQuery::default()).next().await?;
        return Ok(match page {
            Some(page) if !page.items.is_empty() => Finding::passed(
                "Customers can be read; Halo does not say how many there are.".to_owned(),
            ),
            _ => no_customers(),
        });
    };
    Ok(match count {
        0 => no_customers(),
        count if count < SUSPICIOUSLY_FEW => Finding::warning(
            format!("Only {count} can be read. The agent may be restricted to some customers."),
            Some("role.all_customers"),
        ),
        count => Finding::passed(format!("{count} can be read.")),
    })
}

fn no_customers() -> Finding {
    Finding::failed(
        "Halo answers with an empty list. The agent may see no customer.".to_owned(),
        Some("role.all_customers"),
    )
}

async fn ticket_types(halo: &HaloClient) -> Answer {
    let types = halo.ticket_types().await?;
    let tickets: Vec<_> = types.iter().filter(|kind| kind.is_for_tickets()).collect();
    let creatable = tickets.iter().filter(|kind| kind.may_create()).count();
    Ok(if tickets.is_empty() {
        Finding::failed(
            "Halo lists no ticket type.".to_owned(),
            Some("role.all_ticket_types"),
        )
    } else if creatable == 0 {
        Finding::failed(
            format!(
                "{} are listed, and the agent may create none of them.",
                tickets.len()
            ),
            Some("role.all_ticket_types"),
        )
    } else {
        Finding::passed(format!(
            "{}, of which {creatable} may be created.",
            tickets.len()
        ))
    })
}

async fn statuses(halo: &HaloClient) -> Answer {
    let statuses = halo.statuses(&StatusQuery::default()).await?;
    let count = statuses
        .iter()
        .filter(|status| status.is_for_tickets())
        .count();
    Ok(match count {
        0 => Finding::failed(
            "Halo lists no ticket status.".to_owned(),
            Some("role.tickets"),
        ),
        count => Finding::passed(format!("{count} for tickets.")),
    })
}

async fn priorities(halo: &HaloClient) -> Answer {
    let slas = halo.slas().await?;
    let priorities = halo.priorities(None).await?;
    let count = priorities
        .iter()
        .filter(|priority| !priority.hidden)
        .count();
    Ok(if slas.is_empty() || count == 0 {
        Finding::warning(
            format!(
                "{} SLAs with {count} priorities. Tickets will be made without a priority.",
                slas.len()
            ),
            None,
        )
    } else {
        Finding::passed(format!("{} SLAs with {count} priorities.", slas.len()))
    })
}

async fn licences(halo: &HaloClient) -> Answer {
    let page = halo.licences(&LicenceQuery::default()).next().await?;
    let count = page.map_or(0, |page| {
        page.progress.expected.unwrap_or(page.progress.received)
    });
    Ok(match count {
        0 => Finding::warning(
            "The list is empty. There may be no licence yet, or the agent may not see them."
                .to_owned(),
            Some("role.software_licensing"),
        ),
        count => Finding::passed(format!("{count} can be read.")),
    })
}

/// The badge that the checks allow.
pub(crate) fn badge(features: Features, rows: &[CheckRow]) -> (ConnectionState, Option<String>) {
    let outcome = |key: CheckKey| {
        rows.iter()
            .find(|row| row.key == key.code())
            .map(|row| row.state)
    };
    if outcome(CheckKey::Token) != Some(CheckState::Passed) {
        return (
            ConnectionState::NotConnected,
            Some("Halo has not given a token yet.".to_owned()),
        );
    }
    let open: Vec<&str> = CheckKey::wanted(features)
        .into_iter()
        .filter(|key| {
            !matches!(
                outcome(*key),
                Some(CheckState::Passed | CheckState::Warning)
            )
        })
        .map(CheckKey::name)
        .collect();
    if open.is_empty() {
        (ConnectionState::Connected, None)
    } else {
        (
            ConnectionState::NeedsAttention,
            Some(format!("Not proven yet: {}.", open.join(", "))),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: CheckKey, state: CheckState) -> CheckRow {
        CheckRow {
            key: key.code().to_owned(),
            state,
            meaning: String::new(),
            missing_right: None,
            path: Vec::new(),
            halo_text: None,
            took_ms: None,
            checked_at: String::new(),
        }
    }

    #[test]
    fn a_token_alone_is_not_connected() {
        let features = Features {
            tickets: true,
            status: false,
            seats: false,
        };
        let token = row(CheckKey::Token, CheckState::Passed);
        assert_eq!(badge(features, &[token]).0, ConnectionState::NeedsAttention);
        assert_eq!(badge(features, &[]).0, ConnectionState::NotConnected);
        let all: Vec<_> = CheckKey::wanted(features)
            .into_iter()
            .map(|key| row(key, CheckState::Passed))
            .collect();
        assert_eq!(badge(features, &all), (ConnectionState::Connected, None));
    }

    #[test]
    fn checks_follow_the_features() {
        let seats = Features {
            tickets: false,
            status: false,
            seats: true,
        };
        assert_eq!(
            CheckKey::wanted(seats),
            [
                CheckKey::Token,
                CheckKey::Scope,
                CheckKey::Customers,
                CheckKey::Licences
            ]
        );
    }
}
