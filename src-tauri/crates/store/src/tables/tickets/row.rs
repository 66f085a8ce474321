//! One ticket with all that is known of it.

use domain::ticket::{HoldReason, TicketGone, TicketState};
use domain::{CustomerId, OrganizationId, OurTicketId, ProfileId, StatusId, TicketId};
use rusqlite::Row;

use super::WHAT;
use crate::{Connection, Error, Result, decode};

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow {
    /// Our number of it.
    pub id: OurTicketId,
    /// Our own mark on it.
    pub reference: String,
    /// For whom.
    pub organization: OrganizationId,
    /// The name of it when the ticket was made.
    pub organization_name: String,
    /// The vendor's own number of the ticket.
    pub external_id: Option<String>,
    /// Subject, without our mark.
    pub summary: String,
    /// Text.
    pub details: String,
    /// The vendor's level.
    pub level_key: String,
    /// The vendor's status.
    pub status_key: String,
    /// Since when.
    pub status_at: String,
    /// Halo's number of it.
    pub halo_ticket: Option<TicketId>,
    /// Its customer in Halo.
    pub halo_customer: Option<CustomerId>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Its status in Halo.
    pub halo_status: Option<StatusId>,
    /// When it last changed in Halo, by Halo's clock.
    pub halo_status_at: Option<String>,
    /// Whether Halo counts it as closed.
    pub halo_closed: bool,
    /// Fields as sent and as held, as the engine writes them.
    pub read_back_json: String,
    /// Whether they differ.
    pub has_differences: bool,
    /// The two statuses that were last known to mean the same.
    pub base: Option<(String, StatusId)>,
    /// Why it is not sent.
    pub hold: Option<HoldReason>,
    /// More to that, as a sentence.
    pub hold_note: Option<String>,
    /// The status was changed on both sides, and nobody has decided.
    pub is_in_conflict: bool,
    /// Why it is no longer followed in Halo.
    pub gone: Option<TicketGone>,
    /// The ticket in Halo that it was put into.
    pub merged_into: Option<TicketId>,
    /// How it stands.
    pub state: TicketState,
    /// When it was last compared with Halo.
    pub last_synced_at: Option<String>,
    /// When it was made.
    pub created_at: String,
}

/// One ticket of a profile.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(conn: &Connection, profile: ProfileId, id: OurTicketId) -> Result<TicketRow> {
    decode::row(
        conn,
        "SELECT * FROM ticket WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
        read,
    )?
    .ok_or(Error::NotFound { what: WHAT })
}

/// The ticket that carries a mark.
pub fn of_reference(conn: &Connection, reference: &str) -> Result<Option<TicketRow>> {
    decode::row(
        conn,
        "SELECT * FROM ticket WHERE reference = ?1",
        [reference],
        read,
    )
}

/// The open ticket that more of an external id goes onto.
pub fn open_for(
    conn: &Connection,
    profile: ProfileId,
    external_id: &str,
) -> Result<Option<TicketRow>> {
    decode::row(
        conn,
        "SELECT * FROM ticket WHERE profile_id = ?1 AND external_id = ?2 AND takes_more = 1",
        rusqlite::params![profile.get(), external_id],
        read,
    )
}

pub(super) fn read(row: &Row<'_>) -> Result<TicketRow> {
    let base_key: Option<String> = row.get("base_status_key")?;
    let base_id = decode::optional_id(row, "base_status_id", StatusId::new)?;
    Ok(TicketRow {
        id: decode::id(row, "id", OurTicketId::new)?,
        reference: row.get("reference")?,
        organization: decode::id(row, "organization_id", OrganizationId::new)?,
        organization_name: row.get("organization_name")?,
        external_id: row.get("external_id")?,
        summary: row.get("summary")?,
        details: row.get("details")?,
        level_key: row.get("level_key")?,
        status_key: row.get("status_key")?,
        status_at: row.get("status_at")?,
        halo_ticket: decode::optional_id(row, "halo_ticket_id", TicketId::new)?,
        halo_customer: decode::optional_id(row, "halo_customer_id", CustomerId::new)?,
        customer_name: row.get("customer_name")?,
        halo_status: decode::optional_id(row, "halo_status_id", StatusId::new)?,
        halo_status_at: row.get("halo_status_at")?,
        halo_closed: row.get("halo_closed")?,
        read_back_json: row.get("read_back")?,
        has_differences: row.get("has_differences")?,
        base: base_key.zip(base_id),
        hold: decode::optional_coded(row, "hold", HoldReason::from_code)?,
        hold_note: row.get("hold_note")?,
        is_in_conflict: row.get("in_conflict")?,
        gone: decode::optional_coded(row, "gone", TicketGone::from_code)?,
        merged_into: decode::optional_id(row, "merged_into", TicketId::new)?,
        state: decode::coded(row, "state", TicketState::from_code)?,
        last_synced_at: row.get("last_synced_at")?,
        created_at: row.get("created_at")?,
    })
}
