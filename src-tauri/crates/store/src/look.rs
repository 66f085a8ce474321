//! A look at what is in the file's place: is it ours, is it sound, of which version is it. Nothing is changed.

use std::{
    io::{self, Read as _},
    path::Path,
};

use rusqlite::{Connection, ErrorCode};

use crate::{
    Damage, OpenError,
    aside::with_suffix,
    open::refine,
    pragmas::{self, APPLICATION_ID},
};

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What a look at an existing file told.
pub(crate) enum Found {
    Usable { version: u32 },
    Unusable(Damage),
}

/// Looks at what is in the file's place without changing it. `None` when there is nothing.
pub(crate) fn look_at(path: &Path, supported: u32) -> Result<Option<Found>, OpenError> {
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
