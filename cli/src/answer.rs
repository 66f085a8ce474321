//! What a command answers: for a person and for a program, and how it ends.

use std::io::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::exit::Exit;

/// An answer in both forms.
#[derive(Debug)]
pub(crate) struct Answer {
    value: Value,
    text: String,
    is_about_failure: bool,
    exit: Exit,
}

impl Answer {
    /// `text` is for people, its lines without a last line break; `value` is what `--json` prints.
    pub(crate) fn new(value: &impl Serialize, text: impl Into<String>, exit: Exit) -> Self {
        Self {
            // Only a map with keys that are no text cannot be written, and no answer has one.
            value: serde_json::to_value(value).unwrap_or_default(),
            text: text.into(),
            is_about_failure: false,
            exit,
        }
    }

    /// Same, but for people it belongs to the standard error.
    pub(crate) fn of_failure(value: &impl Serialize, text: String, exit: Exit) -> Self {
        Self {
            is_about_failure: true,
            ..Self::new(value, text, exit)
        }
    }

    /// Prints it, and answers how the program ends: with problems when nobody can read it.
    pub(crate) fn print(&self, is_json: bool) -> Exit {
        let written = if is_json {
            writeln!(std::io::stdout(), "{:#}", self.value)
        } else if self.is_about_failure {
            writeln!(std::io::stderr(), "{}", self.text)
        } else {
            writeln!(std::io::stdout(), "{}", self.text)
        };
        match written {
            Err(_) if self.exit == Exit::Fine => Exit::Problems,
            Ok(()) | Err(_) => self.exit,
        }
    }
}
