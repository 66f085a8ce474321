//! Keeping statuses in step, against a Halo that keeps what it is sent: what comes back, what goes there, what it costs,
//! and what happens to tickets that are merged, deleted, moved or lost from sight.

use std::time::Duration;

use engine::domain::status_sync::{BothSides, ConflictRule, Side, SyncState};
use engine::domain::ticket::{TicketEventKind as Kind, TicketState};
use engine::domain::{OurTicketId, ProfileId, StatusId};
use engine::tickets::TicketDetails;
use engine::{Engine, Error, StatusConflict, StatusSync, SyncSettings};
use halo_api::{HttpSettings, Transport};
use halo_sim::{AgentRights, Config, Fault, Scenario};

use crate::support::Bench;
use crate::testing_tickets::ready;
use crate::ticket_desk::{BRAYFORD, form, map, organization};

pub(crate) const WITH_USER: i64 = 4;
pub(crate) const IN_PROGRESS: i64 = 2;
pub(crate) const CLOSED: i64 = 9;
pub(crate) const ON_HOLD: i64 = 21;

/// A ticket of ours, In progress here and in Halo.
pub(crate) struct Desk {
    pub(crate) bench: Bench,
    pub(crate) profile: ProfileId,
    pub(crate) ticket: OurTicketId,
    pub(crate) halo: i64,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        Self::on(Bench::new().await).await
    }

    async fn on(bench: Bench) -> Self {
        let profile = ready(&bench).await;
        let organization = organization(&bench.engine, profile, "Brayford Dental").await;
        map(&bench.engine, profile, organization, BRAYFORD).await;
        let ticket = form(organization, "Phishing reported", "A-1");
        let created = bench.engine.create_ticket(profile, ticket).await.unwrap();
        let mut desk = Self {
            bench,
            profile,
            ticket: created.ticket,
            halo: 0,
        };
        desk.send().await;
        let made = desk.details().await.row.halo_ticket.unwrap();
        desk.halo = i64::from(made.get());
        // The first comparison brings Halo's first status in step with the rules.
        desk.poll().await;
        desk.send().await;
        desk.poll().await;
        assert_eq!(desk.there(), IN_PROGRESS);
        assert_eq!(desk.conflict().await.state, SyncState::InStep);
        desk.bench.halo.clear_requests();
        desk
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.bench.engine
    }

    pub(crate) async fn poll(&self) {
        self.engine().poll_now(self.profile).await.unwrap();
    }

    /// Lets the outbox send what it has.
    pub(crate) async fn send(&self) {
        let profile = self.profile;
        self.bench
            .ended(async |engine| engine.send_tickets_now(profile))
            .await;
    }

    pub(crate) async fn details(&self) -> TicketDetails {
        let details = self
            .engine()
            .ticket_details(self.profile, self.ticket)
            .await;
        details.unwrap()
    }

    pub(crate) async fn here(&self) -> String {
        self.details().await.row.status_key
    }

    pub(crate) fn there(&self) -> i64 {
        self.bench.halo.ticket(self.halo).unwrap().status_id
    }

    pub(crate) async fn edit(&self, key: &str) {
        let edited = self
            .engine()
            .change_ticket_status(self.profile, self.ticket, key.to_owned())
            .await;
        edited.unwrap();
    }

    pub(crate) async fn conflict(&self) -> StatusConflict {
        let found = self
            .engine()
            .status_conflict(self.profile, self.ticket)
            .await;
        found.unwrap().unwrap()
    }

    pub(crate) async fn keep(&self, side: Side) -> Result<(), Error> {
        let shown = self.conflict().await.shown;
        self.engine()
            .keep_status(self.profile, self.ticket, side, shown)
            .await
    }

    pub(crate) async fn line(&self) -> StatusSync {
        self.engine().status_sync(self.profile).await.unwrap()
    }

    pub(crate) async fn rule(&self, rule: ConflictRule) {
        let settings = SyncSettings {
            rule,
            interval: Duration::from_mins(1),
        };
        self.engine()
            .save_status_sync(self.profile, settings)
            .await
            .unwrap();
    }

    pub(crate) async fn told(&self) -> Vec<Kind> {
        let details = self.details().await;
        details.events.iter().map(|row| row.event.kind).collect()
    }

    /// Both sides were changed.
    pub(crate) async fn quarrel(&self) {
        self.edit("resolved").await;
        self.bench.halo.set_ticket_status(self.halo, WITH_USER);
    }

    /// Requests other than for a token, since the record was cleared.
    pub(crate) fn requests(&self) -> usize {
        let all = self.bench.halo.requests();
        let tokens = all.iter().filter(|one| one.path.contains("/token"));
        all.len() - tokens.count()
    }

    pub(crate) fn writes(&self) -> usize {
        let all = self.bench.halo.requests();
        all.iter().filter(|one| one.method == "POST").count()
    }
}

