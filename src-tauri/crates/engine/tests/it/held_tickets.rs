//! Held tickets that could go: who changes the rules is asked about them, and what a read of Halo mends waits for a word.

use engine::Error;
use engine::domain::ticket::{HoldReason, TicketEventKind as Kind, TicketState as State};
use engine::domain::ticket_rules::{RulesOverride, TicketRules};
use engine::domain::{OurTicketId, TicketTypeId};
use engine::organizations::{self, Form};

use crate::testing_tickets::{INCIDENT, rules};
use crate::ticket_desk::{BRAYFORD, Desk, kinds, map};

fn question<T: std::fmt::Debug>(asked: engine::Result<T>) -> String {
    match asked {
        Err(Error::Organizations(organizations::Error::WouldSend { what })) => what,
        other => panic!("{other:?}"),
    }
}

impl Desk {
    async fn held(&self, summary: &str) -> OurTicketId {
        let ticket = self.create(summary, "").await.ticket;
        assert_eq!(self.details(ticket).await.row.state, State::Held);
        ticket
    }

    async fn expect_not_sent(&self, ticket: OurTicketId) {
        self.send().await;
        assert_eq!(self.details(ticket).await.row.state, State::Held);
        assert_eq!(self.made(), 0);
    }

    async fn expect_sent(&self, ticket: OurTicketId) {
        self.send().await;
        assert_eq!(self.details(ticket).await.row.state, State::InStep);
    }

    async fn read_halo(&self) {
        self.bench
            .ended(async |engine| engine.read_halo_whole(self.profile).await.unwrap())
            .await;
    }

    async fn newest_line(&self) -> i32 {
        let query = engine::database::journal::JournalQuery {
            limit: 1,
            ..Default::default()
        };
        let activity = self.bench.engine.activity(self.profile, query).await;
        activity.unwrap().rows[0].id
    }
}

#[tokio::test]
async fn saving_rules_that_let_held_tickets_go_asks_first() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    engine.revoke_ticket_rules(desk.profile).await.unwrap();
    let mut tickets = Vec::new();
    for number in 1..=5 {
        tickets.push(desk.held(&format!("Alert {number}")).await);
    }
    let whole = rules(&desk.bench, desk.profile, INCIDENT).await;
    let save = async |rules: &TicketRules, version, sends| {
        engine
            .save_ticket_rules(desk.profile, rules.clone(), version, sends)
            .await
    };
    let asked = question(save(&whole, 2, false).await);
    assert_eq!(
        asked,
        "5 tickets that are held are sent to Halo then. To Ashdown Forest Brewery: “Alert 1”, “Alert 2”, “Alert 3” and 2 more."
    );
    let form = engine.ticket_rules_form(desk.profile).await.unwrap();
    assert_eq!((form.version, form.saved), (2, false), "nothing was saved");
    desk.expect_not_sent(tickets[0]).await;

    // What lets nothing go asks nothing.
    let half = TicketRules {
        ticket_type: None,
        ..whole.clone()
    };
    assert_eq!(save(&half, 2, false).await.unwrap(), 3);
    desk.expect_not_sent(tickets[0]).await;

    assert_eq!(save(&whole, 3, true).await.unwrap(), 4);
    for ticket in &tickets {
        desk.expect_sent(*ticket).await;
    }
    assert_eq!(desk.made(), 5);
    assert!(kinds(&desk.details(tickets[0]).await).contains(&Kind::Released));
    // From now on there is nothing to ask about.
    assert_eq!(save(&whole, 4, false).await.unwrap(), 5);
}

#[tokio::test]
async fn bringing_revoked_rules_back_asks_as_well() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    engine.revoke_ticket_rules(desk.profile).await.unwrap();
    let ticket = desk.held("Phishing reported").await;
    let asked = question(engine.bring_back_ticket_rules(desk.profile, false).await);
    assert!(asked.contains("“Phishing reported”"), "{asked}");
    desk.expect_not_sent(ticket).await;
    engine
        .bring_back_ticket_rules(desk.profile, true)
        .await
        .unwrap();
    desk.expect_sent(ticket).await;
}

#[tokio::test]
async fn an_organisations_own_rules_ask_when_saved_taken_away_and_taken_back() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let (profile, brayford) = (desk.profile, desk.organization);
    let refused = RulesOverride {
        ticket_type: Some(TicketTypeId::new(4711)),
        ..RulesOverride::default()
    };
    engine
        .save_rules_override(profile, brayford, refused.clone(), 0, false)
        .await
        .unwrap();
    let line = desk.newest_line().await;
    let ticket = desk.held("Phishing reported").await;
    let good = RulesOverride {
        ticket_type: Some(TicketTypeId::new(INCIDENT)),
        ..RulesOverride::default()
    };
    question(
        engine
            .save_rules_override(profile, brayford, good, 1, false)
            .await,
    );
    question(engine.remove_rules_override(profile, brayford, false).await);
    question(engine.undo_act(profile, line, false).await);
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(form.overrides[0].own, refused, "nothing was changed");
    desk.expect_not_sent(ticket).await;
    engine.undo_act(profile, line, true).await.unwrap();
    desk.expect_sent(ticket).await;
}

