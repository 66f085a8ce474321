//! `cargo xtask test`: every test there is.
//!
//! All Rust tests are built once, for the whole workspace: with a smaller choice of packages cargo would turn on other
//! features of the shared crates and build those a second time. The end-to-end tests use the `halyard` of that build.

use std::ffi::OsString;

use anyhow::{Result, bail};
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, say, step};
use crate::setup::{self, For, has_cargo_tool};
use crate::{codegen, session};

/// What `cargo xtask test --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask test [--fast | --e2e] [-- <filter of the test runner>]

Sets up what is missing, then: generated files fresh, Rust tests, doc tests, TypeScript types, page tests, and the
journeys through the real window on a screen of their own.

  --fast  without the journeys
  --e2e   the journeys alone; a filter picks some of them: cargo xtask test --e2e -- keyboard

Pictures and logs of a failed journey are left in target/e2e-failures.
";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Fast,
    EndToEnd,
}

/// Runs the command.
pub(crate) fn run(project: &Project, mut args: Arguments, filter: &[OsString]) -> Result<()> {
    let which = match (args.contains("--fast"), args.contains("--e2e")) {
        (false, false) => Which::All,
        (true, false) => Which::Fast,
        (false, true) => Which::EndToEnd,
        (true, true) => bail!("--fast and --e2e exclude each other.\n\n{HELP}"),
    };
    refuse_rest(args, HELP)?;
    let journeys = which != Which::Fast && session::CAN_DRIVE_THE_WINDOW;
    setup::prepare(
        project,
        if journeys {
            For::EndToEnd
        } else {
            For::Testing
        },
    )?;
    setup::build_page(project)?;
    build_everything(project)?;

    if which != Which::EndToEnd {
        codegen::check_with_built_program(project)?;
        rust_tests(project, filter)?;
        page_tests(project)?;
    }
    if journeys {
        end_to_end_tests(project, filter)?;
    } else if which != Which::Fast {
        say(
            "test",
            "end to end: left out, the real window can only be driven on Linux",
        );
    }
    Ok(())
}

/// Builds all programs and all tests of the workspace.
pub(crate) fn build_everything(project: &Project) -> Result<()> {
    step(
        "build",
        "programs and tests: cargo test --no-run (some minutes the first time)",
        || {
            cmd!(project.sh, "cargo test --quiet --workspace --no-run")
                .run()
                .or_advise("mend what the compiler reports above")
        },
    )
}

fn rust_tests(project: &Project, filter: &[OsString]) -> Result<()> {
    let sh = &project.sh;
    if has_cargo_tool(project, "nextest") {
        step("test", "Rust: cargo nextest run", || {
            cmd!(sh, "cargo nextest run --workspace {filter...}")
                .run()
                .or_advise("look at the failed tests above")
        })?;
    } else {
        let tests = integration_tests(project, Border::BelowTheWindow)?;
        step(
            "test",
            "Rust: cargo test (cargo-nextest is not installed)",
            || {
                cmd!(
                    sh,
                    "cargo test --workspace --no-fail-fast --lib --bins {tests...} -- {filter...}"
                )
                .run()
                .or_advise("look at the failed tests above")
            },
        )?;
    }
    step("test", "Rust: doc tests", || {
        cmd!(sh, "cargo test --quiet --workspace --doc")
            .run()
            .or_advise("look at the failed examples above")
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Border {
    BelowTheWindow,
    Window,
}

/// The integration tests of one kind as `--test NAME` arguments. Named one by one rather than by package: see the
/// head of this file.
fn integration_tests(project: &Project, border: Border) -> Result<Vec<OsString>> {
    let files = cmd!(project.sh, "git ls-files").quiet().read()?;
    let mut arguments = Vec::new();
    for file in files.lines() {
        let is_window = file.starts_with("tests/e2e/");
        let parts: Vec<&str> = file.split('/').collect();
        let name = match parts[..] {
            [.., "tests", name] => name.strip_suffix(".rs"),
            [.., "tests", name, "main.rs"] => Some(name),
            _ => None,
        };
        if let Some(name) = name
            && is_window == (border == Border::Window)
        {
            arguments.extend(["--test", name].map(OsString::from));
        }
    }
    Ok(arguments)
}

fn page_tests(project: &Project) -> Result<()> {
    let sh = &project.sh;
    let _inside = sh.push_dir("ui");
    let npm = project.find_program("npm").unwrap_or_else(|| "npm".into());
    for (what, script) in [("page: types", "typecheck"), ("page: vitest", "test")] {
        step("test", what, || {
            cmd!(sh, "{npm} run --silent {script}")
                .run()
                .or_advise("look at what failed above")
        })?;
    }
    Ok(())
}

fn end_to_end_tests(project: &Project, filter: &[OsString]) -> Result<()> {
    // What an earlier run left would be taken for this one's.
    project.sh.remove_path("target/e2e-failures")?;
    let runner = session::runner(project);
    let mut args: Vec<OsString>;
    if has_cargo_tool(project, "nextest") {
        args = ["nextest", "run", "--workspace", "--profile", "e2e"]
            .map(OsString::from)
            .to_vec();
        args.extend(["--config".into(), runner.into()]);
    } else {
        args = ["test", "--workspace", "--no-fail-fast", "--config"]
            .map(OsString::from)
            .to_vec();
        args.push(runner.into());
        args.extend(integration_tests(project, Border::Window)?);
        args.extend(["--", "--test-threads=1"].map(OsString::from));
    }
    args.extend(filter.iter().cloned());
    step("test", "end to end: the real window", || {
        cmd!(project.sh, "cargo {args...}")
            .run()
            .or_advise("look at the pictures and logs in target/e2e-failures")
    })
}
