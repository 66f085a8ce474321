//! Tests of tasks, in virtual time.

use std::sync::Mutex;

use tokio::time::{sleep, timeout};

use super::*;
use crate::tags::Tag;

const PROFILE: ProfileId = ProfileId::new(1);
const LONG: Duration = Duration::from_mins(1);

#[derive(Default)]
struct Told(Mutex<Vec<Task>>);

impl Told {
    /// What was told of running tasks, in order.
    fn labels(&self) -> Vec<String> {
        let told = self.0.lock().unwrap();
        told.iter()
            .filter_map(|task| match &task.state {
                TaskState::Running(progress) => Some(progress.label.clone()),
                TaskState::Done(_) | TaskState::Failed(_) | TaskState::Cancelled => None,
            })
            .collect()
    }
}

impl Events for Told {
    fn invalidated(&self, _: Option<ProfileId>, _: &[Tag]) {}
    fn task_changed(&self, task: &Task) {
        self.0.lock().unwrap().push(task.clone());
    }
}

fn tasks() -> (Tasks, Arc<Told>) {
    let told = Arc::new(Told::default());
    (Tasks::new(Arc::clone(&told) as Arc<dyn Events>), told)
}

#[tokio::test(start_paused = true)]
async fn the_last_of_quick_reports_is_told_while_the_work_goes_on() {
    let (tasks, told) = tasks();
    tasks.spawn(TaskKind::ReadHalo, PROFILE, "start", async |handle| {
        let meter = Meter::start(&RequestBudget::default());
        for (done, label) in (0..).zip(["a", "b", "c"]) {
            handle.progress(label, done, None, &meter);
        }
        sleep(LONG).await;
        Ok(Ended::well("end"))
    });
    sleep(LONG / 2).await;
    assert_eq!(told.labels().last().unwrap(), "c");
}

#[tokio::test(start_paused = true)]
async fn no_more_than_ten_reports_a_second_are_told() {
    let (tasks, told) = tasks();
    tasks.spawn(TaskKind::ReadHalo, PROFILE, "start", async |handle| {
        let meter = Meter::start(&RequestBudget::default());
        for done in 0..1_000 {
            handle.progress("row", done, None, &meter);
            sleep(Duration::from_millis(1)).await;
        }
        Ok(Ended::well("end"))
    });
    sleep(LONG).await;
    let count = told.labels().len();
    assert!((5..=12).contains(&count), "{count}");
    let end = told.0.lock().unwrap().pop().unwrap();
    assert!(matches!(end.state, TaskState::Done(_)), "{end:?}");
}

#[tokio::test(start_paused = true)]
async fn a_task_that_starts_while_all_are_being_stopped_is_stopped_too() {
    let (tasks, _told) = tasks();
    tasks.spawn(TaskKind::ReadHalo, PROFILE, "slow to stop", async |_| {
        sleep(Duration::from_secs(1)).await;
        Err(Error::Cancelled)
    });
    let stopping = tokio::spawn({
        let tasks = tasks.clone();
        async move { tasks.cancel_all(PROFILE).await }
    });
    tokio::task::yield_now().await;
    tasks.spawn(TaskKind::TestTicket, PROFILE, "late", async |handle| {
        handle.cancel().cancelled().await;
        Err(Error::Cancelled)
    });
    timeout(LONG, stopping).await.unwrap().unwrap();
    assert!(tasks.running().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_second_press_answers_with_the_task_that_runs() {
    let (tasks, _told) = tasks();
    let start = || {
        tasks.spawn(TaskKind::ReadHalo, PROFILE, "start", async |_| {
            sleep(LONG).await;
            Ok(Ended::well("end"))
        })
    };
    assert_eq!(start(), start());
    assert!(tasks.is_running(TaskKind::ReadHalo, PROFILE));
    sleep(LONG * 2).await;
    assert!(!tasks.is_running(TaskKind::ReadHalo, PROFILE));
}

#[tokio::test(start_paused = true)]
async fn what_writes_is_seen_to_its_end_and_what_reads_goes_on() {
    let (tasks, _) = tasks();
    let item_written = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let written = Arc::clone(&item_written);
    tasks.spawn(TaskKind::ReadHalo, PROFILE, "reads", async |_| {
        pending().await
    });
    tasks.spawn(
        TaskKind::SendTickets,
        PROFILE,
        "writes",
        async move |handle| {
            handle.cancel().cancelled().await;
            sleep(LONG).await;
            written.store(true, std::sync::atomic::Ordering::SeqCst);
            Err(Error::Cancelled)
        },
    );
    let stopped = tasks.stop(|task| task.kind.writes_to_halo()).await;
    assert_eq!(stopped, [TaskKind::SendTickets]);
    assert!(item_written.load(std::sync::atomic::Ordering::SeqCst));
    let left: Vec<_> = tasks.running().iter().map(|task| task.kind).collect();
    assert_eq!(left, [TaskKind::ReadHalo]);
}
