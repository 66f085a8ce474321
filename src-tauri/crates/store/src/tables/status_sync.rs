//! How statuses are kept in step: settings and place of a profile, and how each ticket stands.

use domain::status_sync::{ConflictRule, DEFAULT_INTERVAL, Side, SyncState};
use domain::{CustomerId, OurTicketId, ProfileId, StatusId};
use rusqlite::{Row, params};

use super::tickets::restate;
use crate::{Connection, Result, decode};

/// A profile's settings, and how far Halo's changes have been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusSyncRow {
    /// What happens when both sides were changed.
    pub conflict_rule: ConflictRule,
    /// Seconds between two polls.
    pub interval_seconds: u32,
    /// By Halo's clock: what changed until then has been read.
    pub read_until: Option<String>,
    /// Seconds by which Halo's clock is ahead of this computer's.
    pub clock_ahead: i64,
    /// When the last complete poll was made, by this computer's clock.
    pub polled_at: Option<String>,
}

impl Default for StatusSyncRow {
    fn default() -> Self {
        Self {
            conflict_rule: ConflictRule::Ask,
            interval_seconds: u32::try_from(DEFAULT_INTERVAL.as_secs()).unwrap_or(u32::MAX),
            read_until: None,
            clock_ahead: 0,
            polled_at: None,
        }
    }
}

/// A complete poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polled {
    /// Up to when changes have been read, by Halo's clock.
    pub read_until: Option<String>,
    /// Seconds by which Halo's clock is ahead; `None` when it did not tell.
    pub clock_ahead: Option<i64>,
}

/// How the two statuses of one ticket stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketSyncRow {
    /// In one word.
    pub state: SyncState,
    /// The customer that it was made for, where Halo has it under another now.
    pub moved_from: Option<CustomerId>,
    /// How the last conflict was decided.
    pub settled: Option<SettledRow>,
}

/// How a conflict was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledRow {
    /// By which rule; `Ask` when the administrator decided.
    pub by: ConflictRule,
    /// Whose status stayed.
    pub winner: Side,
    /// The vendor's status before.
    pub here: String,
    /// Halo's status before.
    pub there: StatusId,
    /// When.
    pub at: String,
}

/// The row of a profile; the defaults before anything was saved or read.
pub fn load(conn: &Connection, profile: ProfileId) -> Result<StatusSyncRow> {
    let found = decode::row(
        conn,
        "SELECT * FROM status_sync WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok(StatusSyncRow {
                conflict_rule: decode::coded(row, "conflict_rule", ConflictRule::from_code)?,
                interval_seconds: row.get("interval_seconds")?,
                read_until: row.get("read_until")?,
                clock_ahead: row.get("clock_ahead")?,
                polled_at: row.get("polled_at")?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Saves what the administrator chose.
pub fn save_settings(
    conn: &Connection,
    profile: ProfileId,
    rule: ConflictRule,
    interval_seconds: u32,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO status_sync (profile_id, conflict_rule, interval_seconds) VALUES (?1, ?2, ?3)
         ON CONFLICT (profile_id) DO UPDATE SET conflict_rule = excluded.conflict_rule,
             interval_seconds = excluded.interval_seconds",
        params![profile.get(), rule.code(), interval_seconds],
    )?;
    Ok(())
}

/// Remembers a complete poll.
pub fn polled(conn: &Connection, profile: ProfileId, polled: &Polled, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO status_sync (profile_id, read_until, clock_ahead, polled_at) VALUES (?1, ?2, coalesce(?3, 0), ?4)
         ON CONFLICT (profile_id) DO UPDATE SET read_until = excluded.read_until,
             clock_ahead = coalesce(?3, clock_ahead), polled_at = excluded.polled_at",
        params![profile.get(), polled.read_until, polled.clock_ahead, now],
    )?;
    Ok(())
}

/// Forgets how far Halo's changes have been read: it is another Halo, or the profile was revoked.
pub fn forget_place(conn: &Connection, profile: ProfileId) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE status_sync SET read_until = NULL, clock_ahead = 0, polled_at = NULL
         WHERE profile_id = ?1",
        [profile.get()],
    )?;
    Ok(())
}

/// How a ticket stands; `None` before it was first compared.
pub fn of_ticket(conn: &Connection, ticket: OurTicketId) -> Result<Option<TicketSyncRow>> {
    decode::row(
        conn,
        "SELECT * FROM ticket_sync WHERE ticket_id = ?1",
        [ticket.get()],
        read,
    )
}

/// Puts down how a ticket stands.
pub fn put(conn: &Connection, ticket: OurTicketId, row: &TicketSyncRow) -> Result<()> {
    let settled = row.settled.as_ref();
    decode::execute(
        conn,
        "INSERT INTO ticket_sync (ticket_id, state, moved_from, settled_by, winner, settled_here, settled_there, settled_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (ticket_id) DO UPDATE SET state = excluded.state, moved_from = excluded.moved_from,
             settled_by = excluded.settled_by, winner = excluded.winner, settled_here = excluded.settled_here,
             settled_there = excluded.settled_there, settled_at = excluded.settled_at",
        params![
            ticket.get(),
            row.state.code(),
            row.moved_from.map(CustomerId::get),
            settled.map(|settled| settled.by.code()),
            settled.map(|settled| settled.winner.code()),
            settled.map(|settled| &settled.here),
            settled.map(|settled| settled.there.get()),
            settled.map(|settled| &settled.at),
        ],
    )?;
    restate(conn, ticket)
}

fn read(row: &Row<'_>) -> Result<TicketSyncRow> {
    let by = decode::optional_coded(row, "settled_by", ConflictRule::from_code)?;
    let settled = match by {
        Some(by) => Some(SettledRow {
            by,
            winner: decode::coded(row, "winner", Side::from_code)?,
            here: row.get("settled_here")?,
            there: decode::id(row, "settled_there", StatusId::new)?,
            at: row.get("settled_at")?,
        }),
        None => None,
    };
    Ok(TicketSyncRow {
        state: decode::coded(row, "state", SyncState::from_code)?,
        moved_from: decode::optional_id(row, "moved_from", CustomerId::new)?,
        settled,
    })
}
