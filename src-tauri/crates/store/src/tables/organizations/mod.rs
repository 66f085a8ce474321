//! Organisations with their domains and seats.
//!
//! Lists for the screen, with states, are in [`super::grid`].

mod read;
mod row;

use domain::{
    Decision, OrganizationId, ProfileId,
    matching::{fold_name, search_key},
};
use rusqlite::{named_params, params};

use crate::{Connection, Error, Result, decode};

pub use read::{all, get, holder_of_external_id};
pub use row::{OrganizationContent, OrganizationRow, Seat};

const WHAT: &str = "organisation";

/// Adds an organisation and answers its id.
pub fn insert(
    conn: &Connection,
    profile: ProfileId,
    content: &OrganizationContent,
    now: &str,
) -> Result<OrganizationId> {
    put(conn, profile, None, content, 1, now, now)
}

/// Brings a deleted organisation back under its old id, at a version that nobody has seen.
pub fn restore(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    content: &OrganizationContent,
    created_at: &str,
    version: i32,
    now: &str,
) -> Result<()> {
    put(conn, profile, Some(id), content, version, created_at, now).map(drop)
}

fn put(
    conn: &Connection,
    profile: ProfileId,
    id: Option<OrganizationId>,
    content: &OrganizationContent,
    version: i32,
    created_at: &str,
    now: &str,
) -> Result<OrganizationId> {
    decode::execute(
        conn,
        "INSERT INTO organization (id, profile_id, name, sort_key, fold_key, search_text, external_id, tenant_id, note, source,
             decision, decision_reason, created_at, updated_at, version)
         VALUES (:id, :profile, :name, :sort_key, :fold_key, :search_text, :external_id, :tenant_id, :note, :source,
             :decision, :decision_reason, :created_at, :now, :version)",
        named_params! {
            ":id": id.map(OrganizationId::get),
            ":profile": profile.get(),
            ":name": content.name,
            ":sort_key": search_key(&content.name),
            ":fold_key": fold_name(&content.name),
            ":search_text": search_text(content),
            ":external_id": content.external_id,
            ":tenant_id": content.tenant_id,
            ":note": content.note,
            ":source": content.source.code(),
            ":decision": content.decision.code(),
            ":decision_reason": content.decision_reason,
            ":created_at": created_at,
            ":now": now,
            ":version": version,
        },
    )?;
    let id = match id {
        Some(id) => id,
        None => OrganizationId::new(decode::last_id(conn)?),
    };
    put_lists(conn, id, content)?;
    Ok(id)
}

/// Replaces an organisation's content and raises its version.
///
/// # Errors
/// [`Error::NotFound`] when it is gone.
pub fn update(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    content: &OrganizationContent,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE organization SET name = :name, sort_key = :sort_key, fold_key = :fold_key, search_text = :search_text, external_id = :external_id,
             tenant_id = :tenant_id, note = :note, source = :source, decision = :decision, decision_reason = :decision_reason,
             updated_at = :now, version = version + 1
         WHERE profile_id = :profile AND id = :id",
        named_params! {
            ":id": id.get(),
            ":profile": profile.get(),
            ":name": content.name,
            ":sort_key": search_key(&content.name),
            ":fold_key": fold_name(&content.name),
            ":search_text": search_text(content),
            ":external_id": content.external_id,
            ":tenant_id": content.tenant_id,
            ":note": content.note,
            ":source": content.source.code(),
            ":decision": content.decision.code(),
            ":decision_reason": content.decision_reason,
            ":now": now,
        },
    )?;
    decode::execute(
        conn,
        "DELETE FROM organization_domain WHERE organization_id = ?1",
        [id.get()],
    )?;
    decode::execute(
        conn,
        "DELETE FROM organization_seat WHERE organization_id = ?1",
        [id.get()],
    )?;
    put_lists(conn, id, content)
}

/// Makes sure that the organisation is still at the version somebody has seen.
///
/// # Errors
/// [`Error::NotFound`] when it is gone, [`Error::Conflict`] when it was changed since.
pub fn expect_version(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    version: i32,
) -> Result<()> {
    let current: i32 = decode::value(
        conn,
        "SELECT version FROM organization WHERE profile_id = ?1 AND id = ?2",
        params![profile.get(), id.get()],
    )?
    .ok_or(Error::NotFound { what: WHAT })?;
    if current == version {
        Ok(())
    } else {
        Err(Error::Conflict {
            current_version: current,
        })
    }
}

/// Raises the version without another change, for a change of the pair or of a rejection.
pub fn touch(conn: &Connection, profile: ProfileId, id: OrganizationId, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE organization SET updated_at = ?3, version = version + 1 WHERE profile_id = ?1 AND id = ?2",
        params![profile.get(), id.get(), now],
    )
}

/// Sets the decision and its reason and raises the version.
pub fn set_decision(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    decision: Decision,
    reason: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE organization SET decision = ?3, decision_reason = ?4, updated_at = ?5, version = version + 1
         WHERE profile_id = ?1 AND id = ?2",
        params![profile.get(), id.get(), decision.code(), reason, now],
    )
}

/// Removes an organisation with its pair, rejections and suggestions.
///
/// # Errors
/// [`Error::NotFound`] when it is gone.
pub fn delete(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "DELETE FROM organization WHERE profile_id = ?1 AND id = ?2",
        params![profile.get(), id.get()],
    )
}

fn put_lists(conn: &Connection, id: OrganizationId, content: &OrganizationContent) -> Result<()> {
    for (position, domain) in (0u32..).zip(&content.domains) {
        decode::execute(
            conn,
            "INSERT INTO organization_domain (organization_id, position, domain) VALUES (?1, ?2, ?3)
             ON CONFLICT (organization_id, domain) DO NOTHING",
            params![id.get(), position, domain],
        )?;
    }
    for seat in &content.seats {
        decode::execute(
            conn,
            "INSERT OR REPLACE INTO organization_seat (organization_id, product_key, seats) VALUES (?1, ?2, ?3)",
            params![id.get(), seat.product_key, seat.count],
        )?;
    }
    Ok(())
}

fn search_text(content: &OrganizationContent) -> String {
    let mut text = search_key(&content.name);
    for part in content.domains.iter().chain(&content.external_id) {
        text.push('\n');
        text.push_str(&search_key(part));
    }
    text
}
