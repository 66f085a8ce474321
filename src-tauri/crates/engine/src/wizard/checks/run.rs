//! A run of the checks: one after the other, each outcome saved before the next begins. Nothing is written to Halo.

use std::time::Duration;

use domain::recipe::keys;
use domain::{CheckState, ProfileId, RunResult};
use halo_api::{AuthProblem, HaloClient};
use store::checks::{CheckRow, RightRow};
use store::profiles::ProfileRow;
use tokio::time::Instant;

use super::board::Ahead;
use super::desk::{Acting, Desk, Known};
use super::finding::{Finding, Right};
use super::key::CheckKey;
use super::proofs::Proofs;
use super::{
    customers, excess, identity, invoices, licences, setup, sign_in, ticket_types, tickets, writing,
};
use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

impl Engine {
    /// Runs the checks, or one of them alone. What a check that is not run found before stays.
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
                let end = engine.run_checks(&row, &wanted, handle).await;
                engine.checks.set(profile, Ahead::default());
                engine.events.invalidated(Some(profile), &[Tag::Wizard]);
                engine.badge_follows(profile, &wanted).await?;
                end
            },
        ))
    }

    async fn run_checks(
        &self,
        row: &ProfileRow,
        wanted: &[CheckKey],
        handle: TaskHandle,
    ) -> Result<Ended> {
        let profile = row.id;
        let known = self.known_before(row).await?;
        // A right ticked a minute ago is only in a new token (halo-api section 2).
        self.disconnect(profile).await;
        let halo = self
            .halo(profile)
            .await?
            .with_cancel(handle.cancel().clone());
        let meter = Meter::start(halo.budget());
        let started = self.now();
        let run = Run {
            engine: self,
            halo,
            row,
            known,
            desk: None,
            stopped: None,
        };
        let end = self.run_each(run, wanted, &handle, &meter).await;
        self.note_checks(profile, &started, meter.used(), &end)
            .await?;
        end
    }

    async fn run_each(
        &self,
        mut run: Run<'_>,
        wanted: &[CheckKey],
        handle: &TaskHandle,
        meter: &Meter,
    ) -> Result<Ended> {
        let profile = run.row.id;
        let total = u32::try_from(wanted.len()).ok();
        let mut open = 0_u32;
        for (done, key) in wanted.iter().copied().enumerate() {
            let waiting = wanted[done + 1..].to_vec();
            let running = Some(key);
            self.checks.set(profile, Ahead { running, waiting });
            self.events.invalidated(Some(profile), &[Tag::Wizard]);
            let done = u32::try_from(done).unwrap_or(u32::MAX);
            handle.progress(key.name(), done, total, meter);
            let started = Instant::now();
            let finding = run.check(key).await?;
            open += u32::from(matches!(
                finding.state,
                CheckState::Failed | CheckState::Skipped
            ));
            let row = as_row(key, finding, Some(started.elapsed()), self.now())?;
            self.store
                .write(move |tx| store::checks::save(tx, profile, &row))
                .await?;
        }
        let label = match open {
            0 => "Nothing speaks against the connection".to_owned(),
            1 => "1 check did not pass".to_owned(),
            open => format!("{open} checks did not pass"),
        };
        Ok(Ended {
            all_well: open == 0,
            ..Ended::well(label)
        })
    }

    /// The line of the journal: that somebody looked is as worth knowing as what was found.
    async fn note_checks(
        &self,
        profile: ProfileId,
        started: &str,
        requests: u32,
        end: &Result<Ended>,
    ) -> Result<()> {
        let (result, note) = match end {
            Ok(ended) => (RunResult::Done, ended.label.clone()),
            Err(error) if error.is_cancelled() => (RunResult::Cancelled, error.to_string()),
            Err(error) => (RunResult::Failed, error.to_string()),
        };
        let (started, now) = (started.to_owned(), self.now());
        self.store
            .write(move |tx| {
                let run = store::runs::start(tx, profile, "checked_access", &started)?;
                store::runs::finish(tx, run, result, requests, Some(&note), &now)
            })
            .await?;
        Ok(())
    }

    async fn known_before(&self, row: &ProfileRow) -> Result<Known> {
        let row = row.clone();
        Ok(self
            .store
            .read(move |tx| {
                let counts = store::customers::counts(tx, row.id)?;
                Ok(Known {
                    ticket_type: store::ticket_rules::load(tx, row.id)?.rules.ticket_type,
                    proofs: Proofs::load(tx, &row)?,
                    customers: row.last_read_at.map(|at| (counts.active, at)),
                })
            })
            .await?)
    }
}

/// A run under way.
struct Run<'a> {
    engine: &'a Engine,
    halo: HaloClient,
    row: &'a ProfileRow,
    known: Known,
    /// There once Halo has accepted the sign-in.
    desk: Option<Desk>,
    /// Why the rest has nothing to ask.
    stopped: Option<&'static str>,
}

impl Run<'_> {
    async fn check(&mut self, key: CheckKey) -> Result<Finding> {
        if let Some(reason) = self.stopped {
            return Ok(Finding::skipped(reason));
        }
        let desk = match self.desk.take() {
            Some(desk) => desk,
            None => match sign_in::sign_in(&self.halo, self.row.features).await {
                Ok(signed_in) => Desk::new(signed_in, self.row.features, self.known.clone()),
                Err(error) if ends_the_run(&error) => return Err(error.into()),
                Err(error) => return Ok(self.no_token(key, error).await),
            },
        };
        let finding = look(&desk, key).await?;
        self.stopped = match (key, finding.state) {
            (CheckKey::ActingAs, CheckState::Failed) => {
                Some("Not run, since the application does not act as an agent that may.")
            }
            (CheckKey::Scope, _) if !desk.signed_in.is_of_use => {
                Some("Not run, since the application has none of the permissions.")
            }
            (_, _) => None,
        };
        self.desk = Some(desk);
        Ok(finding)
    }

    async fn no_token(&mut self, key: CheckKey, error: halo_api::Error) -> Finding {
        let reason = "Not run, since Halo gave no token.";
        self.stopped = Some(reason);
        if key == CheckKey::Token {
            return self.engine.token_refused(self.row.id, error).await;
        }
        Finding::skipped(reason).said(&error)
    }
}