#[tokio::test]
async fn a_customer_that_is_there_again_sends_nothing_by_itself() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let active = |active| {
        assert!(
            desk.bench
                .halo
                .set_customer_active(i64::from(BRAYFORD), active)
        );
    };
    active(false);
    desk.read_halo().await;
    let (one, other) = (desk.held("One").await, desk.held("Other").await);
    let hold = desk.details(one).await.row.hold;
    assert_eq!(hold, Some(HoldReason::CustomerInactive));
    assert_eq!(desk.window("", None).await.wait_for_a_word, 0);
    let nothing = engine
        .send_held_tickets(desk.profile, Some(one), true)
        .await;
    assert!(
        matches!(nothing, Err(Error::NotFound { .. })),
        "{nothing:?}"
    );

    active(true);
    desk.read_halo().await;
    desk.expect_not_sent(one).await;
    let window = desk.window("", None).await;
    assert_eq!(window.wait_for_a_word, 2);
    let home = || async { engine.home(desk.profile).await.unwrap().tickets_waiting };
    assert_eq!(home().await, 2, "the rail tells it on every screen");
    assert!(window.rows.iter().all(|listed| listed.row.waits_for_a_word));

    engine
        .send_held_tickets(desk.profile, Some(one), true)
        .await
        .unwrap();
    desk.expect_sent(one).await;
    assert_eq!(desk.made(), 1, "the other was not spoken of");
    let asked = question(engine.send_held_tickets(desk.profile, None, false).await);
    assert!(
        asked.contains("“Other”") && !asked.contains("“One”"),
        "{asked}"
    );
    engine
        .send_held_tickets(desk.profile, None, true)
        .await
        .unwrap();
    desk.expect_sent(other).await;
    assert_eq!(desk.window("", None).await.wait_for_a_word, 0);
    assert_eq!(home().await, 0);
}

#[tokio::test]
async fn an_undo_that_keeps_the_customer_sends_nothing_either() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let halo = &desk.bench.halo;
    assert!(halo.set_customer_active(i64::from(BRAYFORD), false));
    desk.read_halo().await;
    let ticket = desk.held("Phishing reported").await;
    assert!(halo.set_customer_active(i64::from(BRAYFORD), true));
    desk.read_halo().await;
    let (profile, brayford) = (desk.profile, desk.organization);
    let detail = engine.organization_detail(profile, brayford).await.unwrap();
    let renamed = Form {
        name: "Brayford Smiles".to_owned(),
        ..Form::default()
    };
    let edited = engine
        .update_organization(profile, brayford, detail.row.version, renamed)
        .await
        .unwrap();
    engine
        .undo(profile, edited.id.unwrap(), false)
        .await
        .unwrap();
    desk.expect_not_sent(ticket).await;
}

#[tokio::test]
async fn what_a_read_mends_for_the_rules_sends_nothing_by_itself() {
    let desk = Desk::new().await;
    let kind = i64::from(INCIDENT);
    assert!(desk.bench.halo.set_type_creatable(kind, false));
    desk.read_halo().await;
    let ticket = desk.held("Phishing reported").await;
    assert_eq!(desk.details(ticket).await.row.hold, Some(HoldReason::Rules));
    assert!(desk.bench.halo.set_type_creatable(kind, true));
    desk.read_halo().await;
    desk.expect_not_sent(ticket).await;
    // Saving the same rules lets nothing go that was free before.
    let engine = &desk.bench.engine;
    let form = engine.ticket_rules_form(desk.profile).await.unwrap();
    engine
        .save_ticket_rules(desk.profile, form.rules, form.version, false)
        .await
        .unwrap();
    desk.expect_not_sent(ticket).await;
    engine
        .send_held_tickets(desk.profile, None, true)
        .await
        .unwrap();
    desk.expect_sent(ticket).await;
}

#[tokio::test]
async fn who_maps_another_customer_was_asked_already() {
    let desk = Desk::new().await;
    assert!(desk.bench.halo.delete_customer(i64::from(BRAYFORD)));
    desk.read_halo().await;
    let ticket = desk.held("Phishing reported").await;
    assert_eq!(
        desk.details(ticket).await.row.hold,
        Some(HoldReason::CustomerGone)
    );
    let another = desk.bench.halo.create_customer("Brayford Smiles", "");
    desk.read_halo().await;
    desk.expect_not_sent(ticket).await;
    let another = i32::try_from(another).unwrap();
    map(&desk.bench.engine, desk.profile, desk.organization, another).await;
    desk.expect_sent(ticket).await;
}
