//! What speaks for an organisation being a customer.

use super::{
    compare::{Comparison, Equality, Fit, TradeFit, compare},
    facts::{Domain, Facts},
    index::Slot,
    labels::{Spelt, are_two, labels, spelt},
    points,
    vocabulary::Vocabulary,
    weights::Weights,
};

/// A domain that more customers share than this says nothing about any of them.
pub(super) const MOST_SHARERS: usize = 20;

/// How the domains of two records agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DomainFit {
    /// One in common that so many active customers have.
    Exact(u8),
    /// None in common, but a sister of the customer has one of the organisation's, and the customer itself has none.
    Sister,
    /// The same word under another suffix, or as the name of a Microsoft tenant.
    Label,
    /// At least one of the two has none that could agree.
    Unknown,
    /// Both have some, and they differ.
    Clash,
}

/// Facts beside name and domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    /// The vendor's id stands in Halo.
    pub(super) external: bool,
    /// The same Microsoft tenant.
    pub(super) tenant: bool,
    /// The customer was accepted under this name before.
    pub(super) alias: bool,
}

impl Ids {
    pub(super) const fn any(self) -> bool {
        self.external || self.tenant || self.alias
    }
}

/// What speaks for one organisation being one customer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) customer: Slot,
    pub(super) name: Comparison,
    pub(super) domain: DomainFit,
    /// What the word in a domain of one record says of the name of the other.
    pub(super) spelt: Spelt,
    /// Only one name says a trade, and a domain of the other record does too.
    pub(super) label_says_trade: bool,
    /// Each has a domain that spells its name, and they are different ones.
    pub(super) are_namesakes: bool,
    pub(super) ids: Ids,
    /// What the evidence is worth, as the logarithm of odds.
    pub(super) points: f32,
}

impl Edge {
    /// Whether more than similarity speaks for it.
    pub(super) fn has_fact(&self) -> bool {
        self.ids.any()
            || matches!(self.domain, DomainFit::Exact(_))
            || self.name.equality != Equality::No
    }

    /// Whether the same name and a domain that nobody else has speak for it, and nothing against it.
    pub(super) fn is_beyond_doubt(&self) -> bool {
        self.domain == DomainFit::Exact(1)
            && self.name.equality != Equality::No
            && !matches!(self.name.place, Fit::OneSided | Fit::Different)
            && self.name.trade != TradeFit::Different
    }
}

/// Weighs one organisation against one customer.
pub(super) struct Scales<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) weights: &'a Weights,
    pub(super) namesakes: &'a dyn Fn(u64) -> u32,
}

impl Scales<'_> {
    /// `sharers` counts the active customers with a domain, given as a number; a domain that everybody shares has none.
    pub(super) fn weigh(
        &self,
        organization: &Facts,
        customer: &Facts,
        slot: Slot,
        ids: Ids,
        sharers: impl Fn(u64) -> Option<usize>,
    ) -> Edge {
        let name = compare(
            organization,
            customer,
            self.vocabulary,
            self.weights,
            self.namesakes,
        );
        let domain = domain_fit(organization, customer, &sharers);
        let mut edge = Edge {
            customer: slot,
            name,
            domain,
            spelt: Spelt::Not,
            label_says_trade: false,
            are_namesakes: false,
            ids,
            points: 0.0,
        };
        if !matches!(domain, DomainFit::Exact(_)) {
            let tells = |domain: &Domain| is_telling(domain, &sharers);
            edge.spelt =
                spelt(organization, customer, tells).max(spelt(customer, organization, tells));
            edge.label_says_trade =
                edge.spelt == Spelt::WithTrade && name.trade == TradeFit::OneSided;
        }
        edge.are_namesakes = domain == DomainFit::Clash
            && name.equality != Equality::No
            && are_two(organization, customer);
        edge.points = points::of(&edge);
        edge
    }
}

fn domain_fit(a: &Facts, b: &Facts, sharers: &impl Fn(u64) -> Option<usize>) -> DomainFit {
    let shared = a
        .domains
        .iter()
        .filter(|domain| domain.is_own && b.domains.iter().any(|d| d.key == domain.key))
        .filter_map(|domain| sharers(domain.key))
        .min();
    if let Some(count) = shared {
        return DomainFit::Exact(u8::try_from(count.max(1)).unwrap_or(u8::MAX));
    }
    if !has_label(a, sharers) {
        return DomainFit::Unknown;
    }
    let is_same = |label: &str| label.len() >= 4 && labels(a).any(|own| &*own.label == label);
    if labels(b).any(|theirs| is_same(&theirs.label) && is_telling(theirs, sharers)) {
        DomainFit::Label
    } else if has_label(b, sharers) {
        DomainFit::Clash
    } else {
        DomainFit::Unknown
    }
}

/// Whether a domain says something: it is not one that everybody shares.
fn is_telling(domain: &Domain, sharers: &impl Fn(u64) -> Option<usize>) -> bool {
    !domain.is_own || sharers(domain.key).is_some()
}

fn has_label(facts: &Facts, sharers: &impl Fn(u64) -> Option<usize>) -> bool {
    labels(facts).any(|domain| is_telling(domain, sharers))
}
