//! From the database to the rules, and what they find back into it.

use std::collections::BTreeMap;

use domain::ProfileId;
use domain::drift::{
    self, Cause, Known, KnownObjects, Met, ObjectKind, Problem, RulesFacts, meet_rules,
};
use domain::health::{Area, Noted};
use domain::ticket_rules::RulesOverride;
use store::Connection;

/// Brings the problems up to date. Answers whether they changed.
pub(super) fn renew(
    conn: &Connection,
    profile: ProfileId,
    lost: &BTreeMap<Area, Noted>,
    now: &str,
) -> store::Result<bool> {
    let row = store::profiles::get(conn, profile)?;
    let mut problems: Vec<Problem> = lost
        .iter()
        .filter(|(area, _)| area.is_needed(row.features))
        .map(|(area, noted)| drift::lost_right(*area, noted))
        .collect();
    // Before the first complete read nothing can be missing.
    if row.last_read_at.is_some() {
        store::known_objects::follow_pairs(conn, profile)?;
        let moved = store::known_objects::moved_pairs(conn, profile)?;
        problems.extend(moved.iter().flat_map(drift::of_pair));
        if store::problems::seen_at(conn, profile)?.is_none() {
            store::problems::set_seen(conn, profile, now)?;
        }
    }
    problems.extend(of_rules(conn, profile, now)?);
    let licences = store::known_objects::gone_licences(conn, profile)?;
    problems.extend(licences.iter().map(drift::gone_licence));
    store::known_objects::follow_organizations(conn, profile, now)?;
    let changed = store::known_objects::changed_at_source(conn, profile)?;
    problems.extend(changed.iter().filter_map(drift::of_source));
    let gone = store::known_objects::gone_from_source(conn, profile)?;
    problems.extend(gone.iter().map(drift::gone_organization));
    store::problems::replace(conn, profile, &problems, now)
}

/// What no longer holds about the ticket rules. Remembers what they name, and nothing else.
fn of_rules(conn: &Connection, profile: ProfileId, now: &str) -> store::Result<Vec<Problem>> {
    if store::halo_config::read_at(conn, profile)?.is_none() {
        return Ok(Vec::new());
    }
    let known = store::known_objects::of_rules(conn, profile)?;
    let met = meet(conn, profile, &known)?;
    for ((kind, key), thing) in &met.learnt {
        store::known_objects::put(conn, profile, *kind, key, thing, now)?;
    }
    for (kind, key) in known.keys().filter(|object| !met.named.contains(object)) {
        store::known_objects::forget(conn, profile, *kind, key)?;
    }
    Ok(met.problems)
}

/// A ticket type as it is remembered once this problem is accepted, and no other of the type.
pub(super) fn ticket_type_now(
    conn: &Connection,
    profile: ProfileId,
    problem: &Problem,
) -> store::Result<Option<Known>> {
    let known = store::known_objects::of_rules(conn, profile)?;
    let met = meet(conn, profile, &known)?;
    let object = (ObjectKind::TicketType, problem.object.clone());
    let (Some(before), Some(now)) = (known.get(&object), met.changed.get(&object)) else {
        return Ok(None);
    };
    Ok(Some(if problem.cause == Cause::TicketTypeSla {
        Known {
            sla: now.sla,
            ..before.clone()
        }
    } else {
        Known {
            name: now.name.clone(),
            ..before.clone()
        }
    }))
}

fn meet(conn: &Connection, profile: ProfileId, known: &KnownObjects) -> store::Result<Met> {
    let own: Vec<(_, String, RulesOverride)> = store::rules_overrides::list(conn, profile)?
        .into_iter()
        .map(|row| (row.organization, row.name, row.own))
        .collect();
    Ok(meet_rules(RulesFacts {
        rules: &store::ticket_rules::load(conn, profile)?.rules,
        own: &own,
        vendor: &store::vendors::load(conn, profile)?,
        config: &store::halo_config::load(conn, profile)?,
        known,
    }))
}
