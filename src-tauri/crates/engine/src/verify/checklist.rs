//! The lines: what each claims, how that was proven, and when. What cannot be told is never said to be proven.

use domain::SecretPlace;
use domain::health::HealthState;

use super::Facts;
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
    /// How that was shown, one sentence. Names nobody.
    pub meaning: String,
    /// When.
    pub at: Option<String>,
}

/// All lines, those of the guides first.
pub(super) fn lines(facts: &Facts) -> Vec<ProofLine> {
    vec![
        connected(facts),
        mapped(facts),
        test_ticket(facts),
        both_ways(facts),
        domains(facts),
        rights(facts),
        customers(facts),
        rules(facts),
        problems(facts),
        secret(facts),
        journal(facts),
    ]
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

fn connected(facts: &Facts) -> ProofLine {
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
    if state == HealthState::NotConnected {
        return line(kind, ProofState::Open, "It was not set up yet.", None);
    }
    let what = facts.health.what.as_deref();
    line(
        kind,
        ProofState::Refuted,
        what.unwrap_or("It needs attention."),
        at,
    )
}

fn rights(facts: &Facts) -> ProofLine {
    let (kind, at) = (ProofKind::Rights, facts.checked_at.as_ref());
    match facts.checks {
        (_, 0) => line(kind, ProofState::Open, "No check has run yet.", None),
        (wanted, good) if wanted == good => line(
            kind,
            ProofState::Proven,
            format!("All {wanted} checks of access passed."),
            at,
        ),
        (wanted, good) => line(
            kind,
            ProofState::Refuted,
            format!("{good} of {wanted} checks of access passed."),
            at,
        ),
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
    let Some(run) = &facts.last_test else {
        return line(kind, ProofState::Open, "No test ticket was made yet.", None);
    };
    let at = run.finished_at.as_ref();
    match (run.passed, run.left_over) {
        (true, false) => line(
            kind,
            ProofState::Proven,
            "Created, read back, compared field by field and cleaned up.",
            at,
        ),
        (true, true) => line(
            kind,
            ProofState::Refuted,
            "It passed, and its ticket may still stand in Halo.",
            at,
        ),
        (false, _) => line(
            kind,
            ProofState::Refuted,
            "The last test ticket did not go through.",
            at,
        ),
    }
}

fn both_ways(facts: &Facts) -> ProofLine {
    let kind = ProofKind::StatusBothWays;
    let Some(run) = &facts.last_test else {
        return line(kind, ProofState::Open, "No test ticket was made yet.", None);
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

fn journal(facts: &Facts) -> ProofLine {
    let kind = ProofKind::Journal;
    match &facts.seals.broken {
        Some((_, at)) => line(
            kind,
            ProofState::Refuted,
            "A line is not as it was sealed, or one before it is gone.",
            Some(at),
        ),
        None => line(
            kind,
            ProofState::Proven,
            format!("All {} lines are as they were sealed.", facts.seals.lines),
            Some(&facts.now),
        ),
    }
}
