//! Beside the open window: what reads goes on, and nothing is written to Halo while the window writes.

use std::fs::File;
use std::process::Command;
use std::time::Duration;

use engine::database::{Notice, Store};
use halo_sim::Fault;
use platform::FolderLock;
use tokio::time::{Instant, sleep};

use crate::support::{Bench, engine_on, start};

#[tokio::test(flavor = "multi_thread")]
async fn an_open_window_is_no_obstacle_until_it_writes() {
    let bench = Bench::ready().await;
    let window = FolderLock::take(bench.data_dir()).unwrap().unwrap();
    bench.run(&["profiles"]).await.ends(0);
    let before = bench.halo.tickets().len();
    let test = ["tickets", "test", "--customer", "2", "--yes"];

    let writing = File::create(bench.file("writing-to-halo.lock")).unwrap();
    writing.lock().unwrap();
    let refused = bench.run(&test).await.ends(2);
    assert!(
        refused.error.contains("Another Halyard"),
        "{}",
        refused.error
    );
    bench.run(&["tickets", "sync"]).await.ends(2);
    bench.run(&["match", "suggest"]).await.ends(0);
    assert_eq!(bench.halo.tickets().len(), before);

    drop(writing);
    bench.run(&test).await.ends(0);
    drop(window);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_is_started_does_not_wait_for_the_work_to_end() {
    let bench = Bench::connected().await;
    // It waits for a secret, with the database open.
    let mut working = bench
        .command(&["connect", "replace-secret"])
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while !bench.file("halyard.db-wal").exists() {
        assert!(Instant::now() < deadline, "it did not open the database");
        sleep(Duration::from_millis(20)).await;
    }
    while FolderLock::take(bench.data_dir()).unwrap().is_none() {
        assert!(Instant::now() < deadline, "it keeps the folder");
        sleep(Duration::from_millis(20)).await;
    }
    assert!(working.try_wait().unwrap().is_none(), "it still works");
    drop(working.stdin.take());
    working.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_ends_what_is_no_task_too() {
    let bench = Bench::ready().await;
    let organization = bench.mapped().await;
    let create = ["tickets", "create", "-o", &organization, "-s", "x", "--yes"];
    bench.run(&create).await.ends(0);
    // The first pass of the outbox ends, then Halo keeps the poll waiting.
    let slow = bench
        .halo
        .fault(Fault::get("/Tickets").delay(Duration::from_mins(10)));
    let mut polling = bench.command(&["tickets", "sync"]).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while bench.halo.fault_hits(slow) == 0 {
        assert!(Instant::now() < deadline, "it did not poll");
        sleep(Duration::from_millis(20)).await;
    }
    let press = format!("kill -INT {}", polling.id());
    let pressed = Command::new("sh").args(["-c", &press]).status();
    assert!(pressed.unwrap().success());
    let deadline = Instant::now() + Duration::from_secs(10);
    let ended = loop {
        if let Some(ended) = polling.try_wait().unwrap() {
            break ended;
        }
        assert!(Instant::now() < deadline, "Ctrl-C did nothing");
        sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(ended.code(), Some(130));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_somebody_goes_back_to_is_left_to_the_window() {
    let bench = Bench::new().await;
    let window = engine_on(bench.data_dir());
    let lock = FolderLock::take(bench.data_dir()).unwrap().unwrap();
    let backup = window.back_up_now().await.unwrap();
    let name = backup.name().to_owned();
    window.restore_at_next_start(name).await.unwrap();
    let refused = bench.run(&["profiles"]).await.ends(2);
    assert!(
        refused.error.contains("A backup waits"),
        "{}",
        refused.error
    );
    window.close();
    drop(lock);
    bench.run(&["profiles"]).await.ends(2);
    let opened = Store::open(bench.data_dir(), "2026-11-21").unwrap();
    assert!(
        matches!(opened.notice, Some(Notice::Restored { .. })),
        "{:?}",
        opened.notice
    );
    opened.store.close();
    bench.run(&["profiles"]).await.ends(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_said_and_left_to_the_window() {
    let bench = Bench::new().await;
    fs_err::write(bench.file("halyard.db"), "no database").unwrap();
    for _ in 0..2 {
        let refused = bench.run(&["--json", "profiles"]).await.ends(1).json();
        let error = &refused["error"];
        let message = error["message"].as_str().unwrap();
        assert!(
            message.ends_with("The file is not a database."),
            "{message}"
        );
        assert!(error["next"].as_str().unwrap().contains("window"));
    }
    let kept = fs_err::read_to_string(bench.file("halyard.db")).unwrap();
    assert_eq!(kept, "no database");
}

#[tokio::test(flavor = "multi_thread")]
async fn manual_and_completions_name_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man");
    start(&["man", &pages.to_string_lossy()], "", "")
        .await
        .ends(0);
    for (page, says) in [
        ("halyard-cli.1", "seats"),
        ("halyard-cli-tickets-create.1", "external"),
        ("halyard-cli-seats-apply.1", "\\-\\-plan"),
        ("halyard-cli-seats-plan.1", "\\-\\-anew"),
    ] {
        let text = fs_err::read_to_string(pages.join(page)).unwrap();
        assert!(text.contains(".SH NAME"), "{page}: {text}");
        assert!(text.contains(says), "{page}: {text}");
    }
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = start(&["completions", shell], "", "").await.ends(0).out;
        assert!(script.contains("replace-secret"), "{shell}: {script}");
    }
}
