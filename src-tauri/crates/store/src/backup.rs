//! The copy of the file that is made before an upgrade.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{
    OpenError,
    aside::{self, with_suffix},
    folder::{create_file, create_folder},
    pragmas,
};

const BACKUP_FOLDER: &str = "backups";

/// Copies the file as it is now into the folder for copies and checks the copy.
pub(crate) fn back_up(
    conn: &Connection,
    dir: &Path,
    version: u32,
    today: &str,
) -> Result<PathBuf, OpenError> {
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| OpenError::Backup { source };
    let folder = dir.join(BACKUP_FOLDER);
    create_folder(&folder)?;
    let path = aside::free_path(&folder.join(format!("halyard.v{version}.{today}.db")))
        .map_err(|e| failed(e.into()))?;
    // It gets its name when it is whole, so that half a copy is never offered as one.
    let unfinished = with_suffix(&path, ".part");
    create_file(&unfinished)?;
    let copied = copy_into(conn, &unfinished)
        .and_then(|()| fs_err::rename(&unfinished, &path).map_err(Into::into));
    match copied {
        Ok(()) => Ok(path),
        Err(source) => {
            if let Err(error) = fs_err::remove_file(&unfinished) {
                tracing::warn!(%error, "an unfinished copy was left behind");
            }
            Err(failed(source))
        }
    }
}

/// Copies into an empty file, which keeps its mode, and checks the copy.
fn copy_into(
    conn: &Connection,
    path: &Path,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let target = path.to_str().ok_or("the path is not Unicode")?;
    conn.execute("VACUUM INTO ?1", [target])?;
    let copy = pragmas::open_reader(path)?;
    let answer: String = copy.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if answer == "ok" {
        Ok(())
    } else {
        Err(answer.into())
    }
}

/// The newest copy there is.
pub(crate) fn newest_backup(dir: &Path) -> Option<PathBuf> {
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
