//! `cargo xtask bench`: what a start costs, measured on the real program, and how good and how quick matching is.

use std::ffi::OsString;

use anyhow::{Result, bail};
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, step};
use crate::session;
use crate::setup::{self, For};

/// What `cargo xtask bench --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask bench [--dev] [--json]
cargo xtask bench matching [--organizations FILE --customers FILE --truth FILE] [--json]

Measures the program as it is released (built with the release profile, some minutes the first time): size of the file,
time from starting the process to the first painted page, memory when idle (PSS of all its processes). The screen is
drawn in memory without a graphics card, so compare runs on one machine with each other, not with a desktop.

  --dev   measure the development build instead
  --json  print one JSON object instead of a table

`matching` measures how often suggestions are right, what would be accepted without looking and how often wrongly,
how sure the matcher rightly is, time and memory. CSV files with these columns, or none for a set that is made up:

  --organizations FILE  org_id, name, domains
  --customers FILE      customer_id, name, domains, inactive
  --truth FILE          org_id, customer_id, all_ids (with | between), kind
  --seed N              another made-up set
  --set NAME            mixed (as given), light, heavy, families
  --size ORGS,CUSTOMERS of the made-up set (10000,50000)
  --names-only          without the domains
  --threads N           as many as there are processors
  --errors              also print every organisation that is not right
";

/// Runs the command.
pub(crate) fn run(project: &Project, mut args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    match args.subcommand()?.as_deref() {
        Some("matching") => return matching(project, args),
        Some(other) => bail!("there is nothing called `{other}` to measure.\n\n{HELP}"),
        None => {}
    }
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

fn matching(project: &Project, args: Arguments) -> Result<()> {
    let sh = &project.sh;
    step("build", "matcher", || {
        cmd!(sh, "cargo build --quiet --release -p matching-bench")
            .run()
            .or_advise("mend what the compiler reports above")
    })?;
    let program = project
        .path("target")
        .join("release")
        .join("matching-bench");
    let args = args.finish();
    cmd!(sh, "{program} {args...}")
        .quiet()
        .run()
        .or_advise("mend what the program says above")
}
