//! Everything one Halo instance holds, and the changes that keep it consistent. Who may make them is decided in `api`.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::{
    Agent, Application, Author, Category, CustomField, Customer, InvoiceLine, Licence, LookupValue,
    Note, Outcome, Priority, RecurringInvoice, Site, Sla, Status, Team, Ticket, TicketType, Token,
    User, Workflow,
};
use crate::identifiers::row_guid;

/// Agent 1 stands for "nobody".
pub(crate) const UNASSIGNED_AGENT: i64 = 1;
/// Customer 1 stands for "nobody".
pub(crate) const UNKNOWN_CUSTOMER: i64 = 1;

/// The state of one instance.
#[derive(Clone, Default)]
pub(crate) struct World {
    pub(crate) customers: BTreeMap<i64, Customer>,
    pub(crate) sites: BTreeMap<i64, Site>,
    pub(crate) users: BTreeMap<i64, User>,
    pub(crate) licences: BTreeMap<i64, Licence>,
    pub(crate) recurring_invoices: BTreeMap<i64, RecurringInvoice>,
    pub(crate) agents: BTreeMap<i64, Agent>,
    pub(crate) teams: Vec<Team>,
    pub(crate) ticket_types: Vec<TicketType>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) slas: Vec<Sla>,
    pub(crate) priorities: Vec<Priority>,
    pub(crate) categories: Vec<Category>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) workflows: Vec<Workflow>,
    pub(crate) lookups: Vec<LookupValue>,
    pub(crate) custom_fields: Vec<CustomField>,
    pub(crate) tickets: BTreeMap<i64, Ticket>,
    pub(crate) notes: BTreeMap<(i64, i64), Note>,
    pub(crate) applications: Vec<Application>,
    pub(crate) tokens: HashMap<String, Token>,
    pub(crate) tokens_issued: u64,
    secrets_made: i64,
    last_ids: LastIds,
}

/// The highest ids given to kinds of rows that can be removed: Halo never gives one twice.
#[derive(Clone, Default)]
struct LastIds {
    customers: i64,
    sites: i64,
    users: i64,
}

impl World {
    /// Adds a customer with its main site and its General User, as Halo does.
    pub(crate) fn add_customer(
        &mut self,
        name: &str,
        domain: &str,
        site_name: &str,
        at: Timestamp,
    ) -> i64 {
        let id = never_used(&self.customers, &mut self.last_ids.customers);
        let site_id = never_used(&self.sites, &mut self.last_ids.sites);
        self.customers.insert(
            id,
            Customer {
                id,
                name: name.to_owned(),
                inactive: false,
                domain: domain.to_owned(),
                website: String::new(),
                toplevel_id: 1,
                main_site_id: site_id,
                reference: String::new(),
                azure_tenant: None,
                created: at,
                updated: at,
            },
        );
        self.sites.insert(
            site_id,
            Site {
                id: site_id,
                client_id: id,
                name: site_name.to_owned(),
                email_domain: String::new(),
                sla_id: 0,
                inactive: false,
            },
        );
        let user = self.add_user(id, "General", "User", "");
        if let Some(user) = self.users.get_mut(&user) {
            user.general = true;
        }
        id
    }

    /// A secret that no application of this instance has had yet.
    pub(crate) fn next_secret(&mut self) -> String {
        self.secrets_made += 1;
        format!(
            "{}-{}",
            row_guid("secret", self.secrets_made),
            row_guid("secret-end", self.secrets_made)
        )
    }

    /// Adds an end user at the customer's main site.
    pub(crate) fn add_user(
        &mut self,
        client_id: i64,
        first_name: &str,
        surname: &str,
        email: &str,
    ) -> i64 {
        let id = never_used(&self.users, &mut self.last_ids.users);
        let site_id = self
            .customers
            .get(&client_id)
            .map_or(0, |customer| customer.main_site_id);
        self.users.insert(
            id,
            User {
                id,
                client_id,
                site_id,
                first_name: first_name.to_owned(),
                surname: surname.to_owned(),
                email: email.to_owned(),
                general: false,
                service_account: false,
                inactive: false,
            },
        );
        id
    }

    /// Removes a customer with its sites, users, licences and recurring invoices. Its tickets stay, as in Halo, without a customer.
    pub(crate) fn remove_customer(&mut self, id: i64) -> bool {
        self.sites.retain(|_, site| site.client_id != id);
        self.users.retain(|_, user| user.client_id != id);
        self.licences.retain(|_, licence| licence.client_id != id);
        self.recurring_invoices
            .retain(|_, invoice| invoice.client_id != id);
        self.customers.remove(&id).is_some()
    }

    /// Adds a recurring invoice and answers its id.
    pub(crate) fn add_recurring_invoice(
        &mut self,
        client_id: i64,
        name: &str,
        next: Timestamp,
        lines: Vec<InvoiceLine>,
    ) -> i64 {
        let last = self.recurring_invoices.last_key_value();
        let id = last.map_or(FIRST_INVOICE, |(id, _)| id + 1);
        let lines_before: usize = self
            .recurring_invoices
            .values()
            .map(|invoice| invoice.lines.len())
            .sum();
        let first_line = i64::try_from(lines_before).unwrap_or(0) + 1;
        let lines = lines
            .into_iter()
            .zip(first_line..)
            .map(|(line, id)| InvoiceLine { id, ..line })
            .collect();
        self.recurring_invoices.insert(
            id,
            RecurringInvoice {
                id,
                client_id,
                name: name.to_owned(),
                next,
                disabled: false,
                lines,
            },
        );
        id
    }

