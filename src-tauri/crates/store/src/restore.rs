//! Putting a copy in the file's place.
//!
//! Two steps, because nobody may have the file open while it is exchanged: the copy is checked and laid ready while the
//! program runs, and takes the place of the file at the next start. What was there becomes a copy itself.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{
    OpenError,
    aside::{COMPANIONS, with_suffix},
    backup::{self, Backup, BackupKind},
    folder::create_file,
    pragmas,
};

/// Beside the file: what takes its place at the next start.
const READY: &str = ".restore";

/// A copy cannot take the file's place.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is no copy of this name.
    #[error("there is no such backup")]
    NoSuchBackup,
    /// A newer Halyard made it.
    #[error("the backup has version {found}, this program knows versions up to {supported}")]
    TooNew {
        /// The copy's version.
        found: u32,
        /// The newest version this program knows.
        supported: u32,
    },
    /// It is damaged.
    #[error("the backup is damaged")]
    Damaged {
        /// What `SQLite` says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It could not be laid ready.
    #[error("the backup could not be copied")]
    Copy {
        /// What the system says.
        source: std::io::Error,
    },
}

/// What a database holds, for whoever has to choose between two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Names of the profiles, in the order in which they were made.
    pub profiles: Vec<String>,
    /// Organisations of all profiles.
    pub organizations: u32,
    /// Those that have a customer.
    pub pairs: u32,
}

/// What a database holds; every version has these tables.
pub(crate) fn contents(conn: &Connection) -> rusqlite::Result<Contents> {
    let mut names = conn.prepare("SELECT name FROM profile ORDER BY id")?;
    let profiles = names.query_map([], |row| row.get(0))?;
    let count = |table: &str| {
        conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get(0)
        })
    };
    Ok(Contents {
        profiles: profiles.collect::<rusqlite::Result<_>>()?,
        organizations: count("organization")?,
        pairs: count("pair")?,
    })
}

/// Opens a copy to read, when there is one of this name.
pub(crate) fn open_copy(dir: &Path, name: &str) -> Result<(Backup, Connection), RestoreError> {
    // Looked up in the list: a name from outside must not become a path.
    let backup = backup::list(dir)
        .into_iter()
        .find(|backup| backup.name() == name)
        .ok_or(RestoreError::NoSuchBackup)?;
    let conn = pragmas::open_reader(&backup.path).map_err(damaged)?;
    Ok((backup, conn))
}

/// Checks a copy and lays it ready beside the file.
pub(crate) fn lay_ready(file: &Path, name: &str, supported: u32) -> Result<(), RestoreError> {
    let dir = file.parent().unwrap_or(Path::new("."));
    let (backup, conn) = open_copy(dir, name)?;
    let found: u32 = conn
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(damaged)?;
    if found > supported {
        return Err(RestoreError::TooNew { found, supported });
    }
    backup::check(&conn).map_err(|source| RestoreError::Damaged { source })?;
    drop(conn);
    let ready = with_suffix(file, READY);
    let unfinished = with_suffix(&ready, ".part");
    let laid = create_file(&unfinished)
        .map_err(std::io::Error::other)
        .and_then(|()| fs_err::copy(&backup.path, &unfinished))
        .and_then(|_| doubt_open_sends(&unfinished).map_err(std::io::Error::other))
        .and_then(|()| fs_err::rename(&unfinished, &ready));
    laid.map_err(|source| RestoreError::Copy { source })
}

pub(crate) fn damaged(source: rusqlite::Error) -> RestoreError {
    RestoreError::Damaged {
        source: source.into(),
    }
}

/// Whether a copy waits to take the file's place.
pub(crate) fn is_ready(file: &Path) -> bool {
    with_suffix(file, READY).is_file()
}

/// Has the copy that lies ready take the place of a sound file, of which a copy is made first. Answers that one.
pub(crate) fn exchange(file: &Path, dir: &Path, today: &str) -> Result<PathBuf, OpenError> {
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| OpenError::Backup { source };
    let conn = pragmas::open_writer(file).map_err(|error| failed(error.into()))?;
    // Refused while another program has the file open: what that one writes would be lost with it.
    pragmas::leave_wal(&conn).map_err(|error| failed(error.into()))?;
    let before = backup::back_up(&conn, dir, BackupKind::BeforeRestore, today)?;
    conn.close().map_err(|(_, error)| failed(error.into()))?;
    put_in_place(file).map_err(|error| failed(error.into()))?;
    Ok(before.path)
}

/// Renames the copy to the file. A journal of the old file must never be played into it.
pub(crate) fn put_in_place(file: &Path) -> std::io::Result<()> {
    for suffix in COMPANIONS {
        let companion = with_suffix(file, suffix);
        if companion.symlink_metadata().is_ok() {
            fs_err::remove_file(companion)?;
        }
    }
    fs_err::rename(with_suffix(file, READY), file)
}

/// Takes away what lies ready; the copy itself stays among the others.
pub(crate) fn give_up(file: &Path) {
    if let Err(error) = fs_err::remove_file(with_suffix(file, READY)) {
        tracing::warn!(%error, "what was laid ready could not be removed");
    }
}

/// Marks what a copy has yet to send as sent without an answer: it may have been sent since the copy was made, so Halo
/// is asked for each before it is sent. A status may be set twice.
fn doubt_open_sends(copy: &Path) -> rusqlite::Result<()> {
    let conn = pragmas::open_writer(copy)?;
    // The first versions sent nothing.
    if conn.table_exists(None, "ticket_send")? {
        conn.execute(
            "UPDATE ticket_send
             SET state = 'unanswered', attempts = max(attempts, 1), tried_at = coalesce(tried_at, created_at)
             WHERE state = 'waiting' AND kind IN ('create', 'note')",
            [],
        )?;
    }
    conn.close().map_err(|(_, error)| error)
}

#[cfg(test)]
#[path = "restore_tests.rs"]
mod tests;
