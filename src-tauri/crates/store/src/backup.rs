//! Copies of the file: how one is made and checked, what the folder holds, how many are kept.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{
    OpenError,
    aside::with_suffix,
    folder::{create_file, create_folder},
    pragmas,
};

const BACKUP_FOLDER: &str = "backups";
const PREFIX: &str = "halyard.";
const EXTENSION: &str = ".db";

/// So many of each kind are kept, the newest.
const KEPT: usize = 7;

/// More copies of one kind and one time than anybody asks for.
const MOST_AT_ONCE: u32 = 1_000;

/// Why a copy was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupKind {
    /// Once a day.
    Daily,
    /// Because somebody asked for it.
    ByHand,
    /// Before the file was brought to a newer version.
    BeforeUpgrade {
        /// The version that it has.
        from: u32,
    },
    /// Before another copy took the file's place.
    BeforeRestore,
}

impl BackupKind {
    fn tag(self) -> String {
        match self {
            Self::Daily => "daily".to_owned(),
            Self::ByHand => "hand".to_owned(),
            Self::BeforeUpgrade { from } => format!("v{from}"),
            Self::BeforeRestore => "restore".to_owned(),
        }
    }

    fn of_tag(tag: &str) -> Option<Self> {
        match tag {
            "daily" => Some(Self::Daily),
            "hand" => Some(Self::ByHand),
            "restore" => Some(Self::BeforeRestore),
            version => Some(Self::BeforeUpgrade {
                from: version.strip_prefix('v')?.parse().ok()?,
            }),
        }
    }

    /// Whether two copies were made for the same reason, of whichever version.
    fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// A copy of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Why it was made.
    pub kind: BackupKind,
    /// When, as the caller said it: a day, or a day and a time.
    pub made: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Which one it is of those of the same kind and time, from 1.
    number: u32,
}

impl Backup {
    /// The name of its file, by which it is asked for again.
    pub fn name(&self) -> &str {
        self.path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
    }

    /// `halyard.daily.2026-11-21T140531Z.db`, `halyard.v3.2026-11-21.2.db`; `None` for any other file.
    fn of_file(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let inner = name.strip_prefix(PREFIX)?.strip_suffix(EXTENSION)?;
        let mut parts = inner.split('.');
        let kind = BackupKind::of_tag(parts.next()?)?;
        let made = with_colons(parts.next()?);
        let number = match parts.next() {
            Some(number) => number.parse().ok()?,
            None => 1,
        };
        let metadata = fs_err::symlink_metadata(&path).ok()?;
        (parts.next().is_none() && metadata.is_file()).then_some(Self {
            kind,
            made,
            bytes: metadata.len(),
            number,
            path,
        })
    }
}

/// Copies the file as it is now into the folder for copies, checks the copy, and lets the oldest ones of its kind go.
pub(crate) fn back_up(
    conn: &Connection,
    dir: &Path,
    kind: BackupKind,
    made: &str,
) -> Result<Backup, OpenError> {
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| OpenError::Backup { source };
    let folder = dir.join(BACKUP_FOLDER);
    create_folder(&folder)?;
    let path = free_name(&folder, kind, made)
        .ok_or_else(|| failed("there are too many copies of this day".into()))?;
    // It gets its name when it is whole, so that half a copy is never offered as one.
    let unfinished = with_suffix(&path, ".part");
    create_file(&unfinished)?;
    let copied = copy_into(conn, &unfinished)
        .and_then(|()| fs_err::rename(&unfinished, &path).map_err(Into::into));
    if let Err(source) = copied {
        if let Err(error) = fs_err::remove_file(&unfinished) {
            tracing::warn!(%error, "an unfinished copy was left behind");
        }
        return Err(failed(source));
    }
    let backup = Backup::of_file(path).ok_or_else(|| failed("the copy is gone".into()))?;
    let_go_of_old(dir, kind);
    Ok(backup)
}

/// Copies into an empty file, which keeps its mode, and checks the copy.
fn copy_into(
    conn: &Connection,
    path: &Path,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let target = path.to_str().ok_or("the path is not Unicode")?;
    conn.execute("VACUUM INTO ?1", [target])?;
    let copy = pragmas::open_reader(path)?;
    check(&copy)
}

/// Reads all of a copy.
pub(crate) fn check(copy: &Connection) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let answer: String = copy.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if answer == "ok" {
        Ok(())
    } else {
        Err(answer.into())
    }
}

/// Every copy there is, the newest first.
pub(crate) fn list(dir: &Path) -> Vec<Backup> {
    let Ok(files) = fs_err::read_dir(dir.join(BACKUP_FOLDER)) else {
        return Vec::new();
    };
    let mut backups: Vec<_> = files
        .filter_map(Result::ok)
        .filter_map(|file| Backup::of_file(file.path()))
        .collect();
    backups.sort_by(|one, other| (&other.made, other.number).cmp(&(&one.made, one.number)));
    backups
}

/// The newest copy there is.
pub(crate) fn newest_backup(dir: &Path) -> Option<PathBuf> {
    list(dir).into_iter().next().map(|backup| backup.path)
}

fn let_go_of_old(dir: &Path, kind: BackupKind) {
    let alike = list(dir)
        .into_iter()
        .filter(|backup| backup.kind.is_like(kind));
    for backup in alike.skip(KEPT) {
        if let Err(error) = fs_err::remove_file(&backup.path) {
            tracing::warn!(%error, "an old copy could not be removed");
        }
    }
}

fn free_name(folder: &Path, kind: BackupKind, made: &str) -> Option<PathBuf> {
    let stem = format!("{PREFIX}{}.{}", kind.tag(), made.replace(':', ""));
    let first = folder.join(format!("{stem}{EXTENSION}"));
    std::iter::once(first)
        .chain((2..MOST_AT_ONCE).map(|n| folder.join(format!("{stem}.{n}{EXTENSION}"))))
        .find(|path| path.symlink_metadata().is_err())
}

/// Names of files cannot have colons everywhere: `T140531Z` stands for `T14:05:31Z`.
fn with_colons(made: &str) -> String {
    match made.split_once('T') {
        Some((day, time)) if time.len() == 7 && time.is_ascii() => {
            let (hours, rest) = time.split_at(2);
            let (minutes, seconds) = rest.split_at(2);
            format!("{day}T{hours}:{minutes}:{seconds}")
        }
        Some(_) | None => made.to_owned(),
    }
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
