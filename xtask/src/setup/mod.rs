//! Sets up what is missing on this machine. Each part looks first and changes nothing that is there;
//! nothing is asked, and nothing outside `target/`, `ui/node_modules` and the system's packages is touched.

mod node;
mod page;
mod system;
mod toolchain;
mod tools;

use std::ffi::OsString;

use anyhow::Result;
use pico_args::Arguments;

use crate::project::Project;
use crate::report::refuse_rest;

pub(crate) use page::build_page;
pub(crate) use tools::{cargo_deny, has_cargo_tool, tauri_cli};

/// What `cargo xtask setup --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask setup [--tests]

Looks for everything that building Halyard needs and installs what is missing: system libraries (Debian and Ubuntu,
as root or through sudo without a password; elsewhere it prints what to install), a fitting Node, the npm packages.
With --tests also what the end-to-end tests need. Can be repeated at any time.
";

/// What the caller is going to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// Build and look at the sources.
    Building,
    /// Also run the tests below the window.
    Testing,
    /// Also drive the real window.
    EndToEnd,
}

/// Runs the command.
pub(crate) fn run(project: &Project, mut args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    let tests = args.contains("--tests");
    refuse_rest(args, HELP)?;
    prepare(project, if tests { For::EndToEnd } else { For::Building })
}

/// Brings the machine into the state that `purpose` needs.
pub(crate) fn prepare(project: &Project, purpose: For) -> Result<()> {
    toolchain::check(project)?;
    system::install_missing(project, purpose)?;
    node::provide(project)?;
    page::install_packages(project)?;
    if purpose == For::EndToEnd {
        tools::install_tauri_driver(project)?;
    }
    Ok(())
}
