//! Which suggestions may be accepted unseen, and what keeps the others from it.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use domain::{Band, CustomerId, OrganizationId, ProfileId};
use store::{Connection, grid::GridSelection, suggestions::ClearSuggestion};

use super::{AcceptGroup, Doubt, EXAMPLES};
use crate::organizations::warnings;

/// What may be accepted, and what looks like it but that something speaks against.
pub(super) fn of(
    conn: &Connection,
    profile: ProfileId,
    within: Option<&GridSelection>,
) -> store::Result<(Vec<ClearSuggestion>, Vec<Doubt>)> {
    let (alone, mut doubts) = unshared(acceptable(conn, profile, within)?);
    let pairs: Vec<(OrganizationId, CustomerId)> = alone
        .iter()
        .map(|clear| (clear.organization, clear.customer))
        .collect();
    let against = warnings::open_doubts_of(conn, profile, &pairs)?;
    let mut kept = Vec::with_capacity(alone.len());
    for (clear, against) in alone.into_iter().zip(against) {
        match against.into_iter().next() {
            None => kept.push(clear),
            Some(doubt) => doubts.push(doubted(clear, doubt.text)),
        }
    }
    Ok((kept, doubts))
}

/// Clear suggestions: the matcher calls only those clear that may be accepted without looking. A band below Strong is
/// kept out here as well, so that a row from an older version of the program cannot slip in.
pub(in crate::organizations) fn acceptable(
    conn: &Connection,
    profile: ProfileId,
    within: Option<&GridSelection>,
) -> store::Result<Vec<ClearSuggestion>> {
    let mut clear = store::suggestions::clear(conn, profile)?;
    if let Some(selection) = within {
        let selected: HashSet<OrganizationId> = store::grid::selected(conn, profile, selection)?
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        clear.retain(|suggestion| selected.contains(&suggestion.organization));
    }
    clear.retain(|suggestion| suggestion.evidence.band <= Band::Strong);
    Ok(clear)
}

/// Those whose customer is free and wanted by nobody else, and the others: that a customer is shared is for a person to
/// say, even where it may be.
pub(in crate::organizations) fn unshared(
    clear: Vec<ClearSuggestion>,
) -> (Vec<ClearSuggestion>, Vec<Doubt>) {
    let mut wanted: HashMap<CustomerId, Vec<(OrganizationId, String)>> = HashMap::new();
    for one in &clear {
        let suitors = wanted.entry(one.customer).or_default();
        suitors.push((one.organization, one.organization_name.clone()));
    }
    let (mut alone, mut doubts) = (Vec::with_capacity(clear.len()), Vec::new());
    for one in clear {
        let rival = wanted[&one.customer]
            .iter()
            .find(|(id, _)| *id != one.organization);
        let customer = &one.customer_name;
        let shared = match (&one.holder, rival) {
            (Some(holder), _) => Some(format!("{holder} is mapped to {customer} already")),
            (None, Some((_, rival))) => Some(format!("{rival} is suggested for {customer} too")),
            (None, None) => None,
        };
        match shared {
            Some(text) => doubts.push(doubted(one, text)),
            None => alone.push(one),
        }
    }
    (alone, doubts)
}

pub(super) fn doubted(clear: ClearSuggestion, text: String) -> Doubt {
    Doubt {
        organization: clear.organization_name,
        customer: clear.customer_name,
        text,
    }
}

/// By evidence, weakest first.
pub(super) fn groups(acceptable: Vec<ClearSuggestion>) -> Vec<AcceptGroup> {
    let mut groups: Vec<AcceptGroup> = Vec::new();
    for clear in acceptable {
        let evidence = clear.evidence;
        let example = (clear.organization_name, clear.customer_name);
        let known = groups
            .iter_mut()
            .find(|group| group.band == evidence.band && group.reasons == evidence.reasons);
        match known {
            Some(group) => {
                group.count += 1;
                if group.examples.len() < EXAMPLES {
                    group.examples.push(example);
                }
            }
            None => groups.push(AcceptGroup {
                band: evidence.band,
                reasons: evidence.reasons,
                count: 1,
                examples: vec![example],
            }),
        }
    }
    // Weakest first: the lower band, then fewer facts, then lighter ones.
    groups.sort_by(|a, b| {
        let weakness = |group: &AcceptGroup| (Reverse(group.band), group.reasons.len());
        weakness(a)
            .cmp(&weakness(b))
            .then_with(|| b.reasons.cmp(&a.reasons))
    });
    groups
}
