//! Takes the time and the memory of the real program in its real window. Started by `cargo xtask bench`, which gives it
//! the screen. The first argument says what:
//!
//! * `start PROGRAM BARE`: starts and idle memory, beside a bare Tauri window in the same run;
//! * `window PROGRAM BARE ORGANIZATIONS CUSTOMERS`: what a person waits for with as much as it has to bear;
//! * `read PROGRAM CUSTOMERS`: a full read of Halo's customers from a Halo that takes its time;
//! * `soak PROGRAM POLLS NAVIGATIONS`: whether memory, files and threads grow.
//!
//! `--json` prints one object instead of a table.
#![allow(clippy::print_stdout, reason = "it prints its result")]

#[cfg(target_os = "linux")]
mod figures;
#[cfg(target_os = "linux")]
mod fill;
#[cfg(target_os = "linux")]
mod in_page;
#[cfg(target_os = "linux")]
mod meanwhile;
#[cfg(target_os = "linux")]
mod read;
#[cfg(target_os = "linux")]
mod soak;
#[cfg(target_os = "linux")]
mod start;
#[cfg(target_os = "linux")]
mod window;

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    use std::path::PathBuf;

    use anyhow::{Context as _, bail};

    let mut args: Vec<_> = std::env::args_os().skip(1).collect();
    let count = args.len();
    args.retain(|arg| arg != "--json");
    let as_json = args.len() < count;
    let mut args = args.into_iter();
    let mut next = |what: &'static str| args.next().context(what);
    let what = next("what to measure")?;
    let program = PathBuf::from(next("the program to measure")?);
    let mut number = |what| -> anyhow::Result<usize> { Ok(next(what)?.to_string_lossy().parse()?) };
    let figures = match what.to_str() {
        Some("start") => e2e::run(start::measure(program, next("the bare window")?.into())),
        Some("window") => {
            let bare = next("the bare window")?.into();
            let mut number =
                |what| -> anyhow::Result<usize> { Ok(next(what)?.to_string_lossy().parse()?) };
            let size = (number("organisations")?, number("customers")?);
            e2e::run(window::measure(program, bare, size))
        }
        Some("read") => e2e::run(read::measure(program, number("customers")?)),
        Some("soak") => {
            let (polls, navigations) = (number("polls")?, number("navigations")?);
            e2e::run(soak::measure(program, polls, navigations))
        }
        _ => bail!("there is nothing called {} to measure", what.display()),
    }?;
    print!(
        "{}",
        if as_json {
            figures.json()
        } else {
            figures.table()
        }
    );
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() -> anyhow::Result<()> {
    anyhow::bail!("the window can only be driven on Linux")
}
