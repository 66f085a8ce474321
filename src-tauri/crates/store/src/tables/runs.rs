//! Runs: anything that read from or wrote to Halo.

use domain::{ProfileId, RunId, RunResult};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Our id.
    pub id: RunId,
    /// What it did, as a code of the engine.
    pub kind: String,
    /// When it began.
    pub started_at: String,
    /// When it ended.
    pub finished_at: Option<String>,
    /// How it ended.
    pub result: RunResult,
    /// How many requests it made.
    pub requests: u32,
    /// A remark.
    pub note: Option<String>,
}

/// Begins a run.
pub fn start(conn: &Connection, profile: ProfileId, kind: &str, now: &str) -> Result<RunId> {
    decode::execute(
        conn,
        "INSERT INTO run (profile_id, kind, started_at) VALUES (?1, ?2, ?3)",
        params![profile.get(), kind, now],
    )?;
    Ok(RunId::new(decode::last_id(conn)?))
}

/// Ends a run. `result` is not [`RunResult::Running`].
pub fn finish(
    conn: &Connection,
    id: RunId,
    result: RunResult,
    requests: u32,
    note: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        "run",
        "UPDATE run SET result = ?2, requests = ?3, note = ?4, finished_at = ?5 WHERE id = ?1",
        params![id.get(), result.code(), requests, note, now],
    )
}

/// The newest runs, newest first.
pub fn list(conn: &Connection, profile: ProfileId, limit: u32) -> Result<Vec<RunRow>> {
    decode::rows(
        conn,
        "SELECT * FROM run WHERE profile_id = ?1 ORDER BY id DESC LIMIT ?2",
        params![profile.get(), limit],
        |row| {
            Ok(RunRow {
                id: decode::id(row, "id", RunId::new)?,
                kind: row.get("kind")?,
                started_at: row.get("started_at")?,
                finished_at: row.get("finished_at")?,
                result: decode::coded(row, "result", RunResult::from_code)?,
                requests: row.get("requests")?,
                note: row.get("note")?,
            })
        },
    )
}

/// When a run of a kind last failed with these words in its remark.
pub fn last_failed_of(
    conn: &Connection,
    profile: ProfileId,
    kind: &str,
    words: &str,
) -> Result<Option<String>> {
    let at: Option<Option<String>> = decode::value(
        conn,
        "SELECT max(finished_at) FROM run
         WHERE profile_id = ?1 AND kind = ?2 AND result = 'failed' AND instr(note, ?3) > 0",
        params![profile.get(), kind, words],
    )?;
    Ok(at.flatten())
}
