//! The log: one file a day, seven kept. Fields are chosen where they are
//! logged; bodies, secrets and tokens are not among them.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;

/// Keeps the log's writer alive.
#[derive(Debug)]
pub struct LogWriter {
    _guard: WorkerGuard,
}

/// Starts the log. A folder that cannot be written to leaves the program
/// without one; that must not keep it from starting.
/// The name tells the programs of one folder apart; none begins as another does.
pub fn start(folder: &Path, name: &str) -> Option<LogWriter> {
    fs_err::create_dir_all(folder).ok()?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix(name)
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = EnvFilter::try_from_env("HALYARD_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // A second engine in one process (tests) keeps the first one's log.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .with_ansi(false)
        .try_init();
    Some(LogWriter { _guard: guard })
}
