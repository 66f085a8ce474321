//! Verify: the vendors' checklist and ours, each line with how it was proven and when; and the report of it.

mod acts;
mod checklist;
mod html;
mod mask;
mod parts;
mod report;

use domain::health::Health;
use domain::{CheckState, ProfileId};
use store::Connection;
use store::checks::CheckRow;
use store::grid::GridCounts;
use store::journal::SealCheck;
use store::profiles::ProfileRow;

use crate::Engine;
use crate::error::Result;
use crate::test_ticket::TestRun;
use crate::wizard::CheckKey;

pub use checklist::{ProofKind, ProofLine, ProofState};
pub use report::{ReportFormat, ReportPart, WrittenReport};

/// Tests that are looked through for one whose ticket was left over.
const MOST_TESTS: u32 = 50;

/// What the checklist is worked out from: nothing is asked of Halo.
#[derive(Debug, Clone)]
struct Facts {
    row: ProfileRow,
    health: Health,
    checks: Checks,
    /// What each of them last came to, in their order.
    access: Vec<(CheckKey, CheckRow)>,
    /// When the oldest of them ran.
    checked_at: Option<String>,
    counts: GridCounts,
    customers: u32,
    /// Findings of pre-flight that would make Halo refuse a ticket; `None` without rules.
    refusals: Option<usize>,
    rules_at: Option<String>,
    /// The newest test that has ended.
    last_test: Option<TestRun>,
    /// A test is under way.
    is_testing: bool,
    /// A ticket of some test may still stand in Halo.
    left_over: bool,
    /// The last time that domains were taken from Halo's customers: when, and what.
    domains: Option<(String, String)>,
    /// Problems that stop work, and those to look at once.
    problems: (u32, u32),
    /// How the journal's seals stand, and when they were worked out; `None` where nobody asked.
    seals: Option<(SealCheck, String)>,
}

/// How much of the vendors' guides is proven. What a guide does not ask of everybody is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct GuideProgress {
    /// Lines that are proven.
    pub(crate) proven: usize,
    /// All lines.
    pub(crate) lines: usize,
}

/// How much of the guides is proven, from what is known here.
pub(crate) fn guide_progress(
    conn: &Connection,
    row: ProfileRow,
    health: Health,
) -> store::Result<GuideProgress> {
    let wants_status = row.features.status;
    let lines = checklist::lines(&facts(conn, row, health)?, false);
    // Where the list brings the domains, nobody takes them from Halo; statuses go nowhere where nobody wants them.
    let asked = |line: &&ProofLine| {
        line.kind.is_of_a_guide()
            && line.kind != ProofKind::Domains
            && (line.kind != ProofKind::StatusBothWays || wants_status)
    };
    let of_guides: Vec<_> = lines.iter().filter(asked).collect();
    let is_proven = |line: &&&ProofLine| line.state == ProofState::Proven;
    Ok(GuideProgress {
        proven: of_guides.iter().filter(is_proven).count(),
        lines: of_guides.len(),
    })
}

/// The checks of access that the connection needs.
#[derive(Debug, Clone, Copy, Default)]
struct Checks {
    wanted: usize,
    /// With a remark or without.
    passed: usize,
    failed: usize,
    /// Those that only use will show.
    unseen: usize,
}

impl Engine {
    /// Every line of the checklist as it stands.
    pub async fn proofs(&self, profile: ProfileId) -> Result<Vec<ProofLine>> {
        Ok(checklist::lines(&self.verify_facts(profile).await?, false))
    }

    async fn verify_facts(&self, profile: ProfileId) -> Result<Facts> {
        let (row, snapshot) = self.profile_with_snapshot(profile).await?;
        let health = self.health_of(&row, snapshot.as_ref()).await?;
        let now = self.now();
        Ok(self
            .store
            .read(move |tx| {
                let seals = store::journal::check(tx, row.id)?;
                Ok(Facts {
                    seals: Some((seals, now)),
                    ..facts(tx, row, health)?
                })
            })
            .await?)
    }
}

/// Without the seals: to work these out, the whole journal is read.
fn facts(conn: &Connection, row: ProfileRow, health: Health) -> store::Result<Facts> {
    let profile = row.id;
    let wanted = CheckKey::needed(row.features);
    let mut access: Vec<(CheckKey, CheckRow)> = store::checks::list(conn, profile)?
        .into_iter()
        .filter_map(|check| {
            let key = wanted.iter().find(|key| key.code() == check.key)?;
            Some((*key, check))
        })
        .collect();
    access.sort_by_key(|(key, _)| *key);
    let mut standing = Checks {
        wanted: wanted.len(),
        ..Checks::default()
    };
    for (_, check) in &access {
        match check.state {
            CheckState::Passed | CheckState::Warning => standing.passed += 1,
            CheckState::Failed => standing.failed += 1,
            CheckState::CannotTell => standing.unseen += 1,
            CheckState::Skipped => {}
        }
    }
    let tests: Vec<TestRun> = store::test_runs::list(conn, profile, MOST_TESTS)?
        .into_iter()
        .map(TestRun::from)
        .collect();
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
        checks: standing,
        checked_at: access
            .iter()
            .map(|(_, check)| check.checked_at.clone())
            .min(),
        access,
        counts: store::grid::counts(conn, profile, &store::grid::GridText::default())?,
        customers: store::customers::counts(conn, profile)?.total,
        refusals,
        rules_at: rules.updated_at,
        is_testing: tests.iter().any(TestRun::is_running),
        left_over: tests.iter().any(|run| run.left_over),
        last_test: tests.into_iter().find(|run| !run.is_running()),
        domains: domains.map(|(edit, _)| (edit.done_at, edit.what)),
        problems,
        seals: None,
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
