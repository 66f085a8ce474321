//! What people do in Halo's own window: customers come and go, technicians work on tickets.

use super::Running;
use crate::{
    Agent, Customer, InvoiceLine, Licence, Note, Priority, QuantityLicence, RecurringInvoice, Site,
    Sla, Status, Team, Ticket, TicketType, User, clock,
    model::{Author, Category, CustomField, MandatoryField, UNASSIGNED_AGENT, next_id},
    pages,
};

impl Running {
    /// All customers, inactive ones too.
    pub fn customers(&self) -> Vec<Customer> {
        self.shared.world().customers.values().cloned().collect()
    }

    /// One customer.
    pub fn customer(&self, id: i64) -> Option<Customer> {
        self.shared.world().customers.get(&id).cloned()
    }

    /// The first customer of exactly this name.
    pub fn customer_named(&self, name: &str) -> Option<Customer> {
        self.shared
            .world()
            .customers
            .values()
            .find(|customer| customer.name == name)
            .cloned()
    }

    /// Sites of a customer.
    pub fn sites(&self, client_id: i64) -> Vec<Site> {
        self.shared
            .world()
            .sites
            .values()
            .filter(|site| site.client_id == client_id)
            .cloned()
            .collect()
    }

    /// Gives a site an SLA that overrides the ticket types'; 0 takes it away. False: no such site.
    pub fn set_site_sla(&self, site_id: i64, sla_id: i64) -> bool {
        self.shared
            .world()
            .sites
            .get_mut(&site_id)
            .map(|site| site.sla_id = sla_id)
            .is_some()
    }

    /// Users of a customer, the General User included.
    pub fn users(&self, client_id: i64) -> Vec<User> {
        self.shared
            .world()
            .users
            .values()
            .filter(|user| user.client_id == client_id)
            .cloned()
            .collect()
    }

    /// Makes a field for tickets, as an administrator does; `kind` is Halo's number of what may stand in it, `values` what
    /// may be chosen. Answers its id.
    pub fn add_custom_field(&self, name: &str, label: &str, kind: i64, values: &[&str]) -> i64 {
        let mut world = self.shared.world();
        let newest = world.custom_fields.iter().map(|field| field.id).max();
        let id = newest.unwrap_or(100) + 1;
        world.custom_fields.push(CustomField {
            id,
            name: name.to_owned(),
            label: label.to_owned(),
            kind,
            values: (1..)
                .zip(values.iter().map(|value| (*value).to_owned()))
                .collect(),
        });
        id
    }

    /// Adds a category of the level 1 to 4.
    pub fn add_category(&self, level: u8, value: &str) {
        let mut world = self.shared.world();
        let newest = world.categories.iter().map(|category| category.id).max();
        world.categories.push(Category {
            id: newest.unwrap_or_default() + 1,
            type_id: i64::from(level),
            value: value.to_owned(),
        });
    }

    /// Makes a field compulsory for tickets of a type, by its label. False: no such type or field.
    pub fn demand_field(&self, ticket_type: i64, label: &str) -> bool {
        let mut world = self.shared.world();
        let own = world.custom_fields.clone();
        let customs = own.iter().map(|field| MandatoryField::Custom(field.id));
        let mut fields = MandatoryField::ALL.into_iter().chain(customs);
        let field = fields.find(|field| field.label(&own) == label);
        let kinds = &mut world.ticket_types;
        let kind = kinds.iter_mut().find(|kind| kind.id == ticket_type);
        match (kind, field) {
            (Some(kind), Some(field)) => {
                kind.mandatory.push(field);
                true
            }
            (None, _) | (_, None) => false,
        }
    }

    /// Makes a customer with a main site and a General User.
    pub fn create_customer(&self, name: &str, domain: &str) -> i64 {
        self.shared
            .world()
            .add_customer(name, domain, "Main", clock::now())
    }

    /// Makes a user at a customer's main site.
    pub fn create_user(&self, client_id: i64, first_name: &str, surname: &str, email: &str) -> i64 {
        self.shared
            .world()
            .add_user(client_id, first_name, surname, email)
    }

    /// Types a mail domain at all sites of a customer. False: it has none.
    pub fn set_mail_domain(&self, client_id: i64, domain: &str) -> bool {
        let mut world = self.shared.world();
        let mut sites = world
            .sites
            .values_mut()
            .filter(|site| site.client_id == client_id)
            .peekable();
        let found = sites.peek().is_some();
        sites.for_each(|site| domain.clone_into(&mut site.email_domain));
        found
    }

    /// Renames a customer. False: no such customer.
    pub fn rename_customer(&self, id: i64, name: &str) -> bool {
        self.edit_customer(id, |customer| name.clone_into(&mut customer.name))
    }

    /// Switches a customer on or off. False: no such customer.
    pub fn set_customer_active(&self, id: i64, active: bool) -> bool {
        self.edit_customer(id, |customer| customer.inactive = !active)
    }

