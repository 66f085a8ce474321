//! One run of the program on a data folder: the engine, and waiting for what it does.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::database::{OpenError, Others, Store};
use engine::halo_api::Transport;
use engine::ports::Clock as _;
use engine::{Ended, Engine, Parts, Progress, Task, TaskId, TaskState};
use platform::{
    FolderLock, KEYCHAIN_SERVICE, Keychain, LogWriter, SettingsFile, SystemAccount, SystemClock,
    data_folder,
};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::arguments::Common;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::surroundings::{NoDemo, NoDesktop, ToWhoWaits};

/// The exit code of a program that Ctrl-C ended, by the shells' convention.
const INTERRUPTED: i32 = 130;

/// The engine on a data folder.
pub(crate) struct Session {
    pub(crate) engine: Engine,
    tasks: UnboundedReceiver<Task>,
    shows_progress: bool,
    obeys_ctrl_c: bool,
    _log: Option<LogWriter>,
}

impl Session {
    /// Opens the data that Halyard's window has made. It may be open at the same time: what the two write is kept apart by
    /// the database and by the engine's turn to write to Halo. What somebody has to be told about the data is left to the
    /// window.
    ///
    /// # Errors
    /// When there is no data, or it cannot be opened.
    pub(crate) fn open(common: &Common, runtime: &Runtime) -> Result<Self, Failure> {
        let folder = folder_of(common)?;
        let log = platform::start_log(&folder.join("logs"), "cli");
        let clock = SystemClock;
        let store = open_store(&folder, &clock)?;
        let (events, tasks) = unbounded_channel();
        let _inside = runtime.enter();
        let engine = Engine::new(Parts {
            store,
            vault: Arc::new(Keychain::of_this_platform(KEYCHAIN_SERVICE)),
            settings: Arc::new(SettingsFile::in_folder(&folder)),
            events: Arc::new(ToWhoWaits(events)),
            clock: Arc::new(clock),
            account: Arc::new(SystemAccount),
            demo: Arc::new(NoDemo),
            desktop: Arc::new(NoDesktop),
            transport: Transport::default(),
            data_dir: folder,
        });
        runtime.block_on(engine.tidy_after_start())?;
        Ok(Self {
            engine,
            tasks,
            shows_progress: !common.json && std::io::stderr().is_terminal(),
            obeys_ctrl_c: false,
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
        // Before there is something to stop, the system's own way is right: a shell then mends a terminal that hides a
        // secret.
        if !self.obeys_ctrl_c {
            self.obeys_ctrl_c = true;
            tokio::spawn(obey_ctrl_c(self.engine.clone()));
        }
        loop {
            let task = self.tasks.recv().await;
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

/// Stops in order what runs, at the first Ctrl-C. Ends the program at the second, and where nothing runs that could be
/// stopped: what is written to the database is written whole or not at all.
async fn obey_ctrl_c(engine: Engine) {
    let mut is_stopping = false;
    while tokio::signal::ctrl_c().await.is_ok() {
        let running = engine.running_tasks();
        if is_stopping || running.is_empty() {
            std::process::exit(INTERRUPTED);
        }
        is_stopping = true;
        for task in running {
            engine.cancel_task(task.id);
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

/// Opens the database. The folder is this program's for as long as that takes, if it is nobody else's: a window that is
/// started meanwhile waits for it, and must not wait until the work is done.
fn open_store(folder: &Path, clock: &SystemClock) -> Result<Store, Failure> {
    let lock = FolderLock::take(folder).map_err(|error| {
        let folder = folder.display();
        Failure::new(
            Exit::Problems,
            format!("The data in {folder} cannot be opened: {error}."),
        )
    })?;
    let others = match lock {
        Some(_) => Others::None,
        None => Others::HaveItOpen,
    };
    let today = clock.now().strftime("%Y-%m-%d").to_string();
    Store::open_unattended(folder, &today, others).map_err(|error| not_opened(folder, &error))
}

fn not_opened(folder: &Path, error: &OpenError) -> Failure {
    tracing::error!(?error, "the database was not opened");
    let folder = folder.display();
    match error {
        OpenError::Unusable { why } => Failure::new(
            Exit::Problems,
            format!(
                "The database in {folder} cannot be used. {}",
                why.sentence()
            ),
        )
        .next("Open Halyard's window: it sets the file aside and names the newest backup."),
        OpenError::RestoreWaits => Failure::new(
            Exit::NotAllowed,
            format!("A backup waits to take the place of the database in {folder}."),
        )
        .next("Start Halyard's window once."),
        OpenError::TooOld { .. } => Failure::new(
            Exit::NotAllowed,
            format!(
                "The database in {folder} has to be upgraded, and another Halyard has it open."
            ),
        )
        .next("Close Halyard's window first."),
        OpenError::TooNew { .. } => Failure::new(
            Exit::Problems,
            format!("The database in {folder} was made by a newer Halyard."),
        )
        .next("Install the newer Halyard again. The file was not touched."),
        OpenError::Busy => Failure::new(
            Exit::Problems,
            format!("Another program is using the database in {folder}."),
        )
        .next("Try again when it is done."),
        OpenError::DiskFull
        | OpenError::NotAFile { .. }
        | OpenError::NotWritable { .. }
        | OpenError::Folder { .. }
        | OpenError::MoveAside { .. }
        | OpenError::Backup { .. }
        | OpenError::Migration { .. }
        | OpenError::Sqlite { .. } => Failure::new(
            Exit::Problems,
            format!("The database in {folder} cannot be opened: {error}."),
        )
        .next("Make sure that the data folder can be written to."),
    }
}
