//! The Halo from which a profile's customers were last read completely.

use domain::ProfileId;
use rusqlite::params;

use super::{edits, profiles::ProfileRow};
use crate::{Connection, Result, decode};

/// Where the snapshot came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotHaloRow {
    /// Address of the API.
    pub api_base: String,
    /// Address of the authorisation server.
    pub auth_url: String,
    /// Tenant, where it names one.
    pub tenant: Option<String>,
    /// Halo's own name for a host with a custom domain.
    pub original_host: Option<String>,
}

impl SnapshotHaloRow {
    /// The Halo that a profile asks now; `None` before its address was found.
    pub fn of_profile(row: &ProfileRow) -> Option<Self> {
        Some(Self {
            api_base: row.api_base.clone()?,
            auth_url: row.auth_url.clone()?,
            tenant: row.tenant.clone(),
            original_host: row.original_host.clone(),
        })
    }
}

/// The one of a profile; `None` before the first complete read.
pub fn load(conn: &Connection, profile: ProfileId) -> Result<Option<SnapshotHaloRow>> {
    decode::row(
        conn,
        "SELECT * FROM snapshot_halo WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok(SnapshotHaloRow {
                api_base: row.get("api_base")?,
                auth_url: row.get("auth_url")?,
                tenant: row.get("tenant")?,
                original_host: row.get("original_host")?,
            })
        },
    )
}

/// Remembers it in place of the one before.
pub fn remember(conn: &Connection, profile: ProfileId, halo: &SnapshotHaloRow) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO snapshot_halo (profile_id, api_base, auth_url, tenant, original_host)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            profile.get(),
            halo.api_base,
            halo.auth_url,
            halo.tenant,
            halo.original_host
        ],
    )?;
    Ok(())
}

/// Takes away everything that only means something in the Halo it was read from: customers, pairs, rejections,
/// suggestions, licences with what bills them and plans of seats, configuration, the ticket rules and the service provider's own customer.
/// Organisations and decisions stay. Answers how many pairs there were.
pub fn forget_with_pairs(conn: &Connection, profile: ProfileId, now: &str) -> Result<u32> {
    let id = [profile.get()];
    let pairs = decode::value(conn, "SELECT count(*) FROM pair WHERE profile_id = ?1", id)?;
    for table in [
        "pair",
        "rejection",
        "suggestion",
        "customer",
        "licence_read",
        "licence_list",
        "licence_found",
        "invoice_list",
        "invoice_line",
        "halo_config",
        "halo_ticket_type",
        "halo_status",
        "halo_sla",
        "halo_priority",
        "halo_team",
        "halo_category",
        "halo_agent",
        "halo_choice",
        "ticket_rules",
        "rules_override",
        "seat_writing",
        "seat_plan",
        // In another Halo everything is new: news begins after its first read.
        "problem_look",
        "snapshot_halo",
    ] {
        decode::execute(
            conn,
            &format!("DELETE FROM {table} WHERE profile_id = ?1"),
            id,
        )?;
    }
    // Organisations are as they were, whichever Halo their customers are in.
    decode::execute(
        conn,
        "DELETE FROM known_object WHERE profile_id = ?1 AND kind <> 'organization'",
        id,
    )?;
    // Undoing an edit would bring back a pair with a customer of the Halo before.
    edits::close_all(conn, profile, now)?;
    decode::execute_on(
        conn,
        "profile",
        "UPDATE profile SET own_customer_id = NULL, last_read_at = NULL, rules_skipped_at = NULL,
             updated_at = ?2, version = version + 1 WHERE id = ?1",
        params![profile.get(), now],
    )?;
    decode::execute(
        conn,
        "UPDATE organization SET version = version + 1 WHERE profile_id = ?1",
        id,
    )?;
    Ok(pairs.unwrap_or(0))
}
