//! Tickets that are made in Halo from here.
//!
//! How a ticket stands is kept in a column so that it can be counted; every change here ends with [`restate`], which
//! works it out anew by the rule of `domain`.

mod list;
mod merge;
mod row;
mod waiting;

pub use list::{Counts, ListQuery, ListRow, ListSort, Place, counts, list};
pub use merge::{
    HaloSide, LinkedTicket, Merge, apply, compared, count_followed, last_change, leave_behind,
    linked, linked_one, numbers,
};
pub use row::{TicketRow, get, of_reference, open_for};
pub use waiting::{
    HeldRow, held, subjects_waiting, waiting_for_a_word, waiting_for_pair, waiting_for_somebody,
};

pub(super) use waiting::mapped_by_somebody;

use domain::ticket::{HoldReason, TicketFacts, TicketGone};
use domain::{
    CustomerId, OrganizationId, OurTicketId, ProfileId, StatusId, TicketId, matching::search_key,
};
use rusqlite::params;

use crate::{Connection, Error, Result, decode};

const WHAT: &str = "ticket";

/// What a ticket begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTicketRow {
    /// Our own mark on the ticket; distinct over all profiles.
    pub reference: String,
    /// For whom.
    pub organization: OrganizationId,
    /// Its name now.
    pub organization_name: String,
    /// The vendor's own number of it.
    pub external_id: Option<String>,
    /// Subject, without our mark.
    pub summary: String,
    /// Text.
    pub details: String,
    /// The vendor's level.
    pub level_key: String,
    /// The vendor's status.
    pub status_key: String,
}

/// What Halo made of a ticket, read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeInHalo {
    /// Halo's number of it.
    pub ticket: TicketId,
    /// Its customer there.
    pub customer: Option<CustomerId>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Its type.
    pub ticket_type: Option<i32>,
    /// Its SLA.
    pub sla: Option<i32>,
    /// Its priority inside the SLA.
    pub priority: Option<i32>,
    /// Its status.
    pub status: Option<StatusId>,
    /// When it last changed, by Halo's clock.
    pub changed_at: Option<String>,
    /// Whether Halo counts it as closed.
    pub is_closed: bool,
    /// Fields as sent and as held, as the engine writes them.
    pub read_back_json: String,
    /// Whether they differ.
    pub has_differences: bool,
}

/// Enters a ticket. The writes that it needs are entered with it by the caller. It takes more of its external id unless
/// another one does.
pub fn insert(
    conn: &Connection,
    profile: ProfileId,
    ticket: &NewTicketRow,
    now: &str,
) -> Result<OurTicketId> {
    decode::execute(
        conn,
        "INSERT INTO ticket (profile_id, reference, organization_id, organization_name, external_id, summary, details,
             level_key, takes_more, status_key, status_at, state, created_at, updated_at, search_text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?5 IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM ticket AS o WHERE o.profile_id = ?1 AND o.external_id = ?5 AND o.takes_more = 1),
             ?9, ?10, 'waiting', ?10, ?10, ?11)",
        params![
            profile.get(),
            ticket.reference,
            ticket.organization.get(),
            ticket.organization_name,
            ticket.external_id,
            ticket.summary,
            ticket.details,
            ticket.level_key,
            ticket.status_key,
            now,
            search_text(
                &ticket.summary,
                &ticket.organization_name,
                ticket.external_id.as_deref(),
                None,
            ),
        ],
    )?;
    Ok(OurTicketId::new(decode::last_id(conn)?))
}

/// What a ticket is found by, folded. Its customer is known once it is in Halo.
fn search_text(
    summary: &str,
    organization: &str,
    external_id: Option<&str>,
    customer: Option<&str>,
) -> String {
    let (id, customer) = (
        external_id.unwrap_or_default(),
        customer.unwrap_or_default(),
    );
    [summary, organization, id, customer]
        .map(search_key)
        .join("\n")
}

/// Works out anew what a ticket is found by.
pub(super) fn refold(conn: &Connection, id: OurTicketId) -> Result<()> {
    let text = decode::row(
        conn,
        "SELECT summary, organization_name, external_id, customer_name FROM ticket WHERE id = ?1",
        [id.get()],
        |row| {
            let (summary, organization): (String, String) = (row.get(0)?, row.get(1)?);
            let (external_id, customer): (Option<String>, Option<String>) =
                (row.get(2)?, row.get(3)?);
            Ok(search_text(
                &summary,
                &organization,
                external_id.as_deref(),
                customer.as_deref(),
            ))
        },
    )?;
    decode::execute(
        conn,
        "UPDATE ticket SET search_text = ?2 WHERE id = ?1",
        params![id.get(), text.unwrap_or_default()],
    )?;
    Ok(())
}

