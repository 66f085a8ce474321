//! `cargo xtask bundle`: the packages that people install.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use pico_args::Arguments;
use xshell::cmd;

use crate::project::Project;
use crate::report::{OrAdvise as _, refuse_rest, say, step};
use crate::setup::{self, For};

/// What `cargo xtask bundle --help` prints.
pub(crate) const HELP: &str = "\
cargo xtask bundle [--dev]

Builds Halyard as it is released and packs it: .deb and .rpm on Linux, .dmg on macOS, an installer on Windows. The
command line goes with it, on Linux with manual pages and completions. Prints the sizes beside the 12 MB that are wanted
of the program, and fails when it is larger than 24 MB.

  --dev  pack the development build, to look at the packages alone
";

/// What the window's program should weigh.
const WANTED_BYTES: u64 = 12_000_000;

/// The largest that it may be: what it weighs now, and a little room.
const MOST_BYTES: u64 = 24_000_000;

/// The command line beside the window's program. Named to the bundler alone: a build of the program would want the file
/// to be there before there is any.
const BESIDE: &str = r#"{"bundle":{"externalBin":["../target/package/halyard-cli"]}}"#;

/// What the packages hold beside the programs; `tauri.conf.json` names the same folder.
const EXTRAS: &str = "target/package";

/// A shell with the file that it looks for.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "halyard-cli"),
    ("zsh", "_halyard-cli"),
    ("fish", "halyard-cli.fish"),
];

/// Runs the command.
pub(crate) fn run(project: &Project, mut args: Arguments, _passed_on: &[OsString]) -> Result<()> {
    let is_dev = args.contains("--dev");
    refuse_rest(args, HELP)?;
    setup::prepare(project, For::Building)?;
    setup::build_page(project)?;
    let (profile, folder) = if is_dev {
        ("dev", "target/debug")
    } else {
        ("release", "target/release")
    };
    build(project, profile)?;
    let built = |name: &str| project.path(folder).join(format!("{name}{EXE_SUFFIX}"));
    gather_extras(project, &built("halyard-cli"))?;
    pack(project, is_dev)?;
    for package in packages(project, &project.path(folder).join("bundle"))? {
        tell_size(&package)?;
    }
    tell_size(&built("halyard-cli"))?;
    let size = tell_size(&built("halyard"))?;
    if !is_dev && size > WANTED_BYTES {
        say("bundle", "wanted of the program: at most 12.0 MB. MISSED");
    }
    if !is_dev && size > MOST_BYTES {
        bail!(
            "the program is larger than {MOST_BYTES} bytes.\n\
             what to do next: find what has grown it with `cargo bloat --release -p halyard`"
        );
    }
    Ok(())
}

fn build(project: &Project, profile: &str) -> Result<()> {
    step("build", "both programs", || {
        // In one call, so that what both are made of is compiled once.
        cmd!(
            project.sh,
            "cargo build --quiet --profile {profile} -p halyard --bin halyard -p halyard-cli --bin halyard-cli"
        )
        .run()
        .or_advise("mend what the compiler reports above")
    })
}

/// Manual pages, completions and the command line itself, under names that do not change with the profile; the command
/// line under the name of the machine that it is for, as the bundler looks for it.
fn gather_extras(project: &Project, program: &Path) -> Result<()> {
    let sh = &project.sh;
    step("bundle", "manual pages and completions", || {
        sh.remove_path(EXTRAS)?;
        let pages = project.path(EXTRAS).join("man");
        cmd!(sh, "{program} man {pages}")
            .quiet()
            .ignore_stdout()
            .run()?;
        for (shell, file) in COMPLETIONS {
            let script = cmd!(sh, "{program} completions {shell}").quiet().read()?;
            sh.write_file(format!("{EXTRAS}/completions/{file}"), script + "\n")?;
        }
        let about = cmd!(sh, "rustc --version --verbose").quiet().read()?;
        let host = about
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .context("rustc does not say which machine it builds for")?;
        let beside = format!("halyard-cli-{host}{EXE_SUFFIX}");
        sh.copy_file(program, project.path(EXTRAS).join(beside))?;
        Ok(())
    })
}

fn pack(project: &Project, is_dev: bool) -> Result<()> {
    let tauri = setup::tauri_cli(project)?;
    let kinds = match std::env::consts::OS {
        "linux" => "deb,rpm",
        "macos" => "dmg",
        _ => "nsis",
    };
    let debug = is_dev.then_some("--debug");
    step("bundle", kinds, || {
        let _inside = project.sh.push_dir("src-tauri");
        cmd!(
            project.sh,
            "{tauri} bundle {debug...} --ci --bundles {kinds} --config {BESIDE}"
        )
        .run()
        .or_advise("mend what Tauri's bundler reports above")
    })
}

/// The packages beneath the bundler's folder.
fn packages(project: &Project, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for kind in project.sh.read_dir(folder)? {
        if !kind.is_dir() {
            continue;
        }
        for file in project.sh.read_dir(&kind)? {
            let ending = file.extension().and_then(|ending| ending.to_str());
            if matches!(ending, Some("deb" | "rpm" | "dmg" | "exe")) {
                found.push(file);
            }
        }
    }
    Ok(found)
}

/// Prints the size of a file, and gives it.
fn tell_size(file: &Path) -> Result<u64> {
    let size = file
        .metadata()
        .with_context(|| format!("{} was not made", file.display()))?
        .len();
    #[expect(clippy::cast_precision_loss, reason = "one decimal is printed")]
    let megabytes = size as f64 / 1e6;
    say(
        "bundle",
        format_args!("{megabytes:>6.1} MB  {}", file.display()),
    );
    Ok(size)
}
