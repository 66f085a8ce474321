//! Where a person's data is when nobody says otherwise.

use std::path::PathBuf;

/// The program's name towards the operating system; the window's configuration has the same one.
pub const IDENTIFIER: &str = "dev.halyard.desktop";

/// The folder of database, settings and logs: where the window keeps them. `None` without a home.
pub fn data_folder() -> Option<PathBuf> {
    Some(dirs::data_local_dir()?.join(IDENTIFIER))
}
