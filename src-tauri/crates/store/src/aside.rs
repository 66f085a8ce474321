//! Moving a file that cannot be used out of the way, without losing a byte of it.

use std::{
    io,
    path::{Path, PathBuf},
};

/// The suffixes of the files that `SQLite` keeps beside a database.
pub(crate) const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// The path of a companion file.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Renames the file and its companions to `<file>.corrupt-<today>` and answers the new path of the file.
///
/// Companions go too: a journal of another file must never be played into a new one.
pub(crate) fn move_aside(path: &Path, today: &str) -> io::Result<PathBuf> {
    let target = free_path(&with_suffix(path, &format!(".corrupt-{today}")))?;
    for suffix in ["", COMPANIONS[0], COMPANIONS[1]] {
        let from = with_suffix(path, suffix);
        if from.symlink_metadata().is_ok() {
            fs_err::rename(from, with_suffix(&target, suffix))?;
        }
    }
    Ok(target)
}

/// The path itself, or the first of `<path>-2`, `<path>-3` ... under which nothing exists.
pub(crate) fn free_path(path: &Path) -> io::Result<PathBuf> {
    let is_free = |candidate: &Path| {
        ["", COMPANIONS[0], COMPANIONS[1]]
            .iter()
            .all(|suffix| with_suffix(candidate, suffix).symlink_metadata().is_err())
    };
    std::iter::once(path.to_path_buf())
        .chain((2..10_000).map(|n| with_suffix(path, &format!("-{n}"))))
        .find(|candidate| is_free(candidate))
        .ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))
}
