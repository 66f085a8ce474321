//! What the status sync reads and writes: the tickets that are in Halo, and what became of one, in one transaction.

use std::collections::BTreeMap;

use domain::ticket::{Actor, TicketEventKind, TicketGone};
use domain::{CustomerId, OurTicketId, ProfileId, StatusId, TicketId};
use rusqlite::{Row, params};

use super::row::{TicketRow, read};
use super::{WHAT, refold, restate, set_takes_more};
use crate::tables::ticket_events::{self, NewEvent};
use crate::tables::ticket_sends;
use crate::{Connection, Result, decode};

/// A ticket that is in Halo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedTicket {
    /// All that is known of it.
    pub ticket: TicketRow,
    /// A change of its status is on its way to Halo, or was refused there.
    pub has_open_status: bool,
}

/// A ticket as Halo holds it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HaloSide {
    /// Its status.
    pub status: Option<StatusId>,
    /// When it last changed, by Halo's clock.
    pub changed_at: Option<String>,
    /// Whether Halo counts it as closed.
    pub is_closed: bool,
    /// Its customer.
    pub customer: Option<CustomerId>,
    /// The customer's name; `None` leaves what is known.
    pub customer_name: Option<String>,
}

/// What becomes of a ticket. What is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// What Halo holds.
    pub halo: Option<HaloSide>,
    /// The vendor's status here, and whether it closes.
    pub status_here: Option<(String, bool)>,
    /// The two statuses that mean the same from now on.
    pub base: Option<(String, StatusId)>,
    /// Whether somebody has to decide.
    pub is_in_conflict: Option<bool>,
    /// Why it is no longer followed, or `Some(None)` when it is again.
    pub gone: Option<Option<TicketGone>>,
    /// Whether more of its number goes onto it, where that is not told by `status_here` or `gone`.
    pub takes_more: Option<bool>,
    /// The ticket in Halo that it was put into, with [`TicketGone::Merged`].
    pub merged_into: Option<TicketId>,
    /// What became of a write of the status whose answer was lost: whether it has landed.
    pub lost_status_landed: Option<bool>,
    /// Writes of a status that are taken back, since something newer holds.
    pub drops_open_status: bool,
    /// What is told in the history.
    pub events: Vec<NewEvent>,
}

/// The columns of a [`LinkedTicket`], of tickets that are in Halo.
const LINKED: &str =
    "SELECT t.*, EXISTS (SELECT 1 FROM ticket_send AS s WHERE s.ticket_id = t.id AND s.kind = 'status'
         AND s.state IN ('waiting', 'unanswered', 'refused')) AS open_status
     FROM ticket AS t WHERE t.profile_id = ?1 AND t.halo_ticket_id IS NOT NULL";

fn linked_by_id() -> String {
    format!("{LINKED} AND t.id = ?2")
}

fn read_linked(row: &Row<'_>) -> Result<LinkedTicket> {
    Ok(LinkedTicket {
        ticket: read(row)?,
        has_open_status: row.get("open_status")?,
    })
}

/// All tickets of a profile that are in Halo, by Halo's number; also those that are gone, for they may come back.
pub fn linked(conn: &Connection, profile: ProfileId) -> Result<BTreeMap<TicketId, LinkedTicket>> {
    let rows = decode::rows(conn, LINKED, [profile.get()], read_linked)?;
    Ok(rows
        .into_iter()
        .filter_map(|linked| Some((linked.ticket.halo_ticket?, linked)))
        .collect())
}

/// One ticket of a profile that is in Halo; `None` when it is not.
pub fn linked_one(
    conn: &Connection,
    profile: ProfileId,
    id: OurTicketId,
) -> Result<Option<LinkedTicket>> {
    decode::row(
        conn,
        &linked_by_id(),
        [profile.get(), id.get()],
        read_linked,
    )
}

/// Halo's numbers of all tickets of a profile that are in Halo, in order, and whether each is gone.
pub fn numbers(conn: &Connection, profile: ProfileId) -> Result<Vec<(TicketId, bool)>> {
    decode::rows(
        conn,
        "SELECT halo_ticket_id, gone IS NOT NULL AS is_gone FROM ticket
         WHERE profile_id = ?1 AND halo_ticket_id IS NOT NULL ORDER BY halo_ticket_id",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "halo_ticket_id", TicketId::new)?,
                row.get("is_gone")?,
            ))
        },
    )
}

/// When any ticket of a profile that is in Halo changed last, here or there; `None` when none is in Halo.
pub fn last_change(conn: &Connection, profile: ProfileId) -> Result<Option<String>> {
    let newest = decode::value(
        conn,
        "SELECT max(updated_at) FROM ticket WHERE profile_id = ?1 AND halo_ticket_id IS NOT NULL",
        [profile.get()],
    )?;
    Ok(newest.flatten())
}

/// How many tickets of a profile are followed in Halo.
pub fn count_followed(conn: &Connection, profile: ProfileId) -> Result<u32> {
    let followed = decode::value(
        conn,
        "SELECT count(*) FROM ticket WHERE profile_id = ?1 AND halo_ticket_id IS NOT NULL AND gone IS NULL",
        [profile.get()],
    )?;
    Ok(followed.unwrap_or_default())
}

