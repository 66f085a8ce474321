//! What happened to tickets.

use domain::ticket::{Actor, TicketEventKind};
use domain::{OurTicketId, ProfileId};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Who did it.
    pub actor: Actor,
    /// What.
    pub kind: TicketEventKind,
    /// What was before, in words.
    pub before: Option<String>,
    /// What is since, in words.
    pub after: Option<String>,
    /// A sentence more, or Halo's own words.
    pub note: Option<String>,
}

impl NewEvent {
    /// Something without a before and after.
    pub const fn new(actor: Actor, kind: TicketEventKind) -> Self {
        Self {
            actor,
            kind,
            before: None,
            after: None,
            note: None,
        }
    }

    /// With a sentence more.
    #[must_use]
    pub fn noting(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    /// From something to something.
    #[must_use]
    pub fn from_to(self, before: Option<String>, after: impl Into<String>) -> Self {
        Self {
            before,
            after: Some(after.into()),
            ..self
        }
    }
}

/// Something that happened, with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// When.
    pub at: String,
    /// What.
    pub event: NewEvent,
}

/// Tells what happened.
pub fn add(conn: &Connection, ticket: OurTicketId, event: &NewEvent, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO ticket_event (ticket_id, at, actor, kind, before, after, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            ticket.get(),
            now,
            event.actor.code(),
            event.kind.code(),
            event.before,
            event.after,
            event.note
        ],
    )?;
    Ok(())
}

/// The newest events of a ticket, newest first.
pub fn list(conn: &Connection, ticket: OurTicketId, limit: u32) -> Result<Vec<EventRow>> {
    decode::rows(
        conn,
        "SELECT * FROM ticket_event WHERE ticket_id = ?1 ORDER BY id DESC LIMIT ?2",
        params![ticket.get(), limit],
        |row| {
            Ok(EventRow {
                at: row.get("at")?,
                event: NewEvent {
                    actor: decode::coded(row, "actor", Actor::from_code)?,
                    kind: decode::coded(row, "kind", TicketEventKind::from_code)?,
                    before: row.get("before")?,
                    after: row.get("after")?,
                    note: row.get("note")?,
                },
            })
        },
    )
}

/// When one of these things last happened to any ticket of a profile; with `note`, only with that sentence.
pub fn newest(
    conn: &Connection,
    profile: ProfileId,
    kinds: &[TicketEventKind],
    note: Option<&str>,
) -> Result<Option<String>> {
    let mut newest: Option<String> = None;
    for kind in kinds {
        let at: Option<Option<String>> = decode::value(
            conn,
            "SELECT max(e.at) FROM ticket_event AS e JOIN ticket AS t ON t.id = e.ticket_id
             WHERE t.profile_id = ?1 AND e.kind = ?2 AND (?3 IS NULL OR e.note = ?3)",
            params![profile.get(), kind.code(), note],
        )?;
        newest = newest.max(at.flatten());
    }
    Ok(newest)
}
