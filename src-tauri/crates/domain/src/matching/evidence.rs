//! What speaks for an organisation being a customer.

use super::{
    compare::{Comparison, Equality, Fit, TradeFit, compare},
    facts::{Domain, Facts},
    index::Slot,
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
    /// The word in a domain of one record is the name of the other.
    pub(super) label_is_name: bool,
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
            label_is_name: false,
            label_says_trade: false,
            are_namesakes: false,
            ids,
            points: 0.0,
        };
        if !matches!(domain, DomainFit::Exact(_)) {
            let spelt = spelt_by_label(organization, customer, &sharers).max(spelt_by_label(
                customer,
                organization,
                &sharers,
            ));
            edge.label_is_name = spelt != Spelt::Not;
            edge.label_says_trade = spelt == Spelt::WithTrade && name.trade == TradeFit::OneSided;
        }
        edge.are_namesakes = domain == DomainFit::Clash
            && name.equality != Equality::No
            && are_two(
                spells_its_name(organization),
                spells_its_name(customer),
                name.matched,
            );
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

/// The domains whose words were chosen by whoever uses them.
fn labels(facts: &Facts) -> impl Iterator<Item = &Domain> {
    facts.domains.iter().filter(|domain| domain.has_own_label)
}

/// Whether a domain says something: it is not one that everybody shares.
fn is_telling(domain: &Domain, sharers: &impl Fn(u64) -> Option<usize>) -> bool {
    !domain.is_own || sharers(domain.key).is_some()
}

fn has_label(facts: &Facts, sharers: &impl Fn(u64) -> Option<usize>) -> bool {
    labels(facts).any(|domain| is_telling(domain, sharers))
}

/// A word shorter than this begins too many names.
const SHORTEST_LABEL: usize = 6;

/// Letters of a trade that a domain has to have to say which it is.
const SHORTEST_TRADE: usize = 3;

/// How much of a name the word in a domain says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spelt {
    Not,
    /// What the company is called.
    Name,
    /// That, and what it does.
    WithTrade,
}

fn spelt_by_label(of: &Facts, named: &Facts, sharers: &impl Fn(u64) -> Option<usize>) -> Spelt {
    let by = |label: &str| {
        if label.len() < SHORTEST_LABEL {
            return Spelt::Not;
        }
        let lines = named.lines.iter().map(|line| {
            let (core, whole) = (line.core(), &*line.joined);
            let has_trade = whole.len() >= core.len() + SHORTEST_TRADE;
            let says_trade = has_trade
                && (label.starts_with(whole)
                    || (label.len() >= core.len() + SHORTEST_TRADE && whole.starts_with(label)));
            if says_trade {
                Spelt::WithTrade
            } else if begins(whole, label) || (core.len() >= SHORTEST_LABEL && begins(label, core))
            {
                Spelt::Name
            } else {
                Spelt::Not
            }
        });
        lines.max().unwrap_or(Spelt::Not)
    };
    let telling = labels(of)
        .map(|domain| (domain, by(&domain.label)))
        .filter(|(domain, spelt)| *spelt != Spelt::Not && is_telling(domain, sharers));
    telling.map(|(_, spelt)| spelt).max().unwrap_or(Spelt::Not)
}

/// How a record's own domains spell its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum OwnName {
    Not,
    /// One begins with the name, or the name with it.
    Spelt,
    /// So it does, and a number stands behind it: somebody else had the name already.
    Numbered,
}

fn spells_its_name(facts: &Facts) -> OwnName {
    let without_article = |text: &'_ str| text.strip_prefix("the").map_or(0, |_| 3);
    let spelt = labels(facts).flat_map(|domain| {
        facts.lines.iter().map(move |line| {
            let (label, core) = (&*domain.label, line.core());
            let (label, core) = (
                &label[without_article(label)..],
                &core[without_article(core)..],
            );
            let is_digit =
                |text: &str| text.bytes().next_back().is_some_and(|b| b.is_ascii_digit());
            if core.len() < 3
                || label.len() < 3
                || !(label.starts_with(core) || core.starts_with(label))
            {
                OwnName::Not
            } else if is_digit(label) && !is_digit(core) && label.len() > core.len() {
                OwnName::Numbered
            } else {
                OwnName::Spelt
            }
        })
    });
    // A domain without a number is the one that counts.
    spelt
        .filter(|spelt| *spelt != OwnName::Not)
        .min()
        .unwrap_or(OwnName::Not)
}

/// A name whose words weigh less than this could be anybody's, in words that nobody else has.
const RARE: f32 = 0.9;

/// More than one rare word.
const SEVERAL_RARE: f32 = 1.05;

/// Whether two records of one name, each with a domain of its own that spells it, may well be two companies. Nobody has
/// a name of rare words twice, and many companies have a second domain.
fn are_two(organization: OwnName, customer: OwnName, matched: f32) -> bool {
    let is_numbered = organization == OwnName::Numbered || customer == OwnName::Numbered;
    organization != OwnName::Not
        && customer != OwnName::Not
        && matched < if is_numbered { SEVERAL_RARE } else { RARE }
}

/// Whether a text begins with another, and not within a number.
fn begins(text: &str, with: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.strip_prefix(with)
        .is_some_and(|rest| !(is_digit(with.chars().next_back()) && is_digit(rest.chars().next())))
}
