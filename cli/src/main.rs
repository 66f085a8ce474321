//! Halyard without its window, on the same engine, data and keychain: for scheduled checks and scripts.
//!
//! This file is the way from arguments to an exit code. What is asked for is done in `commands`, each a few lines around
//! one function of the engine; nothing about HaloPSA is decided here.

mod answer;
mod arguments;
mod commands;
mod exit;
mod failure;
mod generate;
mod profile;
mod secret;
mod session;
mod surroundings;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use tokio::runtime::Builder;

use crate::answer::Answer;
use crate::arguments::{Arguments, Command};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(refusal) => {
            // With nowhere to write to, the exit code has to say it.
            let _ = refusal.print();
            return if refusal.use_stderr() {
                Exit::Usage.into()
            } else {
                Exit::Fine.into()
            };
        }
    };
    let is_json = arguments.common.json;
    let answer = run(arguments).unwrap_or_else(|failure| failure.told(is_json));
    answer.print(is_json).into()
}

fn run(arguments: Arguments) -> Result<Answer, Failure> {
    match arguments.command {
        Command::Man { directory } => generate::man_pages(&directory),
        Command::Completions { shell } => Ok(generate::completions(shell)),
        command @ (Command::Profiles
        | Command::Connect(_)
        | Command::Customers(_)
        | Command::Organizations(_)
        | Command::Match(_)
        | Command::Tickets(_)
        | Command::Seats(_)
        | Command::Problems
        | Command::Verify(_)
        | Command::Revoke(_)) => {
            let runtime = Builder::new_multi_thread().enable_all().build();
            let runtime = runtime.map_err(|error| {
                Failure::new(Exit::Problems, format!("Halyard cannot start: {error}."))
            })?;
            let mut session = Session::open(&arguments.common, &runtime)?;
            let done = runtime.block_on(commands::run(&mut session, &arguments.common, command));
            session.close();
            done
        }
    }
}

/// Says something beside the answer.
fn remark(text: &str) {
    // A remark that nobody can read changes nothing.
    let _ = writeln!(std::io::stderr(), "{text}");
}
