//! One `tauri-driver` and the session in it.
//!
//! It gets a process group of its own, because it does not end the program it started; and two ports of its own, because
//! one driver has one session.

use std::ffi::OsString;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::json;
use tokio::net::TcpStream;

use crate::processes::{self, Process};
use crate::wait::eventually;

/// How long the program may take to open its window.
const START_LIMIT: Duration = Duration::from_mins(1);

/// A running driver; it and all it started are ended on drop.
pub(crate) struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Starts a driver; `environment` reaches the program, `log` takes what both print.
    pub(crate) async fn start(environment: &[(String, OsString)], log: &Path) -> Result<Self> {
        let (port, native_port) = two_free_ports()?;
        let output = fs_err::OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)?;
        let output = output.into_parts().0;
        let program = tauri_driver();
        let process = Command::new(&program)
            .args(["--port", &port.to_string()])
            .args(["--native-port", &native_port.to_string()])
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .process_group(0)
            .spawn()
            .with_context(|| {
                format!(
                    "starting {}; `cargo xtask setup --tests` installs it",
                    program.display()
                )
            })?;
        let driver = Self {
            process,
            address: format!("http://{}:{port}", Ipv4Addr::LOCALHOST),
        };
        for port in [port, native_port] {
            eventually(format_args!("tauri-driver on port {port}"), async || {
                TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
                Ok(())
            })
            .await?;
        }
        Ok(driver)
    }

    /// Starts `program` with `arguments` and opens a session in its window.
    pub(crate) async fn open(&self, program: &Path, arguments: &[OsString]) -> Result<Client> {
        ensure!(
            program.is_file(),
            "there is no {}; `cargo xtask test --e2e` builds it",
            program.display()
        );
        let arguments: Vec<_> = arguments.iter().map(|one| one.to_string_lossy()).collect();
        let mut capabilities = serde_json::Map::new();
        capabilities.insert(
            "tauri:options".to_owned(),
            json!({ "application": program, "args": arguments }),
        );
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let connecting = builder.connect(&self.address);
        tokio::time::timeout(START_LIMIT, connecting)
            .await
            .context("the program did not open its window in time")?
            .context("opening a session")
    }

    /// What the driver started and is still running.
    pub(crate) fn processes(&self) -> Result<Vec<Process>> {
        processes::of_group(self.process.id())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Failures mean that it is gone already, which is what is wanted.
        if let Some(group) = i32::try_from(self.process.id())
            .ok()
            .and_then(Pid::from_raw)
        {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.process.wait();
    }
}

/// Two ports that were free a moment ago.
fn two_free_ports() -> Result<(u16, u16)> {
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let second = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok((first.local_addr()?.port(), second.local_addr()?.port()))
}

fn tauri_driver() -> PathBuf {
    crate::repository().join("target/tools/bin/tauri-driver")
}
