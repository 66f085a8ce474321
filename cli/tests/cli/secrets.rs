//! Where the secret comes from, and where it never is.

use std::path::Path;

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
