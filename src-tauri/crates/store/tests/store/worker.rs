//! The two threads: snapshots, rollback, panics, interruption, closing.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

use crate::common::{NOW, TestStore, ticked};
use store::{Error, recipe_ticks};

/// Counts to a number in SQL, which takes `SQLite` as long as one likes.
const COUNT: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT max(i) FROM n";

#[tokio::test]
async fn an_error_rolls_everything_back() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let refused: Result<(), Error> = test
        .store
        .write(move |tx| {
            recipe_ticks::tick(tx, profile, "first", "Yes", NOW)?;
            Err(Error::NotFound { what: "anything" })
        })
        .await;
    assert!(matches!(refused, Err(Error::NotFound { .. })));
    assert_eq!(
        test.store
            .read(move |tx| ticked(tx, profile))
            .await
            .unwrap(),
        Vec::<String>::new()
    );
}

#[derive(Debug)]
enum OwnError {
    Mine,
    Theirs(Error),
}

impl From<Error> for OwnError {
    fn from(error: Error) -> Self {
        Self::Theirs(error)
    }
}

#[tokio::test]
async fn a_caller_may_have_errors_of_its_own() {
    let test = TestStore::new().await;
    let mine: Result<(), OwnError> = test.store.transact(|_| Err(OwnError::Mine)).await;
    assert!(matches!(mine, Err(OwnError::Mine)));
    let theirs: Result<(), OwnError> = test
        .store
        .transact(|tx| Ok(store::profiles::delete(tx, domain::ProfileId::new(77))?))
        .await;
    assert!(matches!(
        theirs,
        Err(OwnError::Theirs(Error::NotFound { what: "profile" }))
    ));
}

#[tokio::test]
async fn a_panic_is_an_error_and_the_threads_live_on() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let written: Result<(), Error> = test
        .store
        .write(move |tx| {
            recipe_ticks::tick(tx, profile, "half", "Yes", NOW)?;
            panic!("in the middle")
        })
        .await;
    assert!(matches!(written, Err(Error::Panicked)));
    let read: Result<(), Error> = test.store.read(|_| panic!("reading")).await;
    assert!(matches!(read, Err(Error::Panicked)));
    test.store
        .write(move |tx| recipe_ticks::tick(tx, profile, "whole", "Yes", NOW))
        .await
        .unwrap();
    assert_eq!(
        test.store
            .read(move |tx| ticked(tx, profile))
            .await
            .unwrap(),
        ["whole"]
    );
}

#[tokio::test]
async fn reads_go_on_during_a_write_and_see_the_state_before_it() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let (started, has_started) = tokio::sync::oneshot::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let writing = tokio::spawn({
        let store = test.store.clone();
        async move {
            store
                .write(move |tx| {
                    recipe_ticks::tick(tx, profile, "new", "Yes", NOW)?;
                    started.send(()).unwrap();
                    may_go.recv().unwrap();
                    Ok(())
                })
                .await
        }
    });
    has_started.await.unwrap();
    for _ in 0..20 {
        let seen = test
            .store
            .read(move |tx| ticked(tx, profile))
            .await
            .unwrap();
        assert_eq!(seen, Vec::<String>::new());
    }
    go.send(()).unwrap();
    writing.await.unwrap().unwrap();
    assert_eq!(
        test.store
            .read(move |tx| ticked(tx, profile))
            .await
            .unwrap(),
        ["new"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tasks_at_once_lose_nothing() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let tasks: Vec<_> = (0..200)
        .map(|n| {
            let store = test.store.clone();
            tokio::spawn(async move {
                store
                    .write(move |tx| {
                        recipe_ticks::tick(tx, profile, &format!("{n:03}"), "Yes", NOW)
                    })
                    .await
                    .unwrap();
                let key = format!("{n:03}");
                let seen = store.read(move |tx| ticked(tx, profile)).await.unwrap();
                assert!(
                    seen.contains(&key),
                    "a write that was answered is seen by the next read"
                );
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(
        test.store
            .read(move |tx| ticked(tx, profile))
            .await
            .unwrap()
            .len(),
        200
    );
}

#[tokio::test]
async fn a_read_that_nobody_waits_for_is_interrupted() {
    let test = TestStore::new().await;
    let (ended, has_ended) = tokio::sync::oneshot::channel();
    let endless = test.store.read(move |tx| {
        let result = tx
            .query_row(COUNT, [i64::MAX], |row| row.get::<_, i64>(0))
            .map_err(Error::from);
        ended
            .send(matches!(result, Err(Error::Interrupted)))
            .unwrap();
        result
    });
    let given_up = tokio::time::timeout(Duration::from_millis(100), endless).await;
    assert!(given_up.is_err());
    let started = Instant::now();
    assert!(has_ended.await.unwrap(), "it ended by interruption");
    let counted = test
        .store
        .read(|tx| Ok(tx.query_row(COUNT, [1_000], |row| row.get::<_, i64>(0))?))
        .await
        .unwrap();
    assert_eq!(counted, 1_000, "the next read is not touched");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_write_that_nobody_waits_for_is_finished() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let (go, may_go) = mpsc::channel::<()>();
    let write = test.store.write(move |tx| {
        may_go.recv().unwrap();
        recipe_ticks::tick(tx, profile, "kept", "Yes", NOW)
    });
    assert!(
        tokio::time::timeout(Duration::from_millis(20), write)
            .await
            .is_err()
    );
    go.send(()).unwrap();
    // The next write waits its turn behind the abandoned one.
    test.store.write(|_| Ok(())).await.unwrap();
    assert_eq!(
        test.store
            .read(move |tx| ticked(tx, profile))
            .await
            .unwrap(),
        ["kept"]
    );
}

#[tokio::test]
async fn the_reader_cannot_write() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let refused = test
        .store
        .read(move |tx| recipe_ticks::tick(tx, profile, "x", "Yes", NOW))
        .await;
    assert!(matches!(refused, Err(Error::Sqlite(_))), "{refused:?}");
}

#[tokio::test]
async fn a_closed_store_says_so_and_leaves_no_journal() {
    let test = TestStore::new().await;
    test.store.close();
    test.store.close();
    assert!(matches!(
        test.store.read(|_| Ok(())).await,
        Err(Error::Stopped)
    ));
    assert!(matches!(
        test.store.write(|_| Ok(())).await,
        Err(Error::Stopped)
    ));
    let left: Vec<_> = fs_err::read_dir(test.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left, ["halyard.db"]);
}

#[tokio::test]
async fn only_what_another_handle_writes_is_told_as_such() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let tick = async |store: &store::Store, key: &'static str| {
        store
            .write(move |tx| recipe_ticks::tick(tx, profile, key, "Yes", NOW))
            .await
            .unwrap();
    };
    let before = test.store.version_elsewhere().await.unwrap();
    tick(&test.store, "mine").await;
    assert_eq!(test.store.version_elsewhere().await.unwrap(), before);
    let other = store::Store::open(test.dir.path(), "2026-11-21")
        .unwrap()
        .store;
    assert_eq!(test.store.version_elsewhere().await.unwrap(), before);
    tick(&other, "theirs").await;
    let after = test.store.version_elsewhere().await.unwrap();
    assert_ne!(after, before);
    assert_eq!(test.store.version_elsewhere().await.unwrap(), after);
}
