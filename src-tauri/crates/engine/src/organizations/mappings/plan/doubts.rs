//! What the wrong-pair detector says of the pairs of a file, before they are made.
//!
//! It looks at them as they will stand: a file that brings a hundred pairs at once must not be told that none of them is
//! there yet, and two that are swapped only show when both are made.

use domain::{CustomerId, OrganizationId, ProfileId, warning::WarningKind};
use store::{Connection, warnings::WarningRow};

use super::{LineState, Makes, PlannedLine};
use crate::organizations::warnings::Thought;

/// Adds to each line that makes a pair what speaks against it. A new one with a doubt becomes a conflict, which is taken
/// only if somebody chooses it; those that stay new raise no warning when they are made without the others.
pub(super) fn add(
    conn: &Connection,
    profile: ProfileId,
    lines: &mut [PlannedLine],
) -> store::Result<()> {
    let (new, chosen): (Vec<_>, Vec<_>) = lines
        .iter_mut()
        .filter_map(|line| pair_of(line).map(|(id, customer)| (line, id, customer)))
        .partition(|(line, ..)| line.state == LineState::New);
    if new.is_empty() && chosen.is_empty() {
        return Ok(());
    }
    let mut thought = Thought::of(conn, profile)?;
    for (_, organization, customer) in &new {
        thought.map(*organization, *customer);
    }
    let mut new = new;
    loop {
        let mut clear = Vec::with_capacity(new.len());
        let mut doubtful = Vec::new();
        for (line, organization, customer) in new {
            let doubts = open_doubts(&thought, organization, customer)?;
            if doubts.is_empty() {
                clear.push((line, organization, customer));
            } else {
                line.state = LineState::Conflict;
                doubt(line, doubts);
                doubtful.push(organization);
            }
        }
        if doubtful.is_empty() {
            break;
        }
        // What is kept out unless it is chosen may have been what made another one right.
        for organization in doubtful {
            thought.part(organization);
        }
        new = clear;
    }
    for (line, organization, customer) in chosen {
        let doubts = open_doubts(&thought, organization, customer)?;
        doubt(line, doubts);
    }
    Ok(())
}

/// The pair that a line makes.
fn pair_of(line: &PlannedLine) -> Option<(OrganizationId, CustomerId)> {
    match &line.makes {
        Some((organization, Makes::Pair(customer))) => Some((*organization, *customer)),
        Some((_, Makes::Aside(..))) | None => None,
    }
}

/// Without a customer that is switched off: the plan says that itself.
fn open_doubts(
    thought: &Thought,
    organization: OrganizationId,
    customer: CustomerId,
) -> store::Result<Vec<WarningRow>> {
    let mut doubts = thought.open_doubts(organization, customer)?;
    doubts.retain(|doubt| doubt.kind != WarningKind::Inactive);
    Ok(doubts)
}

fn doubt(line: &mut PlannedLine, doubts: Vec<WarningRow>) {
    for doubt in doubts {
        line.reasons.push(format!("{}.", doubt.text));
        line.doubts.push(doubt.kind);
    }
}
