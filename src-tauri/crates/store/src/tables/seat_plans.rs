//! Plans of seat counts to write to Halo, and whether any may be written. Their lines are in [`super::seat_lines`].

use domain::{
    ProfileId, SeatPlanId,
    seats::{PlanState, Weight},
};
use rusqlite::{Row, params};

use super::seat_lines::{self, NewSeatLine};
use crate::{Connection, Error, Result, decode};

const WHAT: &str = "seat plan";

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatPlanRow {
    /// Our id.
    pub id: SeatPlanId,
    /// How it stands.
    pub state: PlanState,
    /// The plan whose writes it takes back.
    pub undoes: Option<SeatPlanId>,
    /// What was typed where a brake asked for it.
    pub reason: Option<String>,
    /// Seats in Halo of all that was compared.
    pub base: u32,
    /// When it was made.
    pub made_at: String,
    /// When it was confirmed.
    pub begun_at: Option<String>,
    /// The operating system's name for who confirmed it, where it has one.
    pub begun_by: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
}

/// Since when counts may be written; `None` where they are compared only.
pub fn writing_since(conn: &Connection, profile: ProfileId) -> Result<Option<String>> {
    decode::value(
        conn,
        "SELECT since FROM seat_writing WHERE profile_id = ?1",
        [profile.get()],
    )
}

/// Allows writing, or forbids it. Allowed twice, the first day stays.
pub fn set_writing(conn: &Connection, profile: ProfileId, since: Option<&str>) -> Result<()> {
    match since {
        Some(now) => decode::execute(
            conn,
            "INSERT OR IGNORE INTO seat_writing (profile_id, since) VALUES (?1, ?2)",
            params![profile.get(), now],
        )?,
        None => decode::execute(
            conn,
            "DELETE FROM seat_writing WHERE profile_id = ?1",
            [profile.get()],
        )?,
    };
    Ok(())
}

/// Makes a draft. Lines that a brake holds are not ticked.
///
/// # Errors
/// A unique constraint, when the profile has a plan that has not ended.
pub fn insert(
    conn: &Connection,
    profile: ProfileId,
    base: u32,
    undoes: Option<SeatPlanId>,
    lines: &[NewSeatLine],
    now: &str,
) -> Result<SeatPlanId> {
    decode::execute(
        conn,
        "INSERT INTO seat_plan (profile_id, state, undoes, base, made_at) VALUES (?1, 'draft', ?2, ?3, ?4)",
        params![profile.get(), undoes.map(SeatPlanId::get), base, now],
    )?;
    let id = SeatPlanId::new(decode::last_id(conn)?);
    for line in lines {
        seat_lines::insert(conn, id, line)?;
    }
    Ok(id)
}

/// The plan that has not ended, if there is one.
pub fn open(conn: &Connection, profile: ProfileId) -> Result<Option<SeatPlanRow>> {
    decode::row(
        conn,
        "SELECT * FROM seat_plan WHERE profile_id = ?1 AND state <> 'ended'",
        [profile.get()],
        read,
    )
}

/// The plan that ended last, if there is one.
pub fn last_ended(conn: &Connection, profile: ProfileId) -> Result<Option<SeatPlanRow>> {
    decode::row(
        conn,
        "SELECT * FROM seat_plan WHERE profile_id = ?1 AND state = 'ended' ORDER BY id DESC LIMIT 1",
        [profile.get()],
        read,
    )
}

/// One plan of a profile.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(conn: &Connection, profile: ProfileId, id: SeatPlanId) -> Result<SeatPlanRow> {
    decode::row(
        conn,
        "SELECT * FROM seat_plan WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
        read,
    )?
    .ok_or(Error::NotFound { what: WHAT })
}

/// A plan that was confirmed, with how its lines stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSummary {
    /// The plan.
    pub row: SeatPlanRow,
    /// Lines that were to be written.
    pub ticked: u32,
    /// Written and read back.
    pub done: u32,
    /// Skipped, because something had changed.
    pub moved: u32,
    /// Refused by Halo.
    pub refused: u32,
    /// Sent, and given up before any answer came.
    pub unknown: u32,
    /// What took it back, if anything did.
    pub undone_by: Option<UndoneBy>,
}

/// What took a plan back. One that wrote nothing took nothing back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndoneBy {
    /// The newest plan that wrote an opposite line.
    pub plan: SeatPlanId,
    /// Whether there is nothing that the plan had written and no plan has taken back.
    pub is_whole: bool,
}

