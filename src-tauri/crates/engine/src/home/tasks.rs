//! The lines of the list, each from the same facts.

use domain::health::HealthState;
use domain::{SourceKind, TestRunState};

use super::{Facts, HomeTask, HomeTaskKind, HomeTaskState, SeatFacts};

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
            "Halo asked to wait. It goes on by itself.",
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
        None if facts.health.state == HealthState::NotConnected => {
            line(kind, HomeTaskState::Blocked, "The connection comes first.")
        }
        None if facts.rules_skipped => line(
            kind,
            HomeTaskState::Open,
            "Put off. Without them no ticket can be made.",
        ),
        None => line(
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

#[cfg(test)]
mod tests {
    use domain::health::{Blocked, Health, NextAct};
    use store::grid::GridCounts;

    use super::*;

    fn facts(state: HealthState) -> Facts {
        let counts = GridCounts {
            todo: 0,
            suggested: 0,
            choose: 0,
            unmapped: 0,
            mapped: 0,
            held: 0,
            excluded: 0,
            problems: 0,
            to_review: 0,
            all: 0,
        };
        Facts {
            health: Health {
                state,
                what: None,
                since: None,
                until: None,
                lost: None,
                next: NextAct::None,
                blocked: Blocked::default(),
            },
            counts,
            source: SourceKind::Csv,
            rules_type: None,
            rules_skipped: false,
            last_test: None,
            left_over: false,
            seats: None,
        }
    }

    fn states(facts: &Facts) -> Vec<HomeTaskState> {
        list(facts).into_iter().map(|task| task.state).collect()
    }

    #[test]
    fn each_source_is_named_by_its_own_words() {
        for source in SourceKind::ALL {
            let mut facts = facts(HealthState::Connected);
            facts.source = *source;
            let words = import(&facts).meaning;
            let is_file = matches!(source, SourceKind::Csv | SourceKind::Excel);
            assert_eq!(words.contains("CSV"), is_file, "{source:?}: {words}");
            let is_api = *source == SourceKind::Api;
            assert_eq!(words.contains("API"), is_api, "{source:?}: {words}");
        }
    }

    #[test]
    fn one_is_told_in_the_singular() {
        let told = |counts: GridCounts| {
            let facts = Facts {
                counts,
                ..facts(HealthState::Connected)
            };
            map(&facts).meaning
        };
        let check = |suggested, choose, expected: &str| {
            let counts = GridCounts {
                all: 9,
                suggested,
                choose,
                ..GridCounts::default()
            };
            assert_eq!(told(counts), expected);
        };
        check(1, 0, "1 suggestion waits for a yes.");
        check(0, 1, "1 waits for a choice.");
        check(2, 1, "2 suggestions wait for a yes, 1 waits for a choice.");
        let attention = GridCounts {
            all: 9,
            problems: 1,
            to_review: 1,
            ..GridCounts::default()
        };
        assert_eq!(
            told(attention),
            "1 pair no longer holds, 1 organisation that was set aside is to be looked at again."
        );
    }

    #[test]
    fn only_one_task_is_next() {
        use HomeTaskState::{Blocked, Done, Next, Open};
        let fresh = facts(HealthState::NotConnected);
        assert_eq!(
            states(&fresh),
            [Next, Blocked, Open, Blocked, Blocked, Blocked]
        );
        let mut mapping = facts(HealthState::Connected);
        mapping.rules_type = Some("Incident".to_owned());
        mapping.counts.all = 10;
        mapping.counts.mapped = 4;
        mapping.counts.suggested = 5;
        mapping.counts.unmapped = 1;
        assert_eq!(states(&mapping), [Done, Done, Done, Next, Open, Open]);
    }

    #[test]
    fn after_connecting_come_the_rules_unless_they_were_put_off() {
        use HomeTaskState::{Blocked, Done, Next, Open};
        let mut connected = facts(HealthState::Connected);
        assert_eq!(
            states(&connected),
            [Done, Next, Open, Blocked, Blocked, Blocked]
        );
        connected.rules_skipped = true;
        assert_eq!(
            states(&connected),
            [Done, Open, Next, Blocked, Blocked, Blocked]
        );
        connected.counts.all = 1;
        connected.counts.mapped = 1;
        assert_eq!(
            states(&connected),
            [Done, Next, Done, Done, Done, Blocked],
            "what was put off comes back when nothing else is left"
        );
    }

    #[test]
    fn licences_are_a_task_only_where_seats_are_wanted_and_wait_for_pairs() {
        let mut facts = facts(HealthState::Connected);
        let state = |facts: &Facts| {
            let tasks = list(facts);
            let task = tasks
                .iter()
                .find(|task| task.kind == HomeTaskKind::MapLicences);
            task.map(|task| task.state)
        };
        facts.rules_type = Some("Incident".to_owned());
        assert_eq!(state(&facts), None);
        let seats = |products, is_read, differing| SeatFacts {
            products,
            is_read,
            differing,
        };
        facts.seats = Some(seats((0, 2), false, 0));
        assert_eq!(state(&facts), Some(HomeTaskState::Blocked));
        (facts.counts.all, facts.counts.mapped) = (1, 1);
        assert_eq!(state(&facts), Some(HomeTaskState::Next));
        facts.seats = Some(seats((1, 2), true, 3));
        assert_eq!(state(&facts), Some(HomeTaskState::Next));
        facts.seats = Some(seats((2, 2), true, 3));
        assert_eq!(state(&facts), Some(HomeTaskState::Attention));
        facts.seats = Some(seats((2, 2), true, 0));
        assert_eq!(state(&facts), Some(HomeTaskState::Done));
    }

    #[test]
    fn a_ticket_left_over_is_said_even_when_the_last_test_passed() {
        let mut passed = facts(HealthState::Connected);
        passed.last_test = Some(TestRunState::Passed);
        let test = |facts: &Facts| list(facts).remove(5);
        assert_eq!(test(&passed).state, HomeTaskState::Done);
        passed.left_over = true;
        assert_eq!(test(&passed).state, HomeTaskState::Attention);
    }

    #[test]
    fn a_connection_in_trouble_is_the_first_thing_to_look_at() {
        for state in HealthState::ALL {
            let first = states(&facts(*state))[0];
            let wanted = if matches!(state, HealthState::Connected | HealthState::RateLimited) {
                HomeTaskState::Done
            } else if *state == HealthState::NotConnected {
                HomeTaskState::Next
            } else {
                HomeTaskState::Attention
            };
            assert_eq!(first, wanted, "{state:?}");
        }
    }
}
