//! The journal: one line for everything that happened, each sealed with the one before it.
//!
//! Triggers write the lines of edits, runs, tickets, problems and settings, so that none of these is without one; what no
//! trigger sees is entered by whoever does it. At the end of every transaction its own are sealed:
//! with the line before, and with what an edit changed. Which line was sealed last, and how many there were, is kept in
//! `journal_head`. Whoever changes, adds or takes away a line later, the last ones included, breaks the chain from there
//! on, and a line that came otherwise than by a transaction of ours is never sealed. A chain shows that somebody was at
//! it, not who: there is no key, so somebody who works out all later seals and changes the head too can write the journal
//! anew, which only a report made before shows.

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::fmt::Write as _;

use domain::{EditId, ProfileId, SeatPlanId, matching::search_key};
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
    /// The operating system's name for who it was here; lines of earlier versions have none.
    pub who: Option<String>,
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
    /// For what no undo step holds: what was before and after it, as its writer puts that.
    pub act: Option<String>,
    /// When that was taken back.
    pub undone_at: Option<String>,
    /// The plan of seats that it tells of.
    pub plan: Option<SeatPlanId>,
    /// Its seal.
    pub seal: Option<String>,
}

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalQuery {
    /// Only of this kind.
    pub area: Option<String>,
    /// Words to look for, or a line's seal.
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
    /// The first line that is not as it was sealed, and its time; where lines are gone from the end, the last of them.
    pub broken: Option<(i32, String)>,
}

const SELECT: &str = "SELECT journal.*,
     (SELECT u.at FROM journal_undone AS u WHERE u.line = journal.id) AS undone_at FROM journal";

const WHERE: &str = "profile_id = :profile AND (:area IS NULL OR area = :area)
     AND (:pattern IS NULL OR search_text LIKE :pattern ESCAPE '\\' OR substr(seal, 1, length(:seal)) = :seal)";

/// Characters of a seal that are enough to know it by; a report's table shows so many.
pub const ENOUGH_OF_SEAL: usize = 12;

/// What was given as a seal, or as the beginning of one, as it is stored; `None` for what cannot be one.
pub fn as_seal(text: &str) -> Option<String> {
    let seal = text.trim().to_ascii_lowercase();
    let is_seal = seal.len() >= ENOUGH_OF_SEAL && seal.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_seal.then_some(seal)
}

/// A window of the journal, newest first.
pub fn page(
    conn: &Connection,
    profile: ProfileId,
    query: &JournalQuery,
) -> Result<Vec<JournalRow>> {
    decode::rows(
        conn,
        &format!("{SELECT} WHERE {WHERE} ORDER BY id DESC LIMIT :limit OFFSET :offset"),
        named_params! {
            ":profile": profile.get(),
            ":area": query.area,
            ":pattern": like_pattern(&query.text),
            ":seal": as_seal(&query.text),
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
            ":seal": as_seal(text),
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
        &format!("{SELECT} WHERE profile_id = ?1 AND id = ?2"),
        [profile.get(), id],
        read,
    )
}

/// The line with a seal that begins so; only the first twelve characters stand in a report's table.
pub fn with_seal(
    conn: &Connection,
    profile: ProfileId,
    beginning: &str,
) -> Result<Option<JournalRow>> {
    decode::row(
        conn,
        &format!(
            "{SELECT} WHERE profile_id = ?1 AND substr(seal, 1, length(?2)) = ?2 ORDER BY id LIMIT 1"
        ),
        params![profile.get(), beginning],
        read,
    )
}

/// Enters something that no table tells of by itself: a choice of settings.
pub fn enter(conn: &Connection, profile: ProfileId, what: &str, now: &str) -> Result<()> {
    enter_change(conn, profile, what, (None, None), now)
}

/// Same, with what was before and what is since.
pub fn enter_change(
    conn: &Connection,
    profile: ProfileId,
    what: &str,
    (before, after): (Option<&str>, Option<&str>),
    now: &str,
) -> Result<()> {
    let entry = Entry {
        area: "settings",
        what,
        before,
        after,
        note: None,
        act: None,
    };
    enter_act(conn, profile, &entry, now)
}

/// Something that somebody did here.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Of what kind: `settings` or `problem`.
    pub area: &'a str,
    /// What, in words.
    pub what: &'a str,
    /// What was before.
    pub before: Option<&'a str>,
    /// What is since.
    pub after: Option<&'a str>,
    /// A sentence more.
    pub note: Option<&'a str>,
    /// By what it can be taken back.
    pub act: Option<&'a str>,
}

/// Enters what somebody did, with by what it can be taken back.
pub fn enter_act(
    conn: &Connection,
    profile: ProfileId,
    entry: &Entry<'_>,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO journal (profile_id, at, actor, area, what, before, after, note, act)
         VALUES (?1, ?2, 'here', ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            profile.get(),
            now,
            entry.area,
            entry.what,
            entry.before,
            entry.after,
            entry.note,
            entry.act
        ],
    )?;
    Ok(())
}

/// Since when a profile has the application that it has now: the last time that a secret came with another client id. A new
/// secret of the same application changes nothing of what that may do.
pub fn application_since(conn: &Connection, profile: ProfileId) -> Result<Option<String>> {
    let at: Option<Option<String>> = decode::value(
        conn,
        "SELECT max(at) FROM journal WHERE profile_id = ?1 AND area = 'settings'
             AND what = 'Client secret kept' AND before IS NOT after",
        [profile.get()],
    )?;
    Ok(at.flatten())
}

