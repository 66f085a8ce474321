//! `cargo xtask`: everything one does with this repository that is more than one cargo command.
//!
//! Here is only the choice of the command; each command has a file of its own with its help text.
//! This package stays free of Tauri, tokio and clap, so that it compiles in seconds on a bare machine.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program talks to its user this way"
)]

mod bench;
mod bundle;
mod codegen;
mod lint;
mod project;
mod report;
mod run;
mod session;
mod setup;
mod shots;
mod test;
mod third_party;
mod tidy;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::project::Project;

const HELP: &str = "\
cargo xtask <command> [--help]

  run      set up what is missing, build Halyard and open its window
  test     set up what is missing and run every test, end-to-end included
  lint     formatting, lints, types, licences and the house rules
  codegen  write the generated files, or check that they are fresh
  shots    photograph every screen and state, light and dark
  bench    measure start-up, size and memory; `bench matching`: the matcher
  bundle   build the packages that people install
  tidy     the house rules alone
  setup    set up what is missing and stop
";

/// What each command's file offers: what stands before `--` and what stands behind it.
type Start = fn(&Project, Arguments, &[OsString]) -> Result<()>;

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let mut raw: Vec<_> = std::env::args_os().skip(1).collect();
    let passed_on = take_passed_on(&mut raw);
    let mut args = Arguments::from_vec(raw);
    let command = args.subcommand()?.unwrap_or_default();
    let help = args.contains(["-h", "--help"]);

    // Not for people: `session` starts xtask again inside its private D-Bus session, and cargo starts tests with it.
    if command == session::INNER_COMMAND {
        return session::run_inner(&passed_on);
    }
    if command == session::RUNNER_COMMAND {
        return session::run_tests(&Project::open()?, &passed_on);
    }

    let (text, start): (&str, Start) = match command.as_str() {
        "run" => (run::HELP, run::run),
        "test" => (test::HELP, test::run),
        "lint" => (lint::HELP, lint::run),
        "codegen" => (codegen::HELP, codegen::run),
        "shots" => (shots::HELP, shots::run),
        "bench" => (bench::HELP, bench::run),
        "bundle" => (bundle::HELP, bundle::run),
        "tidy" => (tidy::HELP, tidy::run),
        "setup" => (setup::HELP, setup::run),
        "" | "help" => {
            print!("{HELP}");
            return Ok(());
        }
        unknown => bail!("there is no command `{unknown}`.\n\n{HELP}"),
    };
    if help {
        print!("{text}");
        return Ok(());
    }
    start(&Project::open()?, args, &passed_on)
}

/// Splits off what stands behind `--`; it belongs to the program that the command starts.
fn take_passed_on(raw: &mut Vec<OsString>) -> Vec<OsString> {
    let Some(at) = raw.iter().position(|arg| arg == "--") else {
        return Vec::new();
    };
    raw.split_off(at).split_off(1)
}
