//! One run of the program on a data folder: the engine, and waiting for what it does.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::database::{Notice, Store};
use engine::halo_api::Transport;
use engine::ports::Clock as _;
use engine::{Ended, Engine, Parts, Progress, Task, TaskId, TaskState};
use platform::{
    FolderLock, KEYCHAIN_SERVICE, Keychain, LogWriter, SettingsFile, SystemClock, data_folder,
};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::arguments::Common;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::surroundings::{NoDemo, NoDesktop, ToWhoWaits};

/// The engine on a data folder.
pub(crate) struct Session {
    pub(crate) engine: Engine,
    tasks: UnboundedReceiver<Task>,
    shows_progress: bool,
    _folder: Option<FolderLock>,
    _log: Option<LogWriter>,
}

impl Session {
    /// Opens the data that Halyard's window has made. It may be open at the same time: what the two write is kept apart by
    /// the database and by the engine's turn to write to Halo.
    ///
    /// # Errors
    /// When there is no data, or it cannot be opened.
    pub(crate) fn open(common: &Common, runtime: &Runtime) -> Result<Self, Failure> {
        let folder = folder_of(common)?;
        let log = platform::start_log(&folder.join("logs"), "cli");
        let lock =
            FolderLock::take(&folder).map_err(|error| not_opened(&folder, &error.to_string()))?;
        let clock = SystemClock;
        let today = clock.now().strftime("%Y-%m-%d").to_string();
        let opened = Store::open(&folder, &today)
            .map_err(|error| not_opened(&folder, &error.to_string()))?;
        if let Some(Notice::MovedAside { to, why, .. }) = &opened.notice {
            crate::remark(&format!(
                "{why} The database was set aside as {}, and a new one begun.",
                to.display()
            ));
        }
        let (events, tasks) = unbounded_channel();
        let _inside = runtime.enter();
        let engine = Engine::new(Parts {
            store: opened.store,
            vault: Arc::new(Keychain::of_this_platform(KEYCHAIN_SERVICE)),
            settings: Arc::new(SettingsFile::in_folder(&folder)),
            events: Arc::new(ToWhoWaits(events)),
            clock: Arc::new(clock),
            demo: Arc::new(NoDemo),
            desktop: Arc::new(NoDesktop),
            transport: Transport::default(),
            data_dir: folder,
        });
        // With the window open, a test run that is not over is the window's.
        if lock.is_some() {
            runtime.block_on(engine.tidy_after_start())?;
        }
        Ok(Self {
            engine,
            tasks,
            shows_progress: !common.json && std::io::stderr().is_terminal(),
            _folder: lock,
            _log: log,
        })
    }

    /// Finishes what is being written to the database.
    pub(crate) fn close(&self) {
        self.engine.close();
    }

    /// Waits for a task. Ctrl-C stops it in order.
    ///
    /// # Errors
    /// How it failed, or that it was stopped.
    pub(crate) async fn end_of(&mut self, id: TaskId) -> Result<Ended, Failure> {
        let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
        let mut is_stopped = false;
        loop {
            let task = tokio::select! {
                task = self.tasks.recv() => task,
                _ = &mut stop, if !is_stopped => {
                    is_stopped = true;
                    self.engine.cancel_task(id);
                    continue;
                }
            };
            let Some(task) = task else {
                return Err(Failure::new(
                    Exit::Problems,
                    "The work ended without an answer.",
                ));
            };
            if task.id != id {
                continue;
            }
            match task.state {
                TaskState::Running(progress) => self.show(&progress),
                TaskState::Done(ended) => {
                    self.wipe();
                    return Ok(ended);
                }
                TaskState::Failed(error) => {
                    self.wipe();
                    return Err(Failure::from(&*error));
                }
                TaskState::Cancelled => {
                    self.wipe();
                    return Err(Failure::new(
                        Exit::Problems,
                        "Stopped. What was done before stays.",
                    ));
                }
            }
        }
    }

    fn show(&self, progress: &Progress) {
        if !self.shows_progress {
            return;
        }
        let of = progress
            .total
            .map(|total| format!(" of {total}"))
            .unwrap_or_default();
        let waiting = progress
            .waiting
            .map(|time| format!(", waiting {} s for Halo", time.as_secs()))
            .unwrap_or_default();
        // Progress that nobody sees changes nothing.
        let _ = write!(
            std::io::stderr(),
            "\r\x1b[K{}: {}{of}, {} requests{waiting}",
            progress.label,
            progress.done,
            progress.requests
        );
        let _ = std::io::stderr().flush();
    }

    fn wipe(&self) {
        if self.shows_progress {
            // As in `show`.
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

/// The folder, which has to hold data: a mistyped one must not become an empty Halyard.
fn folder_of(common: &Common) -> Result<PathBuf, Failure> {
    let folder = match &common.data_dir {
        Some(folder) => std::path::absolute(folder).unwrap_or_else(|_| folder.clone()),
        None => data_folder().ok_or_else(|| {
            Failure::usage("There is no home folder. Name the data folder with --data-dir.")
        })?,
    };
    if !Store::is_in(&folder) {
        return Err(
            Failure::usage(format!("There is no Halyard data in {}.", folder.display()))
                .next("Connect in Halyard's window first, or name another folder with --data-dir."),
        );
    }
    Ok(folder)
}

fn not_opened(folder: &Path, why: &str) -> Failure {
    Failure::new(
        Exit::Problems,
        format!("The data in {} cannot be opened: {why}", folder.display()),
    )
}
