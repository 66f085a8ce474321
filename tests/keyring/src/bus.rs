//! The private D-Bus session.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// A session bus on which everything is allowed and nothing is started on demand.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A running bus; ended on drop.
#[derive(Debug)]
pub(crate) struct Bus {
    process: Child,
    pub(crate) address: String,
}

impl Bus {
    /// Starts a bus whose socket lies in `folder`, and waits until it takes connections.
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        let socket = folder.join("bus");
        let configuration = folder.join("bus.conf");
        let socket = socket.to_str().context("a folder with a plain name")?;
        fs_err::write(&configuration, CONFIGURATION.replace("{socket}", socket))?;
        let mut process = Command::new("dbus-daemon")
            .arg("--config-file")
            .arg(&configuration)
            .args(["--nofork", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("starting dbus-daemon (package dbus)")?;
        let output = process.stdout.take().context("its output is piped")?;
        let mut bus = Self {
            process,
            address: String::new(),
        };
        // It writes its address once it listens, or closes the pipe when it fails.
        BufReader::new(output).read_line(&mut bus.address)?;
        bus.address.truncate(bus.address.trim_end().len());
        ensure!(!bus.address.is_empty(), "dbus-daemon did not come up");
        Ok(bus)
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody to tell.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
