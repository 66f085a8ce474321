//! The log: one file a day, seven kept. Fields are chosen where they are
//! logged; bodies, secrets and tokens are not among them.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

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
    let wanted = std::env::var("HALYARD_LOG").ok();
    let filter: Targets = wanted
        .and_then(|wanted| wanted.parse().ok())
        .unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    // A second engine in one process (tests) keeps the first one's log.
    let _ = tracing_subscriber::registry()
        .with(layer().with_writer(writer).with_ansi(false))
        .with(filter)
        .try_init();
    Some(LogWriter { _guard: guard })
}
