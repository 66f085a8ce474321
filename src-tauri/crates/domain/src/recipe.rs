//! The recipe: every setting that a connection needs in Halo, as data.
//!
//! It is the union of what the vendors' guides ask for and of what integrations are known to stumble over
//! (halo-api.md 3.11). Whether a setting is really there is found out by the access checks, not here.

mod items;
pub mod keys;

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
        .map(|item| filled_in(item, vendor_name, features))
        .collect()
}

/// One setting by its key (see [`keys`]), whether or not it is wanted.
pub fn item(key: &str, vendor_name: &str, features: Features) -> Option<RecipeItem> {
    items::ITEMS
        .iter()
        .find(|item| item.key == key)
        .map(|item| filled_in(item, vendor_name, features))
}

fn filled_in(item: &items::Item, vendor_name: &str, features: Features) -> RecipeItem {
    RecipeItem {
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
    }
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

/// Scopes that the application may be ticked for beside, and that are asked for only where they are used: a token asked
/// with one that is not ticked is refused as a whole (halo-api.md 2).
pub fn optional_scopes(features: Features) -> Vec<&'static str> {
    if features.seats {
        vec![READ_INVOICES]
    } else {
        Vec::new()
    }
}

/// What lets recurring invoices be looked at (halo-api.md 7).
pub const READ_INVOICES: &str = "read:invoices";

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
    fn what_is_optional_is_never_asked_for_with_the_rest() {
        assert_eq!(optional_scopes(Features::default()), [""; 0]);
        assert_eq!(optional_scopes(ALL), [READ_INVOICES]);
        assert!(!scopes(ALL).contains(&READ_INVOICES));
        let found = item(keys::APPLICATION_READ_INVOICES, "Wren", ALL).unwrap();
        assert!(found.is_optional && found.value == READ_INVOICES);
        assert!(scopes(ALL).iter().all(|scope| *scope != "edit:invoices"));
    }

    #[test]
    fn an_item_is_found_by_its_key_wanted_or_not() {
        let nothing = Features::default();
        let found = item(keys::ROLE_SOFTWARE_LICENSING, "Wren", nothing).unwrap();
        assert_eq!(found.label, "Software Licensing Access Level");
        assert_eq!(item("role.unknown", "Wren", nothing), None);
    }

    /// Every setting that the two guides ask for: where it is ticked, and to what it is set.
    #[test]
    fn both_guides_are_covered() {
        const NAME: &str = "Wren";
        let wanted = [
            // Dropsuite: role
            ("Details", "Role Name", "Wren API role"),
            ("Feature Access", "Tickets Access Level", "Read and Modify"),
            ("Feature Access", "Customers Access Level", "Read Only"),
            (
                "Feature Access",
                "Suppliers Access Level",
                "Read and Modify",
            ),
            (
                "Feature Access",
                "Software Licensing Access Level",
                "Read and Modify",
            ),
            ("Tickets Permissions", "Can add new Tickets", "Yes"),
            (
                "Tickets Permissions",
                "Can Edit Tickets Which Are Not Assigned To Them",
                "Yes",
            ),
            (
                "Ticket Type Restrictions",
                "Allow use of all Ticket Types",
                "Yes",
            ),
            ("Client Restrictions", "Allow use of all Customers", "Yes"),
            // Dropsuite: agent
            ("Account Details", "Username", "Wren API agent"),
            ("Account Details", "Roles", "Wren API role"),
            ("Account Details", "Account Active", "Ticked"),
            ("Account Details", "Is an API-only Agent", "Ticked"),
            ("Agent Details", "Work Hours", "Default Working Hours"),
            ("Approval Settings", "Can approve Invoices", "Not ticked"),
            // Dropsuite: application
            ("Details", "Application Name", "Wren by Halyard"),
            ("Details", "Active", "Ticked"),
            (
                "Details",
                "Authentication Method",
                "Client ID and Secret (Services)",
            ),
            ("Details", "Login Type", "Agent"),
            ("Details", "Agent to log in as", "Wren API agent"),
            ("Details", "Client Secret", "Copy it now, for the next step"),
            (
                "Details",
                "Client ID",
                "Copy it after saving, for the next step",
            ),
            (
                "API Details",
                "API Details",
                "Resource server, authorisation server and tenant",
            ),
            // Palisade
            (
                "Agent Details",
                "Default Team",
                "The team that handles these tickets",
            ),
            (
                "Agent Details",
                "Teams and Department",
                "Every team that may get these tickets",
            ),
            ("Tickets Permissions", "Can view unassigned Tickets", "Yes"),
            (
                "Tickets Permissions",
                "Can view other Agents' Tickets",
                "Yes",
            ),
            (
                "Permissions",
                "Permissions",
                "read:customers read:tickets edit:tickets read:softwarelicensing edit:softwarelicensing",
            ),
        ];
        let items = recipe(NAME, ALL);
        for (section, label, value) in wanted {
            let found = items.iter().find(|item| item.label == label);
            let found = found.unwrap_or_else(|| panic!("{label} is missing"));
            assert_eq!(found.value, value, "{label}");
            assert_eq!(found.path.last(), Some(&section), "{label}");
        }
    }
}
