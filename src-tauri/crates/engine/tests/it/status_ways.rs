//! The two ways to a status in Halo, by a change of the ticket and by an action: what one refuses the other may take, and
//! where both refuse, Halo's words about both are kept.

use engine::domain::OurTicketId;
use engine::domain::status_sync::Side;
use engine::domain::ticket::TicketState as State;
use halo_sim::{AgentRights, Fault, FaultId};

use crate::ticket_desk::Desk;

impl Desk {
    fn refuse(&self, path: &str, status: u16, words: &str) -> FaultId {
        let words = serde_json::json!(words).to_string();
        let refusal = Fault::post(path).reply(status, "application/json", words);
        self.bench.halo.fault(refusal)
    }

    fn may_change_statuses(&self, may: bool) {
        let rights = AgentRights {
            status_outside_actions: may,
            ..AgentRights::full()
        };
        let agent = self.bench.halo.main_agent();
        self.bench.halo.set_agent_rights(agent, rights);
    }

    fn is_closed(&self, halo: i64) -> bool {
        self.bench.halo.ticket(halo).unwrap().closed
    }

    /// Closes a ticket here and sends that.
    async fn close(&self, ticket: OurTicketId) {
        self.set_status(ticket, &self.closed_key().await).await;
        self.send().await;
    }
}

#[tokio::test]
async fn what_halo_wants_is_shown_when_the_action_is_refused_as_well() {
    let desk = Desk::new().await;
    let (ticket, halo) = desk.sent("Phishing reported", "").await;
    desk.refuse("/Tickets", 400, "Please select a Resolution");
    desk.refuse("/Actions", 403, "You do not have access to this Action");
    desk.close(ticket).await;
    let details = desk.details(ticket).await;
    assert_eq!(details.row.state, State::Failed);
    let failure = details.writes[0].failure.clone().unwrap();
    let said = failure.said.unwrap();
    for words in ["Resolution", "access to this Action"] {
        assert!(said.contains(words), "{said}");
    }
    let mend = failure.mend.unwrap();
    assert!(!mend.contains("outside of actions"), "{mend}");
    assert!(!desk.is_closed(halo));
}

#[tokio::test]
async fn the_quirk_of_one_ticket_closes_the_plain_way_to_no_other() {
    let desk = Desk::new().await;
    let (first, one) = desk.sent("Phishing reported", "").await;
    let (second, other) = desk.sent("Disk full", "").await;
    // Refused for a reason of its own, it goes by an action.
    let quirk = desk.refuse("/Tickets", 400, "Please select a Resolution");
    desk.close(first).await;
    assert!(desk.is_closed(one));
    desk.bench.halo.remove_fault(quirk);
    desk.bench.halo.clear_requests();
    desk.close(second).await;
    assert!(desk.is_closed(other));
    let actions = desk.bench.halo.requests_to("POST", "/Actions");
    assert!(actions.is_empty(), "{actions:?}");
}

#[tokio::test]
async fn the_way_by_action_is_kept_for_as_long_as_it_leads_there() {
    let desk = Desk::new().await;
    let mut tickets = Vec::new();
    for summary in ["Phishing reported", "Disk full", "Mailbox full"] {
        tickets.push(desk.sent(summary, "").await);
    }
    desk.may_change_statuses(false);
    desk.close(tickets[0].0).await;
    desk.bench.halo.clear_requests();
    desk.close(tickets[1].0).await;
    let tried = desk.bench.halo.requests_to("POST", "/Tickets");
    assert!(tried.is_empty(), "it is known not to help: {tried:?}");

    desk.may_change_statuses(true);
    desk.refuse("/Actions", 403, "You do not have access to this Action");
    desk.close(tickets[2].0).await;
    for (ticket, halo) in tickets {
        assert!(desk.is_closed(halo));
        assert_eq!(desk.details(ticket).await.row.state, State::InStep);
    }
}

#[tokio::test]
async fn a_status_that_halo_refuses_is_let_go_by_taking_halos() {
    let desk = Desk::new().await;
    let (ticket, halo) = desk.sent("Phishing reported", "").await;
    desk.refuse("/Tickets", 400, "Please select a Resolution");
    desk.refuse("/Actions", 403, "You do not have access to this Action");
    desk.close(ticket).await;
    assert_eq!(desk.details(ticket).await.row.state, State::Failed);

    let (engine, profile) = (&desk.bench.engine, desk.profile);
    let shown = engine.status_conflict(profile, ticket).await.unwrap();
    let shown = shown.unwrap().shown;
    let kept = engine.keep_status(profile, ticket, Side::Halo, shown);
    kept.await.unwrap();
    desk.bench.halo.clear_requests();
    desk.send().await;
    let details = desk.details(ticket).await;
    assert_eq!(details.row.state, State::InStep);
    assert!(details.writes.is_empty(), "{:?}", details.writes);
    assert!(!desk.is_closed(halo));
    let sent = desk.bench.halo.requests_to("POST", "/Tickets");
    assert!(sent.is_empty(), "{sent:?}");
}