/// Holds a ticket, or lets it go with `None`. Answers whether that changed anything.
pub fn set_hold(
    conn: &Connection,
    id: OurTicketId,
    hold: Option<HoldReason>,
    note: Option<&str>,
    now: &str,
) -> Result<bool> {
    let changed = decode::execute(
        conn,
        "UPDATE ticket SET hold = ?2, hold_note = ?3, updated_at = ?4
         WHERE id = ?1 AND (hold IS NOT ?2 OR hold_note IS NOT ?3)",
        params![id.get(), hold.map(HoldReason::code), note, now],
    )?;
    if changed == 0 {
        return Ok(false);
    }
    restate(conn, id)?;
    Ok(true)
}

/// Changes the vendor's status. `is_closed` says whether that status closes.
pub fn set_status(
    conn: &Connection,
    id: OurTicketId,
    status_key: &str,
    is_closed: bool,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE ticket SET status_key = ?2, status_at = ?3, updated_at = ?3 WHERE id = ?1",
        params![id.get(), status_key, now],
    )?;
    set_takes_more(conn, id, !is_closed)
}

/// Remembers what Halo made. `base` is the vendor's status that its status means the same as, if any does.
pub fn set_made(
    conn: &Connection,
    id: OurTicketId,
    made: &MadeInHalo,
    base: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE ticket SET halo_ticket_id = ?2, halo_customer_id = ?3, customer_name = ?4, ticket_type = ?5, sla = ?6,
             priority = ?7, halo_status_id = ?8, halo_status_at = ?9, halo_closed = ?10, read_back = ?11,
             has_differences = ?12, base_status_key = ?13, base_status_id = CASE WHEN ?13 IS NULL THEN NULL ELSE ?8 END,
             hold = NULL, hold_note = NULL, last_synced_at = ?14, updated_at = ?14
         WHERE id = ?1",
        params![
            id.get(),
            made.ticket.get(),
            made.customer.map(CustomerId::get),
            made.customer_name,
            made.ticket_type,
            made.sla,
            made.priority,
            made.status.map(StatusId::get),
            made.changed_at,
            made.is_closed,
            made.read_back_json,
            made.has_differences,
            base.filter(|_| made.status.is_some()),
            now,
        ],
    )?;
    refold(conn, id)?;
    restate(conn, id)
}

/// Takes a ticket away that was never in Halo.
///
/// # Errors
/// [`Error::NotFound`] when it is, or may be.
pub fn discard(conn: &Connection, profile: ProfileId, id: OurTicketId) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "DELETE FROM ticket WHERE profile_id = ?1 AND id = ?2 AND halo_ticket_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM ticket_send WHERE ticket_id = ?2 AND (state IN ('unanswered', 'done') OR tried_at IS NOT NULL))",
        [profile.get(), id.get()],
    )
}

/// Works out how a ticket stands.
pub fn restate(conn: &Connection, id: OurTicketId) -> Result<()> {
    let facts = decode::row(
        conn,
        "SELECT gone, hold,
             in_conflict OR EXISTS (SELECT 1 FROM ticket_sync WHERE ticket_id = ?1
                 AND state IN ('no_partner_in_halo', 'no_partner_here')) AS undecided,
             halo_ticket_id IS NULL AND EXISTS (SELECT 1 FROM ticket_send WHERE ticket_id = ?1
                 AND kind = 'create' AND state = 'dropped') AS given_up,
             EXISTS (SELECT 1 FROM ticket_send WHERE ticket_id = ?1 AND state = 'refused') AS refused,
             EXISTS (SELECT 1 FROM ticket_send WHERE ticket_id = ?1 AND state IN ('waiting', 'unanswered')) AS open
         FROM ticket WHERE id = ?1",
        [id.get()],
        |row| {
            Ok(TicketFacts {
                gone: decode::optional_coded(row, "gone", TicketGone::from_code)?,
                hold: decode::optional_coded(row, "hold", HoldReason::from_code)?,
                is_given_up: row.get("given_up")?,
                is_in_conflict: row.get("undecided")?,
                has_refused_write: row.get("refused")?,
                has_open_write: row.get("open")?,
            })
        },
    )?
    .ok_or(Error::NotFound { what: WHAT })?;
    decode::execute(
        conn,
        "UPDATE ticket SET state = ?2 WHERE id = ?1",
        params![id.get(), facts.state().code()],
    )?;
    Ok(())
}

/// More of the same external id goes onto another ticket from now on: this one is closed in Halo.
pub fn takes_no_more(conn: &Connection, id: OurTicketId) -> Result<()> {
    set_takes_more(conn, id, false)
}

/// Says whether more of the same external id goes onto this ticket. Of several that could take it, the newest does.
pub(super) fn set_takes_more(conn: &Connection, id: OurTicketId, takes: bool) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE ticket SET takes_more = ?2 AND external_id IS NOT NULL AND gone IS NULL AND NOT EXISTS (
             SELECT 1 FROM ticket AS o WHERE o.profile_id = ticket.profile_id AND o.external_id = ticket.external_id
                 AND o.takes_more = 1 AND o.id <> ticket.id)
         WHERE id = ?1",
        params![id.get(), takes],
    )?;
    Ok(())
}
