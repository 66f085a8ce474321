//! Putting a file in its place: whole, or not at all.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::organizations::error::{Error, Result};

/// Writes a file beside its place and moves it there, so that a full disk leaves the old one as it was.
///
/// # Errors
/// [`Error::FileExists`] unless it may be replaced; [`Error::NotWritten`] with a sentence.
pub(crate) fn write(path: &Path, text: &str, replace: bool) -> Result<()> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let (Some(name), Some(folder)) = (name, path.parent().filter(|_| path.is_absolute())) else {
        return refuse("Type the full path of a file, its folder and its name.");
    };
    if path.is_dir() {
        return refuse(format!("{name} is a folder. Add the name of a file."));
    }
    if path.exists() && !path.is_file() {
        return refuse(format!(
            "{name} is not a plain file but a device or a pipe."
        ));
    }
    if path.exists() && !replace {
        return Err(Error::FileExists { name });
    }
    let failed = |error: std::io::Error| Error::NotWritten {
        message: sentence(&name, &error),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".halyard-")
        .tempfile_in(folder)
        .map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    let put = if replace {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    match put {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            Err(Error::FileExists { name })
        }
        Err(error) => Err(failed(error.error)),
    }
}

fn sentence(name: &str, error: &std::io::Error) -> String {
    use ErrorKind as K;
    let kind = error.kind();
    if matches!(kind, K::NotFound | K::NotADirectory) {
        format!("There is no folder for {name} at this place.")
    } else if matches!(kind, K::PermissionDenied | K::ReadOnlyFilesystem) {
        format!("You may not write {name} there.")
    } else if matches!(kind, K::StorageFull | K::QuotaExceeded) {
        format!("There is no room for {name} on the disk.")
    } else if matches!(kind, K::InvalidInput | K::InvalidFilename) {
        "No file can have this name.".to_owned()
    } else {
        format!("{name} could not be written: {kind}.")
    }
}

fn refuse<T>(message: impl Into<String>) -> Result<T> {
    Err(Error::NotWritten {
        message: message.into(),
    })
}
