//! How often suggestions are right.

use std::collections::{BTreeMap, HashSet};

use domain::{
    OrganizationId,
    matching::{Candidate, Suggestion},
};

use crate::set::Set;

/// Suggestions less likely than this are not looked at.
const LEAST: f32 = 0.01;

/// Precision, recall and their mean at one threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Likelihood from which on a suggestion counts.
    pub threshold: f32,
    /// Of what counts, how much is right.
    pub precision: f64,
    /// Of the organisations with a customer, how many got it.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// What may be accepted without looking.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Accepted {
    /// How many.
    pub count: usize,
    /// Of the organisations with a customer, how many are accepted and right.
    pub share: f64,
    /// Of the accepted ones, how many are right.
    pub precision: f64,
    /// Accepted though the organisation has no customer.
    pub false_without_customer: usize,
}

/// Suggestions of about one likelihood.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub count: usize,
    /// Their mean likelihood.
    pub likelihood: f64,
    /// How many of them are right, 0 to 1.
    pub right: f64,
}

/// How often suggestions are right.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Organisations.
    pub organizations: usize,
    /// Those that have a customer.
    pub matchable: usize,
    /// Those whose right customer is among the candidates.
    pub among_candidates: usize,
    /// Those whose first candidate is right.
    pub first: usize,
    /// At the threshold with the best F1.
    pub best: Point,
    /// The highest recall with a precision of 0.99 or more.
    pub recall_at_99: f64,
    /// What may be accepted without looking.
    pub accepted: Accepted,
    /// By likelihood, in tenths.
    pub calibration: [Bin; 10],
    /// By what was done to the name: right at the best threshold, accepted and right, all.
    pub by_kind: BTreeMap<String, [usize; 3]>,
}

/// A first candidate.
struct Proposal<'a> {
    organization: OrganizationId,
    candidate: &'a Candidate,
    is_right: bool,
}

/// Measures what was suggested against what is true.
pub fn measure(set: &Set, matches: &[Suggestion]) -> Measured {
    let is_right = |organization: OrganizationId, candidate: &Candidate| {
        set.truth
            .get(&organization)
            .is_some_and(|truth| truth.customers.contains(&candidate.customer))
    };
    let mut measured = Measured {
        organizations: set.organizations.len(),
        matchable: set.matchable(),
        ..Measured::default()
    };
    for found in matches {
        let right = |candidate: &&Candidate| is_right(found.organization, candidate);
        measured.among_candidates += usize::from(found.candidates.iter().any(|c| right(&c)));
        measured.first += usize::from(right(&&found.candidates[0]));
    }
    let proposals = one_to_one(matches, is_right);
    measured.best = best_point(&proposals, measured.matchable);
    measured.recall_at_99 = recall_at(&proposals, measured.matchable, 0.99);
    measured.accepted = accepted(set, matches, is_right, measured.matchable);
    measured.calibration = calibration(&proposals);
    measured.by_kind = by_kind(set, &proposals, measured.best.threshold);
    measured
}

/// First candidates, likeliest first; each customer once.
fn one_to_one(
    matches: &[Suggestion],
    is_right: impl Fn(OrganizationId, &Candidate) -> bool,
) -> Vec<Proposal<'_>> {
    let mut proposals: Vec<Proposal<'_>> = matches
        .iter()
        .filter_map(|found| {
            let candidate = found.candidates.first()?;
            Some(Proposal {
                organization: found.organization,
                is_right: is_right(found.organization, candidate),
                candidate,
            })
        })
        .filter(|proposal| proposal.candidate.likelihood >= LEAST)
        .collect();
    proposals.sort_by(|a, b| {
        b.candidate
            .likelihood
            .total_cmp(&a.candidate.likelihood)
            .then(a.organization.cmp(&b.organization))
    });
    let mut taken = HashSet::new();
    proposals.retain(|proposal| taken.insert(proposal.candidate.customer));
    proposals
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// A point for each threshold at which something changes.
fn points<'a>(proposals: &'a [Proposal<'_>], matchable: usize) -> impl Iterator<Item = Point> + 'a {
    let mut right = 0;
    proposals
        .iter()
        .enumerate()
        .filter_map(move |(at, proposal)| {
            right += usize::from(proposal.is_right);
            let threshold = proposal.candidate.likelihood;
            // Equal likelihoods count together.
            if proposals
                .get(at + 1)
                .is_some_and(|next| next.candidate.likelihood >= threshold)
            {
                return None;
            }
            let (precision, recall) = (share(right, at + 1), share(right, matchable));
            let f1 = if right == 0 {
                0.0
            } else {
                2.0 * precision * recall / (precision + recall)
            };
            Some(Point {
                threshold,
                precision,
                recall,
                f1,
            })
        })
}

fn best_point(proposals: &[Proposal<'_>], matchable: usize) -> Point {
    points(proposals, matchable)
        .max_by(|a, b| a.f1.total_cmp(&b.f1))
        .unwrap_or_default()
}

fn recall_at(proposals: &[Proposal<'_>], matchable: usize, precision: f64) -> f64 {
    points(proposals, matchable)
        .filter(|point| point.precision >= precision)
        .map(|point| point.recall)
        .fold(0.0, f64::max)
}

fn accepted(
    set: &Set,
    matches: &[Suggestion],
    is_right: impl Fn(OrganizationId, &Candidate) -> bool,
    matchable: usize,
) -> Accepted {
    let chosen: Vec<&Suggestion> = matches.iter().filter(|found| found.is_clear()).collect();
    let right = chosen
        .iter()
        .filter(|found| is_right(found.organization, &found.candidates[0]))
        .count();
    let has_none = |found: &&&Suggestion| {
        set.truth
            .get(&found.organization)
            .is_none_or(|truth| truth.customers.is_empty())
    };
    Accepted {
        count: chosen.len(),
        share: share(right, matchable),
        precision: share(right, chosen.len()),
        false_without_customer: chosen.iter().filter(has_none).count(),
    }
}

fn calibration(proposals: &[Proposal<'_>]) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for proposal in proposals {
        let likelihood = f64::from(proposal.candidate.likelihood);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 10"
        )]
        let bin = &mut bins[((likelihood * 10.0) as usize).min(9)];
        bin.count += 1;
        bin.likelihood += likelihood;
        bin.right += f64::from(u8::from(proposal.is_right));
    }
    for bin in &mut bins {
        let count = share(1, bin.count);
        bin.likelihood *= count;
        bin.right *= count;
    }
    bins
}

fn by_kind(set: &Set, proposals: &[Proposal<'_>], threshold: f32) -> BTreeMap<String, [usize; 3]> {
    let mut kinds: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for truth in set.truth.values() {
        kinds.entry(truth.kind.clone()).or_default()[2] += 1;
    }
    for proposal in proposals.iter().filter(|proposal| proposal.is_right) {
        let Some(counts) = set
            .truth
            .get(&proposal.organization)
            .and_then(|truth| kinds.get_mut(&truth.kind))
        else {
            continue;
        };
        counts[0] += usize::from(proposal.candidate.likelihood >= threshold);
        counts[1] += usize::from(proposal.candidate.obstacle.is_none());
    }
    kinds
}
