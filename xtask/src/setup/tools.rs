//! Programs from crates.io and npm. They go to `target/tools`, never into the user's own folders.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use anyhow::Result;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, say, step};

/// The bridge between `WebDriver` and the window.
const TAURI_DRIVER: &str = "target/tools/bin/tauri-driver";

/// The first 3.0 alphas are out and are what an unpinned install would fetch.
const TAURI_DRIVER_VERSION: &str = "2.1.0";
const CARGO_DENY_VERSION: &str = "0.20.2";
/// The one that belongs to the version of Tauri in `Cargo.lock`.
const TAURI_CLI_VERSION: &str = "2.12.5";

/// Installs tauri-driver unless this very version is there.
pub(crate) fn install_tauri_driver(project: &Project) -> Result<()> {
    let sh = &project.sh;
    let entry = format!("\"tauri-driver {TAURI_DRIVER_VERSION} ");
    let installed = sh
        .read_file("target/tools/.crates.toml")
        .is_ok_and(|list| list.contains(&entry));
    if installed && sh.path_exists(TAURI_DRIVER) {
        say(
            "set-up",
            format_args!("tauri-driver {TAURI_DRIVER_VERSION}: found"),
        );
        return Ok(());
    }
    step(
        "set-up",
        "tauri-driver: cargo install into target/tools (a minute or two, once)",
        || {
            let tools = project.path("target/tools");
            cmd!(
                sh,
                "cargo install --quiet --locked --root {tools} tauri-driver@{TAURI_DRIVER_VERSION}"
            )
            .run()
            .or_advise("check that crates.io can be reached, then start this command again")
        },
    )
}

/// Whether cargo knows a subcommand such as `nextest`.
pub(crate) fn has_cargo_tool(project: &Project, name: &str) -> bool {
    cmd!(project.sh, "cargo {name} --version")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_ok()
}

/// The cargo-deny on `PATH`, or one in `target/tools`, installed there when there is none.
pub(crate) fn cargo_deny(project: &Project) -> Result<PathBuf> {
    let sh = &project.sh;
    if let Some(found) = project.find_program("cargo-deny") {
        return Ok(found);
    }
    let own = project
        .path("target/tools/bin")
        .join(format!("cargo-deny{EXE_SUFFIX}"));
    if !own.is_file() {
        step(
            "set-up",
            // Unoptimised: it reads one lock file, and this way it compiles in half the time.
            "cargo-deny: cargo install into target/tools (a minute or two, once)",
            || {
                let tools = project.path("target/tools");
                cmd!(
                    sh,
                    "cargo install --quiet --debug --locked --root {tools} cargo-deny@{CARGO_DENY_VERSION}"
                )
                .run()
                .or_advise("check that crates.io can be reached, then start this command again")
            },
        )?;
    }
    Ok(own)
}

/// Tauri's own command line, which packs. From npm, where it lies built: compiling it takes a quarter of an hour.
pub(crate) fn tauri_cli(project: &Project) -> Result<PathBuf> {
    let sh = &project.sh;
    let tools = project.path("target/tools");
    let package = tools.join("node_modules/@tauri-apps/cli");
    let wanted = format!("\"version\": \"{TAURI_CLI_VERSION}\"");
    let is_there = sh
        .read_file(package.join("package.json"))
        .is_ok_and(|manifest| manifest.contains(&wanted));
    if !is_there {
        step(
            "set-up",
            "Tauri's bundler: npm install into target/tools",
            || {
                sh.create_dir(&tools)?;
                let npm = project.find_program("npm").unwrap_or_else(|| "npm".into());
                cmd!(
                sh,
                "{npm} install --prefix {tools} --no-audit --no-fund @tauri-apps/cli@{TAURI_CLI_VERSION}"
            )
            .run()
            .or_advise("check that the npm registry can be reached, then start this command again")
            },
        )?;
    }
    let ending = if cfg!(windows) { ".cmd" } else { "" };
    Ok(tools.join(format!("node_modules/.bin/tauri{ending}")))
}
