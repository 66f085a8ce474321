//! Libraries and programs of the operating system.

use anyhow::{Result, bail};
use xshell::cmd;

use super::For;
use crate::project::Project;
use crate::report::{OrAdvise as _, say};

/// How one sees that a part is there.
enum Probe {
    /// `pkg-config` knows this module.
    Module(&'static str),
    /// A program of this name is on `PATH`.
    Program(&'static str),
}

/// A part of the system and the Debian package that brings it.
struct Part {
    probe: Probe,
    debian: &'static str,
}

const fn program(name: &'static str, debian: &'static str) -> Part {
    Part {
        probe: Probe::Program(name),
        debian,
    }
}

const fn module(name: &'static str, debian: &'static str) -> Part {
    Part {
        probe: Probe::Module(name),
        debian,
    }
}

/// What compiling and linking needs. Only what is really linked: tray and installer libraries are not.
const BUILDING: &[Part] = &[
    program("cc", "build-essential"),
    program("pkg-config", "pkg-config"),
    module("webkit2gtk-4.1", "libwebkit2gtk-4.1-dev"),
    module("gtk+-3.0", "libgtk-3-dev"),
    module("libsoup-3.0", "libsoup-3.0-dev"),
    module("dbus-1", "libdbus-1-dev"),
];

/// What the tests of the keychain start for themselves.
const TESTING: &[Part] = &[
    program("dbus-daemon", "dbus"),
    program("gnome-keyring-daemon", "gnome-keyring"),
];

/// What driving the real window without a desktop needs.
const END_TO_END: &[Part] = &[
    program("WebKitWebDriver", "webkit2gtk-driver"),
    program("Xvfb", "xvfb"),
    program("dbus-run-session", "dbus-x11"),
];

/// Installs the parts that are missing, or says how to.
pub(crate) fn install_missing(project: &Project, purpose: For) -> Result<()> {
    if cfg!(target_os = "linux") {
        install_missing_on_linux(project, purpose)
    } else if cfg!(target_os = "macos") {
        cmd!(project.sh, "xcode-select -p")
            .quiet()
            .ignore_stdout()
            .run()
            .or_advise("install Apple's command line tools: xcode-select --install")?;
        say("set-up", "Apple's command line tools: found");
        Ok(())
    } else {
        say(
            "set-up",
            "Windows: the build needs the MSVC build tools (winget install Microsoft.VisualStudio.2022.BuildTools) \
             and the window WebView2, which Windows 11 brings along",
        );
        Ok(())
    }
}

fn install_missing_on_linux(project: &Project, purpose: For) -> Result<()> {
    let wanted: &[&[Part]] = match purpose {
        For::Building => &[BUILDING],
        For::Testing => &[BUILDING, TESTING],
        For::EndToEnd => &[BUILDING, TESTING, END_TO_END],
    };
    let missing: Vec<&Part> = wanted
        .iter()
        .copied()
        .flatten()
        .filter(|part| !is_there(project, part))
        .collect();
    if missing.is_empty() {
        say("set-up", "system libraries and programs: all there");
        return Ok(());
    }
    if project.find_program("apt-get").is_none() {
        let names: Vec<_> = missing.iter().map(|part| part.upstream_name()).collect();
        bail!(
            "these parts of the system are missing: {0}.\n\
             what to do next: install your distribution's development packages for them, \
             then start this command again",
            names.join(", ")
        );
    }
    let packages: Vec<_> = missing.iter().map(|part| part.debian).collect();
    apt_install(project, &packages)
}

impl Part {
    fn upstream_name(&self) -> &'static str {
        match self.probe {
            Probe::Module(name) | Probe::Program(name) => name,
        }
    }
}

fn is_there(project: &Project, part: &Part) -> bool {
    match part.probe {
        Probe::Program(name) => project.find_program(name).is_some(),
        Probe::Module(name) => {
            project.find_program("pkg-config").is_some()
                && cmd!(project.sh, "pkg-config --exists {name}")
                    .quiet()
                    .ignore_stderr()
                    .run()
                    .is_ok()
        }
    }
}

/// Installs Debian packages as root or through a sudo that asks nothing; else prints the line to type.
///
/// # Errors
/// When it may not, or when apt fails; both with the line to type.
pub(crate) fn apt_install(project: &Project, packages: &[&str]) -> Result<()> {
    let sh = &project.sh;
    let line = format!(
        "apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    );
    let am_root = cmd!(sh, "id -u").quiet().read()? == "0";
    let sudo: &[&str] = if am_root {
        &[]
    } else if cmd!(sh, "sudo -n true")
        .quiet()
        .ignore_stderr()
        .run()
        .is_ok()
    {
        &["sudo", "-n"]
    } else {
        bail!(
            "these packages are missing and I may not install them: {0}.\n\
             what to do next: run `sudo {line}`, then start this command again",
            packages.join(" ")
        );
    };
    say("set-up", format_args!("installing {}", packages.join(" ")));
    let advice =
        format!("look at what apt says above, run `{line}` by hand, then start this command again");
    let env = ["env", "DEBIAN_FRONTEND=noninteractive"];
    let update = [sudo, &env, &["apt-get", "update", "-q"]].concat();
    let install = [
        sudo,
        &env,
        &["apt-get", "install", "-q", "-y", "--no-install-recommends"],
        packages,
    ]
    .concat();
    for words in [update, install] {
        let (program, args) = (words[0], &words[1..]);
        cmd!(sh, "{program} {args...}").run().or_advise(&advice)?;
    }
    Ok(())
}
