//! Organisations with their domains and seats.
//!
//! Lists for the screen, with states, are in [`super::grid`].

use std::collections::HashMap;

use domain::{Decision, OrganizationId, ProfileId, SourceKind, matching::search_key};
use rusqlite::{Row, named_params, params};

use crate::{Connection, Error, Result, decode};

const WHAT: &str = "organisation";

/// Seats of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The vendor's product.
    pub product_key: String,
    /// How many.
    pub count: u32,
}

/// What an organisation is, apart from its row's bookkeeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationContent {
    /// The name, not empty.
    pub name: String,
    /// Registrable domains, the main one first.
    pub domains: Vec<String>,
    /// The vendor's own id.
    pub external_id: Option<String>,
    /// The Microsoft tenant id.
    pub tenant_id: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Seats per product, by product key.
    pub seats: Vec<Seat>,
    /// Where it came from.
    pub source: SourceKind,
    /// What the administrator said about it.
    pub decision: Decision,
    /// Why.
    pub decision_reason: Option<String>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRow {
    /// Our id.
    pub id: OrganizationId,
    /// The name.
    pub name: String,
    /// Registrable domains, the main one first.
    pub domains: Vec<String>,
    /// The vendor's own id.
    pub external_id: Option<String>,
    /// The Microsoft tenant id.
    pub tenant_id: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Seats per product, by product key.
    pub seats: Vec<Seat>,
    /// Where it came from.
    pub source: SourceKind,
    /// What the administrator said about it.
    pub decision: Decision,
    /// Why.
    pub decision_reason: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Rises with every change of the organisation, its pair or its rejections.
    pub version: i32,
}

impl OrganizationRow {
    /// The row without its bookkeeping.
    pub fn content(&self) -> OrganizationContent {
        OrganizationContent {
            name: self.name.clone(),
            domains: self.domains.clone(),
            external_id: self.external_id.clone(),
            tenant_id: self.tenant_id.clone(),
            note: self.note.clone(),
            seats: self.seats.clone(),
            source: self.source,
            decision: self.decision,
            decision_reason: self.decision_reason.clone(),
        }
    }
}

/// One organisation, if the profile has it.
pub fn get(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
) -> Result<Option<OrganizationRow>> {
    let found = decode::row(
        conn,
        "SELECT * FROM organization WHERE profile_id = ?1 AND id = ?2",
        params![profile.get(), id.get()],
        read,
    )?;
    let Some(mut organization) = found else {
        return Ok(None);
    };
    organization.domains = decode::rows(
        conn,
        "SELECT domain FROM organization_domain WHERE organization_id = ?1 ORDER BY position",
        [id.get()],
        |row| Ok(row.get(0)?),
    )?;
    organization.seats = decode::rows(
        conn,
        "SELECT product_key, seats FROM organization_seat WHERE organization_id = ?1 ORDER BY product_key",
        [id.get()],
        |row| {
            Ok(Seat {
                product_key: row.get(0)?,
                count: row.get(1)?,
            })
        },
    )?;
    Ok(Some(organization))
}

/// All organisations of a profile, by id.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<Vec<OrganizationRow>> {
    let mut organizations = decode::rows(
        conn,
        "SELECT * FROM organization WHERE profile_id = ?1 ORDER BY id",
        [profile.get()],
        read,
    )?;
    let mut domains: HashMap<i32, Vec<String>> = HashMap::new();
    decode::rows(
        conn,
        "SELECT d.organization_id, d.domain FROM organization_domain AS d
         JOIN organization AS o ON o.id = d.organization_id
         WHERE o.profile_id = ?1 ORDER BY d.organization_id, d.position",
        [profile.get()],
        |row| {
            domains.entry(row.get(0)?).or_default().push(row.get(1)?);
            Ok(())
        },
    )?;
    let mut seats: HashMap<i32, Vec<Seat>> = HashMap::new();
    decode::rows(
        conn,
        "SELECT s.organization_id, s.product_key, s.seats FROM organization_seat AS s
         JOIN organization AS o ON o.id = s.organization_id
         WHERE o.profile_id = ?1 ORDER BY s.organization_id, s.product_key",
        [profile.get()],
        |row| {
            let seat = Seat {
                product_key: row.get(1)?,
                count: row.get(2)?,
            };
            seats.entry(row.get(0)?).or_default().push(seat);
            Ok(())
        },
    )?;
    for organization in &mut organizations {
        organization.domains = domains.remove(&organization.id.get()).unwrap_or_default();
        organization.seats = seats.remove(&organization.id.get()).unwrap_or_default();
    }
    Ok(organizations)
}

/// How many organisations a profile has.
pub fn count(conn: &Connection, profile: ProfileId) -> Result<u32> {
    let sql = "SELECT count(*) FROM organization WHERE profile_id = ?1";
    Ok(decode::value(conn, sql, [profile.get()])?.unwrap_or(0))
}

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
        "INSERT INTO organization (id, profile_id, name, sort_key, search_text, external_id, tenant_id, note, source,
             decision, decision_reason, created_at, updated_at, version)
         VALUES (:id, :profile, :name, :sort_key, :search_text, :external_id, :tenant_id, :note, :source,
             :decision, :decision_reason, :created_at, :now, :version)",
        named_params! {
            ":id": id.map(OrganizationId::get),
            ":profile": profile.get(),
            ":name": content.name,
            ":sort_key": search_key(&content.name),
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
        "UPDATE organization SET name = :name, sort_key = :sort_key, search_text = :search_text, external_id = :external_id,
             tenant_id = :tenant_id, note = :note, source = :source, decision = :decision, decision_reason = :decision_reason,
             updated_at = :now, version = version + 1
         WHERE profile_id = :profile AND id = :id",
        named_params! {
            ":id": id.get(),
            ":profile": profile.get(),
            ":name": content.name,
            ":sort_key": search_key(&content.name),
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

/// Reads everything but domains and seats, which are in tables of their own.
fn read(row: &Row<'_>) -> Result<OrganizationRow> {
    Ok(OrganizationRow {
        id: decode::id(row, "id", OrganizationId::new)?,
        name: row.get("name")?,
        domains: Vec::new(),
        external_id: row.get("external_id")?,
        tenant_id: row.get("tenant_id")?,
        note: row.get("note")?,
        seats: Vec::new(),
        source: decode::coded(row, "source", SourceKind::from_code)?,
        decision: decode::coded(row, "decision", Decision::from_code)?,
        decision_reason: row.get("decision_reason")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        version: row.get("version")?,
    })
}
