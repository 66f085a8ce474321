//! `cargo xtask lint`: everything that reads the sources without running them.

use std::ffi::OsString;

use anyhow::Result;
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, step};
use crate::setup::{self, For};
use crate::tidy;

/// What `cargo xtask lint --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask lint

Formatting (rustfmt, Biome), house rules (tidy), licences and sources of the dependencies (cargo-deny, without
network), TypeScript types, unused exports (knip), and clippy with every warning an error.
";

/// Runs the command.
pub(crate) fn run(project: &Project, args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    refuse_rest(args, HELP)?;
    setup::prepare(project, For::Building)?;
    let sh = &project.sh;
    step("lint", "rustfmt", || {
        cmd!(sh, "cargo fmt --all --check")
            .run()
            .or_advise("cargo fmt --all")
    })?;
    step("lint", "house rules", || tidy::check(project))?;
    step("lint", "licences and sources: cargo deny", || {
        let cargo_deny = setup::cargo_deny(project)?;
        // It reads the manifests of all platforms, and a build fetches only those of this one.
        cmd!(sh, "cargo fetch --quiet --locked").run()?;
        cmd!(
            sh,
            "{cargo_deny} --offline --log-level error check licenses bans sources"
        )
        .run()
        .or_advise("choose another dependency, or write the reason for this one into deny.toml")
    })?;
    page_lints(project)?;
    // clippy compiles the shell, which embeds the page.
    if !sh.path_exists("ui/dist/index.html") {
        setup::build_page(project)?;
    }
    step("lint", "clippy", || {
        cmd!(
            sh,
            "cargo clippy --quiet --workspace --all-targets -- -D warnings"
        )
        .run()
        .or_advise("mend what clippy reports above")
    })
}

fn page_lints(project: &Project) -> Result<()> {
    let sh = &project.sh;
    let _inside = sh.push_dir("ui");
    let npm = project.find_program("npm").unwrap_or_else(|| "npm".into());
    for (what, script, next) in [
        (
            "page: Biome",
            "lint",
            "npm run format in ui/ mends most of it",
        ),
        ("page: types", "typecheck", "mend what tsc reports above"),
        (
            "page: unused code",
            "knip",
            "remove what knip reports above",
        ),
    ] {
        step("lint", what, || {
            cmd!(sh, "{npm} run --silent {script}")
                .run()
                .or_advise(next)
        })?;
    }
    Ok(())
}
