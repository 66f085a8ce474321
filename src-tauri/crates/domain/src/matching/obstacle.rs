//! What keeps a candidate from being accepted without a person looking.

use super::{
    compare::{Equality, Fit, TradeFit},
    evidence::DomainFit,
    settle::Seen,
};

/// From here on two names may be one with slips.
const ALIKE: f32 = 0.85;

/// From here on two names have something in common that is no chance.
const RELATED: f32 = 0.45;

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
    /// One of the names says another branch, trade or legal form.
    PartsDiffer,
    /// Each has a domain that spells its name, and they differ: two companies of one name.
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
    } else if has_clash || (name.trade == TradeFit::OneSided && !edge.label_says_trade) {
        0.95
    } else {
        0.85
    }
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
        || (name.form == Fit::Different && !has_domain);
    // A slip in the name is no doubt when a domain spells it out, nor is a trade that only one of them says.
    let is_supported = (edge.domain == DomainFit::Label || edge.label_is_name)
        && if has_clash {
            name.core >= ALIKE
                && !matches!(
                    name.trade,
                    TradeFit::Overlap | TradeFit::Different | TradeFit::OneSided
                )
        } else {
            name.core >= RELATED && name.trade != TradeFit::Different
        };
    // One company under two names does one thing, and one word that few have is no chance.
    let is_related = name.core >= RELATED
        || name.is_acronym
        || (edge.domain == DomainFit::Exact(1)
            && (name.matched >= RELATED || matches!(name.trade, TradeFit::Same | TradeFit::Alike)));
    let checks = [
        (customer.is_own, Obstacle::OwnCompany),
        (customer.facts.is_retired, Obstacle::Retired),
        (seen.has_twin || seen.is_shadow, Obstacle::AmbiguousName),
        (
            !is_known && !has_name && !has_domain && !is_supported,
            Obstacle::OnlySimilarName,
        ),
        (!is_known && !has_name && !is_related, Obstacle::NamesDiffer),
        (
            !is_known && name.is_thin && !has_domain,
            Obstacle::AmbiguousName,
        ),
        (!is_known && parts_differ, Obstacle::PartsDiffer),
        (!is_known && edge.are_namesakes, Obstacle::DomainClash),
        (
            !is_known && has_clash && seen.is_outdone_by_domain,
            Obstacle::RivalNear,
        ),
    ];
    checks
        .into_iter()
        .find_map(|(stands, obstacle)| stands.then_some(obstacle))
}
