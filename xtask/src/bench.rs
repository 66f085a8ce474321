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
cargo xtask bench window [--organizations N --customers N] [--dev] [--json]
cargo xtask bench matching [--organizations FILE --customers FILE --truth FILE] [--json]

Measures the program as it is released (built with the release profile, some minutes the first time): size of the file,
time from starting the process to the first painted page, memory when idle (PSS of all its processes). The screen is
drawn in memory without a graphics card, so compare runs on one machine with each other, not with a desktop.

  --dev   measure the development build instead
  --json  print one JSON object instead of a table

`window` fills the program with 10,000 organisations and 50,000 customers, or as many as told, and measures what a person
waits for: opening a screen, a key in the filter, a frame of scrolling, a decision, its undo, accepting all suggestions.

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
        Some("window") => return window(project, args),
        Some(other) => bail!("there is nothing called `{other}` to measure.\n\n{HELP}"),
        None => {}
    }
    let (dev, json) = (args.contains("--dev"), args.contains("--json"));
    refuse_rest(args, HELP)?;
    let program = built(project, dev, "bench")?;
    in_session(project, "bench", vec![program], json)
}

fn window(project: &Project, mut args: Arguments) -> Result<()> {
    let (dev, json) = (args.contains("--dev"), args.contains("--json"));
    let organizations: usize = args
        .opt_value_from_str("--organizations")?
        .unwrap_or(10_000);
    let customers: usize = args.opt_value_from_str("--customers")?.unwrap_or(50_000);
    refuse_rest(args, HELP)?;
    let program = built(project, dev, "scale")?;
    let args = vec![
        program,
        organizations.to_string().into(),
        customers.to_string().into(),
    ];
    in_session(project, "scale", args, json)
}

/// Builds the program and what measures it, and answers where the program is.
fn built(project: &Project, dev: bool, stopwatch: &str) -> Result<OsString> {
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
        cmd!(sh, "cargo build --quiet -p e2e --bin {stopwatch}")
            .run()
            .or_advise("mend what the compiler reports above")
    })?;
    let program = project.path("target").join(folder).join("halyard");
    Ok(program.into_os_string())
}

fn in_session(
    project: &Project,
    stopwatch: &str,
    mut args: Vec<OsString>,
    json: bool,
) -> Result<()> {
    if json {
        args.push("--json".into());
    }
    session::run(project, project.built_program(stopwatch), &args)
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
