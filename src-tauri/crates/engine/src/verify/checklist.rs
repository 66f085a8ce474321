//! The lines: what each claims, how that was proven, and when. What cannot be told is never said to be proven.

use domain::SecretPlace;
use domain::health::HealthState;
use store::journal::SealCheck;

use super::{Checks, Facts};
use crate::test_ticket::{StepKey, StepState, TestRun};

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofKind {
    /// The connection stands.
    Connected,
    /// Every right that is needed is there.
    Rights,
    /// All customers were read.
    Customers,
    /// Every organisation has a customer or a decision.
    Mapped,
    /// Halo would take a ticket of every level.
    Rules,
    /// A ticket was made, read back and compared.
    TestTicket,
    /// A status went there, and one came back.
    StatusBothWays,
    /// Domains were taken from Halo's customers.
    Domains,
    /// Nothing that is mapped has stopped to hold.
    Problems,
    /// The secret is in the keychain.
    Secret,
    /// The journal is as it was written.
    Journal,
}

impl ProofKind {
    /// As it stands in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connected => "The connection shows as Connected",
            Self::Rights => "The agent has every right that is needed",
            Self::Customers => "All customers of Halo are known",
            Self::Mapped => "Organisations are mapped to their customers",
            Self::Rules => "Halo would take a ticket of every level",
            Self::TestTicket => "A test ticket was created in Halo",
            Self::StatusBothWays => "Ticket statuses update in both directions",
            Self::Domains => "Domain import brought the expected domains",
            Self::Problems => "Everything that is mapped still holds",
            Self::Secret => "The client secret is in the keychain",
            Self::Journal => "The journal was not changed afterwards",
        }
    }

    /// Whether a vendor's guide has this line.
    pub fn is_of_a_guide(self) -> bool {
        matches!(
            self,
            Self::Connected
                | Self::Mapped
                | Self::TestTicket
                | Self::StatusBothWays
                | Self::Domains
        )
    }
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofState {
    /// It was shown to be so.
    Proven,
    /// It was shown not to be so.
    Refuted,
    /// Nobody has tried, or it cannot be told.
    Open,
}

impl ProofState {
    /// As it stands in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proven => "Proven",
            Self::Refuted => "Not so",
            Self::Open => "Not proven",
        }
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofLine {
    /// What it is about.
    pub kind: ProofKind,
    /// How it stands.
    pub state: ProofState,
    /// How that was shown, one sentence. Names nobody, but what Halo or the network said may name a host.
    pub meaning: String,
    /// When.
    pub at: Option<String>,
}

/// All lines, those of the guides first; masked, without what Halo or the network said.
pub(super) fn lines(facts: &Facts, masked: bool) -> Vec<ProofLine> {
    let mut lines = vec![
        connected(facts, masked),
        mapped(facts),
        test_ticket(facts),
        both_ways(facts),
        domains(facts),
        rights(facts),
        customers(facts),
        rules(facts),
        problems(facts),
        secret(facts),
    ];
    let seals = facts.seals.as_ref();
    lines.extend(seals.map(|(seals, at)| journal(seals, at)));
    lines
}

fn line(
    kind: ProofKind,
    state: ProofState,
    meaning: impl Into<String>,
    at: Option<&String>,
) -> ProofLine {
    ProofLine {
        kind,
        state,
        meaning: meaning.into(),
        at: at.cloned(),
    }
}

fn connected(facts: &Facts, masked: bool) -> ProofLine {
    let at = facts.row.last_read_at.as_ref();
    let kind = ProofKind::Connected;
    let state = facts.health.state;
    if state == HealthState::Connected {
        return line(
            kind,
            ProofState::Proven,
            "Halo answers what it is asked.",
            at,
        );
    }
    if state == HealthState::RateLimited {
        return line(
            kind,
            ProofState::Proven,
            "Halo answers; its request limit is reached, and it goes on by itself.",
            at,
        );
    }
    if state == HealthState::NotConnected {
        return line(kind, ProofState::Open, "It was not set up yet.", None);
    }
    let said = facts.health.what.clone().filter(|_| !masked);
    let meaning = said.unwrap_or_else(|| format!("It needs attention: {}.", state.name()));
    line(kind, ProofState::Refuted, meaning, at)
}

fn rights(facts: &Facts) -> ProofLine {
    let (kind, at) = (ProofKind::Rights, facts.checked_at.as_ref());
    let Checks {
        wanted,
        passed,
        failed,
        unseen,
    } = facts.checks;
    let so_far = format!("{passed} of {wanted} checks of access passed");
    let not_run = wanted.saturating_sub(passed + failed + unseen);
    if not_run == wanted {
        line(kind, ProofState::Open, "No check has run yet.", None)
    } else if failed > 0 {
        let meaning = format!("{so_far}, {failed} did not.");
        line(kind, ProofState::Refuted, meaning, at)
    } else if passed == wanted {
        let meaning = format!("All {wanted} checks of access passed.");
        line(kind, ProofState::Proven, meaning, at)
    } else if not_run > 0 {
        let meaning = format!("{so_far}; {not_run} have not run.");
        line(kind, ProofState::Open, meaning, at)
    } else {
        let meaning = format!("{so_far}; the other {unseen} show only in use.");
        line(kind, ProofState::Open, meaning, at)
    }
}

fn customers(facts: &Facts) -> ProofLine {
    let kind = ProofKind::Customers;
    match &facts.row.last_read_at {
        Some(at) if facts.customers > 0 => line(
            kind,
            ProofState::Proven,
            format!("{} customers, read completely.", facts.customers),
            Some(at),
        ),
        Some(at) => line(
            kind,
            ProofState::Refuted,
            "Halo lists no customer.",
            Some(at),
        ),
        None => line(
            kind,
            ProofState::Open,
            "Halo was not read completely yet.",
            None,
        ),
    }
}

