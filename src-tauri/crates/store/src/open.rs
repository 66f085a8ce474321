//! Opening the file: what is in its place, is it ours, is it sound, is it of this version.
//!
//! No file of the administrator's is ever deleted here. A file that cannot be used is moved aside and said; a newer one is refused.

use std::{
    io::{self, Read as _},
    path::Path,
};

use rusqlite::{Connection, ErrorCode};
use rusqlite_migration::Migrations;

use crate::{
    Damage, Notice, OpenError, Store,
    aside::{self, with_suffix},
    backup::{back_up, newest_backup},
    folder::{create_file, create_folder},
    migrations,
    pragmas::{self, APPLICATION_ID},
};

const FILE_NAME: &str = "halyard.db";
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// An open store, and what has to be said about it.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What the administrator should be told.
    pub notice: Option<Notice>,
}

impl Store {
    /// Opens `halyard.db` in `dir`, making both where they are missing (modes 0700 and 0600).
    ///
    /// Blocks for as long as an upgrade takes. `today`, such as `2026-11-21`, is only used in file names.
    ///
    /// # Errors
    /// [`OpenError`]; the file is then as it was. A file that is damaged or not ours is no error: it is moved aside
    /// and the notice says so.
    pub fn open(dir: &Path, today: &str) -> Result<Opened, OpenError> {
        open_with(dir, today, &migrations::released())
    }

    /// Whether there is a database in `dir`, whatever is in it.
    pub fn is_in(dir: &Path) -> bool {
        dir.join(FILE_NAME).is_file()
    }
}

/// What a look at an existing file told.
enum Found {
    Usable { version: u32 },
    Unusable(Damage),
}

pub(crate) fn open_with(
    dir: &Path,
    today: &str,
    steps: &Migrations<'_>,
) -> Result<Opened, OpenError> {
    create_folder(dir)?;
    let path = dir.join(FILE_NAME);
    let supported = supported_version(steps)?;

    let mut notice = None;
    let version = match look_at(&path, supported)? {
        None => 0,
        Some(Found::Usable { version }) if version > supported => {
            return Err(OpenError::TooNew {
                found: version,
                supported,
            });
        }
        Some(Found::Usable { version }) => version,
        Some(Found::Unusable(why)) => {
            let to = aside::move_aside(&path, today).map_err(|source| OpenError::MoveAside {
                path: path.clone(),
                source,
            })?;
            tracing::warn!(%why, "database moved aside");
            notice = Some(Notice::MovedAside {
                to,
                why,
                newest_backup: newest_backup(dir),
            });
            0
        }
    };

    create_file(&path)?;
    let mut writer = pragmas::open_writer(&path).map_err(|e| refine(&path, "opening", e))?;
    pragmas::use_wal(&writer).map_err(|e| refine(&path, "switching to write-ahead logging", e))?;
    if version < supported {
        if version > 0 {
            let backup = back_up(&writer, dir, version, today)?;
            notice = Some(Notice::Upgraded {
                from: version,
                to: supported,
                backup,
            });
        }
        steps
            .to_latest(&mut writer)
            .map_err(|source| migration_error(version, source))?;
    }
    let reader = pragmas::open_reader(&path).map_err(|e| refine(&path, "opening to read", e))?;
    Ok(Opened {
        store: Store::start(path, writer, reader),
        notice,
    })
}

