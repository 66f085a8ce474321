//! Where the secret comes from, and where it never is.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use engine::domain::{Features, recipe};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::{Bench, start};

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_is_in_the_keychain_and_nowhere_else() {
    let bench = Bench::ready().await;
    let secret = bench.halo.client_secret();
    assert!(bench.keyring.holds("Halyard", &secret).await.unwrap());
    let check = bench.run(&["--json", "connect", "check"]).await.ends(0);
    assert!(!check.out.contains(&secret) && !check.error.contains(&secret));
    let files = holding(bench.data_dir(), secret.as_bytes());
    assert!(files.is_empty(), "{files:?}");
    let found = holding(bench.data_dir(), bench.halo.client_id().as_bytes());
    assert!(!found.is_empty(), "the search finds what is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_it_comes_from_the_standard_input() {
    let bench = Bench::connected().await;
    let secret = format!("{}\n", bench.halo.client_secret());
    let folder = bench.data_dir().to_string_lossy().into_owned();
    let check = ["--data-dir", folder.as_str(), "connect", "check"];
    let handed = [&check[..], &["--secret-stdin"]].concat();
    let nowhere = "unix:path=/nowhere";
    start(&handed, &secret, nowhere).await.ends(0);
    start(&handed, "wrong", nowhere).await.ends(2);
    start(&handed, "", nowhere).await.ends(64);
    bench.keyring.lock().await.unwrap();
    let refresh = bench.run(&["customers", "refresh"]).await.ends(2);
    assert!(
        refresh.error.contains("--secret-stdin"),
        "{}",
        refresh.error
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_halo_refuses_replaces_nothing() {
    let bench = Bench::connected().await;
    let secret = bench.halo.client_secret();
    bench
        .fed(&["connect", "replace-secret"], "wrong")
        .await
        .ends(2);
    assert!(bench.keyring.holds("Halyard", &secret).await.unwrap());
    bench.run(&["connect", "check"]).await.ends(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_hears_whether_the_old_secret_is_dead() {
    let bench = Bench::connected().await;
    let replace = ["--json", "connect", "replace-secret"];
    let same = bench.fed(&replace, &bench.halo.client_secret()).await;
    let same = same.ends(0).json();
    assert_eq!(
        (&same["oldSecret"], &same["note"]),
        (&json!("not_asked"), &Value::Null)
    );
    let new = bench.halo.change_secret(bench.halo.client_id()).unwrap();
    let replaced = bench.fed(&replace, &new).await.ends(0).json();
    assert_eq!(replaced["replaced"], true);
    assert_eq!(replaced["oldSecret"], "refused");
    assert_eq!(replaced["note"], "Halo refuses the old one.");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_application_is_checked_and_the_old_one_that_is_left_alive_is_said() {
    let bench = Bench::connected().await;
    let features = Features {
        tickets: true,
        status: true,
        seats: true,
    };
    let scopes = recipe::scopes(features);
    let agent = bench.halo.main_agent();
    let mut in_use = bench.halo.client_id().to_owned();
    for is_alive in [true, false] {
        let other = bench.halo.add_application("Other", &scopes, agent);
        assert!(bench.halo.set_application_active(&in_use, is_alive));
        let replace = ["--json", "connect", "replace-secret", "--client-id"];
        let replaced = bench
            .fed(
                &[&replace[..], &[&other.client_id]].concat(),
                &other.client_secret,
            )
            .await
            .ends(i32::from(is_alive));
        let shown = replaced.json();
        assert_eq!(shown["replaced"], true, "{shown:#}");
        let (old, note) = if is_alive {
            ("still_works", "Delete that in Halo.")
        } else {
            ("refused", "Halo refuses the old one.")
        };
        assert_eq!(shown["oldSecret"], old);
        assert!(shown["note"].as_str().unwrap().contains(note), "{shown:#}");
        let checks = shown["checks"].as_array().unwrap();
        assert!(!checks.is_empty());
        for check in checks {
            assert_ne!(check["state"], "not_run", "{check:#}");
        }
        in_use = other.client_id;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_secret_is_not_tried_cut_short() {
    let bench = Bench::connected().await;
    let long = "x".repeat(16 * 1024 + 1);
    let refused = bench.fed(&["connect", "replace-secret"], &long).await;
    let refused = refused.ends(64);
    assert!(refused.error.contains("too long"), "{}", refused.error);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_is_typed_is_not_shown() {
    let bench = Bench::connected().await;
    // `script` gives the program a terminal; its name is needed to see when the program hides what is typed.
    let inner = bench.command(&["connect", "replace-secret"]);
    let words = std::iter::once(inner.get_program()).chain(inner.get_args());
    let words: Vec<_> = words
        .map(|word| format!("'{}'", word.to_string_lossy()))
        .collect();
    let name = bench.file("terminal");
    let line = format!("tty > '{}'; exec {}", name.display(), words.join(" "));
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .env("DBUS_SESSION_BUS_ADDRESS", bench.keyring.address())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut screen = BufReader::new(terminal.stdout.take().unwrap());
    let mut shown = String::new();
    while !shown.contains("press Enter") {
        assert!(screen.read_line(&mut shown).unwrap() > 0, "{shown}");
    }
    let name = fs_err::read_to_string(name).unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while !settings_of(name.trim()).contains(" -echo ") {
        assert!(Instant::now() < deadline, "what is typed is shown");
        sleep(Duration::from_millis(20)).await;
    }
    let mut keys = terminal.stdin.take().unwrap();
    // One line is a secret: nothing more has to be pressed.
    keys.write_all(b"typed in the open\n").unwrap();
    screen.read_to_string(&mut shown).unwrap();
    assert_eq!(terminal.wait().unwrap().code(), Some(2), "{shown}");
    assert!(!shown.contains("typed in the open"), "{shown}");
}

/// How a terminal is set, as `stty` says it.
fn settings_of(terminal: &str) -> String {
    let mut stty = Command::new("stty");
    let output = stty.args(["-F", terminal, "-a"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The files beneath a folder in which the bytes stand.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if fs_err::read(&path)
            .unwrap()
            .windows(bytes.len())
            .any(|part| part == bytes)
        {
            found.push(path);
        }
    }
    found
}
