//! Manual pages and completions, from the same definition as the command line itself.

use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::failure::Failure;

/// Writes a page for the program and one for each of its commands.
pub(crate) fn man_pages(directory: &Path) -> Result<Answer, Failure> {
    let not_written = |error: std::io::Error| Failure::new(Exit::Problems, format!("{error}."));
    fs_err::create_dir_all(directory).map_err(not_written)?;
    clap_mangen::generate_to(Arguments::command(), directory).map_err(not_written)?;
    let shown = directory.display().to_string();
    Ok(Answer::new(
        &json!({ "directory": shown }),
        format!("The manual pages are in {shown}."),
        Exit::Fine,
    ))
}

/// The completions of a shell.
pub(crate) fn completions(shell: Shell) -> Answer {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Answer::new(&json!({ "script": script }), script.trim_end(), Exit::Fine)
}
