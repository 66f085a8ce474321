//! The store's face to the copies of its file. Everything here blocks for as long as the disk takes.

use std::path::Path;

use crate::{
    Backup, BackupKind, Contents, OpenError, RestoreError, Result, Store, Transaction, backup,
    migrations, open, pragmas, restore,
};

impl Store {
    /// Copies the file as it is now beside those of other days, and checks the copy. Reading and writing go on
    /// meanwhile. `made` is the time as it is stored.
    ///
    /// # Errors
    /// [`OpenError`]: the disk is full or cannot be written to, or the copy is not sound; it is then removed again.
    pub fn back_up(&self, kind: BackupKind, made: &str) -> std::result::Result<Backup, OpenError> {
        let failed = |source: rusqlite::Error| OpenError::Backup {
            source: source.into(),
        };
        // SQLite takes even the writing of a copy for writing; a connection that only reads may not.
        let conn = pragmas::open_writer(self.path()).map_err(failed)?;
        backup::back_up(&conn, self.folder(), kind, made)
    }

    /// Every copy there is, the newest first.
    pub fn backups(&self) -> Vec<Backup> {
        backup::list(self.folder())
    }

    /// What a copy holds, by the name of its file.
    ///
    /// # Errors
    /// [`RestoreError`]: it is gone, or damaged.
    pub fn backup_contents(&self, name: &str) -> std::result::Result<Contents, RestoreError> {
        let (_, conn) = restore::open_copy(self.folder(), name)?;
        restore::contents(&conn).map_err(restore::damaged)
    }

    /// Checks a copy and lays it ready: it takes the place of the file the next time that is opened.
    ///
    /// # Errors
    /// [`RestoreError`]; nothing is laid ready then.
    pub fn lay_ready(&self, name: &str) -> std::result::Result<(), RestoreError> {
        let supported = open::supported_version(&migrations::released()).map_err(|error| {
            RestoreError::Copy {
                source: std::io::Error::other(error),
            }
        })?;
        restore::lay_ready(self.path(), name, supported)
    }

    fn folder(&self) -> &Path {
        self.path().parent().unwrap_or(Path::new("."))
    }
}

/// What the open file holds.
///
/// # Errors
/// Those of any query.
pub fn contents(tx: &Transaction<'_>) -> Result<Contents> {
    Ok(restore::contents(tx)?)
}
