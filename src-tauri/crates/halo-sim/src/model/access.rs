//! Applications and tokens. What a caller may do is the application's scopes and the agent's rights (`rights`)
//! together, never one of them alone.

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

/// One entry under Configuration > Integrations > HaloPSA API.
#[derive(Clone)]
pub(crate) struct Application {
    pub(crate) name: String,
    pub(crate) client_id: String,
    pub(crate) secret: String,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) agent_id: i64,
    pub(crate) active: bool,
    pub(crate) method: AuthenticationMethod,
    pub(crate) login_type: LoginType,
    /// Whether only other addresses than the caller's may use it.
    pub(crate) for_other_addresses: bool,
}

/// "Authentication Method" of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthenticationMethod {
    /// "Client ID and Secret (Services)".
    ClientSecret,
    /// "Username & Password": a token by client credentials is refused.
    UserNamePassword,
}

/// "Login Type" of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginType {
    /// Acts as an agent.
    Agent,
    /// Acts as an end user of a customer, who may do nothing here.
    User,
}

/// What a token call was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Granted(BTreeSet<String>);

impl Application {
    /// One as it is made by an administrator who follows the guides.
    pub(crate) fn new(
        name: &str,
        client_id: String,
        secret: String,
        scopes: BTreeSet<String>,
        agent_id: i64,
    ) -> Self {
        Self {
            name: name.to_owned(),
            client_id,
            secret,
            scopes,
            agent_id,
            active: true,
            method: AuthenticationMethod::ClientSecret,
            login_type: LoginType::Agent,
            for_other_addresses: false,
        }
    }

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
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        Application::new("Test", "id".to_owned(), "secret".to_owned(), scopes, 2)
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
