//! Verify: the vendors' checklist and ours, each line with how it was proven and when; and the report of it.

mod checklist;
mod html;
mod report;

use domain::health::Health;
use domain::{CheckState, ProfileId};
use store::Connection;
use store::grid::GridCounts;
use store::journal::SealCheck;
use store::profiles::ProfileRow;

use crate::Engine;
use crate::error::Result;
use crate::test_ticket::TestRun;
use crate::wizard::CheckKey;

pub use checklist::{ProofKind, ProofLine, ProofState};
pub use report::{ReportFormat, ReportPart, WrittenReport};

/// What the checklist is worked out from: nothing is asked of Halo.
#[derive(Debug, Clone)]
struct Facts {
    row: ProfileRow,
    health: Health,
    /// Checks that the connection needs, and those that passed, with a remark or without.
    checks: (usize, usize),
    /// When the oldest of them ran.
    checked_at: Option<String>,
    counts: GridCounts,
    customers: u32,
    /// Findings of pre-flight that would make Halo refuse a ticket; `None` without rules.
    refusals: Option<usize>,
    rules_at: Option<String>,
    last_test: Option<TestRun>,
    /// The last time that domains were taken from Halo's customers: when, and what.
    domains: Option<(String, String)>,
    /// Problems that stop work, and those to look at once.
    problems: (u32, u32),
    seals: SealCheck,
    /// When the seals were worked out.
    now: String,
}

impl Engine {
    /// Every line of the checklist as it stands.
    pub async fn proofs(&self, profile: ProfileId) -> Result<Vec<ProofLine>> {
        Ok(checklist::lines(&self.verify_facts(profile).await?))
    }

    async fn verify_facts(&self, profile: ProfileId) -> Result<Facts> {
        let (row, snapshot) = self.profile_with_snapshot(profile).await?;
        let health = self.health_of(&row, snapshot.as_ref()).await?;
        let now = self.now();
        Ok(self
            .store
            .read(move |tx| facts(tx, row, health, now))
            .await?)
    }
}

fn facts(conn: &Connection, row: ProfileRow, health: Health, now: String) -> store::Result<Facts> {
    let profile = row.id;
    let wanted = CheckKey::wanted(row.features);
    let checks: Vec<_> = store::checks::list(conn, profile)?
        .into_iter()
        .filter(|check| wanted.iter().any(|key| key.code() == check.key))
        .collect();
    let good = checks
        .iter()
        .filter(|check| matches!(check.state, CheckState::Passed | CheckState::Warning));
    let rules = store::ticket_rules::load(conn, profile)?;
    let refusals = if rules.rules.ticket_type.is_some() {
        Some(refusals(conn, &row, &rules.rules)?)
    } else {
        None
    };
    let mut problems = (0, 0);
    for open in store::problems::open(conn, profile)? {
        match open.problem.cause.effect() {
            domain::drift::Effect::BlocksWork => problems.0 += 1,
            domain::drift::Effect::LookOnce => problems.1 += 1,
        }
    }
    let domains = store::edits::last_of_kind(conn, profile, "domain_import")?;
    Ok(Facts {
        health,
        checks: (wanted.len(), good.count()),
        checked_at: checks.iter().map(|check| check.checked_at.clone()).min(),
        counts: store::grid::counts(conn, profile, &store::grid::GridText::default())?,
        customers: store::customers::counts(conn, profile)?.total,
        refusals,
        rules_at: rules.updated_at,
        last_test: store::test_runs::list(conn, profile, 1)?
            .into_iter()
            .next()
            .map(TestRun::from),
        domains: domains.map(|(edit, _)| (edit.done_at, edit.what)),
        problems,
        seals: store::journal::check(conn, profile)?,
        now,
        row,
    })
}

fn refusals(
    conn: &Connection,
    row: &ProfileRow,
    rules: &domain::ticket_rules::TicketRules,
) -> store::Result<usize> {
    use domain::ticket_rules::{Severity, preflight};
    let config = store::halo_config::load(conn, row.id)?;
    let vendor = store::vendors::load(conn, row.id)?;
    let findings = preflight(rules, &vendor, &config, row.features);
    let refused = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Blocks);
    Ok(refused.count())
}
