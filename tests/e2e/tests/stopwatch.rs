//! What takes the time finds its way through the program as it is by now. No time is judged here.
#![cfg(target_os = "linux")]

use std::process::Command;

use anyhow::{Result, ensure};
use e2e::AppOptions;
use serde_json::Value;

/// Goes through one measurement with little to do, and answers how much was measured.
fn measure(args: &[&str]) -> Result<usize> {
    let measured = Command::new(env!("CARGO_BIN_EXE_stopwatch"))
        .args(args)
        .arg("--json")
        .output()?;
    let told = String::from_utf8_lossy(&measured.stderr);
    ensure!(measured.status.success(), "{args:?}: {told}");
    let told: Value = serde_json::from_slice(&measured.stdout)?;
    Ok(told["figures"].as_array().map_or(0, Vec::len))
}

#[test]
fn everything_that_is_measured_can_be() -> Result<()> {
    let program = AppOptions::default().program;
    let bare = program.with_file_name("examples").join("bare-window");
    let [program, bare] = [program, bare].map(|path| path.display().to_string());
    for args in [
        &["window", &program, &bare, "60", "120"][..],
        &["read", &program, "300"],
        &["soak", &program, "40", "10"],
    ] {
        ensure!(measure(args)? > 0, "{args:?} measured nothing");
    }
    Ok(())
}
