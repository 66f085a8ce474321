//! A desktop of its own for programs that open the real window: a screen without a monitor (Xvfb), a private
//! D-Bus session and in it an unlocked, empty keyring. Nothing of the user's desktop is seen or changed.
//!
//! `dbus-run-session` starts xtask a second time inside the new bus; that one unlocks the keyring and then starts the
//! program. Both end with the program.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use xshell::{Shell, cmd};

use crate::project::Project;
use crate::report::{OrAdvise as _, say};

/// The hidden command under which xtask is started inside the new bus.
pub(crate) const INNER_COMMAND: &str = "in-session";

/// The hidden command that cargo starts test programs with: xtask as their runner.
pub(crate) const RUNNER_COMMAND: &str = "in-own-session";

/// Whether this system can drive the real window. Only `WebKitGTK` has a driver that `tauri-driver` speaks to on a machine
/// without a desktop; macOS has none at all.
pub(crate) const CAN_DRIVE_THE_WINDOW: bool = cfg!(target_os = "linux");

/// Runs a program to its end on a screen and in a D-Bus session of its own.
pub(crate) fn run(project: &Project, program: impl AsRef<Path>, args: &[OsString]) -> Result<()> {
    if !CAN_DRIVE_THE_WINDOW {
        bail!(
            "the real window can only be driven on Linux.\n\
             what to do next: run this on Linux, or `cargo xtask test --fast` here"
        );
    }
    let screen = Screen::start()?;
    let sh = &project.sh;
    let home = sh.create_temp_dir()?;
    let folder = |name: &str| -> Result<_> {
        let path = home.path().join(name);
        // The runtime folder is refused by D-Bus and the keyring when others may read it.
        private_folder(&path)?;
        Ok(path)
    };
    say(
        "session",
        format_args!("screen {} and a private keyring", screen.display),
    );
    let own_program = &project.own_program;
    let program = program.as_ref();
    cmd!(
        sh,
        "dbus-run-session -- {own_program} {INNER_COMMAND} -- {program} {args...}"
    )
    .env("DISPLAY", &screen.display)
    .env("XDG_DATA_HOME", folder("data")?)
    .env("XDG_CONFIG_HOME", folder("config")?)
    .env("XDG_CACHE_HOME", folder("cache")?)
    .env("XDG_RUNTIME_DIR", folder("runtime")?)
    .env("GDK_BACKEND", "x11")
    .env("GSETTINGS_BACKEND", "memory")
    .env("NO_AT_BRIDGE", "1")
    .env("TZ", "UTC")
    // What a journey failed with is the last thing it prints, not the first of a hundred lines of a runtime's frames.
    .env("RUST_LIB_BACKTRACE", "0")
    .env_remove("WAYLAND_DISPLAY")
    .quiet()
    .run()
    .map_err(Into::into)
}

/// Runs a program of tests on a screen and in a D-Bus session of its own, so that two of them do not take the keyboard's
/// focus or the keyring from each other. One that is only asked which tests it has needs neither.
///
/// # Errors
/// When there is no session, or the program fails.
pub(crate) fn run_tests(project: &Project, command: &[OsString]) -> Result<()> {
    let (program, args) = command.split_first().context("a program to start")?;
    if args.iter().any(|arg| arg == "--list") {
        let status = Command::new(program).args(args).status()?;
        ensure!(
            status.success(),
            "{} ended with {status}",
            program.display()
        );
        return Ok(());
    }
    run(project, program, args)
}

/// What cargo is told so that it starts test programs through [`run_tests`].
pub(crate) fn runner(project: &Project) -> String {
    // The words of a string in TOML are quoted as in Rust.
    format!(
        "target.'cfg(unix)'.runner = [{:?}, {RUNNER_COMMAND:?}, \"--\"]",
        project.own_program.to_string_lossy()
    )
}

/// The second half of [`run`], inside the new bus.
///
/// # Errors
/// When the keyring does not unlock, or the program fails.
pub(crate) fn run_inner(command: &[OsString]) -> Result<()> {
    let (program, args) = command.split_first().context("a program to start")?;
    let sh = Shell::new()?;
    // Anything is a good password for a keyring that lives as long as this process. The daemon
    // goes to the background when it is ready and ends with the bus.
    cmd!(sh, "gnome-keyring-daemon --unlock --components=secrets")
        .stdin("halyard\n")
        .quiet()
        .ignore_stdout()
        .run()
        .or_advise("see that gnome-keyring is installed and starts by hand")?;
    let status = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .status()?;
    ensure!(
        status.success(),
        "{} ended with {status}",
        program.to_string_lossy()
    );
    Ok(())
}

/// A running X server that draws into memory; ended on drop.
struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    /// Starts Xvfb on a free display and waits until it takes connections.
    fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1680x1200x24",
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .or_advise("install Xvfb (package xvfb)")?;
        let answers = server.stdout.take().context("Xvfb's output is piped")?;
        let mut number = String::new();
        // It writes the display's number once it is ready, or closes the pipe when it fails.
        BufReader::new(answers).read_line(&mut number)?;
        let number = number.trim();
        if number.is_empty() {
            server.kill()?;
            server.wait()?;
            bail!(
                "Xvfb found no free display.\nwhat to do next: start `Xvfb -displayfd 1` by hand and read what it says"
            );
        }
        Ok(Self {
            display: format!(":{number}"),
            server,
        })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody to tell.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[cfg(unix)]
fn private_folder(path: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(path)
        .with_context(|| format!("creating {}", path.display()))
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> Result<()> {
    std::fs::DirBuilder::new()
        .create(path)
        .with_context(|| format!("creating {}", path.display()))
}