/// Whether a choice of settings that begins so was entered after a line.
pub fn is_followed_by(
    conn: &Connection,
    profile: ProfileId,
    line: i32,
    beginning: &str,
) -> Result<bool> {
    let found: Option<i32> = decode::value(
        conn,
        "SELECT 1 FROM journal WHERE profile_id = ?1 AND id > ?2 AND area = 'settings'
             AND substr(what, 1, length(?3)) = ?3 LIMIT 1",
        params![profile.get(), line, beginning],
    )?;
    Ok(found.is_some())
}

/// Remembers that what a line tells of was taken back. The line itself stays as it was sealed.
pub fn set_undone(conn: &Connection, profile: ProfileId, line: i32, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR IGNORE INTO journal_undone (line, profile_id, at) VALUES (?1, ?2, ?3)",
        params![line, profile.get(), now],
    )?;
    Ok(())
}

/// The newest line there is, to be asked when a transaction begins: later ones are its own.
pub(crate) fn newest(conn: &Connection) -> Result<i32> {
    let newest: Option<Option<i32>> = decode::value(conn, "SELECT max(id) FROM journal", [])?;
    Ok(newest.flatten().unwrap_or(0))
}

/// The last line that was sealed.
struct Head {
    line: i32,
    lines: u32,
    at: String,
    seal: String,
}

fn head(conn: &Connection, profile: ProfileId) -> Result<Option<Head>> {
    decode::row(
        conn,
        "SELECT * FROM journal_head WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok(Head {
                line: row.get("line")?,
                lines: row.get("lines")?,
                at: row.get("at")?,
                seal: row.get("seal")?,
            })
        },
    )
}

/// Seals the lines that this transaction has written, those after `newest`. Others stay without a seal, unless none of
/// their journal has one yet: those came with the version that began to keep it. Lines of what was done here get the name
/// of `who` is at the computer.
pub(crate) fn seal(conn: &Connection, newest: i32, who: Option<&str>) -> Result<()> {
    let fresh = decode::rows(
        conn,
        &format!("{SELECT} WHERE seal IS NULL ORDER BY id"),
        [],
        |row| Ok((decode::id(row, "profile_id", ProfileId::new)?, read(row)?)),
    )?;
    let mut heads: BTreeMap<ProfileId, Option<Head>> = BTreeMap::new();
    let mut begun = BTreeSet::new();
    for (profile, mut line) in fresh {
        if line.id > newest && line.actor == "here" {
            line.who = who.map(str::to_owned);
        }
        let head = match heads.entry(profile) {
            btree_map::Entry::Occupied(known) => known.into_mut(),
            btree_map::Entry::Vacant(place) => {
                let head = head(conn, profile)?;
                if head.is_none() {
                    begun.insert(profile);
                }
                place.insert(head)
            }
        };
        if line.id <= newest && !begun.contains(&profile) {
            continue;
        }
        let (before, lines) = head
            .as_ref()
            .map_or(("", 0), |head| (head.seal.as_str(), head.lines));
        let seal = sealed(conn, before, &line)?;
        decode::execute_on(
            conn,
            "journal",
            "UPDATE journal SET seal = ?2, search_text = ?3, who = ?4 WHERE id = ?1",
            params![line.id, seal, search_text(&line), line.who],
        )?;
        *head = Some(Head {
            line: line.id,
            lines: lines + 1,
            at: line.at,
            seal,
        });
    }
    for (profile, head) in heads {
        let Some(head) = head else { continue };
        decode::execute(
            conn,
            "INSERT OR REPLACE INTO journal_head (profile_id, line, lines, at, seal) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![profile.get(), head.line, head.lines, head.at, head.seal],
        )?;
    }
    Ok(())
}

/// Works out every seal anew, and compares the end with the line that was sealed last.
pub fn check(conn: &Connection, profile: ProfileId) -> Result<SealCheck> {
    let mut check = SealCheck {
        lines: 0,
        head: None,
        broken: None,
    };
    let mut last = None;
    let mut statement =
        conn.prepare_cached(&format!("{SELECT} WHERE profile_id = ?1 ORDER BY id"))?;
    let mut rows = statement.query([profile.get()])?;
    while let Some(row) = rows.next()? {
        let line = read(row)?;
        check.lines += 1;
        let before = check.head.take().unwrap_or_default();
        let seal = sealed(conn, &before, &line)?;
        if check.broken.is_none() && line.seal.as_deref() != Some(seal.as_str()) {
            check.broken = Some((line.id, line.at.clone()));
        }
        check.head = line.seal;
        last = Some((line.id, line.at));
    }
    let is_whole = |head: &Head| {
        last.as_ref().is_some_and(|(line, _)| *line == head.line)
            && head.lines == check.lines
            && check.head.as_ref() == Some(&head.seal)
    };
    if check.broken.is_none() {
        check.broken = match head(conn, profile)? {
            Some(head) if is_whole(&head) => None,
            Some(head) => Some((head.line, head.at)),
            // Every journal with a line has one.
            None => last,
        };
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
    // Parts that came with a later version are named, and left out where there is none: so what was sealed before stays so.
    let later = [("who", line.who.as_deref()), ("act", line.act.as_deref())]
        .into_iter()
        .filter(|(_, part)| part.is_some())
        .flat_map(|(name, part)| [Some(name), part]);
    let mut hash = Sha256::new();
    for part in parts.into_iter().chain(later) {
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
        line.who.as_ref(),
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
        who: row.get("who")?,
        area: row.get("area")?,
        what: row.get("what")?,
        before: row.get("before")?,
        after: row.get("after")?,
        note: row.get("note")?,
        result: row.get("result")?,
        requests: row.get("requests")?,
        edit: decode::optional_id(row, "edit_id", EditId::new)?,
        act: row.get("act")?,
        undone_at: row.get("undone_at")?,
        plan: decode::optional_id(row, "plan_id", SeatPlanId::new)?,
        seal: row.get("seal")?,
    })
}
