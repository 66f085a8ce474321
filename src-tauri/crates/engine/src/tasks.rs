//! Long work: starts, reports at most ten times a second, ends in exactly one
//! of done, failed or cancelled.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use domain::ProfileId;
use halo_api::RequestBudget;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};
use crate::ports::Events;

/// Identifies a task from its start until the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskId(pub u32);

/// What a task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskKind {
    /// The checks of the wizard.
    CheckAccess,
    /// Reading customers and Halo's configuration.
    ReadHalo,
    /// The test ticket.
    TestTicket,
    /// Trying a new secret.
    ReplaceSecret,
    /// Asking Halo whether a revoked secret still works.
    ProveRevoked,
}

impl TaskKind {
    /// On screen, where it was stopped.
    pub fn name(self) -> &'static str {
        match self {
            Self::CheckAccess => "checking access",
            Self::ReadHalo => "reading Halo",
            Self::TestTicket => "the test ticket",
            Self::ReplaceSecret => "trying a new secret",
            Self::ProveRevoked => "asking about the old secret",
        }
    }
}

/// Where a running task is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// What it is doing, for the job strip.
    pub label: String,
    /// Units done.
    pub done: u32,
    /// Units in all, when known.
    pub total: Option<u32>,
    /// Requests sent to Halo since the task started.
    pub requests: u32,
    /// Time until Halo may be asked again, while the task waits for that.
    pub waiting: Option<Duration>,
}

/// How a task ended that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// What was done, for the job strip.
    pub label: String,
    /// Whether everything in it went well; a check that failed is an answer,
    /// not a failure of the checking.
    pub all_well: bool,
}

impl Ended {
    /// Everything went well.
    pub(crate) fn well(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            all_well: true,
        }
    }
}

/// Where a task is.
#[derive(Debug, Clone)]
pub enum TaskState {
    /// At work.
    Running(Progress),
    /// Came to its end.
    Done(Ended),
    /// Ended with an error.
    Failed(Arc<Error>),
    /// Stopped by the administrator.
    Cancelled,
}

/// A task as others see it.
#[derive(Debug, Clone)]
pub struct Task {
    /// Identifier.
    pub id: TaskId,
    /// What it does.
    pub kind: TaskKind,
    /// For which profile.
    pub profile: ProfileId,
    /// Where it is.
    pub state: TaskState,
}

struct Running {
    task: Task,
    cancel: CancellationToken,
}

#[derive(Default)]
struct Board {
    last: u32,
    running: Vec<Running>,
}

/// All tasks that run. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Tasks {
    board: watch::Sender<Board>,
    events: Arc<dyn Events>,
}

impl std::fmt::Debug for Tasks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tasks").finish_non_exhaustive()
    }
}

impl Tasks {
    /// An empty board.
    pub(crate) fn new(events: Arc<dyn Events>) -> Self {
        Self {
            board: watch::Sender::new(Board::default()),
            events,
        }
    }

    /// What runs now.
    pub(crate) fn running(&self) -> Vec<Task> {
        self.board
            .borrow()
            .running
            .iter()
            .map(|running| running.task.clone())
            .collect()
    }

    /// Whether work of this kind runs for the profile.
    pub(crate) fn is_running(&self, kind: TaskKind, profile: ProfileId) -> bool {
        let board = self.board.borrow();
        board
            .running
            .iter()
            .any(|running| running.task.kind == kind && running.task.profile == profile)
    }

    /// Asks a task to stop. A task that has ended is left alone.
    pub(crate) fn cancel(&self, id: TaskId) {
        let board = self.board.borrow();
        if let Some(running) = board.running.iter().find(|running| running.task.id == id) {
            running.cancel.cancel();
        }
    }

    /// Asks everything of a profile to stop, waits until it has, and answers what it was.
    pub(crate) async fn cancel_all(&self, profile: ProfileId) -> Vec<TaskKind> {
        let stopped: Vec<TaskKind> = self
            .board
            .borrow()
            .running
            .iter()
            .filter(|running| running.task.profile == profile)
            .map(|running| {
                running.cancel.cancel();
                running.task.kind
            })
            .collect();
        let mut board = self.board.subscribe();
        // The sender lives in `self`, so waiting cannot fail.
        let _ = board
            .wait_for(|board| board.running.iter().all(|r| r.task.profile != profile))
            .await;
        stopped
    }

