//! `cargo xtask codegen`: the files in the repository that a program writes.

use std::ffi::OsString;

use anyhow::Result;
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, step};
use crate::setup::{self, For};

/// What `cargo xtask codegen --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask codegen [--check]

Writes ui/src/ipc/bindings.ts and docs/errors.md from the program's own types. With --check it writes nothing and
fails when one of them is not what it would write.
";

/// Runs the command.
pub(crate) fn run(project: &Project, mut args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    let check = args.contains("--check").then_some("--check");
    refuse_rest(args, HELP)?;
    setup::prepare(project, For::Building)?;
    // The program embeds the page, so it does not compile without one. A stale one will do.
    if !project.sh.path_exists("ui/dist/index.html") {
        setup::build_page(project)?;
    }
    step("codegen", "bindings.ts and errors.md", || {
        cmd!(
            project.sh,
            "cargo run -q -p halyard --bin export-bindings -- {check...}"
        )
        .run()
        .or_advise("if a file is stale: cargo xtask codegen")
    })
}

/// The check alone, with a program that the test build has made already.
pub(crate) fn check_with_built_program(project: &Project) -> Result<()> {
    let exporter = project.built_program("export-bindings");
    step("test", "generated files are fresh", || {
        cmd!(project.sh, "{exporter} --check")
            .quiet()
            .run()
            .or_advise("cargo xtask codegen")
    })
}
