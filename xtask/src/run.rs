//! `cargo xtask run`: from a fresh clone to the open window.

use std::ffi::OsString;

use anyhow::{Result, bail};
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, say, step};
use crate::setup::{self, For};

/// What `cargo xtask run --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask run [-- <arguments of halyard>]

Sets up what is missing, builds the page and the program, and opens the window. Everything behind `--` goes to the
program, for instance `-- --data-dir /tmp/try` for a run that leaves your own data alone.
";

/// Runs the command.
pub(crate) fn run(project: &Project, args: Arguments, passed_on: &[OsString]) -> Result<()> {
    refuse_rest(args, HELP)?;
    setup::prepare(project, For::Building)?;
    setup::build_page(project)?;
    let sh = &project.sh;
    step(
        "build",
        "program: cargo build (some minutes the first time)",
        || {
            cmd!(sh, "cargo build -p halyard --bin halyard")
                .run()
                .or_advise("mend what the compiler reports above")
        },
    )?;
    let program = project.built_program("halyard");
    if cfg!(target_os = "linux")
        && sh.var_os("DISPLAY").is_none()
        && sh.var_os("WAYLAND_DISPLAY").is_none()
    {
        bail!(
            "Halyard is built, but there is no display to open its window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n\
             what to do next: start {0} from a desktop session, or connect with `ssh -X`",
            program.display()
        );
    }
    say("run", program.display());
    cmd!(sh, "{program} {passed_on...}")
        .quiet()
        .run()
        .or_advise("read the log in the data folder; the README says where that is")
}
