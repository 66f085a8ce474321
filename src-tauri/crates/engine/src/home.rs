//! Home: what is to be done, in the order in which it makes sense.

use domain::{ConnectionState, ProfileId, TestRunState};

use crate::Engine;
use crate::error::Result;

/// Which task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeTaskKind {
    /// Connect to Halo.
    Connect,
    /// Bring organisations in.
    ImportOrganizations,
    /// Map organisations.
    MapOrganizations,
    /// Hold or exclude the rest.
    DecideRest,
    /// Set the ticket rules.
    SetTicketRules,
    /// Create a test ticket.
    TestTicket,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeTaskState {
    /// Nothing left to do.
    Done,
    /// The next thing to do.
    Next,
    /// To be done, not next.
    Open,
    /// Was done and needs a look.
    Attention,
    /// Cannot be done before another one.
    Blocked,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeTask {
    /// Which.
    pub kind: HomeTaskKind,
    /// How far.
    pub state: HomeTaskState,
    /// Where it stands, one sentence.
    pub meaning: String,
    /// Count in words.
    pub count: Option<String>,
}

/// Home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The tasks in order.
    pub tasks: Vec<HomeTask>,
    /// Customers in the last snapshot.
    pub customers: u32,
    /// Organisations in the profile.
    pub organizations: u32,
    /// Organisations that wait for a decision.
    pub todo: u32,
    /// When the secret was saved.
    pub secret_saved_at: Option<String>,
    /// When the last test ticket passed.
    pub test_passed_at: Option<String>,
}

/// What the list is made from.
#[derive(Debug, Clone)]
struct Facts {
    connection: ConnectionState,
    note: Option<String>,
    counts: store::grid::GridCounts,
    rules_type: Option<String>,
    last_test: Option<(TestRunState, String)>,
}

impl Engine {
    /// The task list of a profile.
    pub async fn home(&self, profile: ProfileId) -> Result<Home> {
        Ok(self
            .store
            .read(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let rules = store::ticket_rules::load(tx, profile)?;
                let config = store::halo_config::load(tx, profile)?;
                let runs = store::test_runs::list(tx, profile, 50)?;
                let passed = runs.iter().find(|run| run.state == TestRunState::Passed);
                let facts = Facts {
                    connection: row.connection,
                    note: row.connection_note,
                    counts: store::grid::counts(tx, profile, &store::grid::GridText::default())?,
                    rules_type: rules.rules.ticket_type.map(|id| {
                        config
                            .ticket_type(id)
                            .map_or_else(String::new, |t| t.name.clone())
                    }),
                    last_test: runs
                        .first()
                        .map(|run| (run.state, run.finished_at.clone().unwrap_or_default())),
                };
                Ok(Home {
                    tasks: task_list(&facts),
                    customers: store::customers::counts(tx, profile)?.total,
                    organizations: facts.counts.all,
                    todo: facts.counts.todo,
                    secret_saved_at: row.secret_saved_at,
                    test_passed_at: passed.and_then(|run| run.finished_at.clone()),
                })
            })
            .await?)
    }
}

fn task_list(facts: &Facts) -> Vec<HomeTask> {
    let mut tasks = vec![
        connect(facts),
        import(facts),
        map(facts),
        decide(facts),
        rules(facts),
        test(facts),
    ];
    if let Some(next) = tasks
        .iter_mut()
        .find(|task| task.state == HomeTaskState::Open)
    {
        next.state = HomeTaskState::Next;
    }
    tasks
}

fn line(kind: HomeTaskKind, state: HomeTaskState, meaning: impl Into<String>) -> HomeTask {
    HomeTask {
        kind,
        state,
        meaning: meaning.into(),
        count: None,
    }
}

fn connect(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::Connect;
    let note = facts.note.clone();
    match facts.connection {
        ConnectionState::Connected => line(kind, HomeTaskState::Done, "Every check passed."),
        ConnectionState::NeedsAttention => line(
            kind,
            HomeTaskState::Attention,
            note.unwrap_or_else(|| "Something about the connection needs a look.".to_owned()),
        ),
        ConnectionState::Revoked => line(
            kind,
            HomeTaskState::Attention,
            "The connection was revoked here. Mappings and rules are kept.",
        ),
        ConnectionState::NotConnected => line(
            kind,
            HomeTaskState::Open,
            note.unwrap_or_else(|| {
                "Find Halo, prepare an agent, and check what it may do.".to_owned()
            }),
        ),
    }
}