async fn look(desk: &Desk, key: CheckKey) -> Result<Finding> {
    if let Some(scope) = key.scope().filter(|scope| !desk.has_scope(scope)) {
        return Ok(Finding::skipped(format!(
            "Not run, since the application does not have {scope}."
        )));
    }
    match ask(desk, key).await {
        Ok(finding) => Ok(finding),
        Err(error) if ends_the_run(&error) => Err(error.into()),
        Err(error) if key.is_optional() => Ok(Finding::cannot_tell(error.to_string())
            .remedy("Nothing depends on it. Check again in a moment.")
            .said(&error)),
        Err(error) => of_error(desk, key, &error).await,
    }
}

/// Cancel, and a way that leads nowhere: that nobody was reached says nothing about a right, and every later check
/// would only say it again.
fn ends_the_run(error: &halo_api::Error) -> bool {
    matches!(error, halo_api::Error::Cancelled) || error.is_on_the_way()
}

async fn ask(desk: &Desk, key: CheckKey) -> std::result::Result<Finding, halo_api::Error> {
    match key {
        CheckKey::Token => Ok(sign_in::token(&desk.signed_in)),
        CheckKey::Scope => Ok(sign_in::scope(&desk.signed_in)),
        CheckKey::ActingAs => identity::acting_as(desk).await,
        CheckKey::Customers => customers::customers(desk).await,
        CheckKey::Users => customers::sites_and_users(desk).await,
        CheckKey::Tickets => tickets::tickets(desk).await,
        CheckKey::TicketTypes => ticket_types::ticket_types(desk).await,
        CheckKey::Statuses => setup::statuses(desk).await,
        CheckKey::Priorities => setup::priorities(desk).await,
        CheckKey::CreateTickets => ticket_types::create(desk).await,
        CheckKey::EditTickets => {
            let outcomes = desk.halo().outcomes().await?;
            Ok(writing::edit(
                desk.features,
                &desk.known.proofs,
                !outcomes.is_empty(),
            ))
        }
        CheckKey::DeleteTickets => Ok(writing::delete(&desk.known.proofs)),
        CheckKey::Licences => licences::licences(desk).await,
        CheckKey::WriteLicences => Ok(licences::write(&desk.known.proofs)),
        CheckKey::Invoices => invoices::invoices(desk).await,
        CheckKey::Excess => excess::excess(desk).await,
    }
}

/// What a refusal means. A refusal is a finding, not an error.
async fn of_error(desk: &Desk, key: CheckKey, error: &halo_api::Error) -> Result<Finding> {
    if let halo_api::Error::Unauthorized {
        reason: AuthProblem::TokenRefused,
        ..
    } = error
    {
        return Ok(identity::switched_off().said(error));
    }
    if matches!(error, halo_api::Error::Forbidden { .. }) {
        // To an end user everything is forbidden, and no role mends that.
        match desk.acting().await {
            Ok(Acting::EndUser) => return Ok(identity::end_user().said(error)),
            Err(error) if ends_the_run(&error) => return Err(error.into()),
            Ok(Acting::Agent(_) | Acting::Somebody { .. }) | Err(_) => {}
        }
        let refused = Finding::failed(format!("Halo does not let the agent read this. {error}"));
        return Ok(match level_of(key) {
            Some(right) => refused.about([right]),
            None => refused,
        }
        .said(error));
    }
    let finding = Finding::failed(error.to_string()).said(error);
    Ok(if error.is_retryable() {
        finding.remedy("Check again in a moment; nothing was changed.")
    } else {
        finding
    })
}

/// The access level that a refusal points to. (Without its permission the application is not asked at all.)
fn level_of(key: CheckKey) -> Option<&'static str> {
    match key {
        CheckKey::Customers => Some(keys::ROLE_CUSTOMERS),
        CheckKey::Users => Some(keys::ROLE_USERS),
        CheckKey::Tickets
        | CheckKey::TicketTypes
        | CheckKey::Statuses
        | CheckKey::Priorities
        | CheckKey::CreateTickets
        | CheckKey::EditTickets
        | CheckKey::DeleteTickets => Some(keys::ROLE_TICKETS),
        CheckKey::Licences | CheckKey::WriteLicences => Some(keys::ROLE_SOFTWARE_LICENSING),
        CheckKey::Token
        | CheckKey::Scope
        | CheckKey::ActingAs
        | CheckKey::Invoices
        | CheckKey::Excess => None,
    }
}

pub(super) fn as_row(
    key: CheckKey,
    finding: Finding,
    took: Option<Duration>,
    checked_at: String,
) -> store::Result<CheckRow> {
    let said = finding.said.map(|said| serde_json::to_string(&said));
    let right = |right: Right| RightRow {
        key: right.key.to_owned(),
        value: right.value,
    };
    Ok(CheckRow {
        key: key.code().to_owned(),
        state: finding.state,
        meaning: finding.meaning,
        remedy: finding.remedy,
        naming: finding.naming,
        rights: finding.rights.into_iter().map(right).collect(),
        halo_text: said.transpose()?,
        took_ms: took.and_then(|took| u32::try_from(took.as_millis()).ok()),
        checked_at,
    })
}