    pub(crate) fn ticket_type(&self, id: i64) -> Option<&TicketType> {
        self.ticket_types.iter().find(|kind| kind.id == id)
    }

    pub(crate) fn status(&self, id: i64) -> Option<&Status> {
        self.statuses.iter().find(|status| status.id == id)
    }

    pub(crate) fn outcome(&self, id: i64) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    pub(crate) fn sla(&self, id: i64) -> Option<&Sla> {
        self.slas.iter().find(|sla| sla.id == id)
    }

    pub(crate) fn customer_name(&self, id: i64) -> String {
        self.customers
            .get(&id)
            .map(|customer| customer.name.clone())
            .unwrap_or_default()
    }

    pub(crate) fn general_user(&self, client_id: i64) -> i64 {
        self.users
            .values()
            .find(|user| user.client_id == client_id && user.general)
            .map_or(0, |user| user.id)
    }

    /// The priority that can be chosen in an SLA, if the number belongs to it and is not hidden.
    pub(crate) fn priority(&self, sla_id: i64, priority_id: i64) -> Option<&Priority> {
        self.priorities.iter().find(|priority| {
            priority.sla_id == sla_id && priority.priority_id == priority_id && !priority.hidden
        })
    }

    /// The priority a ticket really gets: the one asked for if the SLA has it, else the type's, else the SLA's last.
    pub(crate) fn effective_priority(&self, sla_id: i64, asked: Option<i64>, default: i64) -> i64 {
        let of_sla = |number| {
            self.priority(sla_id, number)
                .map(|priority| priority.priority_id)
        };
        asked
            .and_then(of_sla)
            .or_else(|| of_sla(default))
            .or_else(|| {
                let choosable = self
                    .priorities
                    .iter()
                    .filter(|p| p.sla_id == sla_id && !p.hidden);
                choosable.map(|priority| priority.priority_id).max()
            })
            .unwrap_or(0)
    }

    /// Stores a new ticket under the next number and writes the opening action.
    pub(crate) fn log_ticket(&mut self, mut ticket: Ticket, author: &Author) -> i64 {
        let id = next_id(&self.tickets);
        ticket.id = id;
        let (status, at) = (ticket.status_id, ticket.created);
        self.tickets.insert(id, ticket);
        self.system_note(id, "Ticket logged", (status, status), author, at);
        id
    }

    /// Moves a ticket to another status, closing or reopening it, and writes the system action.
    pub(crate) fn change_status(
        &mut self,
        id: i64,
        status_id: i64,
        author: &Author,
        at: Timestamp,
    ) -> bool {
        let Some(status) = self.status(status_id).cloned() else {
            return false;
        };
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return false;
        };
        let old = ticket.status_id;
        ticket.updated = at;
        if old == status_id {
            return true;
        }
        ticket.status_id = status_id;
        ticket.closed = status.closed;
        ticket.closed_at = status.closed.then_some(at);
        if !status.closed {
            ticket.closure_note.clear();
        }
        self.system_note(
            id,
            &format!("Status changed to {}", status.name),
            (old, status_id),
            author,
            at,
        );
        true
    }

    fn system_note(
        &mut self,
        ticket: i64,
        text: &str,
        statuses: (i64, i64),
        author: &Author,
        at: Timestamp,
    ) {
        let note = Note {
            id: 0,
            ticket_id: ticket,
            outcome_id: 0,
            outcome: text.to_owned(),
            text: text.to_owned(),
            html: format!("<p>{}</p>", crate::pages::escape(text)),
            hidden_from_user: true,
            by: author.name.clone(),
            agent_id: author.agent_id,
            application: author.application.clone(),
            system: true,
            old_status: statuses.0,
            new_status: statuses.1,
            at,
        };
        self.add_note(note);
    }

    /// Stores a note under the ticket's next number, and says it.
    pub(crate) fn add_note(&mut self, mut note: Note) -> i64 {
        let last = self
            .notes
            .range((note.ticket_id, 0)..(note.ticket_id + 1, 0))
            .next_back();
        note.id = last.map_or(1, |((_, id), _)| id + 1);
        if let Some(ticket) = self.tickets.get_mut(&note.ticket_id) {
            ticket.last_action = note.at;
            ticket.updated = note.at;
        }
        let id = note.id;
        self.notes.insert((note.ticket_id, id), note);
        id
    }

    /// The notes of a ticket, oldest first.
    pub(crate) fn notes_of(&self, ticket_id: i64) -> impl DoubleEndedIterator<Item = &Note> {
        self.notes
            .range((ticket_id, 0)..(ticket_id + 1, 0))
            .map(|(_, note)| note)
    }
}

fn never_used<T>(rows: &BTreeMap<i64, T>, last: &mut i64) -> i64 {
    *last = next_id(rows).max(*last + 1);
    *last
}

/// The number of the first recurring invoice.
const FIRST_INVOICE: i64 = 1001;

/// The number a new row gets where rows are never removed.
pub(crate) fn next_id<T>(rows: &BTreeMap<i64, T>) -> i64 {
    rows.last_key_value().map_or(1, |(id, _)| id + 1)
}
