//! Records for the tests, and suggestions as text.

use super::{CustomerRecord, Input, Memory, Suggestion, suggest};
use crate::{CustomerId, Organization, OrganizationId};

fn domains(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn organization(id: i32, name: &str, of: &str) -> Organization {
    Organization {
        id: OrganizationId::new(id),
        name: name.to_owned(),
        domains: domains(of),
        external_id: None,
        tenant_id: None,
    }
}

pub(super) fn customer(id: i32, name: &str, of: &str) -> CustomerRecord {
    CustomerRecord {
        domains: domains(of),
        ..CustomerRecord::named(CustomerId::new(id), name)
    }
}

/// `customer: band reasons` of every candidate, with `!` in front of a clear suggestion.
pub(super) fn shown(suggestion: &Suggestion) -> String {
    let candidates: Vec<String> = suggestion
        .candidates
        .iter()
        .map(|candidate| {
            let evidence = &candidate.evidence;
            let reasons: Vec<&str> = evidence.reasons.iter().map(|r| r.code()).collect();
            format!(
                "{}: {} {}",
                candidate.customer,
                evidence.band.code(),
                reasons.join("+")
            )
        })
        .collect();
    let mark = if suggestion.is_clear() { "!" } else { "" };
    format!("{mark}{}", candidates.join(", "))
}

/// What is suggested for one organisation.
pub(super) fn only(name: &str, domains: &str, customers: &[CustomerRecord]) -> String {
    let found = suggest(Input {
        organizations: vec![organization(1, name, domains)],
        customers: customers.to_vec(),
        memory: Memory::default(),
    });
    found.first().map(shown).unwrap_or_default()
}