    /// Starts work, or answers with the task of the same kind and profile that
    /// runs already: a second press changes nothing more.
    pub(crate) fn spawn<F, Fut>(
        &self,
        kind: TaskKind,
        profile: ProfileId,
        label: &str,
        work: F,
    ) -> TaskId
    where
        F: FnOnce(TaskHandle) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Ended>> + Send + 'static,
    {
        let cancel = CancellationToken::new();
        let mut started = None;
        let mut id = TaskId(0);
        self.board.send_modify(|board| {
            let same = |r: &&Running| r.task.kind == kind && r.task.profile == profile;
            if let Some(running) = board.running.iter().find(same) {
                id = running.task.id;
                return;
            }
            board.last += 1;
            id = TaskId(board.last);
            let progress = Progress {
                label: label.to_owned(),
                ..Progress::default()
            };
            let task = Task {
                id,
                kind,
                profile,
                state: TaskState::Running(progress),
            };
            started = Some(task.clone());
            board.running.push(Running {
                task,
                cancel: cancel.clone(),
            });
        });
        let Some(task) = started else { return id };
        self.events.task_changed(&task);
        let handle = TaskHandle {
            id,
            tasks: self.clone(),
            cancel,
            last_told: Instant::now(),
        };
        let tasks = self.clone();
        tokio::spawn(async move {
            // A second spawn, so that a panic in the work ends the task too.
            let end = match tokio::spawn(work(handle)).await {
                Ok(Ok(ended)) => TaskState::Done(ended),
                Ok(Err(error)) if error.is_cancelled() => TaskState::Cancelled,
                Ok(Err(error)) => TaskState::Failed(Arc::new(error)),
                Err(_) => TaskState::Failed(Arc::new(Error::JobFailed)),
            };
            tasks.end(&Task { state: end, ..task });
        });
        id
    }

    fn end(&self, task: &Task) {
        self.board
            .send_modify(|board| board.running.retain(|r| r.task.id != task.id));
        self.events.task_changed(task);
    }

    fn report(&self, id: TaskId, progress: Progress, tell: bool) {
        let mut changed = None;
        self.board.send_modify(|board| {
            if let Some(running) = board.running.iter_mut().find(|r| r.task.id == id) {
                running.task.state = TaskState::Running(progress);
                changed = Some(running.task.clone());
            }
        });
        if let (Some(task), true) = (changed, tell) {
            self.events.task_changed(&task);
        }
    }
}

/// What the work itself holds.
#[derive(Debug)]
pub(crate) struct TaskHandle {
    id: TaskId,
    tasks: Tasks,
    cancel: CancellationToken,
    last_told: Instant,
}

/// Ten reports a second are more than an eye can follow.
const BETWEEN_REPORTS: Duration = Duration::from_millis(100);

impl TaskHandle {
    /// Ends when the administrator presses Cancel.
    pub(crate) fn cancel(&self) -> &CancellationToken {
        &self.cancel
    }

    /// Says where the work is. Reports that follow too quickly are kept for
    /// who asks, and not sent.
    pub(crate) fn progress(&mut self, label: &str, done: u32, total: Option<u32>, meter: &Meter) {
        let tell = done == 0 || self.last_told.elapsed() >= BETWEEN_REPORTS;
        if tell {
            self.last_told = Instant::now();
        }
        let progress = Progress {
            label: label.to_owned(),
            done,
            total,
            requests: meter.used(),
            waiting: meter.budget.waiting(),
        };
        self.tasks.report(self.id, progress, tell);
    }
}

/// Counts the requests of one task.
#[derive(Debug, Clone)]
pub(crate) struct Meter {
    budget: RequestBudget,
    before: u64,
}

impl Meter {
    /// Counts from now on.
    pub(crate) fn start(budget: &RequestBudget) -> Self {
        Self {
            budget: budget.clone(),
            before: budget.used(),
        }
    }

    /// Requests since the start.
    pub(crate) fn used(&self) -> u32 {
        u32::try_from(self.budget.used().saturating_sub(self.before)).unwrap_or(u32::MAX)
    }
}
