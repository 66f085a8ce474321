//! The outbox: writes to Halo, each entered before anything is sent, so that a lost answer is looked up and nothing is
//! sent twice, whenever the program ended.
//!
//! Of one ticket the oldest goes first. A ticket that is held, gone, or was itself refused sends nothing. A conflict of its
//! statuses stops those only, and what Halo refused stops what is of its kind.

use domain::ticket::{SendKind, SendState, SendTrouble};
use domain::{OurTicketId, ProfileId, SendId};
use rusqlite::{Row, params};

use super::tickets::restate;
use crate::{Connection, Error, Result, decode};

const WHAT: &str = "write to Halo";

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewSend {
    /// The ticket itself.
    Create,
    /// A note with this text.
    Note(String),
    /// The status that this one of the vendor's stands for, worked out when it is sent.
    Status(String),
}

impl NewSend {
    const fn kind(&self) -> SendKind {
        match self {
            Self::Create => SendKind::Create,
            Self::Note(_) => SendKind::Note,
            Self::Status(_) => SendKind::Status,
        }
    }
}

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendRow {
    /// Our number of it.
    pub id: SendId,
    /// For which ticket.
    pub ticket: OurTicketId,
    /// What is written.
    pub kind: SendKind,
    /// By which Halo is asked whether it was done.
    pub reference: String,
    /// Text of a note.
    pub note: Option<String>,
    /// The vendor's status.
    pub status_key: Option<String>,
    /// The body as it was last sent.
    pub body_json: Option<String>,
    /// How it stands.
    pub state: SendState,
    /// How often it was sent.
    pub attempts: u32,
    /// When it was last sent.
    pub tried_at: Option<String>,
    /// What the last attempt failed with.
    pub failure: Option<Failure>,
    /// When it was entered.
    pub created_at: String,
}

impl SendRow {
    /// Whether it may be left undone: Halo refused it, and nothing else settles it. A status is settled by choosing another.
    pub const fn can_be_given_up(&self) -> bool {
        matches!(self.state, SendState::Refused)
            && matches!(self.kind, SendKind::Create | SendKind::Note)
    }
}

/// What an attempt failed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it is.
    pub trouble: SendTrouble,
    /// What happened, as a sentence.
    pub what: String,
    /// What to do, as a sentence.
    pub mend: Option<String>,
    /// Halo's own words.
    pub said: Option<String>,
}

/// Enters a write. `reference` is distinct over all writes; that of a creation is the ticket's own.
pub fn enqueue(
    conn: &Connection,
    ticket: OurTicketId,
    send: &NewSend,
    reference: &str,
    now: &str,
) -> Result<SendId> {
    if matches!(send, NewSend::Status(_)) {
        // Only the newest status matters. One whose answer was lost may still land, so it stays until that is known.
        decode::execute(
            conn,
            "UPDATE ticket_send SET state = 'dropped'
             WHERE ticket_id = ?1 AND kind = 'status' AND state IN ('waiting', 'refused')",
            [ticket.get()],
        )?;
    }
    let (note, status_key) = match send {
        NewSend::Create => (None, None),
        NewSend::Note(text) => (Some(text), None),
        NewSend::Status(key) => (None, Some(key)),
    };
    decode::execute(
        conn,
        "INSERT INTO ticket_send (ticket_id, kind, reference, note, status_key, state, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?6)",
        params![
            ticket.get(),
            send.kind().code(),
            reference,
            note,
            status_key,
            now
        ],
    )?;
    let id = SendId::new(decode::last_id(conn)?);
    restate(conn, ticket)?;
    Ok(id)
}

/// Enters that a write is being sent: committed before the call. `false` when it was taken back meanwhile.
pub fn begin(conn: &Connection, id: SendId, body_json: &str, now: &str) -> Result<bool> {
    let begun = decode::execute(
        conn,
        "UPDATE ticket_send SET state = 'unanswered', body = ?2, attempts = attempts + 1, tried_at = ?3,
             error_code = NULL, error = NULL, mend = NULL, said = NULL
         WHERE id = ?1 AND state IN ('waiting', 'unanswered')",
        params![id.get(), body_json, now],
    )?;
    Ok(begun > 0)
}

