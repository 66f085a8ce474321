//! From evidence to a suggestion: what stands beside a candidate decides as much as what speaks for it.

use std::collections::HashMap;

use super::{
    compare::Equality,
    customers::{CustomerRow, Customers},
    evidence::{DomainFit, Edge},
    facts::Facts,
    hashing::FastState,
    obstacle::{self, Obstacle},
    points,
    reasons::reasons,
    remembered::Remembered,
};
use crate::{Band, CustomerId, Evidence, Organization, OrganizationId};

/// Candidates of one organisation that are shown at most, the first one included.
pub const MAX_CANDIDATES: usize = 6;

/// Points are counted up to this many, so that sums of weights stay exact enough to be taken apart again.
const MOST_POINTS: f32 = 30.0;

/// Less likely candidates are not shown unless a fact speaks for them.
const LEAST: f32 = 0.02;

/// One customer that an organisation may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub customer: CustomerId,
    /// How sure, and why.
    pub evidence: Evidence,
    /// How likely it is the one, 0 to 1, all else considered. To order and to measure by, not to show.
    pub likelihood: f32,
    /// Why it may not be accepted without looking; `None` if it may. Only a first candidate ever may.
    pub obstacle: Option<Obstacle>,
}

/// What is suggested for one organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// For whom.
    pub organization: OrganizationId,
    /// Best first, never empty, at most [`MAX_CANDIDATES`].
    pub candidates: Vec<Candidate>,
}

impl Suggestion {
    /// Whether the first candidate may be accepted without choosing. No customer is the first candidate of two clear
    /// suggestions.
    pub fn is_clear(&self) -> bool {
        self.candidates
            .first()
            .is_some_and(|first| first.obstacle.is_none())
    }
}

/// A candidate with what stands beside it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent observation"
)]
pub(super) struct Seen<'a> {
    pub(super) edge: Edge,
    pub(super) row: &'a CustomerRow,
    /// Another candidate is the same record twice, and the better one.
    pub(super) is_shadow: bool,
    /// Others that are the same record twice, active and in use.
    pub(super) has_twin: bool,
    /// Another candidate has a domain of the organisation's.
    pub(super) is_outdone_by_domain: bool,
    /// Nobody may have it, but it may be the one all the same.
    is_out: bool,
    /// How many times likelier it is the one than that the organisation has no customer.
    weight: f32,
    /// The likelihood that it is the one, as far as this organisation alone can tell.
    share: f32,
}

impl Seen<'_> {
    /// How much of the customer the organisation claims: an organisation that has a better candidate claims little.
    fn claim(&self) -> f32 {
        self.weight * self.share
    }
}

/// All candidates of one organisation.
pub(super) struct Contest<'a> {
    organization: OrganizationId,
    seen: Vec<Seen<'a>>,
}

/// How much of each customer its suitors claim together.
pub(super) type Claimed = HashMap<CustomerId, f32, FastState>;

impl<'a> Contest<'a> {
    pub(super) fn new(
        organization: &Organization,
        edges: Vec<Edge>,
        customers: &'a Customers,
        remembered: &Remembered,
    ) -> Self {
        let mut seen: Vec<Seen<'a>> = edges
            .into_iter()
            .filter_map(|edge| {
                let row = customers.get(edge.customer)?;
                Some(Seen {
                    edge,
                    row,
                    is_shadow: false,
                    has_twin: false,
                    is_outdone_by_domain: false,
                    is_out: row.inactive || remembered.is_taken(row.id, organization.id),
                    weight: 0.0,
                    share: 0.0,
                })
            })
            .collect();
        find_sisters(&mut seen);
        find_twins(&mut seen);
        let has_domain = |seen: &Seen<'_>| matches!(seen.edge.domain, DomainFit::Exact(_));
        if seen.iter().any(has_domain) {
            for seen in &mut seen {
                seen.is_outdone_by_domain = !has_domain(seen);
            }
        }
        for seen in &mut seen {
            if !seen.is_shadow {
                seen.weight = seen.edge.points.clamp(-MOST_POINTS, MOST_POINTS).exp();
            }
        }
        let total: f32 = 1.0 + seen.iter().map(|seen| seen.weight).sum::<f32>();
        for seen in &mut seen {
            seen.share = seen.weight / total;
        }
        Self {
            organization: organization.id,
            seen,
        }
    }

