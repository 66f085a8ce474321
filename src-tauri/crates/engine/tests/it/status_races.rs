//! Statuses that cross each other: a write whose answer was lost, a choice made while another is on the wire, a conflict
//! that leads nowhere. What was decided last holds, and somebody can always decide.

use std::time::Duration;

use engine::domain::StatusId;
use engine::domain::status_sync::{ConflictRule, Side, SyncState};
use engine::domain::ticket::{SendState, TicketEventKind as Kind, TicketState};
use engine::domain::ticket_rules::TicketRules;
use engine::tickets::CreatedAs;
use engine::{Error, TaskState};
use halo_sim::{AgentRights, Fault, FaultId};
use jiff::SignedDuration;
use tokio::time::sleep;

use crate::status_sync::{CLOSED, Desk, IN_PROGRESS, ON_HOLD};
use crate::ticket_desk::form;

/// The same as the rules have it.
const ON_HOLD_THERE: StatusId = StatusId::new(21);

/// Long enough for hundreds of requests to a simulator that answers at once.
const A_WHILE: Duration = Duration::from_millis(600);

impl Desk {
    /// Halo's gateway gives up on the next change of the status, which is not done.
    async fn lose_a_status(&self, key: &str) {
        let lost = self.bench.halo.fault(Fault::post("/Tickets").status(504));
        self.edit(key).await;
        self.send().await;
        assert_eq!(self.details().await.writes[0].state, SendState::Unanswered);
        self.bench.halo.remove_fault(lost);
    }

    async fn change_maps(&self, change: impl FnOnce(&mut TicketRules)) {
        let form = self.engine().ticket_rules_form(self.profile).await.unwrap();
        let mut rules = form.rules;
        change(&mut rules);
        let saved = self
            .engine()
            .save_ticket_rules(self.profile, rules, form.version, false)
            .await;
        saved.unwrap();
    }

