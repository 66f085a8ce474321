//! What a vendor's product calls things: its statuses, priority levels and products.
//!
//! The presets are a starting point; a profile gets a copy at its creation and may change it (see [`words`]).

pub mod words;

/// One of the vendor's ticket statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorStatus {
    /// Stable key inside the profile.
    pub key: String,
    /// What is shown.
    pub name: String,
    /// Whether a ticket in it is over.
    pub is_closed: bool,
}

/// One of the vendor's priority levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorLevel {
    /// Stable key inside the profile.
    pub key: String,
    /// What is shown.
    pub name: String,
}

/// One of the vendor's products, whose seats are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorProduct {
    /// Stable key inside the profile.
    pub key: String,
    /// What is shown.
    pub name: String,
}

/// A vendor and its vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// Key of the preset, or `other`.
    pub key: String,
    /// The vendor's name, as the administrator calls it.
    pub name: String,
    /// Statuses, in the order a ticket goes through them.
    pub statuses: Vec<VendorStatus>,
    /// Levels, most urgent first.
    pub levels: Vec<VendorLevel>,
    /// Products with seats.
    pub products: Vec<VendorProduct>,
}

/// Key of the vendor that the administrator names.
pub const OTHER: &str = "other";

struct Preset {
    key: &'static str,
    name: &'static str,
    /// Key, name, and whether it ends a ticket.
    statuses: &'static [(&'static str, &'static str, bool)],
    levels: &'static [(&'static str, &'static str)],
    products: &'static [(&'static str, &'static str)],
}

const FOUR_LEVELS: &[(&str, &str)] = &[
    ("critical", "Critical"),
    ("high", "High"),
    ("medium", "Medium"),
    ("low", "Low"),
];

const PRESETS: &[Preset] = &[
    Preset {
        key: "palisade",
        name: "Palisade",
        statuses: &[
            ("open", "Open", false),
            ("investigating", "Investigating", false),
            ("resolved", "Resolved", true),
        ],
        levels: FOUR_LEVELS,
        products: &[("email_security", "Email security")],
    },
    Preset {
        key: "dropsuite",
        name: "Dropsuite",
        statuses: &[
            ("open", "Open", false),
            ("in_progress", "In progress", false),
            ("resolved", "Resolved", true),
        ],
        levels: FOUR_LEVELS,
        products: &[
            ("email_backup", "Email backup"),
            ("email_archive", "Email archive"),
            ("microsoft_365_backup", "Microsoft 365 backup"),
            ("google_workspace_backup", "Google Workspace backup"),
        ],
    },
    Preset {
        key: "other",
        name: "Other",
        statuses: &[
            ("open", "Open", false),
            ("in_progress", "In progress", false),
            ("closed", "Closed", true),
        ],
        levels: FOUR_LEVELS,
        products: &[("seats", "Seats")],
    },
];

/// The vendors whose vocabulary is known, "other" last.
pub fn presets() -> Vec<Vendor> {
    PRESETS.iter().map(Vendor::from).collect()
}

/// The preset with this key.
pub fn preset(key: &str) -> Option<Vendor> {
    PRESETS.iter().find(|p| p.key == key).map(Vendor::from)
}

impl From<&Preset> for Vendor {
    fn from(preset: &Preset) -> Self {
        Self {
            key: preset.key.to_owned(),
            name: preset.name.to_owned(),
            statuses: preset
                .statuses
                .iter()
                .map(|&(key, name, is_closed)| VendorStatus {
                    key: key.to_owned(),
                    name: name.to_owned(),
                    is_closed,
                })
                .collect(),
            levels: preset
                .levels
                .iter()
                .map(|&(key, name)| VendorLevel {
                    key: key.to_owned(),
                    name: name.to_owned(),
                })
                .collect(),
            products: preset
                .products
                .iter()
                .map(|&(key, name)| VendorProduct {
                    key: key.to_owned(),
                    name: name.to_owned(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_preset_can_be_used_as_it_is() {
        for vendor in presets() {
            let distinct = |keys: Vec<&String>| {
                let count = keys.len();
                count > 0 && keys.into_iter().collect::<BTreeSet<_>>().len() == count
            };
            assert!(distinct(vendor.statuses.iter().map(|s| &s.key).collect()));
            assert!(distinct(vendor.levels.iter().map(|l| &l.key).collect()));
            assert!(distinct(vendor.products.iter().map(|p| &p.key).collect()));
            assert!(
                vendor.statuses.iter().any(|s| s.is_closed),
                "{}",
                vendor.name
            );
            assert!(
                vendor.statuses.iter().any(|s| !s.is_closed),
                "{}",
                vendor.name
            );
            assert_eq!(preset(&vendor.key).as_ref(), Some(&vendor));
        }
        assert_eq!(preset("nobody"), None);
    }
}
