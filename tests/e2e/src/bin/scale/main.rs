//! Measures the window with as many organisations and customers as it has to bear: what a person waits for after each
//! key and press. Started by `cargo xtask bench window`, which gives it the screen; arguments: the program, how many
//! organisations and customers, and if wanted `--json`.
#![allow(clippy::print_stdout, reason = "it prints its result")]

#[cfg(target_os = "linux")]
mod figures;
#[cfg(target_os = "linux")]
mod stopwatch;
#[cfg(target_os = "linux")]
mod walk;

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    use anyhow::Context as _;

    let mut args = std::env::args_os().skip(1);
    let program = args.next().context("the program to measure")?.into();
    let mut size = || -> anyhow::Result<usize> {
        let number = args
            .next()
            .context("how many organisations and customers")?;
        Ok(number.to_string_lossy().parse()?)
    };
    let size = (size()?, size()?);
    let as_json = args.any(|arg| arg == "--json");
    let figures = e2e::run(walk::walk(program, size))?;
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