    /// Deletes a customer with its sites, users and licences. False: no such customer.
    pub fn delete_customer(&self, id: i64) -> bool {
        self.shared.world().remove_customer(id)
    }

    /// All tickets that are not deleted.
    pub fn tickets(&self) -> Vec<Ticket> {
        self.shared
            .world()
            .tickets
            .values()
            .filter(|ticket| !ticket.deleted)
            .cloned()
            .collect()
    }

    /// One ticket, a deleted one too.
    pub fn ticket(&self, id: i64) -> Option<Ticket> {
        self.shared.world().tickets.get(&id).cloned()
    }

    /// The actions on a ticket, oldest first, Halo's own included.
    pub fn notes(&self, ticket_id: i64) -> Vec<Note> {
        self.shared.world().notes_of(ticket_id).cloned().collect()
    }

    /// Logs a ticket as a technician would. `None`: no such customer or type.
    pub fn create_ticket(&self, client_id: i64, type_id: i64, summary: &str) -> Option<i64> {
        let mut world = self.shared.world();
        let kind = world.ticket_type(type_id)?.clone();
        let customer = world.customers.get(&client_id)?.clone();
        let at = clock::now();
        let user_id = world.general_user(client_id);
        let ticket = Ticket::logged(
            &kind,
            (client_id, customer.main_site_id, user_id),
            summary,
            at,
        );
        Some(world.log_ticket(ticket, &technician()))
    }

    /// Moves a ticket to another status as a technician would. False: no such ticket or status.
    pub fn set_ticket_status(&self, id: i64, status_id: i64) -> bool {
        self.shared
            .world()
            .change_status(id, status_id, &technician(), clock::now())
    }

    /// Writes an internal note as a technician would. False: no such ticket.
    pub fn add_note(&self, ticket_id: i64, text: &str) -> bool {
        let mut world = self.shared.world();
        let Some(status) = world.tickets.get(&ticket_id).map(|ticket| ticket.status_id) else {
            return false;
        };
        let author = technician();
        world.add_note(Note {
            id: 0,
            ticket_id,
            outcome_id: 7,
            outcome: "Internal Note".to_owned(),
            text: text.to_owned(),
            html: format!("<p>{}</p>", pages::escape(text)),
            hidden_from_user: true,
            by: author.name,
            agent_id: author.agent_id,
            application: None,
            system: false,
            old_status: status,
            new_status: status,
            at: clock::now(),
        });
        true
    }

    /// Deletes a ticket. False: no such ticket.
    pub fn delete_ticket(&self, id: i64) -> bool {
        self.edit_ticket(id, |ticket| ticket.deleted = true)
    }

    /// Brings a deleted ticket back. False: no such ticket.
    pub fn recover_ticket(&self, id: i64) -> bool {
        self.edit_ticket(id, |ticket| ticket.deleted = false)
    }

    /// Merges a ticket into another, which closes it. False: one of them does not exist.
    pub fn merge_ticket(&self, id: i64, into: i64) -> bool {
        if self.ticket(into).is_none() || !self.set_ticket_status(id, 9) {
            return false;
        }
        self.edit_ticket(id, |ticket| ticket.merged_into = into)
    }

    /// Moves a ticket to another customer's main site. False: no such ticket or customer.
    pub fn move_ticket(&self, id: i64, client_id: i64) -> bool {
        let Some(customer) = self.customer(client_id) else {
            return false;
        };
        let user_id = self.shared.world().general_user(client_id);
        self.edit_ticket(id, |ticket| {
            (ticket.client_id, ticket.site_id, ticket.user_id) =
                (client_id, customer.main_site_id, user_id);
        })
    }

    /// Gives a ticket another priority of its SLA. False: no such ticket, or the SLA does not have it.
    pub fn set_ticket_priority(&self, id: i64, priority_id: i64) -> bool {
        let fits = {
            let world = self.shared.world();
            world
                .tickets
                .get(&id)
                .is_some_and(|ticket| world.priority(ticket.sla_id, priority_id).is_some())
        };
        fits && self.edit_ticket(id, |ticket| ticket.priority_id = priority_id)
    }

    /// All licences.
    pub fn licences(&self) -> Vec<Licence> {
        self.shared.world().licences.values().cloned().collect()
    }

    /// Adds a licence to a customer and answers its id.
    pub fn add_licence(&self, client_id: i64, name: &str, count: i64) -> i64 {
        let mut world = self.shared.world();
        let id = next_id(&world.licences);
        let licence = Licence {
            id,
            client_id,
            name: name.to_owned(),
            count,
            in_use: 0,
            licence_type: 0,
            price: 0.0,
            purchase_price: 0.0,
            manufacturer: String::new(),
            vendor_product_sku: String::new(),
            third_party_product: String::new(),
            notes: String::new(),
            active: true,
            start: clock::now(),
        };
        world.licences.insert(id, licence);
        id
    }

