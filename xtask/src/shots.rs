//! `cargo xtask shots`: photographs of the program.

use std::ffi::OsString;

use anyhow::Result;
use pico_args::Arguments;

use crate::project::Project;
use crate::report::{refuse_rest, say, step};
use crate::setup::{self, For};
use crate::{session, test};

/// What `cargo xtask shots --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask shots [-- <words>]

Walks through the real window on a screen of its own and photographs every screen and state, light and dark, into
target/shots as <screen>-<state>-<light|dark>.png. Words behind `--` pick those whose name contains one of them.
";

const FOLDER: &str = "target/shots";

/// Runs the command.
pub(crate) fn run(project: &Project, args: Arguments, words: &[OsString]) -> Result<()> {
    refuse_rest(args, HELP)?;
    setup::prepare(project, For::EndToEnd)?;
    setup::build_page(project)?;
    test::build_everything(project)?;
    if words.is_empty() {
        project.sh.remove_path(FOLDER)?;
    }
    project.sh.create_dir(FOLDER)?;
    let mut args = vec![project.path(FOLDER).into_os_string()];
    args.extend_from_slice(words);
    step("shots", "photographing", || {
        session::run(project, project.built_program("shots"), &args)
    })?;
    let count = project.sh.read_dir(FOLDER)?.len();
    say("shots", format_args!("{count} pictures in {FOLDER}"));
    Ok(())
}