fn import(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::ImportOrganizations;
    if facts.counts.all == 0 {
        return line(
            kind,
            HomeTaskState::Open,
            "From a CSV file, or typed by hand.",
        );
    }
    HomeTask {
        count: Some(facts.counts.all.to_string()),
        ..line(
            kind,
            HomeTaskState::Done,
            "Importing again updates them and never doubles one.",
        )
    }
}

fn map(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::MapOrganizations;
    let counts = &facts.counts;
    let to_map = counts.all - counts.excluded - counts.held;
    let count = Some(format!("{} of {to_map}", counts.mapped));
    let waiting = counts.suggested + counts.choose;
    if counts.all == 0 {
        return line(kind, HomeTaskState::Blocked, "Organisations come first.");
    }
    if counts.problems > 0 {
        let meaning = format!("{} pairs no longer hold.", counts.problems);
        return HomeTask {
            count,
            ..line(kind, HomeTaskState::Attention, meaning)
        };
    }
    if waiting == 0 && counts.mapped > 0 {
        return HomeTask {
            count,
            ..line(kind, HomeTaskState::Done, "No suggestion is waiting.")
        };
    }
    let meaning = match (counts.suggested, counts.choose) {
        (0, 0) => "No customer of Halo suggests itself; pair them by hand.".to_owned(),
        (suggested, 0) => format!("{suggested} suggestions wait for a yes."),
        (0, choose) => format!("{choose} have several candidates."),
        (suggested, choose) => {
            format!("{suggested} suggestions wait for a yes, {choose} have several candidates.")
        }
    };
    HomeTask {
        count,
        ..line(kind, HomeTaskState::Open, meaning)
    }
}

fn decide(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::DecideRest;
    let counts = &facts.counts;
    if counts.all == 0 {
        return line(kind, HomeTaskState::Blocked, "Organisations come first.");
    }
    if counts.unmapped == 0 {
        return line(
            kind,
            HomeTaskState::Done,
            "No organisation is without a decision.",
        );
    }
    HomeTask {
        count: Some(counts.unmapped.to_string()),
        ..line(
            kind,
            HomeTaskState::Open,
            "Without a candidate. Search a customer, hold them, or exclude them with a reason.",
        )
    }
}

fn rules(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::SetTicketRules;
    match &facts.rules_type {
        Some(name) if !name.is_empty() => line(
            kind,
            HomeTaskState::Done,
            format!("Tickets are made as {name}."),
        ),
        Some(_) => line(
            kind,
            HomeTaskState::Attention,
            "The ticket type is no longer in Halo.",
        ),
        None if facts.connection == ConnectionState::NotConnected => {
            line(kind, HomeTaskState::Blocked, "The connection comes first.")
        }
        None => line(
            kind,
            HomeTaskState::Open,
            "Ticket type, SLA, priorities and statuses.",
        ),
    }
}

fn test(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::TestTicket;
    match &facts.last_test {
        Some((TestRunState::Passed, _)) => line(
            kind,
            HomeTaskState::Done,
            "Created, read back, compared and cleaned up.",
        ),
        Some((TestRunState::Failed | TestRunState::Interrupted, _)) => line(
            kind,
            HomeTaskState::Attention,
            "The last test ticket did not go through.",
        ),
        Some((TestRunState::Running, _)) => line(kind, HomeTaskState::Open, "One is under way."),
        None if facts.rules_type.is_none() => {
            line(kind, HomeTaskState::Blocked, "The ticket rules come first.")
        }
        None => line(
            kind,
            HomeTaskState::Open,
            "Proves that a ticket arrives as it should.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(connection: ConnectionState) -> Facts {
        let counts = store::grid::GridCounts {
            todo: 0,
            suggested: 0,
            choose: 0,
            unmapped: 0,
            mapped: 0,
            held: 0,
            excluded: 0,
            problems: 0,
            all: 0,
        };
        Facts {
            connection,
            note: None,
            counts,
            rules_type: None,
            last_test: None,
        }
    }

    fn states(facts: &Facts) -> Vec<HomeTaskState> {
        task_list(facts)
            .into_iter()
            .map(|task| task.state)
            .collect()
    }

    #[test]
    fn only_one_task_is_next() {
        use HomeTaskState::{Blocked, Done, Next, Open};
        let fresh = facts(ConnectionState::NotConnected);
        assert_eq!(
            states(&fresh),
            [Next, Open, Blocked, Blocked, Blocked, Blocked]
        );
        let mut mapping = facts(ConnectionState::Connected);
        mapping.counts.all = 10;
        mapping.counts.mapped = 4;
        mapping.counts.suggested = 5;
        mapping.counts.unmapped = 1;
        assert_eq!(states(&mapping), [Done, Done, Next, Open, Open, Blocked]);
    }
}