    async fn until_hit(&self, fault: FaultId) {
        while self.bench.halo.fault_hits(fault) == 0 {
            sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn a_conflict_that_leads_nowhere_asks_halo_once_and_is_told_once() {
    let desk = Desk::new().await;
    desk.rule(ConflictRule::HaloWins).await;
    // With User comes back as nothing by these rules, so Halo cannot win.
    desk.quarrel().await;
    desk.engine().keep_tickets_moving().await.unwrap();
    sleep(A_WHILE).await;
    assert!(desk.requests() <= 3, "{} requests", desk.requests());
    assert_eq!(desk.conflict().await.state, SyncState::NoPartnerHere);
    assert_eq!(desk.details().await.row.state, TicketState::Conflict);
    let told = desk.told().await;
    let conflicts = told.iter().filter(|kind| **kind == Kind::Conflict);
    assert_eq!(conflicts.count(), 1, "{told:?}");

    // With somewhere to go, it goes there.
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    desk.poll().await;
    assert_eq!(desk.conflict().await.state, SyncState::InStep);
    assert_eq!(desk.here().await, "resolved");
}

#[tokio::test]
async fn a_lost_status_that_meets_a_change_in_halo_can_be_decided() {
    for seen_by_a_poll in [false, true] {
        let desk = Desk::new().await;
        desk.lose_a_status("resolved").await;
        desk.bench.halo.set_ticket_status(desk.halo, ON_HOLD);
        if seen_by_a_poll {
            desk.poll().await;
        } else {
            desk.send().await;
        }
        // Ours may still land, and would undo what is decided now.
        assert_eq!(desk.conflict().await.state, SyncState::Unconfirmed);
        let early = desk.keep(Side::Halo).await;
        assert!(
            matches!(early, Err(Error::NeedsConfirmation { .. })),
            "{early:?}"
        );
        desk.bench.clock.forward(SignedDuration::from_mins(3));
        if seen_by_a_poll {
            desk.poll().await;
        } else {
            desk.send().await;
        }
        assert_eq!(desk.conflict().await.state, SyncState::Conflict);
        desk.keep(Side::Here).await.unwrap();
        desk.send().await;
        assert_eq!(desk.there(), CLOSED);
        assert_eq!(desk.conflict().await.state, SyncState::InStep);
    }
}

#[tokio::test]
async fn a_lost_status_that_lands_late_undoes_no_decision() {
    for lands_in_time in [false, true] {
        let desk = Desk::new().await;
        desk.change_maps(|rules| {
            rules
                .status_from_halo
                .insert(ON_HOLD_THERE, "investigating".to_owned());
        })
        .await;
        desk.lose_a_status("resolved").await;
        desk.bench.halo.set_ticket_status(desk.halo, ON_HOLD);
        desk.poll().await;
        if lands_in_time {
            // Halo's gateway gave up; Halo did not. Nobody has decided anything yet.
            desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
        }
        desk.bench.clock.forward(SignedDuration::from_mins(3));
        desk.send().await;
        let both = if lands_in_time {
            ("resolved", CLOSED)
        } else {
            desk.keep(Side::Halo).await.unwrap();
            ("investigating", ON_HOLD)
        };
        for _ in 0..2 {
            desk.poll().await;
            desk.send().await;
        }
        assert_eq!((desk.here().await.as_str(), desk.there()), both);
        assert_eq!(desk.conflict().await.state, SyncState::InStep);
    }
}

#[tokio::test]
async fn a_lost_status_whose_partner_is_taken_away_stands_in_nobodys_way() {
    let desk = Desk::new().await;
    desk.lose_a_status("resolved").await;
    desk.change_maps(|rules| {
        rules.status_to_halo.remove("resolved");
        rules
            .status_to_halo
            .insert("investigating".to_owned(), ON_HOLD_THERE);
        rules
            .status_from_halo
            .insert(StatusId::new(2), "open".to_owned());
    })
    .await;
    desk.edit("investigating").await;
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    desk.bench.halo.clear_requests();
    desk.send().await;
    desk.engine().keep_tickets_moving().await.unwrap();
    sleep(A_WHILE).await;
    // A look at the lost one, a look before the write, the write, a look after it.
    assert!(desk.requests() <= 4, "{} requests", desk.requests());
    let details = desk.details().await;
    assert_eq!(details.row.state, TicketState::InStep, "{details:#?}");
    assert_eq!(
        (desk.here().await.as_str(), desk.there()),
        ("investigating", ON_HOLD)
    );
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_a_lost_status_wait_two_minutes_more_and_no_longer() {
    let desk = Desk::new().await;
    desk.lose_a_status("resolved").await;
    desk.bench.clock.forward(SignedDuration::from_hours(-2));
    let by_the_clock_before = desk.details().await.writes[0].tried_at.clone();
    // Halo answers, so nothing is in the way of the outbox.
    desk.poll().await;
    desk.engine().keep_tickets_moving().await.unwrap();
    sleep(A_WHILE).await;
    assert_eq!(desk.there(), IN_PROGRESS, "it may still land");
    let begun_anew = desk.details().await.writes[0].tried_at.clone();
    assert!(begun_anew < by_the_clock_before, "{begun_anew:?}");
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    desk.send().await;
    assert_eq!(desk.there(), CLOSED);
}

#[tokio::test]
async fn a_lost_status_is_no_change_of_halos_when_its_map_was_edited_since() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    let lost = halo.fault(Fault::post("/Tickets").truncate(20));
    let unseen = halo.fault(Fault::get("/Tickets/*").skip(1).status(503));
    desk.edit("resolved").await;
    desk.send().await;
    assert_eq!(desk.there(), CLOSED, "it landed");
    assert_eq!(desk.details().await.writes[0].state, SendState::Unanswered);
    halo.remove_fault(lost);
    halo.remove_fault(unseen);
    desk.change_maps(|rules| {
        rules
            .status_to_halo
            .insert("resolved".to_owned(), ON_HOLD_THERE);
        rules
            .status_from_halo
            .insert(StatusId::new(9), "resolved".to_owned());
    })
    .await;
    desk.poll().await;
    assert_eq!(desk.here().await, "resolved");
    let told = desk.told().await;
    let is_theirs = |kind: &Kind| [Kind::Conflict, Kind::StatusThere].contains(kind);
    assert!(!told.iter().any(is_theirs), "{told:?}");
    assert_eq!(desk.details().await.row.state, TicketState::InStep);
}

#[tokio::test]
async fn a_status_that_was_taken_back_and_lands_late_is_taken_back_in_halo_too() {
    for seen_by_a_poll in [false, true] {
        let desk = Desk::new().await;
        desk.lose_a_status("resolved").await;
        desk.edit("open").await;
        desk.bench.halo.clear_requests();
        desk.engine().keep_tickets_moving().await.unwrap();
        sleep(A_WHILE).await;
        assert!(desk.requests() <= 3, "{} requests", desk.requests());
        desk.poll().await;

        // Halo's gateway gave up; Halo did not.
        desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
        if seen_by_a_poll {
            desk.poll().await;
        }
        desk.send().await;
        desk.poll().await;
        desk.send().await;
        assert_eq!(desk.here().await, "open", "as it was last decided");
        assert_eq!(desk.there(), IN_PROGRESS);
        assert_eq!(desk.conflict().await.state, SyncState::InStep);
    }
}

#[tokio::test]
async fn a_status_that_was_taken_back_and_never_lands_is_forgotten() {
    let desk = Desk::new().await;
    desk.lose_a_status("resolved").await;
    desk.edit("open").await;
    desk.send().await;
    assert_eq!(desk.details().await.row.state, TicketState::Waiting);
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    desk.bench.halo.clear_requests();
    desk.send().await;
    assert_eq!(desk.details().await.row.state, TicketState::InStep);
    assert_eq!((desk.writes(), desk.there()), (0, IN_PROGRESS));
}

#[tokio::test]
async fn a_refusal_of_a_status_that_nobody_wants_any_more_stops_nothing() {
    let desk = Desk::new().await;
    let slow = Fault::post("/Tickets").delay(Duration::from_millis(200));
    let refused = desk.bench.halo.fault(slow.status(400));
    let action = desk.bench.halo.fault(Fault::post("/Actions").status(400));
    desk.edit("resolved").await;
    tokio::join!(desk.send(), async {
        desk.until_hit(refused).await;
        desk.edit("investigating").await;
    });
    desk.bench.halo.remove_fault(refused);
    desk.bench.halo.remove_fault(action);
    desk.send().await;
    let details = desk.details().await;
    assert_eq!(details.row.state, TicketState::InStep, "{details:#?}");
    assert_eq!(details.row.status_key, "investigating");
    assert_eq!(desk.there(), IN_PROGRESS);
    assert!(!desk.told().await.contains(&Kind::Refused));
}

#[tokio::test]
async fn a_status_that_is_chosen_while_the_ticket_is_looked_at_ends_no_pass() {
    let desk = Desk::new().await;
    let slow = Fault::get("/Tickets/*").delay(Duration::from_millis(200));
    let looking = desk.bench.halo.fault(slow.once());
    desk.edit("resolved").await;
    let profile = desk.profile;
    let sending = desk
        .bench
        .ended(async |engine| engine.send_tickets_now(profile));
    let (end, ()) = tokio::join!(sending, async {
        desk.until_hit(looking).await;
        desk.edit("investigating").await;
    });
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    assert_eq!(desk.details().await.row.state, TicketState::InStep);
    assert_eq!((desk.writes(), desk.there()), (0, IN_PROGRESS));
}

#[tokio::test]
async fn notes_wait_while_the_agent_may_not_see_the_ticket() {
    let desk = Desk::new().await;
    let organization = desk.details().await.row.organization;
    let more = form(organization, "Seen again", "A-1");
    desk.engine()
        .create_ticket(desk.profile, more)
        .await
        .unwrap();
    let agent = desk.bench.halo.main_agent();
    let blind = AgentRights {
        all_customers: false,
        customer_ids: vec![2],
        ..AgentRights::full()
    };
    desk.bench.halo.set_agent_rights(agent, blind);
    desk.send().await;
    let details = desk.details().await;
    assert_eq!(details.row.state, TicketState::Gone);
    assert_eq!(details.writes.len(), 1, "it is still meant");
    desk.bench.halo.set_agent_rights(agent, AgentRights::full());
    for _ in 0..3 {
        desk.poll().await;
    }
    desk.send().await;
    let notes = desk.bench.halo.notes(desk.halo);
    assert!(notes.iter().any(|note| note.text.contains("Seen again")));
    assert_eq!(desk.details().await.row.state, TicketState::InStep);
    // It takes more of its number, as before.
    let more = form(organization, "A third time", "A-1");
    let more = desk.engine().create_ticket(desk.profile, more).await;
    let more = more.unwrap();
    assert_eq!((more.ticket, more.became), (desk.ticket, CreatedAs::Note));
}
