//! The program: arguments and exit code.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::io::Write;
use std::process::ExitCode;

use halyard::Arguments;

/// What the command line of Unix calls a usage error.
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        return print(Arguments::HELP);
    }
    if arguments
        .iter()
        .any(|argument| argument == "--version" || argument == "-V")
    {
        return print(concat!("halyard ", env!("CARGO_PKG_VERSION"), "\n"));
    }
    let arguments = match Arguments::parse(arguments) {
        Ok(arguments) => arguments,
        Err(sentence) => {
            complain(&format!("{sentence}\n\n{}", Arguments::HELP));
            return ExitCode::from(USAGE);
        }
    };
    // The page is packed here and not in the library, which cargo compiles twice at the same time, once with its tests:
    // the one would take in files that the other has not written to their end, and the window would stay empty.
    match halyard::run(&arguments, tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("Halyard's window could not be opened: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) -> ExitCode {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn complain(text: &str) {
    // With nowhere to write to, the exit code has to say it.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
