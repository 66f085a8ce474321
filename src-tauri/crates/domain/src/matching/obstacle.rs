//! What keeps a candidate from being accepted without a person looking.

use super::{
    compare::{ALIKE, Equality, Fit, TradeFit},
    evidence::{DomainFit, Edge},
    labels::Spelt,
    settle::Seen,
};

/// From here on two names have something in common that is no chance.
const RELATED: f32 = 0.45;

/// A name whose words tell less than this, in words that nobody else has, is had by many.
const COMMON: f32 = 0.6;

/// Why a person has to look before a pair is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// The customer is the service provider itself.
    OwnCompany,
    /// A note in the customer's name says that the record is out of use.
    Retired,
    /// Nothing but a similar name speaks for it.
    OnlySimilarName,
    /// The names have too little in common for a domain alone.
    NamesDiffer,
    /// The name is one that many could have, or it is not unique.
    AmbiguousName,
    /// One of the names says another branch, trade or legal form, or each has a word of its own.
    PartsDiffer,
    /// Their domains differ, and each spells its name, or many have the name: two companies of one name.
    DomainClash,
    /// Another candidate fits nearly as well.
    RivalNear,
    /// Another organisation fits the customer nearly as well.
    Wanted,
    /// Only some of the customers have been read yet, so nobody knows who else there is.
    PartlyRead,
}

/// How likely a candidate must be, beside all others, before it may be accepted: the less independent evidence there
/// is, the surer it must be. All are above one half, so that no two organisations are sure of one customer.
pub(super) fn needed_share(seen: &Seen<'_>) -> f32 {
    let edge = &seen.edge;
    let name = &edge.name;
    let has_name = name.equality != Equality::No;
    let has_clash = edge.domain == DomainFit::Clash;
    if edge.ids.any() {
        0.6
    } else if edge.domain == DomainFit::Exact(1) && name.place == Fit::OneSided {
        0.97
    } else if has_name {
        match edge.domain {
            DomainFit::Exact(_) => 0.6,
            DomainFit::Sister | DomainFit::Label | DomainFit::Unknown => 0.65,
            DomainFit::Clash => 0.9,
        }
    } else if matches!(edge.domain, DomainFit::Exact(_)) {
        0.7
    } else if has_clash {
        0.95
    } else {
        0.85
    }
}

/// Whether a domain spells a name out that is the same but for slips. Two names that each have a word of their own are
/// two names, though a domain spells what they have in common: so it is with sisters.
fn is_spelt_out(edge: &Edge) -> bool {
    let name = &edge.name;
    let has_clash = edge.domain == DomainFit::Clash;
    let trade_fits = match name.trade {
        TradeFit::Absent | TradeFit::Same => true,
        TradeFit::Alike | TradeFit::Overlap => !has_clash,
        TradeFit::OneSided => edge.label_says_trade && !has_clash,
        TradeFit::Different => false,
    };
    (edge.domain == DomainFit::Label || edge.spelt != Spelt::Not)
        && name.core >= ALIKE
        && !name.are_told_apart
        && trade_fits
}

/// The first obstacle that lies in the pair itself.
pub(super) fn of(seen: &Seen<'_>) -> Option<Obstacle> {
    let (edge, customer) = (&seen.edge, seen.row);
    let name = &edge.name;
    let is_known = edge.ids.any();
    let has_name = name.equality != Equality::No;
    let has_domain = matches!(edge.domain, DomainFit::Exact(_));
    let has_clash = edge.domain == DomainFit::Clash;
    let other_place = match name.place {
        Fit::Absent | Fit::Same => false,
        // Only one says which branch, and nobody else has the domain.
        Fit::OneSided => edge.domain != DomainFit::Exact(1),
        Fit::Different => true,
    };
    let parts_differ = other_place
        || name.trade == TradeFit::Different
        || (name.form == Fit::Different && !has_domain)
        // A group has one domain for all its sisters, and their names have something in common.
        || (name.are_told_apart && !has_name);
    // One word that few have is no chance where nobody else has the domain.
    let is_related = name.core >= RELATED
        || name.is_acronym
        || (edge.domain == DomainFit::Exact(1) && name.matched >= RELATED);
    let are_two = edge.are_namesakes || (has_clash && has_name && name.matched < COMMON);
    let checks = [
        (customer.is_own, Obstacle::OwnCompany),
        (customer.facts.is_retired, Obstacle::Retired),
        (seen.has_twin || seen.is_shadow, Obstacle::AmbiguousName),
        (
            !is_known && !has_name && !has_domain && !is_spelt_out(edge),
            Obstacle::OnlySimilarName,
        ),
        (!is_known && !has_name && !is_related, Obstacle::NamesDiffer),
        (
            !is_known && name.is_thin && !has_domain,
            Obstacle::AmbiguousName,
        ),
        (!is_known && parts_differ, Obstacle::PartsDiffer),
        (!is_known && are_two, Obstacle::DomainClash),
        (
            !is_known && has_clash && seen.is_outdone_by_domain,
            Obstacle::RivalNear,
        ),
    ];
    checks
        .into_iter()
        .find_map(|(stands, obstacle)| stands.then_some(obstacle))
}