    /// Everybody who is a candidate at all, also those who cannot be had.
    pub(super) fn considered(&self) -> impl Iterator<Item = CustomerId> + '_ {
        self.seen.iter().map(|seen| seen.row.id)
    }

    /// How much of each customer the organisation claims.
    pub(super) fn claims(&self) -> impl Iterator<Item = (CustomerId, f32)> + '_ {
        self.seen
            .iter()
            .filter(|seen| seen.weight > 0.0)
            .map(|seen| (seen.row.id, seen.claim()))
    }

    /// What is suggested, given how much of each customer all organisations claim.
    pub(super) fn settle(&self, claimed: &Claimed, remembered: &Remembered) -> Option<Suggestion> {
        let mut ranked: Vec<(f32, &Seen<'_>)> = self
            .seen
            .iter()
            .filter(|seen| !seen.is_out)
            .map(|seen| (seen.share * Self::left(seen, claimed, remembered), seen))
            .filter(|(likelihood, seen)| {
                *likelihood >= LEAST || seen.edge.points > 0.0 || seen.edge.has_fact()
            })
            .collect();
        ranked.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| b.1.edge.points.total_cmp(&a.1.edge.points))
                .then_with(|| a.1.row.id.cmp(&b.1.row.id))
        });
        ranked.truncate(MAX_CANDIDATES);
        let candidates: Vec<Candidate> = ranked
            .iter()
            .enumerate()
            .map(|(rank, (likelihood, seen))| candidate(rank, *likelihood, seen, remembered))
            .filter(|candidate| !candidate.evidence.reasons.is_empty())
            .collect();
        (!candidates.is_empty()).then_some(Suggestion {
            organization: self.organization,
            candidates,
        })
    }

    /// How much of a customer is left beside its other suitors.
    fn left(seen: &Seen<'_>, claimed: &Claimed, remembered: &Remembered) -> f32 {
        if remembered.may_share {
            return 1.0;
        }
        let all = claimed.get(&seen.row.id).copied().unwrap_or(0.0);
        // The sum is rounded, so that one's own claim may be more than all.
        let others = (all - seen.claim()).max(0.0);
        if others > 0.0 {
            seen.weight / (seen.weight + others)
        } else {
            1.0
        }
    }
}

fn candidate(rank: usize, likelihood: f32, seen: &Seen<'_>, remembered: &Remembered) -> Candidate {
    let obstacle = obstacle::of(seen).or_else(|| {
        let needed = obstacle::needed_share(seen);
        if remembered.partly_read {
            Some(Obstacle::PartlyRead)
        } else if rank > 0 || seen.share < needed {
            Some(Obstacle::RivalNear)
        } else if likelihood < needed {
            Some(Obstacle::Wanted)
        } else {
            None
        }
    });
    Candidate {
        customer: seen.row.id,
        evidence: Evidence {
            band: band(&seen.edge, likelihood, obstacle),
            reasons: reasons(&seen.edge),
        },
        likelihood,
        obstacle,
    }
}

fn band(edge: &Edge, likelihood: f32, obstacle: Option<Obstacle>) -> Band {
    let is_two_facts = edge.domain == DomainFit::Exact(1) && edge.name.equality != Equality::No;
    match obstacle {
        None if edge.ids.any() || is_two_facts => Band::Certain,
        None => Band::Strong,
        // A domain alone stays weak, however likely it makes the pair.
        Some(obstacle) if likelihood >= 0.3 && obstacle != Obstacle::NamesDiffer => Band::Possible,
        Some(_) => Band::Weak,
    }
}

/// A branch without a domain of its own most likely has that of its sister.
fn find_sisters(seen: &mut [Seen<'_>]) {
    let holders: Vec<&Facts> = seen
        .iter()
        .filter(|seen| matches!(seen.edge.domain, DomainFit::Exact(_)))
        .map(|seen| &seen.row.facts)
        .collect();
    if holders.is_empty() {
        return;
    }
    for seen in seen.iter_mut() {
        let own = &seen.row.facts;
        let is_sister = seen.edge.domain == DomainFit::Unknown
            && holders.iter().any(|holder| {
                holder.first_joined().is_some() && holder.first_joined() == own.first_joined()
            });
        if is_sister {
            let edge = &mut seen.edge;
            edge.points += points::of_domain(DomainFit::Sister, edge.spelt)
                - points::of_domain(edge.domain, edge.spelt);
            edge.domain = DomainFit::Sister;
        }
    }
}

/// Finds records that stand twice: same name but for notes and legal form, and no domains that differ.
fn find_twins(seen: &mut [Seen<'_>]) {
    for at in 0..seen.len() {
        for other in at + 1..seen.len() {
            if !are_twins(seen[at].row, seen[other].row) {
                continue;
            }
            let (a, b) = (standing(&seen[at]), standing(&seen[other]));
            let (best, rest) = if a >= b { (at, other) } else { (other, at) };
            seen[rest].is_shadow = true;
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
    let is_in_use = !seen.is_out && !seen.row.facts.is_retired;
    (is_in_use, seen.edge.points, std::cmp::Reverse(seen.row.id))
}

fn are_twins(a: &CustomerRow, b: &CustomerRow) -> bool {
    let (left, right) = (&a.facts, &b.facts);
    left.same_name.is_some() && left.same_name == right.same_name && !left.domains_differ(right)
}
