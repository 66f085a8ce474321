//! What takes the time finds its way through the program as it is by now. No time is judged here.
#![cfg(target_os = "linux")]

use std::process::Command;

use anyhow::{Result, ensure};
use e2e::AppOptions;
use serde_json::Value;

/// Goes through one measurement with little to do, and answers what was measured.
fn measure(args: &[&str]) -> Result<Vec<Value>> {
    let measured = Command::new(env!("CARGO_BIN_EXE_stopwatch"))
        .args(args)
        .arg("--json")
        .output()?;
    let told = String::from_utf8_lossy(&measured.stderr);
    ensure!(measured.status.success(), "{args:?}: {told}");
    let told: Value = serde_json::from_slice(&measured.stdout)?;
    let figures = told["figures"].as_array().cloned().unwrap_or_default();
    ensure!(!figures.is_empty(), "{args:?} measured nothing");
    Ok(figures)
}

#[test]
fn everything_that_is_measured_can_be() -> Result<()> {
    let program = AppOptions::default().program;
    let bare = program.with_file_name("examples").join("bare-window");
    let [program, bare] = [program, bare].map(|path| path.display().to_string());
    measure(&["window", &program, &bare, "60", "120"])?;
    measure(&["soak", &program, "40", "10"])?;
    // What does not hang on the machine has to be right: the time of a read that did not come to its end is none.
    let read = measure(&["read", &program, "300"])?;
    let missing = read
        .iter()
        .find(|figure| figure["name"] == "customers that are missing afterwards");
    ensure!(
        missing.is_some_and(|figure| figure["met"] == true),
        "{read:?}"
    );
    Ok(())
}
