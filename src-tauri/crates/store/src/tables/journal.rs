//! The journal: one line for everything that happened, each sealed with the one before it.
//!
//! Triggers write the lines, so that nothing can be done without one. At the end of every transaction the new ones are
//! sealed: with the line before, and with what an edit changed. Whoever changes, adds or takes away a line later breaks
//! every seal from there on. A chain shows that somebody was at it, not who: there is no key, and a whole journal can be
//! written anew, which only a report made before shows.

use std::fmt::Write as _;

use domain::{EditId, ProfileId, matching::search_key};
use rusqlite::{Row, named_params, params};
use sha2::{Digest as _, Sha256};

use super::grid::like_pattern;
use crate::{Connection, Result, decode};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Its number in the file.
    pub id: i32,
    /// When.
    pub at: String,
    /// Who: `here`, `halyard`, `halo`.
    pub actor: String,
    /// Of what kind: `edit`, `run`, `ticket`, `settings`, `problem`.
    pub area: String,
    /// What, in words.
    pub what: String,
    /// What was before.
    pub before: Option<String>,
    /// What is since.
    pub after: Option<String>,
    /// A sentence more.
    pub note: Option<String>,
    /// How a run ended.
    pub result: Option<String>,
    /// Requests that a run used.
    pub requests: Option<u32>,
    /// The undo step that it tells of.
    pub edit: Option<EditId>,
    /// Its seal.
    pub seal: Option<String>,
}

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalQuery {
    /// Only of this kind.
    pub area: Option<String>,
    /// Words to look for.
    pub text: String,
    /// Rows before the window.
    pub offset: u32,
    /// Rows in it at most.
    pub limit: u32,
}

/// How many lines there are of each kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaCount {
    /// The kind.
    pub area: String,
    /// How many.
    pub count: u32,
}

/// What checking the seals came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealCheck {
    /// Lines in the journal.
    pub lines: u32,
    /// The newest seal, which stands for all of them.
    pub head: Option<String>,
    /// The first line that is not as it was sealed, and its time.
    pub broken: Option<(i32, String)>,
}

const WHERE: &str = "profile_id = :profile AND (:area IS NULL OR area = :area)
     AND (:pattern IS NULL OR search_text LIKE :pattern ESCAPE '\\')";

/// A window of the journal, newest first.
pub fn page(
    conn: &Connection,
    profile: ProfileId,
    query: &JournalQuery,
) -> Result<Vec<JournalRow>> {
    decode::rows(
        conn,
        &format!(
            "SELECT * FROM journal WHERE {WHERE} ORDER BY id DESC LIMIT :limit OFFSET :offset"
        ),
        named_params! {
            ":profile": profile.get(),
            ":area": query.area,
            ":pattern": like_pattern(&query.text),
            ":limit": query.limit,
            ":offset": query.offset,
        },
        read,
    )
}

/// How many lines hold a text, by kind.
pub fn counts(conn: &Connection, profile: ProfileId, text: &str) -> Result<Vec<AreaCount>> {
    decode::rows(
        conn,
        &format!("SELECT area, count(*) AS count FROM journal WHERE {WHERE} GROUP BY area"),
        named_params! {
            ":profile": profile.get(),
            ":area": Option::<String>::None,
            ":pattern": like_pattern(text),
        },
        |row| {
            Ok(AreaCount {
                area: row.get("area")?,
                count: row.get("count")?,
            })
        },
    )
}

/// One line.
pub fn get(conn: &Connection, profile: ProfileId, id: i32) -> Result<Option<JournalRow>> {
    decode::row(
        conn,
        "SELECT * FROM journal WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id],
        read,
    )
}

/// Enters something that no table tells of by itself: a choice of settings.
pub fn enter(conn: &Connection, profile: ProfileId, what: &str, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO journal (profile_id, at, actor, area, what) VALUES (?1, ?2, 'here', 'settings', ?3)",
        params![profile.get(), now, what],
    )?;
    Ok(())
}

/// Seals the lines that this transaction has written.
pub(crate) fn seal(conn: &Connection) -> Result<()> {
    let fresh = decode::rows(
        conn,
        "SELECT * FROM journal WHERE seal IS NULL ORDER BY id",
        [],
        |row| Ok((decode::id(row, "profile_id", ProfileId::new)?, read(row)?)),
    )?;
    for (profile, line) in fresh {
        let before: Option<String> = decode::value(
            conn,
            "SELECT seal FROM journal WHERE profile_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1",
            [profile.get(), line.id],
        )?;
        let seal = sealed(conn, &before.unwrap_or_default(), &line)?;
        decode::execute_on(
            conn,
            "journal",
            "UPDATE journal SET seal = ?2, search_text = ?3 WHERE id = ?1",
            params![line.id, seal, search_text(&line)],
        )?;
    }
    Ok(())
}

/// Works out every seal anew.
pub fn check(conn: &Connection, profile: ProfileId) -> Result<SealCheck> {
    let mut check = SealCheck {
        lines: 0,
        head: None,
        broken: None,
    };
    let mut statement =
        conn.prepare_cached("SELECT * FROM journal WHERE profile_id = ?1 ORDER BY id")?;
    let mut rows = statement.query([profile.get()])?;
    while let Some(row) = rows.next()? {
        let line = read(row)?;
        check.lines += 1;
        let before = check.head.take().unwrap_or_default();
        let seal = sealed(conn, &before, &line)?;
        if check.broken.is_none() && line.seal.as_deref() != Some(seal.as_str()) {
            check.broken = Some((line.id, line.at));
        }
        check.head = line.seal;
    }
    Ok(check)
}

/// The seal of a line after the one before it. Each part is told from the next by its length.
fn sealed(conn: &Connection, before: &str, line: &JournalRow) -> Result<String> {
    let images: Option<String> = match line.edit {
        Some(edit) => decode::value(conn, "SELECT images FROM edit WHERE id = ?1", [edit.get()])?,
        None => None,
    };
    let requests = line.requests.map(|requests| requests.to_string());
    let id = line.id.to_string();
    let parts = [
        Some(before),
        Some(&id),
        Some(&line.at),
        Some(&line.actor),
        Some(&line.area),
        Some(&line.what),
        line.before.as_deref(),
        line.after.as_deref(),
        line.note.as_deref(),
        line.result.as_deref(),
        requests.as_deref(),
        images.as_deref(),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        match part {
            Some(text) => {
                let length = u64::try_from(text.len()).unwrap_or(u64::MAX - 1);
                hash.update(length.to_le_bytes());
                hash.update(text.as_bytes());
            }
            None => hash.update(u64::MAX.to_le_bytes()),
        }
    }
    let mut seal = String::with_capacity(64);
    for byte in hash.finalize() {
        write!(seal, "{byte:02x}").map_err(|_| crate::Error::Invalid { column: "seal" })?;
    }
    Ok(seal)
}

fn search_text(line: &JournalRow) -> String {
    let parts = [
        Some(&line.what),
        line.before.as_ref(),
        line.after.as_ref(),
        line.note.as_ref(),
    ];
    let folded: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| search_key(part))
        .collect();
    folded.join("\n")
}

fn read(row: &Row<'_>) -> Result<JournalRow> {
    Ok(JournalRow {
        id: row.get("id")?,
        at: row.get("at")?,
        actor: row.get("actor")?,
        area: row.get("area")?,
        what: row.get("what")?,
        before: row.get("before")?,
        after: row.get("after")?,
        note: row.get("note")?,
        result: row.get("result")?,
        requests: row.get("requests")?,
        edit: decode::optional_id(row, "edit_id", EditId::new)?,
        seal: row.get("seal")?,
    })
}
