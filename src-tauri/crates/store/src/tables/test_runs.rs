//! Runs of the test ticket. A run is in the file before its ticket is in Halo.

use domain::{CleanUp, CustomerId, ProfileId, TestRunId, TestRunState, TicketId};
use rusqlite::{Row, params};

use crate::{Connection, Error, Result, decode};

const WHAT: &str = "test run";

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestRunRow {
    /// Our id.
    pub id: TestRunId,
    /// Our own mark on the ticket.
    pub reference: String,
    /// Halo's id of the ticket, once it is known.
    pub halo_ticket_id: Option<TicketId>,
    /// The customer it is for.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// The vendor's level.
    pub level_key: String,
    /// How it stands.
    pub state: TestRunState,
    /// The steps, as the engine writes them.
    pub steps_json: String,
    /// When it began.
    pub started_at: String,
    /// When it ended.
    pub finished_at: Option<String>,
    /// What became of the ticket.
    pub clean_up: CleanUp,
    /// When somebody said that the ticket is gone in Halo.
    pub dismissed_at: Option<String>,
}

/// What a run begins with.
#[derive(Clone, Copy, Debug)]
pub struct NewTestRun<'a> {
    /// Our own mark on the ticket; distinct over all profiles.
    pub reference: &'a str,
    /// The customer it is for.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer_name: &'a str,
    /// The vendor's level.
    pub level_key: &'a str,
    /// The steps that are planned.
    pub steps_json: &'a str,
    /// When it begins.
    pub started_at: &'a str,
}

/// Begins a run.
pub fn insert(conn: &Connection, profile: ProfileId, run: &NewTestRun<'_>) -> Result<TestRunId> {
    decode::execute(
        conn,
        "INSERT INTO test_run (profile_id, reference, customer_id, customer_name, level_key, state, steps, started_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            profile.get(),
            run.reference,
            run.customer_id.get(),
            run.customer_name,
            run.level_key,
            TestRunState::Running.code(),
            run.steps_json,
            run.started_at,
        ],
    )?;
    Ok(TestRunId::new(decode::last_id(conn)?))
}

/// Remembers the ticket that Halo made.
pub fn set_ticket(conn: &Connection, id: TestRunId, ticket: TicketId) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE test_run SET halo_ticket_id = ?2 WHERE id = ?1",
        [id.get(), ticket.get()],
    )
}

/// Remembers how the steps stand.
pub fn set_steps(conn: &Connection, id: TestRunId, steps_json: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE test_run SET steps = ?2 WHERE id = ?1",
        params![id.get(), steps_json],
    )
}

/// Ends a run. `state` is not [`TestRunState::Running`].
pub fn finish(
    conn: &Connection,
    id: TestRunId,
    state: TestRunState,
    steps_json: &str,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE test_run SET state = ?2, steps = ?3, finished_at = ?4 WHERE id = ?1",
        params![id.get(), state.code(), steps_json, now],
    )
}

/// Remembers what became of the ticket.
pub fn set_clean_up(conn: &Connection, id: TestRunId, clean_up: CleanUp) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE test_run SET clean_up = ?2 WHERE id = ?1",
        params![id.get(), clean_up.code()],
    )
}

/// Remembers since when somebody says that its ticket is gone in Halo; `None` when nobody does any more.
pub fn set_dismissed(conn: &Connection, id: TestRunId, at: Option<&str>) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE test_run SET dismissed_at = ?2 WHERE id = ?1",
        params![id.get(), at],
    )
}

/// One run of a profile.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(conn: &Connection, profile: ProfileId, id: TestRunId) -> Result<TestRunRow> {
    decode::row(
        conn,
        "SELECT * FROM test_run WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
        read,
    )?
    .ok_or(Error::NotFound { what: WHAT })
}

/// The newest runs, and all whose ticket may still stand in Halo, however old: what is said of them somewhere can be found
/// everywhere. Newest first.
pub fn list(conn: &Connection, profile: ProfileId, newest: u32) -> Result<Vec<TestRunRow>> {
    decode::rows(
        conn,
        "SELECT * FROM test_run WHERE profile_id = ?1 AND (clean_up = 'pending' AND dismissed_at IS NULL
             OR id IN (SELECT id FROM test_run WHERE profile_id = ?1 ORDER BY id DESC LIMIT ?2))
         ORDER BY id DESC",
        params![profile.get(), newest],
        read,
    )
}

/// Marks what still says that it is running as interrupted, and answers how many there were. For the start of a
/// program, while none can be running.
pub fn interrupt_running(conn: &Connection, profile: ProfileId, now: &str) -> Result<u32> {
    let interrupted = decode::execute(
        conn,
        "UPDATE test_run SET state = 'interrupted', finished_at = ?2 WHERE profile_id = ?1 AND state = 'running'",
        params![profile.get(), now],
    )?;
    Ok(decode::count(interrupted))
}

fn read(row: &Row<'_>) -> Result<TestRunRow> {
    Ok(TestRunRow {
        id: decode::id(row, "id", TestRunId::new)?,
        reference: row.get("reference")?,
        halo_ticket_id: decode::optional_id(row, "halo_ticket_id", TicketId::new)?,
        customer_id: decode::id(row, "customer_id", CustomerId::new)?,
        customer_name: row.get("customer_name")?,
        level_key: row.get("level_key")?,
        state: decode::coded(row, "state", TestRunState::from_code)?,
        steps_json: row.get("steps")?,
        started_at: row.get("started_at")?,
        finished_at: row.get("finished_at")?,
        clean_up: decode::coded(row, "clean_up", CleanUp::from_code)?,
        dismissed_at: row.get("dismissed_at")?,
    })
}
