//! Beside the open window: what reads goes on, and nothing is written to Halo while the window writes.

use std::fs::File;

use platform::FolderLock;

use crate::support::{Bench, start};

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
async fn manual_and_completions_name_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man");
    start(&["man", &pages.to_string_lossy()], "", "")
        .await
        .ends(0);
    for page in ["halyard-cli.1", "halyard-cli-tickets-create.1"] {
        let text = fs_err::read_to_string(pages.join(page)).unwrap();
        assert!(text.contains(".SH NAME"), "{page}: {text}");
    }
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = start(&["completions", shell], "", "").await.ends(0).out;
        assert!(script.contains("replace-secret"), "{shell}: {script}");
    }
}
