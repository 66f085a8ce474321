//! Long work: starts, reports at most ten times a second, ends in exactly one
//! of done, failed or cancelled.

use std::convert::Infallible;
use std::future::{Future, pending};
use std::sync::Arc;
use std::time::Duration;

use domain::{ProfileId, ProofOutcome};
use halo_api::{BudgetState, RequestBudget};
use tokio::sync::watch;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};
use crate::ports::Events;

/// Ten reports a second are more than an eye can follow.
const BETWEEN_REPORTS: Duration = Duration::from_millis(100);

/// How often the time that is still to wait is told.
const BETWEEN_WAITS: Duration = Duration::from_secs(1);

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
    /// Reading the mail domains of Halo's users and sites.
    ReadMailDomains,
    /// The test ticket.
    TestTicket,
    /// Trying a new secret.
    ReplaceSecret,
    /// Asking Halo whether a revoked secret still works.
    ProveRevoked,
    /// Counting the people of paired customers.
    CountUsers,
    /// Writing to Halo what waits in the outbox.
    SendTickets,
    /// Reading the software licences of all customers.
    ReadLicences,
    /// Writing a plan of seat counts to Halo.
    WriteSeats,
}

impl TaskKind {
    /// On screen, where it was stopped.
    pub fn name(self) -> &'static str {
        match self {
            Self::CheckAccess => "checking access",
            Self::ReadHalo => "reading Halo",
            Self::ReadMailDomains => "reading mail domains",
            Self::TestTicket => "the test ticket",
            Self::ReplaceSecret => "trying a new secret",
            Self::ProveRevoked => "asking about the old secret",
            Self::CountUsers => "counting people",
            Self::SendTickets => "sending tickets",
            Self::ReadLicences => "reading licences",
            Self::WriteSeats => "writing seats",
        }
    }

    /// Whether it changes anything in Halo, so that its end is worth waiting for.
    pub fn writes_to_halo(self) -> bool {
        match self {
            Self::TestTicket | Self::SendTickets | Self::WriteSeats => true,
            Self::CheckAccess
            | Self::ReadHalo
            | Self::ReadMailDomains
            | Self::ReplaceSecret
            | Self::ProveRevoked
            | Self::CountUsers
            | Self::ReadLicences => false,
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
    /// Whether it was a read that asked only for what changed, so that everything could still be read.
    pub is_only_changes: bool,
    /// What there is to say beside it, in whole sentences.
    pub note: Option<String>,
    /// What Halo answered when it was asked with a secret that was replaced.
    pub old_secret: Option<ProofOutcome>,
}

impl Ended {
    /// Everything went well.
    pub(crate) fn well(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            all_well: true,
            is_only_changes: false,
            note: None,
            old_secret: None,
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

impl Board {
    fn of(&self, kind: TaskKind, profile: ProfileId) -> Option<&Running> {
        self.running
            .iter()
            .find(|r| r.task.kind == kind && r.task.profile == profile)
    }
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

    /// Whether such a task runs for a profile.
    pub(crate) fn is_running(&self, kind: TaskKind, profile: ProfileId) -> bool {
        self.board.borrow().of(kind, profile).is_some()
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
        self.stop(|task| task.profile == profile).await
    }

    /// Asks the tasks that are meant to stop, waits until they have, and answers what they were.
    pub(crate) async fn stop(&self, is_meant: impl Fn(&Task) -> bool) -> Vec<TaskKind> {
        let mut stopped: Vec<(TaskId, TaskKind)> = Vec::new();
        let mut board = self.board.subscribe();
        let all_ended = |board: &Board| {
            let mut running = board.running.iter().filter(|r| is_meant(&r.task));
            // Each time anew: one more may have started meanwhile.
            for one in running.clone() {
                one.cancel.cancel();
                if stopped.iter().all(|(id, _)| *id != one.task.id) {
                    stopped.push((one.task.id, one.task.kind));
                }
            }
            running.next().is_none()
        };
        // The sender lives in `self`, so waiting cannot fail.
        let _ = board.wait_for(all_ended).await;
        stopped.into_iter().map(|(_, kind)| kind).collect()
    }

    /// Waits until a task has ended.
    pub(crate) async fn until_ended(&self, id: TaskId) {
        let mut board = self.board.subscribe();
        // The sender lives in `self`, so waiting cannot fail.
        let _ = board
            .wait_for(|board| board.running.iter().all(|running| running.task.id != id))
            .await;
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
            if let Some(running) = board.of(kind, profile) {
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
        let (reports, reported) = watch::channel(None);
        let tasks = self.clone();
        tokio::spawn(async move {
            // A second spawn, so that a panic in the work ends the task too.
            let work = tokio::spawn(work(TaskHandle { cancel, reports }));
            let end = tokio::select! {
                biased;
                end = work => end,
                never = tasks.tell(id, reported) => match never {},
            };
            let end = match end {
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

    /// Passes on where a task is: when it says so, when Halo makes it wait and while it waits. Never more often than an
    /// eye can follow, and never without the last word.
    async fn tell(&self, id: TaskId, mut reported: watch::Receiver<Option<Report>>) -> Infallible {
        loop {
            let report = reported.borrow_and_update().clone();
            let mut budget = report
                .as_ref()
                .map(|report| report.meter.budget.subscribe());
            let mut is_waiting = false;
            if let Some(report) = &report {
                let progress = report.progress();
                is_waiting = progress.waiting.is_some();
                self.report(id, progress);
                sleep(BETWEEN_REPORTS).await;
            }
            tokio::select! {
                more = reported.changed() => if more.is_err() {
                    // The work is over; its end is told by who waits for it.
                    return pending().await;
                },
                () = changed(budget.as_mut()) => {}
                () = sleep(BETWEEN_WAITS), if is_waiting => {}
            }
        }
    }

    fn report(&self, id: TaskId, progress: Progress) {
        let mut changed = None;
        self.board.send_modify(|board| {
            if let Some(running) = board.running.iter_mut().find(|r| r.task.id == id) {
                running.task.state = TaskState::Running(progress);
                changed = Some(running.task.clone());
            }
        });
        if let Some(task) = changed {
            self.events.task_changed(&task);
        }
    }
}

/// What the work itself holds.
#[derive(Debug)]
pub(crate) struct TaskHandle {
    cancel: CancellationToken,
    reports: watch::Sender<Option<Report>>,
}

impl TaskHandle {
    /// Ends when the administrator presses Cancel.
    pub(crate) fn cancel(&self) -> &CancellationToken {
        &self.cancel
    }

    /// Says where the work is, as often as it likes.
    pub(crate) fn progress(&self, label: &str, done: u32, total: Option<u32>, meter: &Meter) {
        self.reports.send_replace(Some(Report {
            label: label.to_owned(),
            done,
            total,
            meter: meter.clone(),
        }));
    }
}

/// What the work said last.
#[derive(Debug, Clone)]
struct Report {
    label: String,
    done: u32,
    total: Option<u32>,
    meter: Meter,
}

impl Report {
    /// Requests and waiting as they are now, which may be long after the report.
    fn progress(&self) -> Progress {
        Progress {
            label: self.label.clone(),
            done: self.done,
            total: self.total,
            requests: self.meter.used(),
            waiting: self.meter.budget.waiting(),
        }
    }
}

/// Waits until the budget changes; for ever where there is none.
async fn changed(budget: Option<&mut watch::Receiver<BudgetState>>) {
    let is_gone = match budget {
        Some(budget) => budget.changed().await.is_err(),
        None => true,
    };
    if is_gone {
        pending::<()>().await;
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

#[cfg(test)]
#[path = "tasks_tests.rs"]
mod tests;
