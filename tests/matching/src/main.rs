//! Prints how good the matcher is on one set.

use std::{num::NonZeroUsize, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result, bail};
use matching_bench::{Files, Recipe, Set, costs_of, generate, measure};

mod report;

const HELP: &str = "\
matching-bench [--organizations FILE --customers FILE --truth FILE] [--set NAME] [--seed N] [--size ORGS,CUSTOMERS]
               [--names-only] [--half even|odd] [--threads N] [--errors] [--json]
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args = pico_args::Arguments::from_env();
    let files: [Option<PathBuf>; 3] = [
        args.opt_value_from_str("--organizations")?,
        args.opt_value_from_str("--customers")?,
        args.opt_value_from_str("--truth")?,
    ];
    let name: Option<String> = args.opt_value_from_str("--set")?;
    let seed: u64 = args.opt_value_from_str("--seed")?.unwrap_or(1);
    let size: Option<String> = args.opt_value_from_str("--size")?;
    let half: Option<String> = args.opt_value_from_str("--half")?;
    let threads: Option<NonZeroUsize> = args.opt_value_from_str("--threads")?;
    let names_only = args.contains("--names-only");
    let errors = args.contains("--errors");
    let json = args.contains("--json");
    let rest = args.finish();
    if !rest.is_empty() {
        bail!("unknown: {rest:?}\n{HELP}");
    }
    let mut set = match files {
        [Some(organizations), Some(customers), Some(truth)] => Set::read(&Files {
            organizations,
            customers,
            truth,
        })?,
        [None, None, None] => generate(&recipe(name.as_deref(), seed, size.as_deref())?),
        _ => bail!("--organizations, --customers and --truth go together"),
    };
    if names_only {
        set = set.without_domains();
    }
    match half.as_deref() {
        Some("even") => set = set.half(false),
        Some("odd") => set = set.half(true),
        Some(_) => bail!("--half is even or odd"),
        None => {}
    }
    let threads = threads.map_or_else(std::thread::available_parallelism, Ok)?;
    let (suggestions, costs) = costs_of(&set, threads);
    let measured = measure(&set, &suggestions);
    if errors {
        report::errors(&set, &suggestions, &measured);
    }
    report::print(&measured, &costs, json)
}

fn recipe(name: Option<&str>, seed: u64, size: Option<&str>) -> Result<Recipe> {
    let (organizations, customers) = match size {
        Some(size) => {
            let (organizations, customers) = size
                .split_once(',')
                .context("--size is two numbers with a comma")?;
            (organizations.parse()?, customers.parse()?)
        }
        None => (10_000, 50_000),
    };
    Ok(match name.unwrap_or("mixed") {
        "mixed" => Recipe::mixed(seed, organizations, customers),
        "light" => Recipe::light(seed, organizations, customers),
        "heavy" => Recipe::heavy(seed, organizations, customers),
        "families" => Recipe::families(seed, organizations, customers),
        other => bail!("no set is called {other}: mixed, light, heavy, families"),
    })
}
