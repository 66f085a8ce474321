//! The Rust toolchain. rustup reads `rust-toolchain.toml` by itself; a distribution's cargo does not.

use anyhow::{Context as _, Result, bail};
use xshell::cmd;

use crate::project::Project;
use crate::report::say;

/// Compares the compiler with `rust-toolchain.toml`.
pub(crate) fn check(project: &Project) -> Result<()> {
    let pinned = project.sh.read_file("rust-toolchain.toml")?;
    let wanted = pinned
        .lines()
        .find_map(|line| line.strip_prefix("channel = "))
        .context("rust-toolchain.toml names a channel")?
        .trim_matches('"');
    let version_line = cmd!(project.sh, "rustc --version").quiet().read()?;
    let found = version_line.split(' ').nth(1).unwrap_or_default();
    if minor(found) < minor(wanted) {
        bail!(
            "rustc is {found}, Halyard needs {wanted}.\n\
             what to do next: install rustup (https://rustup.rs); it then fetches {wanted} by itself"
        );
    }
    say(
        "set-up",
        format_args!("Rust {found}: fits (pinned is {wanted})"),
    );
    Ok(())
}

/// The 95 of `1.95.0`.
fn minor(version: &str) -> Option<u32> {
    version.split('.').nth(1)?.parse().ok()
}
