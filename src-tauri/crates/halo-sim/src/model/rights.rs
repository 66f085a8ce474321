//! What an agent may do, in the words of Halo's agent and role pages (halo-api section 3.11).

/// How far an agent may go in one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Sees nothing.
    None,
    /// Sees, changes nothing.
    Read,
    /// Sees and changes.
    ReadModify,
}

/// What the agent that an application logs in as may do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "these are tick boxes in Halo"
)]
pub struct AgentRights {
    /// Tickets access level.
    pub tickets: Access,
    /// Customers access level (customers and sites).
    pub customers: Access,
    /// Users access level.
    pub users: Access,
    /// Suppliers access level. One vendor's guide asks for it beside licences; so licences cannot be written without.
    pub suppliers: Access,
    /// Software licensing access level.
    pub software_licensing: Access,
    /// Invoicing (halo-api section 3.11 names it "as needed"; its label is not known).
    pub invoices: Access,
    /// May add new tickets.
    pub add_tickets: bool,
    /// Sees tickets that nobody has taken.
    pub see_unassigned_tickets: bool,
    /// Sees tickets of other agents.
    pub see_others_tickets: bool,
    /// May edit closed tickets.
    pub edit_closed_tickets: bool,
    /// May edit tickets that are not assigned to this agent.
    pub edit_others_tickets: bool,
    /// May change the type of a ticket.
    pub change_ticket_type: bool,
    /// May give a ticket to another team or agent.
    pub reassign_tickets: bool,
    /// May always update statuses outside of actions.
    pub status_outside_actions: bool,
    /// May change the text of actions.
    pub edit_actions: bool,
    /// May delete tickets.
    pub delete_tickets: bool,
    /// "Allow use of all Ticket Types".
    pub all_ticket_types: bool,
    /// The types allowed when not all are.
    pub ticket_types: Vec<i64>,
    /// "Allow use of all Customers".
    pub all_customers: bool,
    /// The customers allowed when not all are.
    pub customer_ids: Vec<i64>,
    /// Default team; an API agent without one cannot list agents.
    pub default_team: Option<String>,
    /// Outcomes the agent may use; `None` is all.
    pub outcomes: Option<Vec<i64>>,
    /// "Can approve Invoices".
    pub approve_invoices: bool,
    /// Whether a role of the agent is an administrator's.
    pub administrator: bool,
}

impl AgentRights {
    /// Everything an integration can need, and nothing that none needs.
    #[must_use]
    pub fn full() -> Self {
        Self {
            tickets: Access::ReadModify,
            customers: Access::ReadModify,
            users: Access::ReadModify,
            suppliers: Access::ReadModify,
            software_licensing: Access::ReadModify,
            invoices: Access::Read,
            add_tickets: true,
            see_unassigned_tickets: true,
            see_others_tickets: true,
            edit_closed_tickets: true,
            edit_others_tickets: true,
            change_ticket_type: true,
            reassign_tickets: true,
            status_outside_actions: true,
            edit_actions: true,
            delete_tickets: true,
            all_ticket_types: true,
            ticket_types: Vec::new(),
            all_customers: true,
            customer_ids: Vec::new(),
            default_team: Some("1st Line Support".to_owned()),
            outcomes: None,
            approve_invoices: false,
            administrator: false,
        }
    }

    /// Sees everything, changes nothing.
    #[must_use]
    pub fn read_only() -> Self {
        Self {
            tickets: Access::Read,
            customers: Access::Read,
            users: Access::Read,
            suppliers: Access::Read,
            software_licensing: Access::Read,
            invoices: Access::Read,
            add_tickets: false,
            edit_closed_tickets: false,
            edit_others_tickets: false,
            change_ticket_type: false,
            reassign_tickets: false,
            status_outside_actions: false,
            edit_actions: false,
            delete_tickets: false,
            outcomes: Some(Vec::new()),
            ..Self::full()
        }
    }

    /// A fresh agent on whom nothing has been ticked.
    #[must_use]
    pub fn none() -> Self {
        Self {
            tickets: Access::None,
            customers: Access::None,
            users: Access::None,
            suppliers: Access::None,
            software_licensing: Access::None,
            invoices: Access::None,
            see_unassigned_tickets: false,
            see_others_tickets: false,
            all_ticket_types: false,
            all_customers: false,
            default_team: None,
            ..Self::read_only()
        }
    }

    /// The access level that a path asks for; `None` for paths that ask for none.
    pub(crate) fn level(&self, area: &str) -> Option<Access> {
        Some(match area {
            "client" | "site" | "areaazuretenant" => self.customers,
            "users" => self.users,
            "tickets" | "actions" => self.tickets,
            "softwarelicence" => self.software_licensing,
            "recurringinvoice" => self.invoices,
            _ => return None,
        })
    }

    /// Whether this agent may see anything of a customer.
    pub(crate) fn sees_customer(&self, id: i64) -> bool {
        self.all_customers || self.customer_ids.contains(&id)
    }

    /// Whether this agent may use a ticket type.
    pub(crate) fn uses_type(&self, id: i64) -> bool {
        self.all_ticket_types || self.ticket_types.contains(&id)
    }

    /// Whether this agent may use an outcome.
    pub(crate) fn uses_outcome(&self, id: i64) -> bool {
        self.outcomes
            .as_ref()
            .is_none_or(|allowed| allowed.contains(&id))
    }
}
