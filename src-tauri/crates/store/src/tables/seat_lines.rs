//! The lines of plans of seat counts, with what became of each.

use domain::{
    CustomerId, LicenceId, ProfileId, SeatLineId, SeatPlanId,
    seats::{Brake, Change, LineState, brake},
};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

const WHAT: &str = "seat line";

/// A line to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSeatLine {
    /// The customer.
    pub customer: CustomerId,
    /// Its name.
    pub customer_name: String,
    /// The organisations it is for, by name.
    pub organization: String,
    /// How several organisations sum up, as a sentence.
    pub sum: Option<String>,
    /// The product's key.
    pub product: String,
    /// Its name.
    pub product_name: String,
    /// The licence; `None` when it is to be made.
    pub licence: Option<LicenceId>,
    /// Its name.
    pub licence_name: String,
    /// The vendor's number of the product, for a licence that is to be made.
    pub sku: Option<String>,
    /// What is to be written over what.
    pub change: Change,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatLineRow {
    /// Our id.
    pub id: SeatLineId,
    /// What it says.
    pub line: NewSeatLine,
    /// What speaks against writing it without a look.
    pub brake: Option<Brake>,
    /// Whether it is to be written.
    pub ticked: bool,
    /// How it stands.
    pub state: LineState,
    /// Halo's count when it was read again.
    pub found: Option<i64>,
    /// A remark.
    pub note: Option<String>,
}

/// How many lines stand how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineCounts {
    /// All of them.
    pub all: u32,
    /// Those that are to be written, or were.
    pub ticked: u32,
    /// Lines that a brake holds, ticked or not.
    pub braked: u32,
    /// Of these, the ticked ones.
    pub braked_ticked: u32,
    /// Ticked, not written yet.
    pub open: u32,
    /// Written and read back.
    pub done: u32,
    /// Skipped, because something had changed.
    pub moved: u32,
    /// Refused by Halo.
    pub refused: u32,
    /// Sent, and given up before any answer came.
    pub unknown: u32,
    /// Written, or perhaps written, to a licence whose number is known.
    pub undoable: u32,
    /// Ticked licences that are to be made.
    pub new: u32,
    /// Lines whose tick is not as it was when the plan was made.
    pub by_hand: u32,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineEnd {
    /// How it stands now.
    pub state: LineState,
    /// Halo's count when it was read again.
    pub found: Option<i64>,
    /// A remark.
    pub note: Option<String>,
    /// The licence, once a new one was made.
    pub licence: Option<LicenceId>,
}

pub(super) fn insert(conn: &Connection, plan: SeatPlanId, line: &NewSeatLine) -> Result<()> {
    let Change { before, after } = line.change;
    let held = brake(before, after);
    decode::execute(
        conn,
        "INSERT INTO seat_line (plan_id, customer_id, customer_name, organization, sum, product_key, product_name,
             licence_id, licence_name, sku, before, after, brake, ticked, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'waiting')",
        params![
            plan.get(),
            line.customer.get(),
            line.customer_name,
            line.organization,
            line.sum,
            line.product,
            line.product_name,
            line.licence.map(LicenceId::get),
            line.licence_name,
            line.sku,
            before,
            after,
            held.map(Brake::code),
            held.is_none(),
        ],
    )?;
    Ok(())
}

/// Ticks lines of a plan, or takes the tick away: those named, or without names all that no brake holds. A line that a brake
/// holds is ticked by name only.
pub fn tick(
    conn: &Connection,
    plan: SeatPlanId,
    lines: Option<&[SeatLineId]>,
    ticked: bool,
) -> Result<()> {
    let Some(lines) = lines else {
        decode::execute(
            conn,
            "UPDATE seat_line SET ticked = ?2 WHERE plan_id = ?1 AND (brake IS NULL OR ?2 = 0)",
            params![plan.get(), ticked],
        )?;
        return Ok(());
    };
    for line in lines {
        decode::execute_on(
            conn,
            WHAT,
            "UPDATE seat_line SET ticked = ?3 WHERE plan_id = ?1 AND id = ?2",
            params![plan.get(), line.get(), ticked],
        )?;
    }
    Ok(())
}

/// Ticks what a brake holds.
pub fn tick_braked(conn: &Connection, plan: SeatPlanId) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE seat_line SET ticked = 1 WHERE plan_id = ?1 AND brake IS NOT NULL",
        [plan.get()],
    )?;
    Ok(())
}

/// Lines that were sent and of which no answer is known.
pub fn sent(conn: &Connection, plan: SeatPlanId) -> Result<Vec<SeatLineRow>> {
    decode::rows(
        conn,
        "SELECT * FROM seat_line WHERE plan_id = ?1 AND state = 'sent' ORDER BY id",
        [plan.get()],
        read,
    )
}

pub(super) fn leave_open(conn: &Connection, plan: SeatPlanId, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE seat_line SET state = CASE state WHEN 'sent' THEN 'unknown' ELSE 'left' END, settled_at = ?2,
             note = CASE state WHEN 'sent' THEN 'It was sent and Halo’s answer never came. Read the licences again.' ELSE note END
         WHERE plan_id = ?1 AND state IN ('waiting', 'sent')",
        params![plan.get(), now],
    )?;
    Ok(())
}