/// Looks at what is in the file's place without changing it. `None` when there is nothing.
fn look_at(path: &Path, supported: u32) -> Result<Option<Found>, OpenError> {
    let wal_length = fs_err::symlink_metadata(with_suffix(path, "-wal")).map_or(0, |m| m.len());
    let metadata = match fs_err::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok((wal_length > 0).then_some(Found::Unusable(Damage::MissingMain)));
        }
        Err(source) => {
            return Err(OpenError::Folder {
                path: path.to_path_buf(),
                source,
            });
        }
    };
    if !metadata.is_file() {
        return Err(OpenError::NotAFile {
            path: path.to_path_buf(),
        });
    }
    if metadata.len() == 0 {
        return Ok(Some(Found::Unusable(Damage::Empty)));
    }
    // Asked first, because a whole journal beside it makes any file readable to SQLite.
    if !has_magic(path)? {
        return Ok(Some(Found::Unusable(Damage::NotADatabase)));
    }
    // SQLite removes the journal when the last connection closes in order: one that is left tells of a crash.
    let was_clean = wal_length == 0;
    match examine(path, metadata.len(), was_clean, supported) {
        Ok(found) => Ok(Some(found)),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Ok(Some(Found::Unusable(Damage::NotADatabase))),
            Some(ErrorCode::DatabaseCorrupt) => Ok(Some(Found::Unusable(Damage::Damaged))),
            Some(_) | None => Err(refine(path, "looking at the file", error)),
        },
    }
}

/// Whether the file begins like every database of `SQLite`.
fn has_magic(path: &Path) -> Result<bool, OpenError> {
    let read = || -> io::Result<Vec<u8>> {
        let mut start = Vec::new();
        fs_err::File::open(path)?
            .take(MAGIC.len() as u64)
            .read_to_end(&mut start)?;
        Ok(start)
    };
    match read() {
        Ok(start) => Ok(start == MAGIC),
        Err(source) => Err(OpenError::NotWritable {
            path: path.to_path_buf(),
            source: source.into(),
        }),
    }
}

fn examine(path: &Path, length: u64, was_clean: bool, supported: u32) -> rusqlite::Result<Found> {
    let conn = pragmas::open_writer(path)?;
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: u32 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    // A file without a table and without a mark is one whose very first start was cut off.
    let is_blank = application == 0 && version == 0 && tables == 0;
    if application != APPLICATION_ID && !is_blank {
        return Ok(Found::Unusable(Damage::ForeignDatabase));
    }
    // SQLite notices missing pages by itself, but reads a page that is cut short as if zeros followed. Only a crash may
    // leave one, and then its journal holds the page.
    let page: u32 = conn.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let is_cut = was_clean && !length.is_multiple_of(u64::from(page));
    // Before an upgrade too: what is damaged cannot be copied, and would stand in the way at every start.
    let is_suspect = !was_clean || version < supported;
    if is_cut || (is_suspect && !is_sound(&conn)?) {
        return Ok(Found::Unusable(Damage::Damaged));
    }
    Ok(Found::Usable { version })
}

fn is_sound(conn: &Connection) -> rusqlite::Result<bool> {
    let answer: String = conn.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    Ok(answer == "ok")
}

fn supported_version(steps: &Migrations<'_>) -> Result<u32, OpenError> {
    let sqlite = |source| OpenError::Sqlite {
        doing: "counting the schema's versions",
        source,
    };
    let empty = Connection::open_in_memory().map_err(sqlite)?;
    let pending = steps
        .pending_migrations(&empty)
        .map_err(|source| OpenError::Migration { from: 0, source })?;
    Ok(u32::try_from(pending).unwrap_or(0))
}

fn migration_error(from: u32, source: rusqlite_migration::Error) -> OpenError {
    if let rusqlite_migration::Error::RusqliteError { err, .. } = &source {
        match err.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => return OpenError::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return OpenError::Busy,
            Some(_) | None => {}
        }
    }
    OpenError::Migration { from, source }
}

/// Turns `SQLite`'s code into what the administrator can act on.
fn refine(path: &Path, doing: &'static str, source: rusqlite::Error) -> OpenError {
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Busy,
        Some(ErrorCode::DiskFull) => OpenError::DiskFull,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            OpenError::NotWritable {
                path: path.to_path_buf(),
                source: source.into(),
            }
        }
        Some(_) | None => OpenError::Sqlite { doing, source },
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
