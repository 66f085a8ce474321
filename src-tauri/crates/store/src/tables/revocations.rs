//! What revoking did, and what Halo said about the old secret since. Never the secret.

use domain::{ProfileId, ProofOutcome};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// A revocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationRow {
    /// When.
    pub revoked_at: String,
    /// What was done on this computer, as JSON of the engine's.
    pub steps_json: String,
}

/// One answer to the question whether the old secret still works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRow {
    /// When Halo was asked.
    pub asked_at: String,
    /// What came of it.
    pub outcome: ProofOutcome,
    /// Why, in a sentence, when it is not plain.
    pub said: Option<String>,
}

/// Keeps a revocation in place of an earlier one, whose proofs go with it.
pub fn start(conn: &Connection, profile: ProfileId, row: &RevocationRow) -> Result<()> {
    clear(conn, profile)?;
    decode::execute(
        conn,
        "INSERT INTO revocation (profile_id, revoked_at, steps) VALUES (?1, ?2, ?3)",
        params![profile.get(), row.revoked_at, row.steps_json],
    )?;
    Ok(())
}

/// The revocation in force; `None` when the profile was never revoked, or is connected again.
pub fn load(conn: &Connection, profile: ProfileId) -> Result<Option<RevocationRow>> {
    decode::row(
        conn,
        "SELECT revoked_at, steps FROM revocation WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok(RevocationRow {
                revoked_at: row.get(0)?,
                steps_json: row.get(1)?,
            })
        },
    )
}

/// Adds an answer to the revocation in force. Without one nothing is kept.
pub fn add_proof(conn: &Connection, profile: ProfileId, proof: &ProofRow) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO revocation_proof (profile_id, asked_at, outcome, said)
         SELECT profile_id, ?2, ?3, ?4 FROM revocation WHERE profile_id = ?1",
        params![
            profile.get(),
            proof.asked_at,
            proof.outcome.code(),
            proof.said
        ],
    )?;
    Ok(())
}

/// The answers so far, newest first.
pub fn proofs(conn: &Connection, profile: ProfileId) -> Result<Vec<ProofRow>> {
    decode::rows(
        conn,
        "SELECT * FROM revocation_proof WHERE profile_id = ?1 ORDER BY id DESC",
        [profile.get()],
        |row| {
            Ok(ProofRow {
                asked_at: row.get("asked_at")?,
                outcome: decode::coded(row, "outcome", ProofOutcome::from_code)?,
                said: row.get("said")?,
            })
        },
    )
}

/// Forgets the revocation with its proofs: the profile is connected again.
pub fn clear(conn: &Connection, profile: ProfileId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM revocation WHERE profile_id = ?1",
        [profile.get()],
    )?;
    Ok(())
}
