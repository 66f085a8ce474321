//! What each piece of evidence is worth.
//!
//! Points are logarithms of odds: with them added up, e to their power says how many times likelier a pair is the same
//! company than that the organisation has no customer at all.

use super::{
    compare::{Comparison, Equality, Fit, TradeFit},
    evidence::{DomainFit, Edge},
    labels::Spelt,
    name::Origin,
};

/// What all evidence is worth.
pub(super) fn of(edge: &Edge) -> f32 {
    let ids = edge.ids;
    let known = [(ids.external, 25.0), (ids.tenant, 20.0), (ids.alias, 10.0)];
    let known: f32 = known
        .iter()
        .map(|(is_given, points)| if *is_given { *points } else { 0.0 })
        .sum();
    let mut name = of_name(&edge.name);
    if edge.label_says_trade {
        name += of_trade(TradeFit::Alike) - of_trade(edge.name.trade);
    }
    if edge.domain == DomainFit::Exact(1) {
        name = name.max(least_of_name(&edge.name));
    }
    name + of_domain(edge.domain, edge.spelt) + known
}

/// What a name takes away at most from a domain that nobody else has: a company that trades under one name and is
/// registered under another has one domain all the same, and does one thing.
fn least_of_name(name: &Comparison) -> f32 {
    match (name.place, name.trade) {
        (Fit::OneSided | Fit::Different, _) => f32::MIN,
        (Fit::Same | Fit::Absent, TradeFit::Same | TradeFit::Alike) => -4.2,
        (
            Fit::Same | Fit::Absent,
            TradeFit::Absent | TradeFit::OneSided | TradeFit::Overlap | TradeFit::Different,
        ) => -5.7,
    }
}

/// What the agreement of domains is worth.
pub(super) fn of_domain(domain: DomainFit, spelt: Spelt) -> f32 {
    let fit = match domain {
        DomainFit::Exact(1) => 6.2,
        DomainFit::Exact(2..=4) => 2.0,
        DomainFit::Exact(_) => 1.0,
        DomainFit::Sister | DomainFit::Label => 1.5,
        DomainFit::Unknown => 0.0,
        DomainFit::Clash => -1.2,
    };
    fit + if spelt == Spelt::Not { 0.0 } else { 1.4 }
}

/// What a comparison of names is worth.
pub(super) fn of_name(name: &Comparison) -> f32 {
    let core = match name.core {
        ..0.3 => -0.8,
        0.3..0.45 => -2.2,
        0.45..0.6 => -1.6,
        0.6..0.75 => -0.9,
        0.75..0.85 => 0.2,
        0.85..0.99 => 1.5,
        _ => 2.5,
    };
    let trade = of_trade(name.trade);
    let place = match name.place {
        Fit::Same => 2.9,
        Fit::Absent => 1.0,
        Fit::OneSided => -1.1,
        Fit::Different => -2.8,
    };
    let form = match name.form {
        Fit::Same => 1.1,
        Fit::Absent => 0.5,
        Fit::OneSided => 0.1,
        Fit::Different => -1.7,
    };
    let equality = match name.equality {
        Equality::Raw => 2.7,
        Equality::Plain => 1.6,
        Equality::Folded | Equality::No => 0.0,
    };
    let origin = match name.origin {
        Origin::Name => -0.5,
        Origin::TradingAs | Origin::Alias => 0.5,
    };
    let flags = if name.is_reordered { -1.4 } else { 0.0 } + if name.is_thin { -0.7 } else { 0.0 };
    BASE + core
        + trade
        + place
        + form
        + equality
        + origin
        + flags
        + 4.5 * name.matched.min(1.5)
        + 0.4 * name.extra
        - 1.0 * name.swapped
}

const fn of_trade(trade: TradeFit) -> f32 {
    match trade {
        TradeFit::Same => 2.3,
        TradeFit::Alike => 1.6,
        TradeFit::Absent => 1.1,
        TradeFit::OneSided => -0.4,
        TradeFit::Overlap => -0.5,
        TradeFit::Different => -4.1,
    }
}

const BASE: f32 = -7.6;
