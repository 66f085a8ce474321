//! The recipe: every setting that a connection needs in Halo, as data.
//!
//! It is the union of what the vendors' guides ask for and of what integrations are known to stumble over
//! (halo-api.md 3.11). Whether a setting is really there is found out by the access checks, not here.

mod items;

use crate::{Feature, Features};

/// Which of Halo's three places a setting belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecipeList {
    /// The role that carries the rights.
    Role,
    /// The API-only agent that has the role.
    Agent,
    /// The application that logs in as the agent.
    Application,
}

/// One setting to make in Halo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeItem {
    /// Stable key, under which a tick is remembered.
    pub key: &'static str,
    /// Where it belongs.
    pub list: RecipeList,
    /// The setting's label as Halo writes it.
    pub label: &'static str,
    /// What to set it to, ready to copy.
    pub value: String,
    /// Where to click, from Halo's menu downwards.
    pub path: &'static [&'static str],
    /// Why it is needed, in a sentence.
    pub why: &'static str,
    /// The features that need it; empty when it is always needed.
    pub needed_for: &'static [Feature],
    /// Whether the connection does its job without it.
    pub is_optional: bool,
}

/// The settings for what is wanted, in the order in which they are made. Nothing wider than needed is in it.
pub fn recipe(vendor_name: &str, features: Features) -> Vec<RecipeItem> {
    items::ITEMS
        .iter()
        .filter(|item| is_wanted(item.needed_for, features))
        .map(|item| RecipeItem {
            key: item.key,
            list: item.list,
            label: item.label,
            value: match item.value {
                items::Value::Fixed(text) => text.to_owned(),
                items::Value::RoleName => format!("{vendor_name} API role"),
                items::Value::AgentName => format!("{vendor_name} API agent"),
                items::Value::ApplicationName => format!("{vendor_name} by Halyard"),
                items::Value::Scopes => scopes(features).join(" "),
            },
            path: item.path,
            why: item.why,
            needed_for: item.needed_for,
            is_optional: item.is_optional,
        })
        .collect()
}

/// The scopes that the application has to be ticked for and that the token is asked with (halo-api.md 2).
pub fn scopes(features: Features) -> Vec<&'static str> {
    let mut scopes = vec!["read:customers"];
    if features.tickets || features.status {
        scopes.extend(["read:tickets", "edit:tickets"]);
    }
    if features.seats {
        scopes.extend(["read:softwarelicensing", "edit:softwarelicensing"]);
    }
    scopes
}

fn is_wanted(needed_for: &[Feature], features: Features) -> bool {
    needed_for.is_empty() || needed_for.iter().any(|&feature| features.has(feature))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: Features = Features {
        tickets: true,
        status: true,
        seats: true,
    };

    fn keys(features: Features) -> BTreeSet<&'static str> {
        recipe("Wren", features)
            .into_iter()
            .map(|item| item.key)
            .collect()
    }

    #[test]
    fn every_item_says_where_what_and_why() {
        let items = recipe("Wren", ALL);
        assert_eq!(items.len(), keys(ALL).len(), "keys are distinct");
        for item in &items {
            assert_eq!(item.path.first(), Some(&"Configuration"), "{}", item.key);
            assert!(
                !item.value.is_empty() && item.why.ends_with('.'),
                "{}",
                item.key
            );
        }
        for list in [RecipeList::Role, RecipeList::Agent, RecipeList::Application] {
            assert!(items.iter().any(|item| item.list == list));
        }
        assert!(items.is_sorted_by_key(|item| item.list));
    }

    #[test]
    fn only_what_is_wanted_is_asked_for() {
        let tickets = keys(Features {
            tickets: true,
            ..Features::default()
        });
        let seats = keys(Features {
            seats: true,
            ..Features::default()
        });
        assert!(tickets.contains("role.add_tickets") && !seats.contains("role.add_tickets"));
        assert!(
            seats.contains("role.software_licensing")
                && !tickets.contains("role.software_licensing")
        );
        assert!(tickets.contains("role.all_customers") && seats.contains("role.all_customers"));
        assert_eq!(scopes(Features::default()), ["read:customers"]);
        assert!(
            !scopes(Features {
                seats: true,
                ..Features::default()
            })
            .contains(&"edit:tickets")
        );
    }

    #[test]
    fn both_guides_are_covered() {
        let labels: BTreeSet<&str> = recipe("Wren", ALL)
            .into_iter()
            .map(|item| item.label)
            .collect();
        for label in [
            // Palisade
            "Is an API-only Agent",
            "Default Team",
            "Tickets Access Level",
            "Customers Access Level",
            "Can add new Tickets",
            "Can view unassigned Tickets",
            "Can view other Agents' Tickets",
            "Authentication Method",
            "Agent to log in as",
            // Dropsuite
            "Role Name",
            "Suppliers Access Level",
            "Software Licensing Access Level",
            "Can Edit Tickets Which Are Not Assigned To Them",
            "Allow use of all Ticket Types",
            "Allow use of all Customers",
            "Username",
            "Roles",
            "Account Active",
            "Work Hours",
            "Can approve Invoices",
            "Application Name",
            "Active",
            "Client Secret",
            "Login Type",
            "Permissions",
            "Client ID",
            "API Details",
        ] {
            assert!(labels.contains(label), "{label}");
        }
    }
}