    /// Deletes a licence. False: no such licence.
    pub fn delete_licence(&self, id: i64) -> bool {
        self.shared.world().licences.remove(&id).is_some()
    }

    /// All recurring invoices.
    pub fn recurring_invoices(&self) -> Vec<RecurringInvoice> {
        let world = self.shared.world();
        world.recurring_invoices.values().cloned().collect()
    }

    /// Adds a recurring invoice with one line whose quantity follows licences, and answers its id.
    pub fn add_recurring_invoice(
        &self,
        client_id: i64,
        line: &str,
        licences: &[QuantityLicence],
    ) -> i64 {
        let line = InvoiceLine {
            id: 0,
            text: line.to_owned(),
            quantity: 1.0,
            unit_price: 1.0,
            inactive: false,
            licences: licences.to_vec(),
        };
        let name = "Managed services";
        let mut world = self.shared.world();
        world.add_recurring_invoice(client_id, name, clock::now(), vec![line])
    }

    /// Changes a recurring invoice. False: no such invoice.
    pub fn edit_recurring_invoice(
        &self,
        id: i64,
        edit: impl FnOnce(&mut RecurringInvoice),
    ) -> bool {
        let mut world = self.shared.world();
        world.recurring_invoices.get_mut(&id).map(edit).is_some()
    }

    /// Changes a seat count. False: no such licence.
    pub fn set_licence_count(&self, id: i64, count: i64) -> bool {
        self.shared
            .world()
            .licences
            .get_mut(&id)
            .map(|licence| licence.count = count)
            .is_some()
    }

    /// The MSP's agents.
    pub fn agents(&self) -> Vec<Agent> {
        self.shared.world().agents.values().cloned().collect()
    }

    /// The MSP's teams.
    pub fn teams(&self) -> Vec<Team> {
        self.shared.world().teams.clone()
    }

    /// The ticket types.
    pub fn ticket_types(&self) -> Vec<TicketType> {
        self.shared.world().ticket_types.clone()
    }

    /// The statuses of all areas.
    pub fn statuses(&self) -> Vec<Status> {
        self.shared.world().statuses.clone()
    }

    /// The priorities of all SLAs.
    pub fn priorities(&self) -> Vec<Priority> {
        self.shared.world().priorities.clone()
    }

    /// The SLAs.
    pub fn slas(&self) -> Vec<Sla> {
        self.shared.world().slas.clone()
    }

    /// Renames a status. False: no such status.
    pub fn rename_status(&self, id: i64, name: &str) -> bool {
        let mut world = self.shared.world();
        world
            .statuses
            .iter_mut()
            .find(|status| status.id == id)
            .map(|status| name.clone_into(&mut status.name))
            .is_some()
    }

    /// Deletes a status. False: no such status.
    pub fn delete_status(&self, id: i64) -> bool {
        removed(&mut self.shared.world().statuses, |status| status.id == id)
    }

    /// Puts statuses back as they were.
    pub fn restore_statuses(&self, statuses: Vec<Status>) {
        self.shared.world().statuses = statuses;
    }

    /// Lets agents log tickets of a type, or none. False: no such type.
    pub fn set_type_creatable(&self, id: i64, creatable: bool) -> bool {
        let mut world = self.shared.world();
        let found = world.ticket_types.iter_mut().find(|kind| kind.id == id);
        found.map(|kind| kind.can_create = creatable).is_some()
    }

    /// Deletes a ticket type. False: no such type.
    pub fn delete_ticket_type(&self, id: i64) -> bool {
        removed(&mut self.shared.world().ticket_types, |kind| kind.id == id)
    }

    /// Hides a priority, so that it can no longer be chosen. False: no such priority.
    pub fn hide_priority(&self, sla_id: i64, priority_id: i64) -> bool {
        let mut world = self.shared.world();
        let mut rows = world.priorities.iter_mut();
        let found = rows.find(|row| row.sla_id == sla_id && row.priority_id == priority_id);
        found.map(|row| row.hidden = true).is_some()
    }

    fn edit_customer(&self, id: i64, edit: impl FnOnce(&mut Customer)) -> bool {
        let mut world = self.shared.world();
        let Some(customer) = world.customers.get_mut(&id) else {
            return false;
        };
        edit(customer);
        customer.updated = clock::now();
        true
    }

    fn edit_ticket(&self, id: i64, edit: impl FnOnce(&mut Ticket)) -> bool {
        let mut world = self.shared.world();
        let Some(ticket) = world.tickets.get_mut(&id) else {
            return false;
        };
        edit(ticket);
        ticket.updated = clock::now();
        true
    }
}

fn technician() -> Author {
    Author {
        agent_id: UNASSIGNED_AGENT + 1,
        name: "Sam Jones".to_owned(),
        application: None,
    }
}

fn removed<T>(rows: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> bool {
    let before = rows.len();
    rows.retain(|row| !is_it(row));
    rows.len() < before
}
