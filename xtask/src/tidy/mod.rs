//! `cargo xtask tidy`: house rules that no other tool holds. Also a test of this package, so that `cargo test` holds them.
//!
//! The rules about single files are in `rules`, the one about published migrations in `migrations`.

mod migrations;
mod rules;

use std::ffi::OsString;
use std::fmt;

use anyhow::{Result, bail};
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, say};

/// What `cargo xtask tidy --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask tidy

Every Rust file says at its top what lives in it; no notes about work left over; tests find elements by role and name;
TLS checks are never switched off; published migrations never change; every error code of the page's bindings is in
docs/errors.md; nothing that git ignores is in git. Long files are listed as a hint.
";

/// Files above this many lines are worth a look whether they are one thing or two.
const LONG: usize = 400;

/// One broken rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    /// Relative to the root, with `/`.
    path: String,
    /// Counted from one; `None` when it is about the whole file.
    line: Option<usize>,
    /// What is wrong and what would be right.
    rule: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.rule),
            None => write!(f, "{}: {}", self.path, self.rule),
        }
    }
}

/// Runs the command.
pub(crate) fn run(project: &Project, args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    refuse_rest(args, HELP)?;
    check(project)
}

/// Holds the rules against every file that git knows or would add.
///
/// # Errors
/// When a rule is broken; all findings are in the message.
pub(crate) fn check(project: &Project) -> Result<()> {
    let sh = &project.sh;
    let mut findings = Vec::new();
    let listing = cmd!(
        sh,
        "git ls-files --cached --others --exclude-standard --deduplicate"
    )
    .quiet()
    .read()
    .or_advise("run this in a git clone")?;
    // A file that was removed but is still in the index is listed too.
    for path in listing.lines().filter(|path| sh.path_exists(path)) {
        if !rules::is_text(path) {
            continue;
        }
        let text = sh.read_file(path)?;
        findings.extend(rules::check_file(path, &text));
        let lines = text.lines().count();
        if lines > LONG && rules::is_hand_written_code(path) {
            say(
                "tidy",
                format_args!("{path} has {lines} lines: one thing, or two?"),
            );
        }
    }
    let ignored = cmd!(sh, "git ls-files --cached --ignored --exclude-standard")
        .quiet()
        .read()?;
    findings.extend(ignored.lines().map(|path| Finding {
        path: path.to_owned(),
        line: None,
        rule: "is generated and ignored, but in git; remove it with `git rm --cached`".to_owned(),
    }));
    findings.extend(migrations::check(project)?);
    if let (Ok(bindings), Ok(errors)) = (
        sh.read_file("ui/src/ipc/bindings.ts"),
        sh.read_file("docs/errors.md"),
    ) {
        findings.extend(rules::undocumented_codes(&bindings, &errors));
    }
    if findings.is_empty() {
        return Ok(());
    }
    let list: Vec<_> = findings.iter().map(ToString::to_string).collect();
    bail!("{} house rules broken:\n{}", list.len(), list.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::project::Project;

    #[test]
    fn the_repository_keeps_its_house_rules() {
        let project = Project::open().unwrap();
        if let Err(error) = check(&project) {
            panic!("{error:?}");
        }
    }
}
