//! Lets Tauri read its configuration and capabilities.

use std::io;

fn main() -> io::Result<()> {
    // `cargo check` in a fresh clone needs the folder of the built page, not the
    // page; `cargo xtask` builds it before anything is started.
    fs_err::create_dir_all("../ui/dist")?;
    tauri_build::build();
    Ok(())
}
