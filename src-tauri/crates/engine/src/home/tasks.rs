//! The lines of the list, each from the same facts.

use domain::health::HealthState;
use domain::{SourceKind, TestRunState};

use super::{Facts, HomeTask, HomeTaskKind, HomeTaskState, SeatFacts};
use crate::verify::GuideProgress;

/// All tasks in order, one of them next: the first that is open, and what was put off only when nothing else is.
pub(super) fn list(facts: &Facts) -> Vec<HomeTask> {
    let mut tasks = vec![
        connect(facts),
        rules(facts),
        import(facts),
        map(facts),
        decide(facts),
    ];
    tasks.extend(facts.seats.map(|seats| licences(facts, seats)));
    tasks.push(test(facts));
    tasks.push(verify(facts));
    let is_open = |task: &HomeTask| task.state == HomeTaskState::Open;
    let is_put_off =
        |task: &HomeTask| facts.rules_skipped && task.kind == HomeTaskKind::SetTicketRules;
    let next = tasks
        .iter()
        .position(|task| is_open(task) && !is_put_off(task))
        .or_else(|| tasks.iter().position(is_open));
    if let Some(next) = next.and_then(|next| tasks.get_mut(next)) {
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
    let what = |otherwise: &str| {
        let what = facts.health.what.clone();
        what.unwrap_or_else(|| otherwise.to_owned())
    };
    let state = facts.health.state;
    if state == HealthState::NotConnected {
        return line(
            kind,
            HomeTaskState::Open,
            what("Find Halo, prepare an agent, and check what it may do."),
        );
    }
    if state == HealthState::Revoked {
        return line(
            kind,
            HomeTaskState::Attention,
            "The connection was revoked here. Mappings and rules are kept.",
        );
    }
    if state == HealthState::Connected {
        return line(kind, HomeTaskState::Done, what("Every check passed."));
    }
    if state == HealthState::RateLimited {
        return line(
            kind,
            HomeTaskState::Done,
            "Halo’s request limit is reached. It goes on by itself.",
        );
    }
    line(
        kind,
        HomeTaskState::Attention,
        what("Something about the connection needs a look."),
    )
}

fn import(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::ImportOrganizations;
    if facts.counts.all == 0 {
        return line(
            kind,
            HomeTaskState::Open,
            match facts.source {
                SourceKind::Csv | SourceKind::Excel => {
                    "From a CSV file or an Excel workbook, with a preview of every row."
                }
                SourceKind::Api => "From the vendor’s own API, with a preview of every row.",
                SourceKind::HaloCustomers => {
                    "From Halo’s own customers, by their domains. Reading them comes first."
                }
                SourceKind::Manual => "Typed by hand. A list can be imported all the same.",
            },
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
    if counts.problems + counts.to_review > 0 {
        let meaning = match (counts.problems, counts.to_review) {
            (problems, 0) => format!("{}.", no_longer(problems)),
            (0, due) => format!("{}.", again(due)),
            (problems, due) => format!("{}, {}.", no_longer(problems), again(due)),
        };
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
        (suggested, 0) => format!("{}.", for_a_yes(suggested)),
        (0, choose) => format!("{}.", to_choose(choose)),
        (suggested, choose) => format!("{}, {}.", for_a_yes(suggested), to_choose(choose)),
    };
    HomeTask {
        count,
        ..line(kind, HomeTaskState::Open, meaning)
    }
}

fn no_longer(problems: u32) -> String {
    match problems {
        1 => "1 pair no longer holds".to_owned(),
        several => format!("{several} pairs no longer hold"),
    }
}

fn again(due: u32) -> String {
    match due {
        1 => "1 organisation that was set aside is to be looked at again".to_owned(),
        several => {
            format!("{several} organisations that were set aside are to be looked at again")
        }
    }
}

fn for_a_yes(suggested: u32) -> String {
    match suggested {
        1 => "1 suggestion waits for a yes".to_owned(),
        several => format!("{several} suggestions wait for a yes"),
    }
}

fn to_choose(choose: u32) -> String {
    match choose {
        1 => "1 waits for a choice".to_owned(),
        several => format!("{several} wait for a choice"),
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
    match (&facts.rules_type, &facts.offered) {
        (Some(name), None) if !name.is_empty() => line(
            kind,
            HomeTaskState::Done,
            format!("Tickets are made as {name}."),
        ),
        (Some(name), Some(offer)) if !name.is_empty() => {
            let (from, own) = (&offer.came_from, offer.own);
            let whose = match own {
                1 => "1 organisation".to_owned(),
                several => format!("{several} organisations"),
            };
            line(
                kind,
                HomeTaskState::Attention,
                format!("Own rules of {whose} from {from} can be taken over."),
            )
        }
        (Some(_), _) => line(
            kind,
            HomeTaskState::Attention,
            "The ticket type is no longer in Halo.",
        ),
        (None, _) if facts.health.state == HealthState::NotConnected => {
            line(kind, HomeTaskState::Blocked, "The connection comes first.")
        }
        (None, Some(offer)) => line(
            kind,
            HomeTaskState::Open,
            format!("Rules from {} can be taken over by name.", offer.came_from),
        ),
        (None, None) if facts.rules_skipped => line(
            kind,
            HomeTaskState::Open,
            "Put off. Without them no ticket can be made.",
        ),
        (None, None) => line(
            kind,
            HomeTaskState::Open,
            "Ticket type, SLA, priorities and statuses.",
        ),
    }
}

fn licences(facts: &Facts, seats: SeatFacts) -> HomeTask {
    let kind = HomeTaskKind::MapLicences;
    let (said, products) = seats.products;
    if facts.counts.mapped + facts.counts.problems == 0 {
        return line(
            kind,
            HomeTaskState::Blocked,
            "Mapped organisations come first.",
        );
    }
    if !seats.is_read {
        return line(
            kind,
            HomeTaskState::Open,
            "Halo’s licences have not been read yet.",
        );
    }
    if said < products {
        return HomeTask {
            count: Some(format!("{said} of {products}")),
            ..line(
                kind,
                HomeTaskState::Open,
                "Say which of Halo’s licences each product stands for.",
            )
        };
    }
    if seats.differing > 0 {
        return HomeTask {
            count: Some(seats.differing.to_string()),
            ..line(
                kind,
                HomeTaskState::Attention,
                "The vendor’s seats and Halo’s counts differ.",
            )
        };
    }
    line(
        kind,
        HomeTaskState::Done,
        "No seats differ from Halo’s counts.",
    )
}

fn test(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::TestTicket;
    if facts.left_over {
        return line(
            kind,
            HomeTaskState::Attention,
            "The ticket of a test may still stand in Halo.",
        );
    }
    match &facts.last_test {
        Some(TestRunState::Passed) => line(
            kind,
            HomeTaskState::Done,
            "Created, read back, compared and cleaned up.",
        ),
        Some(TestRunState::Failed | TestRunState::Interrupted) => line(
            kind,
            HomeTaskState::Attention,
            "The last test ticket did not go through.",
        ),
        Some(TestRunState::Running) => line(kind, HomeTaskState::Open, "One is under way."),
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

fn verify(facts: &Facts) -> HomeTask {
    let kind = HomeTaskKind::Verify;
    let GuideProgress { proven, lines } = facts.proofs;
    if facts.health.state == HealthState::NotConnected {
        return line(kind, HomeTaskState::Blocked, "The connection comes first.");
    }
    if facts.rules_type.is_none() {
        return line(kind, HomeTaskState::Blocked, "The ticket rules come first.");
    }
    let (state, meaning) = if proven == lines {
        (
            HomeTaskState::Done,
            "Everything that the vendors’ guides ask for is proven.",
        )
    } else {
        (
            HomeTaskState::Open,
            "What the vendors’ guides ask for, each line with how it is proven.",
        )
    };
    HomeTask {
        count: Some(format!("{proven} of {lines}")),
        ..line(kind, state, meaning)
    }
}

#[cfg(test)]
#[path = "tasks_tests.rs"]
mod tests;
