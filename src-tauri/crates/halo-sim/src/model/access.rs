//! Applications, tokens and the rights of agents. What a caller may do is the application's scopes and the agent's
//! rights together, never one of them alone.

use std::collections::BTreeSet;

use tokio::time::Instant;

/// Every scope Halo knows; asking for another is `invalid_scope`.
pub(crate) const KNOWN_SCOPES: &[&str] = &[
    "all",
    "all:standard",
    "all:teams",
    "admin",
    "offline_access",
    "access:chat",
    "access:adpasswordreset",
    "editMine:timesheets",
    "read:tickets",
    "edit:tickets",
    "read:calendar",
    "edit:calendar",
    "read:customers",
    "edit:customers",
    "read:crm",
    "edit:crm",
    "read:timesheets",
    "edit:timesheets",
    "read:contracts",
    "edit:contracts",
    "read:suppliers",
    "edit:suppliers",
    "read:items",
    "edit:items",
    "read:projects",
    "edit:projects",
    "read:sales",
    "edit:sales",
    "read:quotes",
    "edit:quotes",
    "read:sos",
    "edit:sos",
    "read:pos",
    "edit:pos",
    "read:invoices",
    "edit:invoices",
    "read:reporting",
    "edit:reporting",
    "read:software",
    "edit:software",
    "read:softwarelicensing",
    "edit:softwarelicensing",
    "read:kb",
    "edit:kb",
    "read:assets",
    "edit:assets",
];

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

/// What the agent that an application logs in as may do, in the words of Halo's agent and role pages.
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
    /// Software licensing access level.
    pub software_licensing: Access,
    /// May add new tickets.
    pub add_tickets: bool,
    /// Sees unassigned tickets and those of other agents.
    pub see_all_tickets: bool,
    /// May edit closed tickets.
    pub edit_closed_tickets: bool,
    /// May edit tickets that are not assigned to this agent.
    pub edit_others_tickets: bool,
    /// May always update statuses outside of actions.
    pub status_outside_actions: bool,
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
}

impl AgentRights {
    /// Everything an integration can need.
    #[must_use]
    pub fn full() -> Self {
        Self {
            tickets: Access::ReadModify,
            customers: Access::ReadModify,
            users: Access::ReadModify,
            software_licensing: Access::ReadModify,
            add_tickets: true,
            see_all_tickets: true,
            edit_closed_tickets: true,
            edit_others_tickets: true,
            status_outside_actions: true,
            delete_tickets: true,
            all_ticket_types: true,
            ticket_types: Vec::new(),
            all_customers: true,
            customer_ids: Vec::new(),
            default_team: Some("1st Line Support".to_owned()),
            outcomes: None,
        }
    }

    /// Sees everything, changes nothing.
    #[must_use]
    pub fn read_only() -> Self {
        Self {
            tickets: Access::Read,
            customers: Access::Read,
            users: Access::Read,
            software_licensing: Access::Read,
            add_tickets: false,
            edit_closed_tickets: false,
            edit_others_tickets: false,
            status_outside_actions: false,
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
            software_licensing: Access::None,
            see_all_tickets: false,
            all_ticket_types: false,
            all_customers: false,
            default_team: None,
            ..Self::read_only()
        }
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

/// One entry under Configuration > Integrations > HaloPSA API.
#[derive(Clone)]
pub(crate) struct Application {
    pub(crate) name: String,
    pub(crate) client_id: String,
    pub(crate) secret: String,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) agent_id: i64,
    pub(crate) active: bool,
}

/// What a token call was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Granted(BTreeSet<String>);

impl Application {
    /// The scopes a token gets for what was asked; `None` is `invalid_scope`.
    ///
    /// `all` gives what the application was ticked for. Anything else must be ticked. Nothing asked, nothing given.
    pub(crate) fn grant(&self, asked: &str) -> Option<Granted> {
        let mut granted = BTreeSet::new();
        for scope in asked.split_whitespace() {
            if !KNOWN_SCOPES.contains(&scope) {
                return None;
            }
            match scope {
                "all" => granted.extend(self.scopes.iter().cloned()),
                "offline_access" => {
                    granted.insert(scope.to_owned());
                }
                _ if holds(&self.scopes, scope) => {
                    granted.insert(scope.to_owned());
                }
                _ => return None,
            }
        }
        Some(Granted(granted))
    }
}

impl Granted {
    /// Whether the token carries a scope.
    pub(crate) fn has(&self, scope: &str) -> bool {
        holds(&self.0, scope)
    }

    /// Whether the token can do anything at all.
    pub(crate) fn is_useless(&self) -> bool {
        self.0.iter().all(|scope| scope == "offline_access")
    }

    /// As in the token reply: blank-separated.
    pub(crate) fn text(&self) -> String {
        self.0
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn holds(scopes: &BTreeSet<String>, scope: &str) -> bool {
    scopes.contains(scope)
        || scopes.contains("all")
        || (scope != "admin" && scope != "all" && scopes.contains("all:standard"))
}

/// A token that was handed out.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) client_id: String,
    pub(crate) granted: Granted,
    pub(crate) expires: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn application(scopes: &[&str]) -> Application {
        Application {
            name: "Test".to_owned(),
            client_id: "id".to_owned(),
            secret: "secret".to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            agent_id: 2,
            active: true,
        }
    }

    #[test]
    fn all_gives_what_was_ticked_and_a_wider_ask_fails() {
        let ticked = application(&["read:tickets", "edit:tickets"]);
        assert_eq!(
            ticked.grant("all").unwrap().text(),
            "edit:tickets read:tickets"
        );
        assert_eq!(ticked.grant("read:tickets").unwrap().text(), "read:tickets");
        assert!(ticked.grant("read:tickets read:customers").is_none());
        assert!(ticked.grant("read:agents").is_none());
        assert!(ticked.grant("").unwrap().is_useless());
    }

    #[test]
    fn all_contains_every_scope_and_standard_all_but_admin() {
        let all = application(&["all"]).grant("all").unwrap();
        assert_eq!(all.text(), "all");
        assert!(all.has("edit:softwarelicensing") && all.has("admin"));
        let standard = application(&["all:standard"])
            .grant("all:standard")
            .unwrap();
        assert!(standard.has("edit:tickets") && !standard.has("admin"));
    }
}
