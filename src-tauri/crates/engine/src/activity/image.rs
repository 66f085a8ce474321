//! What was before and after a choice that no undo step holds, as the journal keeps it with its line. A later version may
//! add kinds; one that is not known here cannot be taken back here.

use std::collections::BTreeMap;

use domain::drift::Known;
use domain::seats::{LicenceKey, LicenceRule};
use domain::ticket_rules::RulesOverride;
use domain::vendor::{Vendor, VendorLevel, VendorProduct, VendorStatus};
use domain::{SlaId, TicketTypeId};
use serde::{Deserialize, Serialize};

use super::settings_image::{AllRulesImage, FeaturesImage, SyncImage};

/// A choice with both its sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Act {
    /// A problem left out of the count until a day, or counted again. Its line comes from the database itself.
    Ignored {
        /// Number of the problem.
        key: String,
        before: Option<String>,
        after: Option<String>,
    },
    /// A thing accepted as it is by now.
    Accepted {
        /// Code of the kind of thing.
        of: String,
        key: String,
        before: Option<KnownImage>,
        after: KnownImage,
    },
    /// The licence that a product stands for.
    ProductLicence {
        /// The product's key.
        key: String,
        before: Option<LicenceImage>,
        after: Option<LicenceImage>,
    },
    /// An organisation's own ticket rules.
    OwnRules {
        /// Number of the organisation.
        key: i32,
        before: Option<RulesImage>,
        after: Option<RulesImage>,
    },
    /// The vendor's vocabulary.
    Vocabulary {
        before: WordsImage,
        after: WordsImage,
    },
    /// The ticket rules of everybody.
    Rules {
        before: Box<AllRulesImage>,
        after: Box<AllRulesImage>,
    },
    /// What the connection is for.
    Features {
        before: FeaturesImage,
        after: FeaturesImage,
    },
    /// How statuses are kept in step.
    StatusSync { before: SyncImage, after: SyncImage },
}

impl Act {
    /// As it is kept.
    pub(crate) fn kept(&self) -> store::Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    /// The act that takes this one back.
    pub(crate) fn reversed(self) -> Option<Self> {
        Some(match self {
            Self::Ignored { key, before, after } => Self::Ignored {
                key,
                before: after,
                after: before,
            },
            Self::Accepted {
                of,
                key,
                before,
                after,
            } => Self::Accepted {
                of,
                key,
                // A thing that nothing was known of cannot be accepted that way again.
                after: before?,
                before: Some(after),
            },
            Self::ProductLicence { key, before, after } => Self::ProductLicence {
                key,
                before: after,
                after: before,
            },
            Self::OwnRules { key, before, after } => Self::OwnRules {
                key,
                before: after,
                after: before,
            },
            Self::Vocabulary { before, after } => Self::Vocabulary {
                before: after,
                after: before,
            },
            Self::Rules { before, after } => Self::Rules {
                before: after,
                after: before,
            },
            Self::Features { before, after } => Self::Features {
                before: after,
                after: before,
            },
            Self::StatusSync { before, after } => Self::StatusSync {
                before: after,
                after: before,
            },
        })
    }
}

/// What is known of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownImage {
    name: String,
    sla: Option<i32>,
}

impl From<&Known> for KnownImage {
    fn from(known: &Known) -> Self {
        Self {
            name: known.name.clone(),
            sla: known.sla.map(SlaId::get),
        }
    }
}

impl From<KnownImage> for Known {
    fn from(image: KnownImage) -> Self {
        Self {
            name: image.name,
            sla: image.sla.map(SlaId::new),
        }
    }
}

/// A product's licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LicenceImage {
    told_by: String,
    value: String,
    name: String,
}

impl LicenceImage {
    /// In words, for the line.
    pub(crate) fn in_words(rule: &LicenceRule) -> String {
        match rule.key {
            LicenceKey::Name => rule.value.clone(),
            LicenceKey::Sku => format!("{} (number {})", rule.name, rule.value),
        }
    }
}

impl From<&LicenceRule> for LicenceImage {
    fn from(rule: &LicenceRule) -> Self {
        Self {
            told_by: rule.key.code().to_owned(),
            value: rule.value.clone(),
            name: rule.name.clone(),
        }
    }
}

impl LicenceImage {
    /// `None` for a way of telling that is not known here.
    pub(crate) fn rule(self) -> Option<LicenceRule> {
        Some(LicenceRule {
            key: LicenceKey::from_code(&self.told_by)?,
            value: self.value,
            name: self.name,
        })
    }
}

/// Ticket rules of one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RulesImage {
    ticket_type: Option<i32>,
    sla: Option<i32>,
    priorities: BTreeMap<String, i32>,
    team: Option<String>,
    agent: Option<i32>,
    field_defaults: BTreeMap<String, String>,
}

impl From<RulesOverride> for RulesImage {
    fn from(own: RulesOverride) -> Self {
        Self {
            ticket_type: own.ticket_type.map(TicketTypeId::get),
            sla: own.sla.map(SlaId::get),
            priorities: own.priorities,
            team: own.team,
            agent: own.agent,
            field_defaults: own.field_defaults,
        }
    }
}

impl From<RulesImage> for RulesOverride {
    fn from(image: RulesImage) -> Self {
        Self {
            ticket_type: image.ticket_type.map(TicketTypeId::new),
            sla: image.sla.map(SlaId::new),
            priorities: image.priorities,
            team: image.team,
            agent: image.agent,
            field_defaults: image.field_defaults,
        }
    }
}

/// The vendor's words: key, name, and for a status whether it ends a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WordsImage {
    statuses: Vec<(String, String, bool)>,
    levels: Vec<(String, String)>,
    products: Vec<(String, String)>,
}

impl From<&Vendor> for WordsImage {
    fn from(vendor: &Vendor) -> Self {
        let statuses = vendor.statuses.iter();
        let levels = vendor.levels.iter();
        let products = vendor.products.iter();
        Self {
            statuses: statuses
                .map(|one| (one.key.clone(), one.name.clone(), one.is_closed))
                .collect(),
            levels: levels
                .map(|one| (one.key.clone(), one.name.clone()))
                .collect(),
            products: products
                .map(|one| (one.key.clone(), one.name.clone()))
                .collect(),
        }
    }
}

impl WordsImage {
    /// The vendor with these words.
    pub(crate) fn of(self, vendor: &Vendor) -> Vendor {
        Vendor {
            key: vendor.key.clone(),
            name: vendor.name.clone(),
            statuses: self
                .statuses
                .into_iter()
                .map(|(key, name, is_closed)| VendorStatus {
                    key,
                    name,
                    is_closed,
                })
                .collect(),
            levels: self
                .levels
                .into_iter()
                .map(|(key, name)| VendorLevel { key, name })
                .collect(),
            products: self
                .products
                .into_iter()
                .map(|(key, name)| VendorProduct { key, name })
                .collect(),
        }
    }
}