/// Of the plan `p`: the newest plan that took something of it back, and whether anything was not.
const UNDONE_BY: &str = "(SELECT max(u.id) FROM seat_plan AS u
         WHERE u.profile_id = p.profile_id AND u.undoes = p.id
             AND EXISTS (SELECT 1 FROM seat_line AS w WHERE w.plan_id = u.id AND w.state = 'done')) AS undone_by,
     NOT EXISTS (SELECT licence_id FROM seat_line WHERE plan_id = p.id AND state = 'done'
         EXCEPT SELECT w.licence_id FROM seat_plan AS u JOIN seat_line AS w ON w.plan_id = u.id
         WHERE u.profile_id = p.profile_id AND u.undoes = p.id AND w.state = 'done') AS undone_whole";

fn read_undone_by(row: &Row<'_>) -> Result<Option<UndoneBy>> {
    let Some(plan) = decode::optional_id(row, "undone_by", SeatPlanId::new)? else {
        return Ok(None);
    };
    Ok(Some(UndoneBy {
        plan,
        is_whole: row.get("undone_whole")?,
    }))
}

/// Plans that were confirmed, the newest first.
pub fn confirmed(conn: &Connection, profile: ProfileId, limit: u32) -> Result<Vec<PlanSummary>> {
    decode::rows(
        conn,
        &format!(
            "SELECT p.*, coalesce(sum(l.ticked), 0) AS ticked, coalesce(sum(l.state = 'done'), 0) AS done,
                 coalesce(sum(l.state = 'moved'), 0) AS moved, coalesce(sum(l.state = 'refused'), 0) AS refused,
                 coalesce(sum(l.state = 'unknown'), 0) AS unknown, {UNDONE_BY}
             FROM seat_plan AS p LEFT JOIN seat_line AS l ON l.plan_id = p.id
             WHERE p.profile_id = ?1 AND p.state <> 'draft' GROUP BY p.id ORDER BY p.id DESC LIMIT ?2"
        ),
        params![profile.get(), limit],
        |row| {
            Ok(PlanSummary {
                row: read(row)?,
                ticked: row.get("ticked")?,
                done: row.get("done")?,
                moved: row.get("moved")?,
                refused: row.get("refused")?,
                unknown: row.get("unknown")?,
                undone_by: read_undone_by(row)?,
            })
        },
    )
}

/// What took a plan back, if anything did.
pub fn undone_by(
    conn: &Connection,
    profile: ProfileId,
    plan: SeatPlanId,
) -> Result<Option<UndoneBy>> {
    let found = decode::row(
        conn,
        &format!("SELECT {UNDONE_BY} FROM seat_plan AS p WHERE p.profile_id = ?1 AND p.id = ?2"),
        [profile.get(), plan.get()],
        read_undone_by,
    )?;
    Ok(found.flatten())
}

/// Confirms a plan: with the reason where a brake asked for one, and by whom where that is known.
pub fn begin(
    conn: &Connection,
    id: SeatPlanId,
    reason: Option<&str>,
    by: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE seat_plan SET state = 'begun', reason = ?2, begun_by = ?3, begun_at = ?4 WHERE id = ?1",
        params![id.get(), reason, by, now],
    )
}

/// Ends a plan. What is still open in it is left.
pub fn end(conn: &Connection, id: SeatPlanId, now: &str) -> Result<()> {
    seat_lines::leave_open(conn, id, now)?;
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE seat_plan SET state = 'ended', ended_at = ?2 WHERE id = ?1",
        params![id.get(), now],
    )
}

/// Removes a plan with its lines.
pub fn delete(conn: &Connection, profile: ProfileId, id: SeatPlanId) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "DELETE FROM seat_plan WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
    )
}

/// What the ticked lines move in all.
pub fn weight(conn: &Connection, plan: &SeatPlanRow) -> Result<Weight> {
    let base = Weight {
        base: plan.base.into(),
        ..Weight::default()
    };
    Ok(seat_lines::ticked_changes(conn, plan.id)?
        .into_iter()
        .fold(base, |weight, change| {
            weight.with(change.before, change.after)
        }))
}

fn read(row: &Row<'_>) -> Result<SeatPlanRow> {
    Ok(SeatPlanRow {
        id: decode::id(row, "id", SeatPlanId::new)?,
        state: decode::coded(row, "state", PlanState::from_code)?,
        undoes: decode::optional_id(row, "undoes", SeatPlanId::new)?,
        reason: row.get("reason")?,
        base: row.get("base")?,
        made_at: row.get("made_at")?,
        begun_at: row.get("begun_at")?,
        begun_by: row.get("begun_by")?,
        ended_at: row.get("ended_at")?,
    })
}