#[tokio::test]
async fn closed_there_is_closed_here_and_reopened_here_is_reopened_there() {
    let desk = Desk::new().await;
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    desk.poll().await;
    assert_eq!(desk.here().await, "resolved");
    assert!(desk.details().await.row.halo_closed);
    assert_eq!(desk.writes(), 0, "what Halo has is not sent back to it");

    desk.edit("investigating").await;
    desk.send().await;
    assert_eq!(desk.there(), IN_PROGRESS);
    assert!(!desk.bench.halo.ticket(desk.halo).unwrap().closed);
    let writes = desk.writes();
    // The echo of our own write is no change of Halo's.
    for _ in 0..4 {
        desk.poll().await;
        desk.send().await;
    }
    assert_eq!(desk.writes(), writes);
    assert_eq!(desk.here().await, "investigating");
    assert_eq!(desk.conflict().await.state, SyncState::InStep);
    let told = desk.told().await;
    for kind in [Kind::StatusThere, Kind::StatusHere, Kind::StatusSent] {
        assert!(told.contains(&kind), "{told:?}");
    }
    let violations = desk.bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

#[tokio::test]
async fn a_poll_is_one_request_however_many_tickets_there_are() {
    let desk = Desk::new().await;
    let details = desk.details().await;
    for n in 2..=6 {
        let more = form(details.row.organization, "Another", &format!("A-{n}"));
        desk.engine()
            .create_ticket(desk.profile, more)
            .await
            .unwrap();
    }
    desk.send().await;
    desk.poll().await;
    desk.send().await;
    desk.poll().await;
    desk.bench.halo.clear_requests();
    for _ in 0..6 {
        desk.poll().await;
    }
    assert_eq!(desk.requests(), 6);
    let asked = desk.bench.halo.requests_to("GET", "/Tickets");
    let since = asked
        .iter()
        .filter(|one| one.query("lastupdatefromdate").is_some());
    let by_number = asked.iter().filter(|one| one.query("ticketids").is_some());
    assert_eq!((since.count(), by_number.count()), (4, 2), "in turn");
    let line = desk.line().await;
    assert_eq!(line.followed, 6);
    assert!(line.polled_at.is_some() && line.failure.is_none() && line.paused.is_none());
}

#[tokio::test]
async fn a_conflict_waits_for_a_decision_and_the_decision_for_what_was_shown() {
    let desk = Desk::new().await;
    desk.quarrel().await;
    desk.poll().await;
    let conflict = desk.conflict().await;
    assert_eq!(conflict.state, SyncState::Conflict);
    assert_eq!(conflict.rule, ConflictRule::Ask);
    assert_eq!(conflict.here.becomes.as_deref(), Some("Closed"));
    // With User comes back as nothing by these rules.
    assert_eq!(
        (
            conflict.there.name.as_str(),
            conflict.there.becomes.as_deref()
        ),
        ("With User", None)
    );
    assert_eq!(desk.details().await.row.state, TicketState::Conflict);
    desk.send().await;
    assert_eq!(desk.writes(), 0);
    assert!(matches!(
        desk.keep(Side::Halo).await,
        Err(Error::InvalidInput { field: "side", .. })
    ));
    let stale = BothSides {
        here: "investigating".to_owned(),
        there: StatusId::new(4),
    };
    let decided = desk
        .engine()
        .keep_status(desk.profile, desk.ticket, Side::Here, stale)
        .await;
    assert!(matches!(decided, Err(Error::NeedsConfirmation { .. })));

    desk.keep(Side::Here).await.unwrap();
    desk.send().await;
    assert_eq!(desk.there(), CLOSED);
    desk.poll().await;
    let settled = desk.conflict().await;
    assert_eq!(settled.state, SyncState::InStep);
    assert_eq!(settled.settled.unwrap().winner, Side::Here);
    assert_eq!(desk.details().await.row.state, TicketState::InStep);
}

#[tokio::test]
async fn the_rule_decides_conflicts_and_the_row_says_which() {
    for (rule, winner, here, there) in [
        (ConflictRule::HaloWins, Side::Halo, "resolved", CLOSED),
        (
            ConflictRule::HereWins,
            Side::Here,
            "investigating",
            WITH_USER,
        ),
        // Halo's change is the later one.
        (ConflictRule::NewestWins, Side::Halo, "resolved", CLOSED),
    ] {
        let desk = Desk::new().await;
        desk.rule(rule).await;
        // Two statuses that are told apart in Halo.
        let form = desk.engine().ticket_rules_form(desk.profile).await.unwrap();
        let mut rules = form.rules.clone();
        rules
            .status_to_halo
            .insert("investigating".to_owned(), StatusId::new(4));
        rules
            .status_from_halo
            .insert(StatusId::new(4), "investigating".to_owned());
        desk.engine()
            .save_ticket_rules(desk.profile, rules, form.version, false)
            .await
            .unwrap();
        desk.edit("investigating").await;
        desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
        desk.poll().await;
        desk.send().await;
        desk.poll().await;
        assert_eq!(
            (desk.here().await.as_str(), desk.there()),
            (here, there),
            "{rule:?}"
        );
        let conflict = desk.conflict().await;
        assert_eq!(conflict.state, SyncState::InStep, "{rule:?}");
        let settled = conflict.settled.unwrap();
        assert_eq!((settled.by, settled.winner), (rule, winner));
        assert!(desk.told().await.contains(&Kind::Decided));
    }
}

#[tokio::test]
async fn halos_status_without_a_partner_is_stated_and_notes_still_go() {
    let desk = Desk::new().await;
    desk.bench.halo.set_ticket_status(desk.halo, ON_HOLD);
    desk.poll().await;
    assert_eq!(desk.conflict().await.state, SyncState::NoPartnerHere);
    assert_eq!(desk.here().await, "open");
    assert_eq!(desk.details().await.row.state, TicketState::Conflict);
    assert!(
        desk.line()
            .await
            .lonely_there
            .contains(&"On Hold".to_owned())
    );
    let organization = desk.details().await.row.organization;
    let more = form(organization, "Seen again", "A-1");
    desk.engine()
        .create_ticket(desk.profile, more)
        .await
        .unwrap();
    desk.send().await;
    let notes = desk.bench.halo.notes(desk.halo);
    assert!(notes.iter().any(|note| note.text.contains("Seen again")));
    // Given a partner, it follows.
    let form = desk.engine().ticket_rules_form(desk.profile).await.unwrap();
    let mut rules = form.rules.clone();
    rules
        .status_from_halo
        .insert(StatusId::new(21), "investigating".to_owned());
    desk.engine()
        .save_ticket_rules(desk.profile, rules, form.version, false)
        .await
        .unwrap();
    desk.poll().await;
    assert_eq!(desk.here().await, "investigating");
    assert_eq!(desk.conflict().await.state, SyncState::InStep);
}

#[tokio::test]
async fn deleted_hidden_and_merged_tickets_are_named_and_come_back() {
    let desk = Desk::new().await;
    let state = async || {
        for _ in 0..3 {
            desk.poll().await;
        }
        desk.conflict().await.state
    };
    desk.bench.halo.delete_ticket(desk.halo);
    assert_eq!(state().await, SyncState::Deleted);
    desk.bench.halo.recover_ticket(desk.halo);
    assert_eq!(state().await, SyncState::InStep);
    let blind = AgentRights {
        all_customers: false,
        customer_ids: vec![2],
        ..AgentRights::full()
    };
    desk.bench
        .halo
        .set_agent_rights(desk.bench.halo.main_agent(), blind);
    assert_eq!(state().await, SyncState::Vanished);
    desk.bench
        .halo
        .set_agent_rights(desk.bench.halo.main_agent(), AgentRights::full());
    assert_eq!(state().await, SyncState::InStep);
    let told = desk.told().await;
    assert_eq!(told.iter().filter(|kind| **kind == Kind::Gone).count(), 2);
    assert_eq!(told.iter().filter(|kind| **kind == Kind::Back).count(), 2);

    let other = desk.bench.halo.create_ticket(2, 1, "The other").unwrap();
    desk.bench.halo.merge_ticket(desk.halo, other);
    assert_eq!(state().await, SyncState::Merged);
    assert_eq!(
        desk.details()
            .await
            .row
            .merged_into
            .map(|id| i64::from(id.get())),
        Some(other)
    );
    let before = desk.here().await;
    desk.bench.halo.set_ticket_status(other, CLOSED);
    assert_eq!(state().await, SyncState::Merged);
    assert_eq!(desk.here().await, before, "the other ticket is not ours");
}

#[tokio::test]
async fn a_ticket_of_another_customer_is_followed_and_says_so() {
    let desk = Desk::new().await;
    desk.bench.halo.move_ticket(desk.halo, 2);
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    desk.poll().await;
    let moved = desk.conflict().await;
    assert!(moved.has_moved);
    assert_eq!(desk.here().await, "resolved");
    assert!(desk.told().await.contains(&Kind::Moved));
    let shown = desk.bench.halo.customer(2).unwrap().name;
    assert_eq!(desk.details().await.row.customer_name, Some(shown));
    desk.bench.halo.move_ticket(desk.halo, i64::from(BRAYFORD));
    desk.poll().await;
    assert!(!desk.conflict().await.has_moved);
}

#[tokio::test]
async fn a_move_is_told_also_where_a_status_is_sent_first() {
    let desk = Desk::new().await;
    desk.bench.halo.move_ticket(desk.halo, 2);
    desk.edit("resolved").await;
    desk.send().await;
    assert_eq!(desk.there(), CLOSED);
    desk.poll().await;
    assert!(desk.conflict().await.has_moved);
    assert!(desk.told().await.contains(&Kind::Moved));
}

#[tokio::test]
async fn what_was_missed_while_the_program_was_closed_is_caught_up_at_its_start() {
    let mut desk = Desk::new().await;
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    desk.bench.restart();
    let mut heard = desk.bench.listen();
    desk.engine().keep_statuses_in_step();
    while desk.here().await != "resolved" {
        heard.recv().await.unwrap();
    }
    let line = desk.line().await;
    assert!(line.next_at.is_some(), "{line:?}");
}

#[tokio::test]
async fn a_revoked_connection_is_not_asked_and_says_why() {
    let desk = Desk::new().await;
    desk.engine().keep_statuses_in_step();
    desk.engine().revoke(desk.profile).await.unwrap();
    desk.bench.halo.clear_requests();
    let line = desk.line().await;
    assert_eq!(
        line.paused.as_deref(),
        Some("The connection is revoked. Connect again first")
    );
    assert_eq!(line.next_at, None);
    assert!(desk.engine().poll_now(desk.profile).await.is_err());
    assert_eq!(desk.requests(), 0);
}

#[tokio::test]
async fn ten_minutes_without_halo_cost_forty_requests_at_most_and_lose_nothing() {
    // A transport that does not give up while a hurried clock runs.
    let patient = Transport::new(HttpSettings {
        headers_timeout: Duration::from_hours(100),
        request_timeout: Duration::from_hours(100),
        ..HttpSettings::default()
    });
    let bench = Bench::with_transport(Config::new(Scenario::msp()), patient).await;
    let desk = Desk::on(bench).await;
    desk.engine().keep_tickets_moving().await.unwrap();
    desk.engine().keep_statuses_in_step();
    desk.bench.halo.fault(Fault::everything().status(503));
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    let more = form(desk.details().await.row.organization, "Meanwhile", "A-2");
    desk.engine()
        .create_ticket(desk.profile, more)
        .await
        .unwrap();
    let down = async {
        tokio::time::sleep(Duration::from_mins(10)).await;
        desk.bench.halo.requests().len()
    };
    let requests = desk.bench.hurried(down).await;
    assert!((1..=40).contains(&requests), "{requests} requests");
    assert!(desk.line().await.failure.is_some());

    desk.bench.halo.clear_faults();
    // A create whose answer was lost may still land for a while, by the clock on the wall.
    desk.bench
        .clock
        .forward(jiff::SignedDuration::from_mins(10));
    let made = || {
        let tickets = desk.bench.halo.tickets();
        tickets
            .iter()
            .filter(|ticket| ticket.summary.contains("Meanwhile"))
            .count()
    };
    let up = async {
        while desk.here().await != "resolved" || made() == 0 {
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    };
    desk.bench.hurried(up).await;
    assert_eq!(made(), 1);
    assert!(desk.line().await.failure.is_none());
}
