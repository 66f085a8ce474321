//! How xtask speaks: one line per step, and with each failure what to do next.

use std::fmt::Display;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow};
use pico_args::Arguments;

/// Starts the line of a failure that says how to go on.
const NEXT: &str = "what to do next: ";

/// Says in one line what is done or found next.
pub(crate) fn say(area: &str, what: impl Display) {
    eprintln!("[{area}] {what}");
}

/// Announces `what`, does it, and says how long it took.
pub(crate) fn step<T>(area: &str, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(area, what);
    let started = Instant::now();
    let outcome = work().with_context(|| format!("this step failed: {area}, {what}"))?;
    say(
        area,
        format_args!("{what}: done in {:.1} s", started.elapsed().as_secs_f32()),
    );
    Ok(outcome)
}

/// Prints a failure: what was being done, why it failed, and last what to do next.
pub(crate) fn failure(error: &anyhow::Error) {
    let lines: Vec<_> = error.chain().map(ToString::to_string).collect();
    let (advice, causes): (Vec<_>, Vec<_>) = lines
        .iter()
        .flat_map(|text| text.lines())
        .partition(|line| line.starts_with(NEXT));
    eprintln!("\nerror: {}", causes.join("\n  "));
    for line in advice {
        eprintln!("{line}");
    }
}

/// Adds the next thing to do to a failure.
pub(crate) trait OrAdvise<T> {
    /// Puts `next` (an order: "Install ...", "Start ...") above the cause.
    fn or_advise(self, next: impl Display) -> Result<T>;
}

impl<T, E> OrAdvise<T> for Result<T, E>
where
    Result<T, E>: anyhow::Context<T, E>,
{
    fn or_advise(self, next: impl Display) -> Result<T> {
        self.with_context(|| format!("{NEXT}{next}"))
    }
}

/// Refuses arguments that the command does not know.
pub(crate) fn refuse_rest(args: Arguments, help: &str) -> Result<()> {
    let rest = args.finish();
    match rest.first() {
        None => Ok(()),
        Some(unknown) => Err(anyhow!(
            "`{}` means nothing here.\n\n{help}",
            unknown.to_string_lossy()
        )),
    }
}
