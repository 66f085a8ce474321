//! An organisation's own ticket rules, saved or taken away, with their line in the journal.

use domain::halo_config::HaloConfig;
use domain::ticket_rules::RulesOverride;
use domain::{OrganizationId, ProfileId};
use store::Connection;
use store::journal::Entry;

use crate::activity::Act;
use crate::error::{Error, Result};

/// Saves them; where nothing differs, there are none afterwards.
pub(super) fn save(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    own: &RulesOverride,
    version: i32,
    now: &str,
) -> Result<()> {
    let named = store::organizations::get(conn, profile, organization)?;
    let name = named.map(|row| row.name).ok_or(Error::NotFound {
        what: "The organisation is no longer here.",
    })?;
    let before = store::rules_overrides::get(conn, profile, organization)?.map(|row| row.own);
    store::rules_overrides::save(conn, profile, organization, own, version, now)?;
    if own.is_empty() {
        // Whoever saves that nothing differs has seen what could be taken over.
        store::carried_rules::remove(conn, profile, organization)?;
    }
    let after = (!own.is_empty()).then(|| own.clone());
    enter(conn, profile, (organization, &name), (before, after), now)
}

/// Takes them away; where there are none, nothing changes.
pub(super) fn remove(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    now: &str,
) -> Result<()> {
    let before = store::rules_overrides::get(conn, profile, organization)?;
    let Some(before) = before else {
        return Ok(());
    };
    store::rules_overrides::remove(conn, profile, organization)?;
    // Who takes them away wants none, those of another Halo included.
    store::carried_rules::remove(conn, profile, organization)?;
    enter(
        conn,
        profile,
        (organization, &before.name),
        (Some(before.own), None),
        now,
    )
}

fn enter(
    conn: &Connection,
    profile: ProfileId,
    (organization, name): (OrganizationId, &str),
    (before, after): (Option<RulesOverride>, Option<RulesOverride>),
    now: &str,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let config = store::halo_config::load(conn, profile)?;
    let words = |own: &Option<RulesOverride>| own.as_ref().map(|own| in_words(own, &config));
    let (was, is) = (words(&before), words(&after));
    let what = if after.is_some() {
        format!("Own ticket rules of {name} saved")
    } else {
        format!("Own ticket rules of {name} taken away")
    };
    let act = Act::OwnRules {
        key: organization.get(),
        before: before.map(Into::into),
        after: after.map(Into::into),
    };
    let entry = Entry {
        area: "settings",
        what: &what,
        before: was.as_deref(),
        after: is.as_deref(),
        note: None,
        act: Some(&act.kept()?),
    };
    Ok(store::journal::enter_act(conn, profile, &entry, now)?)
}

/// What differs, with Halo's names where they are known.
fn in_words(own: &RulesOverride, config: &HaloConfig) -> String {
    let mut words = Vec::new();
    if let Some(id) = own.ticket_type {
        let known = config.ticket_type(id);
        words.push(format!(
            "ticket type {}",
            known.map_or_else(|| id.to_string(), |one| one.name.clone())
        ));
    }
    if let Some(id) = own.sla {
        let known = config.sla(id);
        words.push(format!(
            "SLA {}",
            known.map_or_else(|| id.to_string(), |one| one.name.clone())
        ));
    }
    for (level, number) in &own.priorities {
        words.push(format!("{level} is priority {number}"));
    }
    if let Some(team) = &own.team {
        words.push(format!("team {team}"));
    }
    if let Some(id) = own.agent {
        let known = config.agent(id);
        words.push(format!(
            "agent {}",
            known.map_or_else(|| id.to_string(), |one| one.name.clone())
        ));
    }
    for (field, value) in &own.field_defaults {
        words.push(format!("{field} is {value}"));
    }
    words.join(", ")
}