/// Enters that a line is about to be sent, or that it surely was not.
pub fn set_sent(conn: &Connection, id: SeatLineId, is_sent: bool) -> Result<()> {
    let state = if is_sent {
        LineState::Sent
    } else {
        LineState::Waiting
    };
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE seat_line SET state = ?2 WHERE id = ?1",
        params![id.get(), state.code()],
    )
}

/// Enters what became of a line.
pub fn settle(conn: &Connection, id: SeatLineId, end: &LineEnd, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE seat_line SET state = ?2, found = ?3, note = ?4, licence_id = coalesce(?5, licence_id), settled_at = ?6
         WHERE id = ?1",
        params![
            id.get(),
            end.state.code(),
            end.found,
            end.note,
            end.licence.map(LicenceId::get),
            now
        ],
    )
}

/// The first ticked line after another that is still to be written.
pub fn next_open(
    conn: &Connection,
    plan: SeatPlanId,
    after: Option<SeatLineId>,
) -> Result<Option<SeatLineRow>> {
    decode::row(
        conn,
        "SELECT * FROM seat_line WHERE plan_id = ?1 AND id > ?2 AND ticked = 1 AND state IN ('waiting', 'sent')
         ORDER BY id LIMIT 1",
        params![plan.get(), after.map_or(0, SeatLineId::get)],
        read,
    )
}

/// Lines for the screen: what a brake holds first, then by product and name.
pub fn page(
    conn: &Connection,
    plan: SeatPlanId,
    offset: u32,
    limit: u32,
) -> Result<Vec<SeatLineRow>> {
    decode::rows(
        conn,
        "SELECT * FROM seat_line WHERE plan_id = ?1
         ORDER BY brake IS NULL, product_name, organization COLLATE NOCASE, id LIMIT ?3 OFFSET ?2",
        params![plan.get(), offset, limit],
        read,
    )
}

/// How many lines stand how.
pub fn counts(conn: &Connection, plan: SeatPlanId) -> Result<LineCounts> {
    let counts = decode::row(
        conn,
        "SELECT count(*) AS all_lines, coalesce(sum(ticked), 0) AS ticked, coalesce(sum(brake IS NOT NULL), 0) AS braked,
             coalesce(sum(brake IS NOT NULL AND ticked), 0) AS braked_ticked,
             coalesce(sum(ticked AND state IN ('waiting', 'sent')), 0) AS open, coalesce(sum(state = 'done'), 0) AS done,
             coalesce(sum(state = 'moved'), 0) AS moved, coalesce(sum(state = 'refused'), 0) AS refused,
             coalesce(sum(state = 'unknown'), 0) AS unknown,
             coalesce(sum(state IN ('done', 'unknown') AND licence_id IS NOT NULL), 0) AS undoable,
             coalesce(sum(ticked AND before IS NULL), 0) AS new_lines,
             coalesce(sum(ticked <> (brake IS NULL)), 0) AS by_hand
         FROM seat_line WHERE plan_id = ?1",
        [plan.get()],
        |row| {
            Ok(LineCounts {
                all: row.get("all_lines")?,
                ticked: row.get("ticked")?,
                braked: row.get("braked")?,
                braked_ticked: row.get("braked_ticked")?,
                open: row.get("open")?,
                done: row.get("done")?,
                moved: row.get("moved")?,
                refused: row.get("refused")?,
                unknown: row.get("unknown")?,
                undoable: row.get("undoable")?,
                new: row.get("new_lines")?,
                by_hand: row.get("by_hand")?,
            })
        },
    )?;
    Ok(counts.unwrap_or_default())
}

/// When a count of a profile's was last written and read back.
pub fn last_written(conn: &Connection, profile: ProfileId) -> Result<Option<String>> {
    let at: Option<Option<String>> = decode::value(
        conn,
        "SELECT max(l.settled_at) FROM seat_line AS l JOIN seat_plan AS p ON p.id = l.plan_id
         WHERE p.profile_id = ?1 AND l.state = 'done'",
        [profile.get()],
    )?;
    Ok(at.flatten())
}

pub(super) fn ticked_changes(conn: &Connection, plan: SeatPlanId) -> Result<Vec<Change>> {
    decode::rows(
        conn,
        "SELECT before, after FROM seat_line WHERE plan_id = ?1 AND ticked = 1",
        [plan.get()],
        read_change,
    )
}

fn read_change(row: &Row<'_>) -> Result<Change> {
    Ok(Change {
        before: row.get("before")?,
        after: row.get("after")?,
    })
}

fn read(row: &Row<'_>) -> Result<SeatLineRow> {
    Ok(SeatLineRow {
        id: decode::id(row, "id", SeatLineId::new)?,
        line: NewSeatLine {
            customer: decode::id(row, "customer_id", CustomerId::new)?,
            customer_name: row.get("customer_name")?,
            organization: row.get("organization")?,
            sum: row.get("sum")?,
            product: row.get("product_key")?,
            product_name: row.get("product_name")?,
            licence: decode::optional_id(row, "licence_id", LicenceId::new)?,
            licence_name: row.get("licence_name")?,
            sku: row.get("sku")?,
            change: read_change(row)?,
        },
        brake: decode::optional_coded(row, "brake", Brake::from_code)?,
        ticked: row.get("ticked")?,
        state: decode::coded(row, "state", LineState::from_code)?,
        found: row.get("found")?,
        note: row.get("note")?,
    })
}
