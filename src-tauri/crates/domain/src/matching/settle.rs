//! From evidence to a suggestion: what stands beside a candidate decides as much as what speaks for it.

use super::{
    compare::{Equality, Fit, TradeFit},
    evidence::{DomainFit, Edge},
    index::Slot,
    points,
    reasons::{Ground, grounds},
    remembered::Remembered,
    tables::{CustomerRow, Customers, OrganizationRow, Organizations},
};
use crate::{Band, CustomerId, OrganizationId};

/// Candidates of one organisation that are shown at most, the first one included.
pub const MAX_CANDIDATES: usize = 6;

/// Why a person has to look before a pair is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// Another organisation has the customer.
    Taken,
    /// Halo has the customer switched off.
    Inactive,
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
    /// Both have domains, and they differ.
    DomainClash,
    /// Another candidate fits nearly as well.
    RivalNear,
    /// Another organisation fits the customer nearly as well.
    Wanted,
}

/// One customer that an organisation may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggested {
    /// Which.
    pub customer: CustomerId,
    /// How sure.
    pub band: Band,
    /// Why, weightiest first.
    pub grounds: Vec<Ground>,
    /// How likely it is the one, 0 to 1, all else considered. To order and to measure by, not to show.
    pub likelihood: f32,
    /// Why it may not be accepted without looking; `None` if it may. Only a first candidate ever may.
    pub obstacle: Option<Obstacle>,
}

/// What is suggested for one organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// For whom.
    pub organization: OrganizationId,
    /// Best first, never empty, at most [`MAX_CANDIDATES`].
    pub candidates: Vec<Suggested>,
}

impl Match {
    /// Whether the first candidate may be accepted without a person looking.
    pub fn may_accept(&self) -> bool {
        self.candidates[0].obstacle.is_none()
    }
}

/// An edge with what stands beside it.
pub(super) struct Seen<'a> {
    pub(super) edge: Edge,
    pub(super) row: &'a CustomerRow,
    /// Another candidate is the same record twice, and the better one.
    pub(super) is_shadow: bool,
    /// Others that are the same record twice, active and in use.
    has_twin: bool,
    pub(super) is_out: bool,
}

/// For each candidate the likelihood that it is the one, as far as this organisation alone can tell.
pub(super) fn shares(
    row: &OrganizationRow,
    customers: &Customers,
    remembered: &Remembered,
) -> Vec<f32> {
    let seen = see(row, customers, remembered);
    let weigh = |seen: &Seen<'_>| {
        if seen.is_shadow || seen.is_out {
            0.0
        } else {
            seen.edge.points.clamp(-30.0, 60.0).exp()
        }
    };
    let total: f32 = 1.0 + seen.iter().map(weigh).sum::<f32>();
    seen.iter().map(|seen| weigh(seen) / total).collect()
}

/// The candidates with what stands beside them, in the order of the edges. Rejected ones are out.
pub(super) fn see<'a>(
    row: &OrganizationRow,
    customers: &'a Customers,
    remembered: &Remembered,
) -> Vec<Seen<'a>> {
    let mut seen: Vec<Seen<'a>> = row
        .edges
        .iter()
        .filter_map(|edge| {
            let customer = customers.table.get(edge.customer)?;
            let is_out = remembered.is_rejected(row.id, customer.id)
                || remembered.is_taken(customer.id, row.id);
            Some(Seen {
                edge: *edge,
                row: customer,
                is_shadow: false,
                has_twin: false,
                is_out,
            })
        })
        .collect();
    find_sisters(&mut seen);
    find_twins(&mut seen);
    seen
}

