//! `cargo xtask bench`: what the real program costs in time and memory, and how good and how quick matching is.

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
cargo xtask bench start [--dev] [--json]
cargo xtask bench window [--organizations N --customers N] [--dev] [--json]
cargo xtask bench read [--customers N] [--dev] [--json]
cargo xtask bench matching [--organizations FILE --customers FILE --truth FILE] [--json]
cargo xtask bench soak [--polls N --navigations N] [--dev] [--json]

Measures the program as it is released (built with the release profile, some minutes the first time), beside what is
wanted of it. The screen is drawn in memory without a graphics card, so compare runs on one machine with each other, not
with a desktop. Without a word behind `bench`: start, window, read and matching, one after the other, about half an hour.

  --dev   measure the development build instead
  --json  print JSON objects instead of tables

`start`: size of the file, time from starting the process to the first painted page, memory when idle (PSS of all its
processes), each beside a window of Tauri's with nothing in it, started in turn.

`window` fills the program with 10,000 organisations, 50,000 customers (or as many as told), 20,000 licences and 5,000
tickets, and measures what a person waits for: opening a screen, a key in the filter, a frame of scrolling, a decision,
its undo, accepting all suggestions; screens while Halo is read and while seats are written; start and memory with all that.

`read` reads 50,000 customers from a Halo that takes 0.8 s for an answer: time, requests, rows that are missing.

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

`soak` asks Halo 480 times for changed tickets and opens a screen 2,000 times: whether memory, open files and threads grow.
";

/// Runs the command.
pub(crate) fn run(project: &Project, mut args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    let part = args.subcommand()?;
    if part.as_deref() == Some("matching") {
        return matching(project, args.finish());
    }
    let (dev, json) = (args.contains("--dev"), args.contains("--json"));
    let mut number = |name: &'static str, otherwise: usize| -> Result<OsString> {
        let number: usize = args.opt_value_from_str(name)?.unwrap_or(otherwise);
        Ok(number.to_string().into())
    };
    let runs = match part.as_deref() {
        Some("start") => vec![Run::Start],
        Some("window") => vec![Run::Window(
            number("--organizations", 10_000)?,
            number("--customers", 50_000)?,
        )],
        Some("read") => vec![Run::Read(number("--customers", 50_000)?)],
        Some("soak") => vec![Run::Soak(
            number("--polls", 480)?,
            number("--navigations", 2_000)?,
        )],
        None => vec![
            Run::Start,
            Run::Window("10000".into(), "50000".into()),
            Run::Read("50000".into()),
        ],
        Some(other) => bail!("there is nothing called `{other}` to measure.\n\n{HELP}"),
    };
    refuse_rest(args, HELP)?;
    let programs = built(project, dev)?;
    for run in runs {
        measure(project, &programs, run, json)?;
    }
    if part.is_none() {
        let json = json.then(|| "--json".into());
        matching(project, json.into_iter().collect())?;
    }
    Ok(())
}

/// One run of the stopwatch, with its numbers.
enum Run {
    Start,
    /// Organisations and customers.
    Window(OsString, OsString),
    /// Customers.
    Read(OsString),
    /// Polls and navigations.
    Soak(OsString, OsString),
}

/// What is measured.
struct Programs {
    halyard: OsString,
    bare_window: OsString,
}

/// Builds the program, the bare window beside it, and what measures them.
fn built(project: &Project, dev: bool) -> Result<Programs> {
    setup::prepare(project, For::EndToEnd)?;
    setup::build_page(project)?;
    let sh = &project.sh;
    let (profile, folder) = if dev {
        ("dev", "debug")
    } else {
        ("release", "release")
    };
    step("build", "program, bare window and stopwatch", || {
        cmd!(
            sh,
            "cargo build --quiet --profile {profile} -p halyard --bin halyard --example bare-window"
        )
        .run()
        .or_advise("mend what the compiler reports above")?;
        cmd!(sh, "cargo build --quiet -p e2e --bin stopwatch")
            .run()
            .or_advise("mend what the compiler reports above")
    })?;
    let folder = project.path("target").join(folder);
    Ok(Programs {
        halyard: folder.join("halyard").into(),
        bare_window: folder.join("examples").join("bare-window").into(),
    })
}

fn measure(project: &Project, programs: &Programs, run: Run, json: bool) -> Result<()> {
    let (halyard, bare) = (programs.halyard.clone(), programs.bare_window.clone());
    let mut args = match run {
        Run::Start => vec!["start".into(), halyard, bare],
        Run::Window(organizations, customers) => {
            vec!["window".into(), halyard, bare, organizations, customers]
        }
        Run::Read(customers) => vec!["read".into(), halyard, customers],
        Run::Soak(polls, navigations) => vec!["soak".into(), halyard, polls, navigations],
    };
    if json {
        args.push("--json".into());
    }
    session::run(project, project.built_program("stopwatch"), &args)
}

fn matching(project: &Project, args: Vec<OsString>) -> Result<()> {
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
    cmd!(sh, "{program} {args...}")
        .quiet()
        .run()
        .or_advise("mend what the program says above")
}
