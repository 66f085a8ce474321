//! The list of tickets: a window of it, and how many there are of each state.

use domain::status_sync::{ConflictRule, Side, SyncState};
use domain::ticket::{HoldReason, TicketGone, TicketState, WAITS_FOR_A_WORD};
use domain::{OurTicketId, ProfileId, StatusId, TicketId, matching::search_key};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// In what order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListSort {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By the organisation's name, then the newest first.
    Organization,
    /// The one that was last compared with Halo first.
    LastSync,
}

impl ListSort {
    const fn order(self) -> &'static str {
        match self {
            Self::Newest => "t.id DESC",
            Self::Oldest => "t.id",
            Self::Organization => "t.organization_name COLLATE NOCASE, t.id DESC",
            Self::LastSync => "t.last_synced_at DESC, t.id DESC",
        }
    }
}

/// Which tickets, in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Only these; `None` means all.
    pub state: Option<TicketState>,
    /// Only those with all of these words in subject, organisation, customer or external id, or with Halo's number or our
    /// mark beginning so.
    pub text: String,
    /// In what order.
    pub sort: ListSort,
}

/// A window of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Rows before it.
    pub offset: u32,
    /// Rows in it at most.
    pub limit: u32,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Our number of it.
    pub id: OurTicketId,
    /// Halo's number of it.
    pub halo_ticket: Option<TicketId>,
    /// Subject.
    pub summary: String,
    /// The organisation's name when the ticket was made.
    pub organization_name: String,
    /// Its customer in Halo, or the one that it would go to now.
    pub customer_name: Option<String>,
    /// The vendor's level.
    pub level_key: String,
    /// The vendor's status.
    pub status_key: String,
    /// Its status in Halo.
    pub halo_status: Option<StatusId>,
    /// Whether Halo counts it as closed.
    pub halo_closed: bool,
    /// Whether Halo holds something else than was sent.
    pub has_differences: bool,
    /// How it stands.
    pub state: TicketState,
    /// Why it is not sent.
    pub hold: Option<HoldReason>,
    /// Whether that is mended, and somebody has to say that it may go.
    pub waits_for_a_word: bool,
    /// Why it is no longer followed.
    pub gone: Option<TicketGone>,
    /// What the last failed write failed with.
    pub error: Option<String>,
    /// How its two statuses stand; `None` before they were first compared.
    pub sync: Option<SyncState>,
    /// By which rule the last conflict was decided, and for which side.
    pub settled: Option<(ConflictRule, Side)>,
    /// When it was last compared with Halo.
    pub last_synced_at: Option<String>,
    /// When it was made.
    pub created_at: String,
}

/// How many there are of each state, and in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of each state that has any.
    pub of: Vec<(TicketState, u32)>,
    /// In all.
    pub all: u32,
}

const FILTER: &str = "t.profile_id = ?1 AND (?2 IS NULL OR t.state = ?2) AND NOT EXISTS (
    SELECT 1 FROM json_each(?3) AS word WHERE instr(t.search_text, word.value) = 0
        AND instr(lower(coalesce(t.customer_name, '')), word.value) = 0
        AND instr(coalesce(t.halo_ticket_id, ''), word.value) <> 1
        AND instr(lower(t.reference), word.value) <> 1)";

/// The folded words to look for, as JSON; SQLite sees no pattern in them.
fn words(text: &str) -> Result<String> {
    let folded = search_key(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    Ok(serde_json::to_string(&words)?)
}

fn state_code(query: &ListQuery) -> Option<&'static str> {
    query.state.map(TicketState::code)
}

/// A window of the list.
pub fn list(
    conn: &Connection,
    profile: ProfileId,
    query: &ListQuery,
    place: Place,
) -> Result<Vec<ListRow>> {
    let sql = format!(
        "SELECT t.*, y.state AS sync_state, y.settled_by, y.winner,
             coalesce(t.customer_name, c.name, p.customer_name) AS customer,
             (SELECT s.error FROM ticket_send AS s WHERE s.ticket_id = t.id
                 AND s.state IN ('waiting', 'unanswered', 'refused') AND s.error IS NOT NULL ORDER BY s.id LIMIT 1) AS error
         FROM ticket AS t
         LEFT JOIN ticket_sync AS y ON y.ticket_id = t.id
         LEFT JOIN pair AS p ON p.profile_id = t.profile_id AND p.organization_id = t.organization_id
         LEFT JOIN customer AS c ON c.profile_id = t.profile_id AND c.id = p.customer_id
         WHERE {FILTER} ORDER BY {} LIMIT ?4 OFFSET ?5",
        query.sort.order()
    );
    decode::rows(
        conn,
        &sql,
        params![
            profile.get(),
            state_code(query),
            words(&query.text)?,
            place.limit,
            place.offset
        ],
        |row| {
            let settled_by = decode::optional_coded(row, "settled_by", ConflictRule::from_code)?;
            let winner = decode::optional_coded(row, "winner", Side::from_code)?;
            Ok(ListRow {
                sync: decode::optional_coded(row, "sync_state", SyncState::from_code)?,
                settled: settled_by.zip(winner),
                id: decode::id(row, "id", OurTicketId::new)?,
                halo_ticket: decode::optional_id(row, "halo_ticket_id", TicketId::new)?,
                summary: row.get("summary")?,
                organization_name: row.get("organization_name")?,
                customer_name: row.get("customer")?,
                level_key: row.get("level_key")?,
                status_key: row.get("status_key")?,
                halo_status: decode::optional_id(row, "halo_status_id", StatusId::new)?,
                halo_closed: row.get("halo_closed")?,
                has_differences: row.get("has_differences")?,
                state: decode::coded(row, "state", TicketState::from_code)?,
                hold: decode::optional_coded(row, "hold", HoldReason::from_code)?,
                waits_for_a_word: row.get::<_, Option<String>>("hold_note")?.as_deref()
                    == Some(WAITS_FOR_A_WORD),
                gone: decode::optional_coded(row, "gone", TicketGone::from_code)?,
                error: row.get("error")?,
                last_synced_at: row.get("last_synced_at")?,
                created_at: row.get("created_at")?,
            })
        },
    )
}

/// How many tickets there are of each state, with this text.
pub fn counts(conn: &Connection, profile: ProfileId, text: &str) -> Result<Counts> {
    let sql =
        format!("SELECT t.state, count(*) AS n FROM ticket AS t WHERE {FILTER} GROUP BY t.state");
    let of = decode::rows(
        conn,
        &sql,
        params![profile.get(), None::<String>, words(text)?],
        |row| {
            Ok((
                decode::coded(row, "state", TicketState::from_code)?,
                row.get("n")?,
            ))
        },
    )?;
    let all = of.iter().map(|(_, n): &(_, u32)| n).sum();
    Ok(Counts { of, all })
}