/// A branch without a domain of its own most likely has that of its sister.
fn find_sisters(seen: &mut [Seen<'_>]) {
    let holders: Vec<usize> = (0..seen.len())
        .filter(|&at| matches!(seen[at].edge.domain, DomainFit::Exact(_)))
        .collect();
    for at in 0..seen.len() {
        let is_sister = seen[at].edge.domain == DomainFit::Unknown
            && holders.iter().any(|&holder| {
                let (a, b) = (&seen[holder].row.facts, &seen[at].row.facts);
                a.first_joined().is_some() && a.first_joined() == b.first_joined()
            });
        if is_sister {
            let edge = &mut seen[at].edge;
            edge.points += points::of_domain(DomainFit::Sister, edge.label_is_name)
                - points::of_domain(edge.domain, edge.label_is_name);
            edge.domain = DomainFit::Sister;
        }
    }
}

/// Finds records that stand twice: same name but for notes and legal form, and no domains that differ.
fn find_twins(seen: &mut [Seen<'_>]) {
    for at in 0..seen.len() {
        for other in at + 1..seen.len() {
            if seen[at].is_out || seen[other].is_out || !are_twins(seen[at].row, seen[other].row) {
                continue;
            }
            let (a, b) = (standing(&seen[at]), standing(&seen[other]));
            let shadow = if a >= b { other } else { at };
            seen[shadow].is_shadow = true;
            let (best, rest) = if a >= b { (at, other) } else { (other, at) };
            let is_told_apart = matches!(seen[best].edge.domain, DomainFit::Exact(_))
                && !matches!(seen[rest].edge.domain, DomainFit::Exact(_));
            if a.0 == b.0 && !is_told_apart {
                seen[best].has_twin = true;
            }
        }
    }
}

/// Whether a record is in use, then how well it fits, then the older one.
fn standing(seen: &Seen<'_>) -> (bool, f32, std::cmp::Reverse<CustomerId>) {
    let is_in_use = !seen.row.inactive && !seen.row.facts.is_retired;
    (is_in_use, seen.edge.points, std::cmp::Reverse(seen.row.id))
}

fn are_twins(a: &CustomerRow, b: &CustomerRow) -> bool {
    let (left, right) = (&a.facts, &b.facts);
    left.same_name.is_some() && left.same_name == right.same_name && !left.domains_differ(right)
}

/// What is suggested for the organisation at a place.
pub(super) fn settle(
    slot: Slot,
    organizations: &Organizations,
    customers: &Customers,
    remembered: &Remembered,
) -> Option<Match> {
    let row = organizations.get(slot)?;
    let seen = see(row, customers, remembered);
    let mut ranked: Vec<(f32, usize)> = seen
        .iter()
        .enumerate()
        .filter(|(_, seen)| !remembered.is_rejected(row.id, seen.row.id))
        .map(|(at, seen)| {
            let share = row.shares[at];
            (
                share
                    * wanted(
                        slot,
                        share,
                        (seen.edge.customer, seen.row),
                        organizations,
                        remembered,
                    ),
                at,
            )
        })
        .collect();
    ranked.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| seen[a.1].is_out.cmp(&seen[b.1].is_out))
            .then_with(|| seen[b.1].edge.points.total_cmp(&seen[a.1].edge.points))
            .then_with(|| seen[a.1].row.id.cmp(&seen[b.1].row.id))
    });
    ranked.retain(|(likelihood, at)| *likelihood >= LEAST || seen[*at].edge.points > 0.0);
    ranked.truncate(MAX_CANDIDATES);
    let candidates: Vec<Suggested> = ranked
        .iter()
        .enumerate()
        .map(|(rank, &(likelihood, at))| {
            let candidate = &seen[at];
            let obstacle = obstacle(row, candidate, remembered)
                .or_else(|| (rank > 0).then_some(Obstacle::RivalNear))
                .or_else(|| {
                    (likelihood < SURE).then(|| {
                        if row.shares[at] < SURE {
                            Obstacle::RivalNear
                        } else {
                            Obstacle::Wanted
                        }
                    })
                });
            Suggested {
                customer: candidate.row.id,
                band: band(&candidate.edge, likelihood, obstacle),
                grounds: grounds(&row.facts, &candidate.row.facts, &candidate.edge),
                likelihood,
                obstacle,
            }
        })
        .collect();
    (!candidates.is_empty()).then_some(Match {
        organization: row.id,
        candidates,
    })
}

/// Less likely candidates are not shown.
const LEAST: f32 = 0.02;

/// From here on a candidate stands alone.
const SURE: f32 = 0.7;

/// From here on two names may be one with slips.
const ALIKE: f32 = 0.85;

/// From here on two names have something in common that is no chance.
const RELATED: f32 = 0.45;

/// How much of a customer is left for the organisation at `slot` beside its other suitors.
fn wanted(
    slot: Slot,
    share: f32,
    (place, customer): (Slot, &CustomerRow),
    organizations: &Organizations,
    remembered: &Remembered,
) -> f32 {
    if remembered.may_share || share <= 0.0 {
        return 1.0;
    }
    let mut others: Vec<f32> = customer
        .suitors
        .iter()
        .filter(|suitor| **suitor != slot)
        .filter_map(|suitor| {
            let row = organizations.get(*suitor)?;
            let at = row.edges.iter().position(|edge| edge.customer == place)?;
            Some(row.shares[at])
        })
        .collect();
    // In one order, so that the sum is the same whoever came first.
    others.sort_by(f32::total_cmp);
    let total: f32 = others.iter().sum();
    share / (share + total)
}

fn band(edge: &Edge, likelihood: f32, obstacle: Option<Obstacle>) -> Band {
    let is_two_facts = matches!(edge.domain, DomainFit::Exact(1)) && edge.name.core >= 0.85;
    match obstacle {
        None if edge.ids.any() || is_two_facts => Band::Certain,
        None => Band::Strong,
        Some(_) if likelihood >= 0.3 => Band::Possible,
        Some(_) => Band::Weak,
    }
}

fn obstacle(row: &OrganizationRow, seen: &Seen<'_>, remembered: &Remembered) -> Option<Obstacle> {
    let (edge, customer) = (&seen.edge, seen.row);
    if edge.ids.stored {
        return None;
    }
    let name = &edge.name;
    let is_known = edge.ids.any();
    let has_name = name.equality != Equality::No;
    let has_domain = matches!(edge.domain, DomainFit::Exact(_));
    let parts_differ = matches!(name.place, Fit::OneSided | Fit::Different)
        || name.trade == TradeFit::Different
        || (name.form == Fit::Different && !has_name && !has_domain);
    // A slip in the name is no doubt when a domain spells it out.
    let is_supported = (edge.domain == DomainFit::Label || edge.label_is_name)
        && name.core >= ALIKE
        && matches!(
            name.trade,
            TradeFit::Same | TradeFit::Alike | TradeFit::Absent
        );
    let is_related = name.core >= RELATED || name.is_acronym;
    let checks = [
        (remembered.is_taken(customer.id, row.id), Obstacle::Taken),
        (customer.is_own, Obstacle::OwnCompany),
        (customer.inactive, Obstacle::Inactive),
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
        (
            !is_known && edge.domain == DomainFit::Clash,
            Obstacle::DomainClash,
        ),
    ];
    checks
        .into_iter()
        .find_map(|(stands, obstacle)| stands.then_some(obstacle))
}
