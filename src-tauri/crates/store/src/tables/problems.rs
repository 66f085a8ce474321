//! Problems: what no longer holds, since when, and until when it is ignored.

use std::collections::{HashMap, HashSet};

use domain::{
    OrganizationId, ProblemId, ProfileId,
    drift::{Cause, Problem},
};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

/// A problem with its bookkeeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemRow {
    /// Our id.
    pub id: ProblemId,
    /// What no longer holds.
    pub problem: Problem,
    /// When that was first seen, as it is now.
    pub first_seen_at: String,
    /// A day, `2026-12-01`; until then it is not counted.
    pub ignored_until: Option<String>,
}

/// How many came up or were solved, by cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseCount {
    /// What happened.
    pub cause: Cause,
    /// To how many.
    pub count: u32,
}

/// Problems that stand, in the order in which they came up.
pub fn open(conn: &Connection, profile: ProfileId) -> Result<Vec<ProblemRow>> {
    decode::rows(
        conn,
        "SELECT * FROM problem WHERE profile_id = ?1 AND solved_at IS NULL ORDER BY id",
        [profile.get()],
        read,
    )
}

/// One problem that stands.
pub fn get(conn: &Connection, profile: ProfileId, id: ProblemId) -> Result<Option<ProblemRow>> {
    decode::row(
        conn,
        "SELECT * FROM problem WHERE profile_id = ?1 AND id = ?2 AND solved_at IS NULL",
        [profile.get(), id.get()],
        read,
    )
}

/// Puts what was found in place of what stood: the same problem keeps the time it was first seen and until when it is
/// ignored, unless what it has become is another thing than what was looked at; what was not found again is solved.
/// Answers whether anything was different.
pub fn replace(
    conn: &Connection,
    profile: ProfileId,
    found: &[Problem],
    now: &str,
) -> Result<bool> {
    let standing = open(conn, profile)?;
    let still: HashSet<_> = found.iter().map(identity).collect();
    let mut changed = false;
    for row in &standing {
        if !still.contains(&identity(&row.problem)) {
            changed = true;
            decode::execute_on(
                conn,
                "problem",
                "UPDATE problem SET solved_at = ?2 WHERE id = ?1",
                params![row.id.get(), now],
            )?;
        }
    }
    let known: HashMap<_, _> = standing
        .iter()
        .map(|row| (identity(&row.problem), row))
        .collect();
    for problem in found {
        match known.get(&identity(problem)) {
            Some(row) if row.problem == *problem => {}
            Some(row) => {
                changed = true;
                decode::execute_on(
                    conn,
                    "problem",
                    "UPDATE problem SET organization_id = ?2, subject = ?3, before = ?4, after = ?5, note = ?6,
                         ignored_until = CASE WHEN after IS ?5 THEN ignored_until END,
                         first_seen_at = CASE WHEN after IS ?5 THEN first_seen_at ELSE ?7 END
                     WHERE id = ?1",
                    params![
                        row.id.get(),
                        problem.organization.map(OrganizationId::get),
                        problem.subject,
                        problem.before,
                        problem.after,
                        problem.note,
                        now
                    ],
                )?;
            }
            None => {
                changed = true;
                insert(conn, profile, problem, now)?;
            }
        }
    }
    Ok(changed)
}

/// Leaves a problem out of the count until a day, or counts it again.
pub fn ignore(
    conn: &Connection,
    profile: ProfileId,
    id: ProblemId,
    until: Option<&str>,
) -> Result<()> {
    decode::execute_on(
        conn,
        "problem",
        "UPDATE problem SET ignored_until = ?3 WHERE profile_id = ?1 AND id = ?2 AND solved_at IS NULL",
        params![profile.get(), id.get(), until],
    )
}

/// How many stand that are not ignored on this day.
pub fn count(conn: &Connection, profile: ProfileId, today: &str) -> Result<u32> {
    let count = decode::value(
        conn,
        "SELECT count(*) FROM problem WHERE profile_id = ?1 AND solved_at IS NULL
             AND (ignored_until IS NULL OR ignored_until <= ?2)",
        params![profile.get(), today],
    )?;
    Ok(count.unwrap_or(0))
}

/// How many were solved since a moment.
pub fn solved_since(conn: &Connection, profile: ProfileId, since: &str) -> Result<u32> {
    let count = decode::value(
        conn,
        "SELECT count(*) FROM problem WHERE profile_id = ?1 AND solved_at >= ?2",
        params![profile.get(), since],
    )?;
    Ok(count.unwrap_or(0))
}

/// What came up since a moment and still stands, by cause.
pub fn came_since(conn: &Connection, profile: ProfileId, since: &str) -> Result<Vec<CauseCount>> {
    let mut counts = decode::rows(
        conn,
        "SELECT cause, count(*) AS count FROM problem
         WHERE profile_id = ?1 AND solved_at IS NULL AND first_seen_at > ?2 GROUP BY cause",
        params![profile.get(), since],
        |row| {
            Ok(CauseCount {
                cause: decode::coded(row, "cause", Cause::from_code)?,
                count: row.get("count")?,
            })
        },
    )?;
    counts.sort_by_key(|count| count.cause);
    Ok(counts)
}

/// Up to when the administrator has seen what changed; `None` before the first look.
pub fn seen_at(conn: &Connection, profile: ProfileId) -> Result<Option<String>> {
    decode::value(
        conn,
        "SELECT seen_at FROM problem_look WHERE profile_id = ?1",
        [profile.get()],
    )
}

/// Remembers that everything up to now was seen.
pub fn set_seen(conn: &Connection, profile: ProfileId, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO problem_look (profile_id, seen_at) VALUES (?1, ?2)
         ON CONFLICT (profile_id) DO UPDATE SET seen_at = excluded.seen_at",
        params![profile.get(), now],
    )?;
    Ok(())
}

fn insert(conn: &Connection, profile: ProfileId, problem: &Problem, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO problem (profile_id, cause, object_key, organization_id, subject, before, after, note, first_seen_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            profile.get(),
            problem.cause.code(),
            problem.object,
            problem.organization.map(OrganizationId::get),
            problem.subject,
            problem.before,
            problem.after,
            problem.note,
            now
        ],
    )?;
    Ok(())
}

fn identity(problem: &Problem) -> (Cause, &str) {
    (problem.cause, &problem.object)
}

fn read(row: &Row<'_>) -> Result<ProblemRow> {
    Ok(ProblemRow {
        id: decode::id(row, "id", ProblemId::new)?,
        problem: Problem {
            cause: decode::coded(row, "cause", Cause::from_code)?,
            object: row.get("object_key")?,
            organization: decode::optional_id(row, "organization_id", OrganizationId::new)?,
            subject: row.get("subject")?,
            before: row.get("before")?,
            after: row.get("after")?,
            note: row.get("note")?,
        },
        first_seen_at: row.get("first_seen_at")?,
        ignored_until: row.get("ignored_until")?,
    })
}
