//! What suits each vendor: the words by which a ticket type, a category and a request source are found that an
//! administrator would take without thinking.

use super::synonyms::plain_words;
use crate::halo_config::{Choice, HaloConfig, TicketType};
use crate::vendor::Vendor;

struct Liking {
    vendor: &'static str,
    /// Words of a ticket type's name, best first.
    types: &'static [&'static str],
    /// Words of a category, best first.
    categories: &'static [&'static str],
}

const LIKINGS: &[Liking] = &[
    Liking {
        vendor: "palisade",
        types: &["security alert", "security incident", "alert", "incident"],
        categories: &[
            "phishing",
            "email security",
            "security email",
            "security",
            "email",
        ],
    },
    Liking {
        vendor: "dropsuite",
        types: &["backup alert", "alert", "incident"],
        categories: &["backup", "email"],
    },
];

const OTHER: Liking = Liking {
    vendor: "other",
    types: &["alert", "incident"],
    categories: &[],
};

/// Words of a request source for tickets that no person has written.
const SOURCES: &[&str] = &["integration", "api", "alert", "monitoring"];

fn liking(vendor: &Vendor) -> &'static Liking {
    LIKINGS
        .iter()
        .find(|liking| liking.vendor == vendor.key)
        .unwrap_or(&OTHER)
}

/// The type that suits the vendor's tickets, among those that the agent may create.
pub(super) fn ticket_type<'a>(vendor: &Vendor, config: &'a HaloConfig) -> Option<&'a TicketType> {
    let creatable: Vec<&TicketType> = config
        .ticket_types
        .iter()
        .filter(|t| t.can_create)
        .collect();
    named(liking(vendor).types, &creatable, |kind| &kind.name)
}

/// A value for a field that Halo asks for, as it is sent. Impact and urgency are the mildest: what is urgent is told by
/// the priority.
pub(super) fn field_value(key: &str, vendor: &Vendor, config: &HaloConfig) -> Option<String> {
    let mildest = |choices: &[Choice]| choices.last().map(|choice| choice.id.to_string());
    match key {
        "category_1" => {
            let categories: Vec<&String> = config.categories.iter().collect();
            named(liking(vendor).categories, &categories, |name| name).cloned()
        }
        "impact" => mildest(&config.impacts),
        "urgency" => mildest(&config.urgencies),
        _ => None,
    }
}

/// The request source that tells best where the tickets come from.
pub(super) fn request_source(config: &HaloConfig) -> Option<i32> {
    let sources: Vec<&Choice> = config.request_sources.iter().collect();
    named(SOURCES, &sources, |choice| &choice.name).map(|choice| choice.id)
}

/// The one thing whose name has the first of the words that any has; none when several have it.
fn named<'a, T>(words: &[&str], things: &[&'a T], name_of: impl Fn(&T) -> &str) -> Option<&'a T> {
    let names: Vec<String> = things
        .iter()
        .map(|thing| plain_words(name_of(thing)))
        .collect();
    let has = |name: &str, words: &str| format!(" {name} ").contains(&format!(" {words} "));
    let word = words
        .iter()
        .find(|word| names.iter().any(|name| has(name, word)))?;
    let mut fitting = things
        .iter()
        .zip(&names)
        .filter(|(_, name)| has(name, word));
    let (first, name) = fitting.next()?;
    // "Alert" is meant where there is also "Alert, test".
    let exact = things
        .iter()
        .zip(&names)
        .find(|(_, name)| name.as_str() == *word);
    match (exact, fitting.next()) {
        (Some((exact, _)), _) => Some(exact),
        (None, None) => (!name.is_empty()).then_some(*first),
        (None, Some(_)) => None,
    }
}
