//! `cargo xtask bench`: what a start costs, measured on the real program.

use std::ffi::OsString;

use anyhow::Result;
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, step};
use crate::session;
use crate::setup::{self, For};

/// What `cargo xtask bench --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask bench [--dev] [--json]

Measures the program as it is released (built with the release profile, some minutes the first time): size of the file,
time from starting the process to the first painted page, memory when idle (PSS of all its processes). The screen is
drawn in memory without a graphics card, so compare runs on one machine with each other, not with a desktop.

  --dev   measure the development build instead
  --json  print one JSON object instead of a table
";

/// Runs the command.
pub(crate) fn run(project: &Project, mut args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    let dev = args.contains("--dev");
    let json = args.contains("--json");
    refuse_rest(args, HELP)?;
    setup::prepare(project, For::EndToEnd)?;
    setup::build_page(project)?;
    let sh = &project.sh;
    let (profile, folder) = if dev {
        ("dev", "debug")
    } else {
        ("release", "release")
    };
    step("build", "program and stopwatch", || {
        cmd!(
            sh,
            "cargo build --quiet --profile {profile} -p halyard --bin halyard"
        )
        .run()
        .or_advise("mend what the compiler reports above")?;
        cmd!(sh, "cargo build --quiet -p e2e --bin bench")
            .run()
            .or_advise("mend what the compiler reports above")
    })?;
    let mut args = vec![
        project
            .path("target")
            .join(folder)
            .join("halyard")
            .into_os_string(),
    ];
    if json {
        args.push("--json".into());
    }
    session::run(project, project.built_program("bench"), &args)
}
