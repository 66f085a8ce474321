//! Opening the file: what is done about whatever is in its place.
//!
//! No file of the administrator's is ever deleted here. A file that cannot be used is moved aside and said; a newer one is refused.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode};
use rusqlite_migration::Migrations;

use crate::{
    Notice, OpenError, Store, aside,
    backup::{BackupKind, back_up, newest_backup},
    folder::{create_file, create_folder},
    look::{Found, look_at},
    migrations, pragmas, restore,
};

const FILE_NAME: &str = "halyard.db";

/// An open store, and what has to be said about it.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What the administrator should be told.
    pub notice: Option<Notice>,
}

/// Whether another program has the file open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// None has, and none will before the file is open here.
    None,
    /// One has, or may have.
    HaveItOpen,
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

    /// Opens the file that is in `dir` for a program that nobody watches. It does nothing about the file that somebody has to
    /// hear of: it neither makes one nor moves one aside nor takes the copy that lies ready, and it upgrades only a file that
    /// it has to itself.
    ///
    /// Blocks for as long as an upgrade takes. `today` as in [`Store::open`].
    ///
    /// # Errors
    /// [`OpenError`]; the file is then as it was.
    pub fn open_unattended(dir: &Path, today: &str, others: Others) -> Result<Self, OpenError> {
        open_unattended_with(dir, today, others, &migrations::released())
    }

    /// Whether there is a database in `dir`, whatever is in it.
    pub fn is_in(dir: &Path) -> bool {
        dir.join(FILE_NAME).is_file()
    }
}

pub(crate) fn open_with(
    dir: &Path,
    today: &str,
    steps: &Migrations<'_>,
) -> Result<Opened, OpenError> {
    create_folder(dir)?;
    let path = dir.join(FILE_NAME);
    let supported = supported_version(steps)?;

    let restored = if restore::is_ready(&path) {
        Some(take_copy(&path, dir, today, supported))
    } else {
        None
    };
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
            tracing::warn!(?why, "database moved aside");
            notice = Some(Notice::MovedAside {
                to,
                why,
                newest_backup: newest_backup(dir),
            });
            0
        }
    };

    create_file(&path)?;
    let (store, upgraded) = start(path, dir, today, version, steps)?;
    Ok(Opened {
        store,
        // What was asked for is said before what came along.
        notice: restored.or(notice).or(upgraded),
    })
}

/// Opens a file that was looked at, bringing it to this program's version where it has an older one.
fn start(
    path: PathBuf,
    dir: &Path,
    today: &str,
    version: u32,
    steps: &Migrations<'_>,
) -> Result<(Store, Option<Notice>), OpenError> {
    let mut notice = None;
    let supported = supported_version(steps)?;
    let mut writer = pragmas::open_writer(&path).map_err(|e| refine(&path, "opening", e))?;
    pragmas::use_wal(&writer).map_err(|e| refine(&path, "switching to write-ahead logging", e))?;
    if version < supported {
        if version > 0 {
            let kind = BackupKind::BeforeUpgrade { from: version };
            let backup = back_up(&writer, dir, kind, today)?;
            notice = Some(Notice::Upgraded {
                from: version,
                to: supported,
                backup: backup.path,
            });
        }
        steps
            .to_latest(&mut writer)
            .map_err(|source| migration_error(version, source))?;
    }
    let reader = pragmas::open_reader(&path).map_err(|e| refine(&path, "opening to read", e))?;
    Ok((Store::start(path, writer, reader), notice))
}

pub(crate) fn open_unattended_with(
    dir: &Path,
    today: &str,
    others: Others,
    steps: &Migrations<'_>,
) -> Result<Store, OpenError> {
    let path = dir.join(FILE_NAME);
    let supported = supported_version(steps)?;
    if restore::is_ready(&path) {
        return Err(OpenError::RestoreWaits);
    }
    let found = match look_at(&path, supported)? {
        Some(Found::Usable { version }) => version,
        Some(Found::Unusable(why)) => return Err(OpenError::Unusable { why }),
        None => return Err(OpenError::NotAFile { path }),
    };
    if found > supported {
        return Err(OpenError::TooNew { found, supported });
    }
    if found < supported && others == Others::HaveItOpen {
        return Err(OpenError::TooOld { found, supported });
    }
    let (store, upgraded) = start(path, dir, today, found, steps)?;
    if let Some(upgraded) = upgraded {
        tracing::info!(?upgraded, "the database was brought up to date");
    }
    Ok(store)
}

/// Has the copy that lies ready take the place of the file, and says how that went. Where it cannot, the file stays: a
/// start that fails again and again would be worse.
fn take_copy(path: &Path, dir: &Path, today: &str, supported: u32) -> Notice {
    let taken = match look_at(path, supported) {
        Ok(Some(Found::Usable { .. })) => restore::exchange(path, dir, today).map(Some),
        Ok(Some(Found::Unusable(_))) => aside::move_aside(path, today)
            .and_then(|_| restore::put_in_place(path))
            .map(|()| None)
            .map_err(|source| OpenError::MoveAside {
                path: path.to_path_buf(),
                source,
            }),
        Ok(None) => restore::put_in_place(path)
            .map(|()| None)
            .map_err(|source| OpenError::Backup {
                source: source.into(),
            }),
        Err(error) => Err(error),
    };
    match taken {
        Ok(before) => Notice::Restored { before },
        Err(error) => {
            tracing::error!(%error, "the backup did not take the place of the database");
            restore::give_up(path);
            Notice::NotRestored {
                why: error.to_string(),
            }
        }
    }
}

pub(crate) fn supported_version(steps: &Migrations<'_>) -> Result<u32, OpenError> {
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
pub(crate) fn refine(path: &Path, doing: &'static str, source: rusqlite::Error) -> OpenError {
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