/// Enters how a write stands now, and why it failed if it did. One that was taken back meanwhile stays so unless it was
/// done all the same; answers whether it was entered.
pub fn settle(
    conn: &Connection,
    id: SendId,
    state: SendState,
    failure: Option<&Failure>,
) -> Result<bool> {
    let settled = decode::execute(
        conn,
        "UPDATE ticket_send SET state = ?2, error_code = ?3, error = ?4, mend = ?5, said = ?6
         WHERE id = ?1 AND (state <> 'dropped' OR ?2 = 'done')",
        params![
            id.get(),
            state.code(),
            failure.map(|failure| failure.trouble.code()),
            failure.map(|failure| &failure.what),
            failure.and_then(|failure| failure.mend.as_ref()),
            failure.and_then(|failure| failure.said.as_ref()),
        ],
    )?;
    let ticket = decode::value(
        conn,
        "SELECT ticket_id FROM ticket_send WHERE id = ?1",
        [id.get()],
    )?;
    restate(conn, OurTicketId::new(ticket.unwrap_or_default()))?;
    Ok(settled > 0)
}

/// The making of a ticket surely was not done: that it was tried says nothing then. Only the first try is forgotten like
/// that; of an earlier one it is not known.
pub fn was_not_sent(conn: &Connection, id: SendId) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE ticket_send SET attempts = max(attempts - 1, 0),
             tried_at = CASE WHEN attempts > 1 THEN tried_at END
         WHERE id = ?1 AND kind = 'create' AND state = 'waiting'",
        [id.get()],
    )?;
    Ok(())
}

/// What Halo refused of a ticket and nobody wants any more: its making, with everything that waits for that, or notes.
/// Answers which of the refused ones those were.
pub fn give_up(conn: &Connection, ticket: OurTicketId) -> Result<Vec<SendRow>> {
    let given_up: Vec<SendRow> = of_ticket(conn, ticket)?
        .into_iter()
        .filter(SendRow::can_be_given_up)
        .collect();
    for send in &given_up {
        if send.kind == SendKind::Create {
            drop_open(conn, ticket)?;
        }
        settle(conn, send.id, SendState::Dropped, None)?;
    }
    Ok(given_up)
}

/// Whether a newer status of the same ticket is to be written, so that this one matters only if it has landed.
pub fn is_superseded(conn: &Connection, send: &SendRow) -> Result<bool> {
    if send.kind != SendKind::Status {
        return Ok(false);
    }
    let newer = decode::value(
        conn,
        "SELECT EXISTS (SELECT 1 FROM ticket_send WHERE ticket_id = ?1 AND id > ?2 AND kind = 'status'
             AND state IN ('waiting', 'unanswered', 'refused'))",
        [send.ticket.get(), send.id.get()],
    )?;
    Ok(newer.unwrap_or_default())
}

/// Settles the status writes of a ticket whose answers were lost, now that it is known what became of them.
pub(super) fn settle_lost_status(
    conn: &Connection,
    ticket: OurTicketId,
    has_landed: bool,
) -> Result<()> {
    // What did not land is sent anew, unless something newer is.
    decode::execute(
        conn,
        "UPDATE ticket_send SET error_code = NULL, error = NULL, mend = NULL, said = NULL,
             state = CASE WHEN ?2 THEN 'done' WHEN EXISTS (SELECT 1 FROM ticket_send AS n
                 WHERE n.ticket_id = ?1 AND n.id > ticket_send.id AND n.kind = 'status'
                     AND n.state IN ('waiting', 'unanswered', 'refused')) THEN 'dropped' ELSE 'waiting' END
         WHERE ticket_id = ?1 AND kind = 'status' AND state = 'unanswered'",
        params![ticket.get(), has_landed],
    )?;
    restate(conn, ticket)
}

/// Our clock was set back since a write was sent: the wait for it begins anew, for nobody knows how much of it is over.
pub fn sent_no_later_than(conn: &Connection, id: SendId, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE ticket_send SET tried_at = ?2 WHERE id = ?1 AND tried_at > ?2",
        params![id.get(), now],
    )?;
    Ok(())
}

/// Lets what Halo refused for a ticket be sent again, and answers how many writes that were. Halo is asked first about
/// what was sent before: an error inside an answer does not prove that nothing was done. A status is always looked at
/// before it is sent, and one that was answered does not land later.
pub fn retry(conn: &Connection, ticket: OurTicketId) -> Result<u32> {
    let again = decode::execute(
        conn,
        "UPDATE ticket_send SET attempts = 0,
             state = CASE WHEN attempts > 0 AND kind <> 'status' THEN 'unanswered' ELSE 'waiting' END
         WHERE ticket_id = ?1 AND state = 'refused'",
        [ticket.get()],
    )?;
    restate(conn, ticket)?;
    Ok(decode::count(again))
}

/// Takes back the status writes that are not done.
pub fn drop_open_status(conn: &Connection, ticket: OurTicketId) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE ticket_send SET state = 'dropped'
         WHERE ticket_id = ?1 AND kind = 'status' AND state IN ('waiting', 'unanswered', 'refused')",
        [ticket.get()],
    )?;
    restate(conn, ticket)
}

