//! Opening the file: what is in its place, is it ours, is it sound, is it of this version.
//!
//! Nothing is ever deleted here. A file that cannot be used is moved aside and said; a newer one is refused.

use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode};
use rusqlite_migration::Migrations;

use crate::{
    Damage, Notice, OpenError, Store,
    aside::{self, with_suffix},
    migrations,
    pragmas::{self, APPLICATION_ID},
};

const FILE_NAME: &str = "halyard.db";
const BACKUP_FOLDER: &str = "backups";
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
    let version = match look_at(&path)? {
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
fn look_at(path: &Path) -> Result<Option<Found>, OpenError> {
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
    match examine(path, metadata.len(), was_clean) {
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

fn examine(path: &Path, length: u64, was_clean: bool) -> rusqlite::Result<Found> {
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
    if is_cut || (!was_clean && !is_sound(&conn)?) {
        return Ok(Found::Unusable(Damage::Damaged));
    }
    Ok(Found::Usable { version })
}

fn is_sound(conn: &Connection) -> rusqlite::Result<bool> {
    let answer: String = conn.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    Ok(answer == "ok")
}

/// Copies the file as it is now into the folder for copies and checks the copy.
fn back_up(conn: &Connection, dir: &Path, version: u32, today: &str) -> Result<PathBuf, OpenError> {
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| OpenError::Backup { source };
    let folder = dir.join(BACKUP_FOLDER);
    create_folder(&folder)?;
    let path = aside::free_path(&folder.join(format!("halyard.v{version}.{today}.db")))
        .map_err(|e| failed(e.into()))?;
    // SQLite writes into an empty file that is there, and so keeps its mode.
    create_file(&path)?;
    let target = path
        .to_str()
        .ok_or_else(|| failed("the path is not Unicode".into()))?;
    conn.execute("VACUUM INTO ?1", [target])
        .map_err(|e| failed(e.into()))?;
    let copy = pragmas::open_reader(&path).map_err(|e| failed(e.into()))?;
    let answer: String = copy
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .map_err(|e| failed(e.into()))?;
    if answer != "ok" {
        return Err(failed(answer.into()));
    }
    Ok(path)
}

fn newest_backup(dir: &Path) -> Option<PathBuf> {
    fs_err::read_dir(dir.join(BACKUP_FOLDER))
        .ok()?
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "db")
        })
        .max_by_key(|entry| {
            entry
                .metadata()
                .and_then(|metadata| metadata.modified())
                .ok()
        })
        .map(|entry| entry.path())
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

/// Makes a folder that only its owner can enter. An existing one keeps its mode.
fn create_folder(dir: &Path) -> Result<(), OpenError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| OpenError::Folder {
        path: dir.to_path_buf(),
        source,
    })
}

/// Makes the file, readable by its owner only, unless it exists. `SQLite`'s companions inherit the mode.
fn create_file(path: &Path) -> Result<(), OpenError> {
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    fs_err::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(source) if source.kind() == io::ErrorKind::StorageFull => Err(OpenError::DiskFull),
        Err(source) => Err(OpenError::NotWritable {
            path: path.to_path_buf(),
            source: source.into(),
        }),
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
