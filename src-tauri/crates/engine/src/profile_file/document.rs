//! What stands in the file of a profile. A later version may add keys; it raises `version` only when an older reader would
//! misunderstand it. Since version 2, what is numbered in Halo has its name beside the number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ProfileCounts;
use super::rules_image::{InHalo, OwnRules, Rules};

/// What the file says that it is.
pub(crate) const FORMAT: &str = "halyard profile";

/// The newest version that is understood here.
pub(crate) const VERSION: u32 = 2;

/// Since when numbers have names.
pub(super) const NAMED: u32 = 2;

/// The whole file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) version: u32,
    /// RFC 3339 in UTC.
    pub(super) exported_at: String,
    /// The profile's name.
    pub(super) profile: String,
    /// The Halo's host in words, as a file of mappings names it.
    pub(super) halo: String,
    /// The Halo that customers and rules are numbered by; `null` for the demo and before there is one.
    pub(super) address: Option<Address>,
    pub(super) vendor: Words,
    /// Code of where the organisations come from.
    pub(super) source: String,
    pub(super) features: Wanted,
    /// Whether several organisations may have one customer.
    pub(super) may_share: bool,
    /// The service provider's own customer.
    pub(super) own_customer: Option<InHalo>,
    pub(super) ticket_rules: Option<Rules>,
    /// Ticket rules of another Halo that were not taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) offered_rules: Option<Offered>,
    pub(super) status_sync: StatusSync,
    /// By product.
    pub(super) licences: BTreeMap<String, ProductLicence>,
    /// By the organisation's name.
    pub(super) mappings: Vec<Mapping>,
}

/// Ticket rules of another Halo, those of single organisations beside these.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Offered {
    /// The Halo's host, or a file's name.
    pub(super) came_from: String,
    /// Everybody's, where they were not taken over.
    pub(super) ticket_rules: Option<Rules>,
}

/// Where a Halo is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Address {
    /// As it was typed.
    pub(super) typed: Option<String>,
    pub(super) api: String,
    pub(super) authorization: String,
    pub(super) tenant: Option<String>,
    pub(super) original_host: Option<String>,
}

/// What the vendor calls things.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Words {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) statuses: Vec<StatusWord>,
    pub(super) levels: Vec<Word>,
    pub(super) products: Vec<Word>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StatusWord {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) is_closed: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Word {
    pub(super) key: String,
    pub(super) name: String,
}

/// What the connection is wanted for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Wanted {
    pub(super) tickets: bool,
    pub(super) status: bool,
    pub(super) seats: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StatusSync {
    /// Code of the rule for conflicts.
    pub(super) conflict_rule: String,
    pub(super) interval_seconds: u32,
}

/// The licence that a product stands for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ProductLicence {
    /// Code of by what it is told.
    pub(super) told_by: String,
    pub(super) value: String,
    pub(super) name: String,
}

/// An organisation and what was decided about it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Mapping {
    pub(super) organization: Organization,
    /// `mapped`, or the code of the decision.
    pub(super) state: String,
    pub(super) customer: Option<Customer>,
    pub(super) reason: Option<String>,
    /// A day, `2026-12-01`.
    pub(super) look_again_on: Option<String>,
    /// Customers that it surely is not.
    pub(super) not_these: Vec<Rejected>,
    pub(super) own_rules: Option<OwnRules>,
    /// Its own ticket rules of another Halo that were not taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) offered_rules: Option<OwnRules>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Organization {
    pub(super) name: String,
    pub(super) external_id: Option<String>,
    pub(super) tenant_id: Option<String>,
    pub(super) domains: Vec<String>,
    pub(super) note: Option<String>,
    /// By product.
    pub(super) seats: BTreeMap<String, u32>,
    /// Code of where it came from.
    pub(super) source: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Customer {
    pub(super) id: i32,
    pub(super) name: String,
    pub(super) accepted_on: AcceptedOn,
    pub(super) mapped_at: String,
    /// Whether it was known to be inactive.
    pub(super) may_be_inactive: bool,
    /// The licence of each product, where one was chosen for this customer alone.
    pub(super) licences: BTreeMap<String, Licence>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AcceptedOn {
    pub(super) band: String,
    pub(super) reasons: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Licence {
    pub(super) id: i32,
    pub(super) name: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Rejected {
    pub(super) id: i32,
    pub(super) name: String,
    pub(super) at: String,
}

impl Document {
    /// How much of each kind is in it.
    pub(super) fn counts(&self) -> ProfileCounts {
        let count = |which: fn(&Mapping) -> bool| {
            let found = self.mappings.iter().filter(|one| which(one)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        ProfileCounts {
            organizations: count(|_| true),
            pairs: count(|one| one.customer.is_some()),
            set_aside: count(|one| matches!(one.state.as_str(), "held" | "excluded")),
            own_rules: count(|one| one.own_rules.is_some()),
            rules: self.ticket_rules.is_some(),
            products: u32::try_from(self.licences.len()).unwrap_or(u32::MAX),
        }
    }
}
