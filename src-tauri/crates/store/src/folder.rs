//! Making the folder and the file, for their owner only.

use std::{io, path::Path};

use crate::OpenError;

/// Makes a folder that only its owner can enter. An existing one keeps its mode.
pub(crate) fn create_folder(dir: &Path) -> Result<(), OpenError> {
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
pub(crate) fn create_file(path: &Path) -> Result<(), OpenError> {
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