fn mapped(facts: &Facts) -> ProofLine {
    let (kind, counts, at) = (
        ProofKind::Mapped,
        &facts.counts,
        facts.row.last_read_at.as_ref(),
    );
    let words = format!(
        "{} of {} mapped, {} held, {} excluded.",
        counts.mapped, counts.all, counts.held, counts.excluded
    );
    match (counts.all, counts.todo, counts.problems) {
        (0, ..) => line(
            kind,
            ProofState::Open,
            "There are no organisations yet.",
            None,
        ),
        (_, 0, 0) => line(kind, ProofState::Proven, words, at),
        (_, todo, problems) => line(
            kind,
            ProofState::Refuted,
            format!("{words} {todo} to decide, {problems} with a problem."),
            at,
        ),
    }
}

fn rules(facts: &Facts) -> ProofLine {
    let (kind, at) = (ProofKind::Rules, facts.rules_at.as_ref());
    match facts.refusals {
        None => line(kind, ProofState::Open, "No ticket rules were set.", None),
        Some(0) => line(
            kind,
            ProofState::Proven,
            "Pre-flight finds nothing that Halo would refuse.",
            at,
        ),
        Some(refusals) => line(
            kind,
            ProofState::Refuted,
            format!("Pre-flight finds {refusals} things that Halo would refuse."),
            at,
        ),
    }
}

fn test_ticket(facts: &Facts) -> ProofLine {
    let kind = ProofKind::TestTicket;
    let at = facts.last_test.as_ref();
    let at = at.and_then(|run| run.finished_at.as_ref());
    if facts.left_over {
        let meaning = "The ticket of a test may still stand in Halo.";
        return line(kind, ProofState::Refuted, meaning, at);
    }
    match &facts.last_test {
        None => no_test(facts, kind),
        Some(run) if run.passed => line(
            kind,
            ProofState::Proven,
            "Created, read back, compared field by field and cleaned up.",
            at,
        ),
        Some(_) => line(
            kind,
            ProofState::Refuted,
            "The last test ticket did not go through.",
            at,
        ),
    }
}

fn no_test(facts: &Facts, kind: ProofKind) -> ProofLine {
    let meaning = if facts.is_testing {
        "The first test ticket is under way."
    } else {
        "No test ticket was made yet."
    };
    line(kind, ProofState::Open, meaning, None)
}

fn both_ways(facts: &Facts) -> ProofLine {
    let kind = ProofKind::StatusBothWays;
    let Some(run) = &facts.last_test else {
        return no_test(facts, kind);
    };
    let at = run.finished_at.as_ref();
    match (
        step(run, StepKey::StatusThere),
        step(run, StepKey::StatusBack),
    ) {
        (Some(StepState::Done), Some(StepState::Done)) => line(
            kind,
            ProofState::Proven,
            "The test ticket’s status was moved in Halo, and a status of Halo’s came back.",
            at,
        ),
        (Some(StepState::Failed), _) | (_, Some(StepState::Failed)) => line(
            kind,
            ProofState::Refuted,
            "The test ticket’s status did not go both ways.",
            at,
        ),
        _ => line(
            kind,
            ProofState::Open,
            "The last test ticket left the statuses out.",
            None,
        ),
    }
}

fn step(run: &TestRun, key: StepKey) -> Option<StepState> {
    let mut steps = run.sheet.steps.iter();
    steps.find(|step| step.key == key).map(|step| step.state)
}

fn domains(facts: &Facts) -> ProofLine {
    let kind = ProofKind::Domains;
    match &facts.domains {
        Some((at, what)) => line(kind, ProofState::Proven, format!("{what}."), Some(at)),
        None => line(
            kind,
            ProofState::Open,
            "Domains were not taken from Halo’s customers. Not needed where the list brings them.",
            None,
        ),
    }
}

fn problems(facts: &Facts) -> ProofLine {
    let (kind, at) = (ProofKind::Problems, facts.row.last_read_at.as_ref());
    if at.is_none() {
        return line(kind, ProofState::Open, "Nothing was compared yet.", None);
    }
    match facts.problems {
        (0, 0) => line(kind, ProofState::Proven, "No problem stands.", at),
        (0, look) => line(
            kind,
            ProofState::Proven,
            format!("Nothing stops work; {look} to look at once."),
            at,
        ),
        (blocking, look) => line(
            kind,
            ProofState::Refuted,
            format!("{blocking} stop work, {look} to look at once."),
            at,
        ),
    }
}

fn secret(facts: &Facts) -> ProofLine {
    let (kind, at) = (ProofKind::Secret, facts.row.secret_saved_at.as_ref());
    match facts.row.secret_place {
        SecretPlace::Keychain => line(
            kind,
            ProofState::Proven,
            "Kept there and in no file of Halyard’s.",
            at,
        ),
        SecretPlace::Session => line(
            kind,
            ProofState::Refuted,
            "It is kept in memory until Halyard is closed.",
            at,
        ),
        SecretPlace::None => line(kind, ProofState::Open, "No secret is kept.", None),
    }
}

fn journal(seals: &SealCheck, checked_at: &String) -> ProofLine {
    let kind = ProofKind::Journal;
    match &seals.broken {
        Some((_, at)) => line(
            kind,
            ProofState::Refuted,
            "A line is not as it was sealed, or one before it is gone.",
            Some(at),
        ),
        None => line(
            kind,
            ProofState::Proven,
            format!("All {} lines are as they were sealed.", seals.lines),
            Some(checked_at),
        ),
    }
}
