//! Tickets that are held: those that wait for their organisation to be mapped and are sent as soon as it is, and those of
//! which somebody has to say that they may go.

use std::collections::HashMap;

use domain::ticket::{HoldReason, TicketState, WAITS_FOR_A_WORD};
use domain::{OrganizationId, OurTicketId, ProfileId};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// A ticket that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRow {
    /// Our number of it.
    pub ticket: OurTicketId,
    /// For whom it is.
    pub organization: OrganizationId,
    /// Why it is held, or was until nobody but the administrator is in the way.
    pub reason: HoldReason,
}

/// Tickets that are held, those of one organisation together.
pub fn held(conn: &Connection, profile: ProfileId) -> Result<Vec<HeldRow>> {
    decode::rows(
        conn,
        "SELECT id, organization_id, hold FROM ticket WHERE profile_id = ?1 AND hold IS NOT NULL ORDER BY organization_id, id",
        [profile.get()],
        |row| {
            Ok(HeldRow {
                ticket: decode::id(row, "id", OurTicketId::new)?,
                organization: decode::id(row, "organization_id", OrganizationId::new)?,
                reason: decode::coded(row, "hold", HoldReason::from_code)?,
            })
        },
    )
}

/// How many wait for a person: those that are held, that Halo refused, or whose statuses somebody has to decide on.
pub fn waiting_for_somebody(conn: &Connection, profile: ProfileId) -> Result<u32> {
    let waiting = decode::value(
        conn,
        "SELECT count(*) FROM ticket WHERE profile_id = ?1 AND state IN (?2, ?3, ?4)",
        params![
            profile.get(),
            TicketState::Held.code(),
            TicketState::Failed.code(),
            TicketState::Conflict.code()
        ],
    )?;
    Ok(waiting.unwrap_or_default())
}

/// How many nothing holds any more but that nobody has said that they may go.
pub fn waiting_for_a_word(conn: &Connection, profile: ProfileId) -> Result<u32> {
    let waiting = decode::value(
        conn,
        "SELECT count(*) FROM ticket WHERE profile_id = ?1 AND state = 'held' AND hold_note = ?2",
        params![profile.get(), WAITS_FOR_A_WORD],
    )?;
    Ok(waiting.unwrap_or_default())
}

/// Somebody gave the organisation another customer, and was asked about the tickets that wait for it: those that were held for
/// the customer before need no word of their own.
pub(in crate::tables) fn mapped_by_somebody(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE ticket SET hold = 'unmapped', hold_note = NULL
         WHERE profile_id = ?1 AND organization_id = ?2 AND hold IN ('customer_gone', 'customer_inactive')",
        [profile.get(), organization.get()],
    )?;
    Ok(())
}

/// How many wait for each organisation; those without any are not among them.
pub fn waiting_for_pair(
    conn: &Connection,
    profile: ProfileId,
) -> Result<HashMap<OrganizationId, u32>> {
    let rows = decode::rows(
        conn,
        "SELECT organization_id, count(*) AS tickets FROM ticket
         WHERE profile_id = ?1 AND state = 'held' AND hold <> 'rules' GROUP BY organization_id",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                row.get("tickets")?,
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// The subjects of those that wait for one organisation, the oldest first.
pub fn subjects_waiting(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    most: u32,
) -> Result<Vec<String>> {
    decode::rows(
        conn,
        "SELECT summary FROM ticket WHERE profile_id = ?1 AND organization_id = ?2 AND state = 'held' AND hold <> 'rules'
         ORDER BY id LIMIT ?3",
        params![profile.get(), organization.get(), most],
        |row| Ok(row.get("summary")?),
    )
}