/// The tickets that are followed were compared with Halo, except these: it told what changed, and of the others that
/// nothing did.
pub fn compared(
    conn: &Connection,
    profile: ProfileId,
    except: &[TicketId],
    now: &str,
) -> Result<()> {
    let except: Vec<i32> = except.iter().map(|id| id.get()).collect();
    decode::execute(
        conn,
        "UPDATE ticket SET last_synced_at = ?2 WHERE profile_id = ?1 AND halo_ticket_id IS NOT NULL AND gone IS NULL
             AND halo_ticket_id NOT IN (SELECT value FROM json_each(?3))",
        params![profile.get(), now, serde_json::to_string(&except)?],
    )?;
    Ok(())
}

/// Puts down what became of a ticket.
pub fn apply(conn: &Connection, id: OurTicketId, merge: &Merge, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE ticket SET last_synced_at = ?2, updated_at = ?2 WHERE id = ?1",
        params![id.get(), now],
    )?;
    if let Some(halo) = &merge.halo {
        put_halo_side(conn, id, halo)?;
    }
    if let Some((key, _)) = &merge.status_here {
        decode::execute(
            conn,
            "UPDATE ticket SET status_key = ?2, status_at = ?3 WHERE id = ?1",
            params![id.get(), key, now],
        )?;
    }
    if let Some((key, status)) = &merge.base {
        decode::execute(
            conn,
            "UPDATE ticket SET base_status_key = ?2, base_status_id = ?3 WHERE id = ?1",
            params![id.get(), key, status.get()],
        )?;
    }
    if let Some(is_in_conflict) = merge.is_in_conflict {
        decode::execute(
            conn,
            "UPDATE ticket SET in_conflict = ?2 WHERE id = ?1",
            params![id.get(), is_in_conflict],
        )?;
    }
    if let Some(gone) = merge.gone {
        decode::execute(
            conn,
            "UPDATE ticket SET gone = ?2, merged_into = ?3 WHERE id = ?1",
            params![
                id.get(),
                gone.map(TicketGone::code),
                merge.merged_into.map(TicketId::get),
            ],
        )?;
        // What the agent may not see for a while may be seen again, and then what waits is sent.
        if gone.is_some_and(|gone| gone != TicketGone::NoAccess) {
            ticket_sends::drop_open(conn, id)?;
        }
    }
    if let Some(has_landed) = merge.lost_status_landed {
        ticket_sends::settle_lost_status(conn, id, has_landed)?;
    }
    if merge.drops_open_status {
        ticket_sends::drop_open_status(conn, id)?;
    }
    if let Some((_, is_closed)) = merge.status_here {
        set_takes_more(conn, id, !is_closed)?;
    } else if let Some(Some(_)) = merge.gone {
        set_takes_more(conn, id, false)?;
    } else if let Some(takes_more) = merge.takes_more {
        set_takes_more(conn, id, takes_more)?;
    }
    for event in &merge.events {
        ticket_events::add(conn, id, event, now)?;
    }
    restate(conn, id)
}

/// Lets go of the tickets in a Halo that is no longer the profile's: their numbers mean others in another one, which gives
/// them again. Answers how many were followed.
pub fn leave_behind(conn: &Connection, profile: ProfileId, now: &str) -> Result<u32> {
    let left = linked(conn, profile)?;
    let mut count = 0;
    for (number, LinkedTicket { ticket, .. }) in left {
        let event = NewEvent::new(Actor::Here, TicketEventKind::Gone).noting(format!(
            "The connection leads to another Halo since. In the one before, it was ticket {number}."
        ));
        let mut merge = Merge {
            events: vec![event],
            ..Merge::default()
        };
        if ticket.gone.is_none() {
            merge.gone = Some(Some(TicketGone::NoAccess));
            count += 1;
        }
        ticket_sends::drop_open(conn, ticket.id)?;
        apply(conn, ticket.id, &merge, now)?;
        decode::execute(
            conn,
            "UPDATE ticket SET halo_ticket_id = NULL WHERE id = ?1",
            [ticket.id.get()],
        )?;
    }
    Ok(count)
}

fn put_halo_side(conn: &Connection, id: OurTicketId, halo: &HaloSide) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE ticket SET halo_status_id = ?2, halo_status_at = ?3, halo_closed = ?4,
             halo_customer_id = coalesce(?5, halo_customer_id), customer_name = coalesce(?6, customer_name)
         WHERE id = ?1",
        params![
            id.get(),
            halo.status.map(StatusId::get),
            halo.changed_at,
            halo.is_closed,
            halo.customer.map(CustomerId::get),
            halo.customer_name,
        ],
    )?;
    if halo.customer_name.is_some() {
        refold(conn, id)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[tokio::test]
    async fn one_ticket_is_read_without_walking_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), "2026-11-21").unwrap().store;
        let plan = store.read(|tx| {
            let sql = format!("EXPLAIN QUERY PLAN {}", linked_by_id());
            decode::rows(tx, &sql, [1, 1], |row| Ok(row.get::<_, String>("detail")?))
        });
        let plan = plan.await.unwrap();
        assert!(
            plan[0].starts_with("SEARCH t USING INTEGER PRIMARY KEY"),
            "{plan:?}"
        );
        assert!(
            !plan.iter().any(|step| step.starts_with("SCAN")),
            "{plan:?}"
        );
    }
}
