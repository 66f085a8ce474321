//! What can go wrong with the file, and what is said about it at the start.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;

/// Shorthand for the result of a query.
pub type Result<T> = std::result::Result<T, Error>;

/// A query or a change that did not succeed. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another program holds the file.
    #[error("the database is in use by another program")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Nobody waits for the answer any more.
    #[error("the query was interrupted")]
    Interrupted,
    /// The store has been closed.
    #[error("the database is closed")]
    Stopped,
    /// The caller's own code failed in the middle; its changes were rolled back.
    #[error("a database job failed unexpectedly")]
    Panicked,
    /// There is no such row.
    #[error("there is no such {what}")]
    NotFound {
        /// The kind of thing.
        what: &'static str,
    },
    /// Somebody changed the row since it was read.
    #[error("the record was changed meanwhile, it is at version {current_version} now")]
    Conflict {
        /// The version it has now.
        current_version: i32,
    },
    /// The file is damaged.
    #[error("the database is damaged")]
    Corrupt {
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
    /// A column holds a text that means nothing to this version.
    #[error("column {column} holds an unknown value")]
    Invalid {
        /// The column.
        column: &'static str,
    },
    /// Any other failure of `SQLite`.
    #[error("the database refused a query")]
    Sqlite(#[source] rusqlite::Error),
    /// A JSON column could not be read or made.
    #[error("a stored document could not be read")]
    Json(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt { source },
            Some(_) | None => Self::Sqlite(source),
        }
    }
}

/// The file could not be opened. It is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A newer Halyard wrote the file.
    #[error("the database has version {found}, this program knows versions up to {supported}")]
    TooNew {
        /// The file's version.
        found: u32,
        /// The newest version this program knows.
        supported: u32,
    },
    /// An older Halyard wrote the file, and may have it open.
    #[error("the database has version {found}, this program needs version {supported}")]
    TooOld {
        /// The file's version.
        found: u32,
        /// The version this program needs.
        supported: u32,
    },
    /// The file cannot be used, and nobody is there to be told that it is moved aside.
    #[error("the database cannot be used ({why:?})")]
    Unusable {
        /// What is wrong with it.
        why: Damage,
    },
    /// A copy lies ready to take the place of the file, which somebody asked for.
    #[error("a backup waits to take the place of the database")]
    RestoreWaits,
    /// There is a folder, a link or a device in the file's place.
    #[error("{} is not a plain file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// Another program holds the file.
    #[error("the database is in use by another program")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder may not be written to.
    #[error("{} cannot be written to", path.display())]
    NotWritable {
        /// The path.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The folder cannot be made or looked into.
    #[error("the folder {} cannot be used", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A damaged file could not be moved aside.
    #[error("{} is damaged and could not be moved aside", path.display())]
    MoveAside {
        /// The damaged file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The copy that is made before an upgrade failed, so the upgrade was not begun.
    #[error("the copy before the upgrade could not be made")]
    Backup {
        /// What went wrong.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An upgrade step failed; the file still has the old version.
    #[error("the upgrade from version {from} failed")]
    Migration {
        /// The version the file still has.
        from: u32,
        /// The step that failed.
        source: rusqlite_migration::Error,
    },
    /// Any other failure of `SQLite`.
    #[error("{doing} failed")]
    Sqlite {
        /// What was being done.
        doing: &'static str,
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
}

/// Something the administrator has to be told about the file at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The file could not be used. It was moved aside untouched, and an empty one was begun.
    MovedAside {
        /// Where it is now.
        to: PathBuf,
        /// What was wrong with it.
        why: Damage,
        /// The newest copy of the file, if there is one.
        newest_backup: Option<PathBuf>,
    },
    /// A copy took the place of the file, as it was asked for before.
    Restored {
        /// The copy that was made of the file; `None` when it was damaged or gone, and was moved aside.
        before: Option<PathBuf>,
    },
    /// A copy was to take the place of the file, and could not. The file is as it was.
    NotRestored {
        /// Why, in the system's words.
        why: String,
    },
    /// The file was brought to this program's version.
    Upgraded {
        /// The version it had.
        from: u32,
        /// The version it has.
        to: u32,
        /// The copy of the file as it was.
        backup: PathBuf,
    },
}

/// What was wrong with a file that was moved aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It had no content.
    Empty,
    /// It is no `SQLite` file at all.
    NotADatabase,
    /// It is a database of another program.
    ForeignDatabase,
    /// It is damaged inside.
    Damaged,
    /// Only the journal beside the file was there, the file itself was gone.
    MissingMain,
}

impl Damage {
    /// What was wrong, for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "The file was empty.",
            Self::NotADatabase => "The file is not a database.",
            Self::ForeignDatabase => "The file is a database of another program.",
            Self::Damaged => "The file is damaged.",
            Self::MissingMain => "The file was gone and only its journal was left.",
        }
    }
}
