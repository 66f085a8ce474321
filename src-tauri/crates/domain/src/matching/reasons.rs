//! Why a customer is suggested, for people to read.

use super::{
    compare::{ALIKE, Comparison, Equality},
    evidence::{DomainFit, Edge},
    labels::Spelt,
    name::Origin,
};
use crate::Reason;

/// Names with less in common are not called similar.
const SIMILAR: f32 = 0.5;

/// The facts that speak for a pair, weightiest first.
pub(super) fn reasons(edge: &Edge) -> Vec<Reason> {
    let name = &edge.name;
    let found = [
        edge.ids.external.then_some(Reason::ExternalId),
        edge.ids.tenant.then_some(Reason::TenantId),
        matches!(edge.domain, DomainFit::Exact(_)).then_some(Reason::Domain),
        edge.ids.alias.then_some(Reason::LearntAlias),
        of_name(name).or_else(|| {
            // A domain that spells how both names begin is no more than that they begin alike.
            (edge.spelt == Spelt::Part).then_some(Reason::NameSimilar)
        }),
        is_name_spelt(edge).then_some(Reason::DomainWord),
        (edge.domain == DomainFit::Sister).then_some(Reason::SisterDomain),
    ];
    let mut found: Vec<Reason> = found.into_iter().flatten().collect();
    found.sort_unstable();
    found
}

/// Whether a domain spells the name, and not only what two names have in common.
fn is_name_spelt(edge: &Edge) -> bool {
    match edge.spelt {
        Spelt::Name | Spelt::WithTrade => true,
        Spelt::Part => edge.domain == DomainFit::Label || edge.name.core >= ALIKE,
        Spelt::Not => edge.domain == DomainFit::Label,
    }
}

fn of_name(name: &Comparison) -> Option<Reason> {
    match name.equality {
        Equality::Raw => Some(Reason::NameExact),
        Equality::Plain | Equality::Folded if name.origin != Origin::Name => {
            Some(Reason::TradingAs)
        }
        Equality::Plain | Equality::Folded => Some(Reason::NameFolded),
        Equality::No if name.is_acronym => Some(Reason::Initials),
        Equality::No if name.core >= SIMILAR => Some(Reason::NameSimilar),
        Equality::No => None,
    }
}