/// Takes back everything that is not done.
pub(super) fn drop_open(conn: &Connection, ticket: OurTicketId) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE ticket_send SET state = 'dropped' WHERE ticket_id = ?1 AND state IN ('waiting', 'unanswered', 'refused')",
        [ticket.get()],
    )?;
    Ok(())
}

/// Open writes are few and tickets are many: a cross join is walked as it is written.
///
/// Notes and statuses keep their order, for a note is meant for the ticket as it was then. A note that was promised goes
/// all the same while a status waits for a decision, and neither waits for one of the other that Halo refused.
const NEXT: &str =
    "SELECT s.* FROM ticket_send AS s CROSS JOIN ticket AS t ON t.id = s.ticket_id
     WHERE t.profile_id = ?1 AND s.id > ?2 AND s.state IN ('waiting', 'unanswered')
         AND t.gone IS NULL AND (t.in_conflict = 0 OR s.kind = 'note') AND t.hold IS NULL
         AND NOT EXISTS (SELECT 1 FROM ticket_send AS b WHERE b.ticket_id = s.ticket_id AND b.id < s.id
             AND b.state IN ('waiting', 'unanswered', 'refused')
             AND (b.kind IN ('create', s.kind)
                 OR (b.state <> 'refused' AND (t.in_conflict = 0 OR b.kind <> 'status'))))
     ORDER BY s.id LIMIT 1";

/// The next write of a profile that may be sent, oldest first, after `after`.
pub fn next(
    conn: &Connection,
    profile: ProfileId,
    after: Option<SendId>,
) -> Result<Option<SendRow>> {
    let after = after.map_or(0, SendId::get);
    decode::row(conn, NEXT, [profile.get(), after], read)
}

/// How many tickets of a profile have something that could be sent now.
pub fn count_waiting(conn: &Connection, profile: ProfileId) -> Result<u32> {
    let waiting = decode::value(
        conn,
        "SELECT count(DISTINCT t.id) FROM ticket_send AS s CROSS JOIN ticket AS t ON t.id = s.ticket_id
         WHERE t.profile_id = ?1 AND s.state IN ('waiting', 'unanswered') AND t.state = 'waiting'",
        [profile.get()],
    )?;
    Ok(waiting.unwrap_or_default())
}

/// The write that an answer of ours to the page, or a note in Halo, names by its reference.
pub fn of_reference(conn: &Connection, reference: &str) -> Result<Option<SendRow>> {
    decode::row(
        conn,
        "SELECT * FROM ticket_send WHERE reference = ?1",
        [reference],
        read,
    )
}

/// One write.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(conn: &Connection, id: SendId) -> Result<SendRow> {
    decode::row(
        conn,
        "SELECT * FROM ticket_send WHERE id = ?1",
        [id.get()],
        read,
    )?
    .ok_or(Error::NotFound { what: WHAT })
}

/// All writes of a ticket, oldest first.
pub fn of_ticket(conn: &Connection, ticket: OurTicketId) -> Result<Vec<SendRow>> {
    decode::rows(
        conn,
        "SELECT * FROM ticket_send WHERE ticket_id = ?1 ORDER BY id",
        [ticket.get()],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<SendRow> {
    let trouble = decode::optional_coded(row, "error_code", SendTrouble::from_code)?;
    let what: Option<String> = row.get("error")?;
    let (mend, said) = (row.get("mend")?, row.get("said")?);
    Ok(SendRow {
        id: decode::id(row, "id", SendId::new)?,
        ticket: decode::id(row, "ticket_id", OurTicketId::new)?,
        kind: decode::coded(row, "kind", SendKind::from_code)?,
        reference: row.get("reference")?,
        note: row.get("note")?,
        status_key: row.get("status_key")?,
        body_json: row.get("body")?,
        state: decode::coded(row, "state", SendState::from_code)?,
        attempts: row.get("attempts")?,
        tried_at: row.get("tried_at")?,
        failure: trouble.zip(what).map(|(trouble, what)| Failure {
            trouble,
            what,
            mend,
            said,
        }),
        created_at: row.get("created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[tokio::test]
    async fn the_next_write_is_found_without_walking_all_tickets() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), "2026-11-21").unwrap().store;
        let plan = store.read(|tx| {
            let sql = format!("EXPLAIN QUERY PLAN {NEXT}");
            decode::rows(tx, &sql, [1, 0], |row| Ok(row.get::<_, String>("detail")?))
        });
        let plan = plan.await.unwrap();
        assert!(plan[0].contains("USING INDEX ticket_send_open"), "{plan:?}");
        let by_number = |step: &String| step.starts_with("SEARCH t USING INTEGER PRIMARY KEY");
        assert!(plan.iter().any(by_number), "{plan:?}");
    }
}
