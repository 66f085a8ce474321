//! A desk at which tickets are written: a connection with rules, organisations, and what is done with them.

use engine::Engine;
use engine::TaskState;
use engine::database::tickets::ListQuery;
use engine::domain::ticket::{TicketEventKind as Kind, TicketState as State};
use engine::domain::{CustomerId, OrganizationId, OurTicketId, ProfileId};
use engine::organizations::{Act, Consent, Form};
use engine::tickets::{Created, TicketDetails, TicketForm, TicketWindow, TicketsFilter};

use crate::support::Bench;
use crate::testing_tickets::ready;

/// A customer of the simulator's.
pub(crate) const BRAYFORD: i32 = 12;

pub(crate) async fn organization(
    engine: &Engine,
    profile: ProfileId,
    name: &str,
) -> OrganizationId {
    let form = Form {
        name: name.to_owned(),
        ..Form::default()
    };
    let added = engine.add_organization(profile, form).await.unwrap();
    added.organization.unwrap()
}

pub(crate) async fn map(engine: &Engine, profile: ProfileId, id: OrganizationId, customer: i32) {
    let act = Act::Map {
        customer: CustomerId::new(customer),
        consent: Consent::TakeOver,
    };
    let version = engine
        .organization_detail(profile, id)
        .await
        .unwrap()
        .row
        .version;
    engine.decide(profile, id, version, act).await.unwrap();
}

pub(crate) fn form(organization: OrganizationId, summary: &str, external_id: &str) -> TicketForm {
    TicketForm {
        organization,
        summary: summary.to_owned(),
        details: format!("{summary}, seen twice."),
        level: "high".to_owned(),
        external_id: external_id.to_owned(),
        reference: None,
        note_on: None,
    }
}

/// A connection with rules, and an organisation of it.
pub(crate) struct Desk {
    pub(crate) bench: Bench,
    pub(crate) profile: ProfileId,
    pub(crate) organization: OrganizationId,
}

impl Desk {
    /// A connection with rules, and an organisation that is mapped.
    pub(crate) async fn new() -> Self {
        let desk = Self::unmapped().await;
        map(
            &desk.bench.engine,
            desk.profile,
            desk.organization,
            BRAYFORD,
        )
        .await;
        desk
    }

    pub(crate) async fn unmapped() -> Self {
        let bench = Bench::new().await;
        let profile = ready(&bench).await;
        let organization = organization(&bench.engine, profile, "Brayford Dental").await;
        Self {
            bench,
            profile,
            organization,
        }
    }

    pub(crate) async fn create(&self, summary: &str, external_id: &str) -> Created {
        let form = form(self.organization, summary, external_id);
        let created = self.bench.engine.create_ticket(self.profile, form).await;
        created.unwrap()
    }

    pub(crate) async fn send(&self) -> TaskState {
        let profile = self.profile;
        self.bench
            .ended(async |engine| engine.send_tickets_now(profile))
            .await
    }

    pub(crate) async fn details(&self, ticket: OurTicketId) -> TicketDetails {
        let details = self.bench.engine.ticket_details(self.profile, ticket).await;
        details.unwrap()
    }

    pub(crate) async fn sent(&self, summary: &str, external_id: &str) -> (OurTicketId, i64) {
        let created = self.create(summary, external_id).await;
        self.send().await;
        let details = self.details(created.ticket).await;
        let halo = details
            .row
            .halo_ticket
            .unwrap_or_else(|| panic!("{details:#?}"));
        (created.ticket, i64::from(halo.get()))
    }

    pub(crate) async fn window(&self, text: &str, state: Option<State>) -> TicketWindow {
        let filter = TicketsFilter {
            query: ListQuery {
                text: text.to_owned(),
                state,
                ..ListQuery::default()
            },
            offset: 0,
            limit: 50,
        };
        self.bench
            .engine
            .tickets(self.profile, filter)
            .await
            .unwrap()
    }

    pub(crate) async fn set_status(&self, ticket: OurTicketId, key: &str) {
        let changed = self
            .bench
            .engine
            .change_ticket_status(self.profile, ticket, key.to_owned())
            .await;
        changed.unwrap();
    }

    pub(crate) async fn closed_key(&self) -> String {
        self.key(true).await
    }

    pub(crate) async fn open_key(&self) -> String {
        self.key(false).await
    }

    async fn key(&self, closed: bool) -> String {
        let form = self.bench.engine.ticket_rules_form(self.profile).await;
        let statuses = form.unwrap().vendor.statuses;
        let status = statuses
            .into_iter()
            .find(|status| status.is_closed == closed);
        status.unwrap().key
    }

    pub(crate) fn made(&self) -> usize {
        let tickets = self.bench.halo.tickets();
        tickets
            .iter()
            .filter(|ticket| ticket.third_party_id_string.starts_with("HYD-"))
            .count()
    }
}

pub(crate) fn kinds(details: &TicketDetails) -> Vec<Kind> {
    let events = details.events.iter().rev();
    events.map(|row| row.event.kind).collect()
}
