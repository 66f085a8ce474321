//! Copies of the database, and going back to one.

use engine::Error;
use engine::database::{BackupKind, Notice, Store};
use jiff::SignedDuration;

use crate::support::Bench;

#[tokio::test]
async fn one_copy_a_day_and_one_more_for_whoever_asks() {
    let bench = Bench::new().await;
    bench.profile().await;
    let made = async || -> usize { bench.engine.backups().await.unwrap().len() };
    bench.engine.back_up_today().await.unwrap();
    bench.engine.back_up_today().await.unwrap();
    assert_eq!(made().await, 1);
    bench.clock.forward(SignedDuration::from_hours(24));
    bench.engine.back_up_today().await.unwrap();
    assert_eq!(made().await, 2);
    let asked_for = bench.engine.back_up_now().await.unwrap();
    assert_eq!(asked_for.kind, BackupKind::ByHand);
    assert_eq!(made().await, 3);
}

#[tokio::test]
async fn an_empty_database_pushes_no_copy_out() {
    let bench = Bench::new().await;
    assert!(!bench.engine.back_up_today().await.unwrap());
    assert_eq!(bench.engine.backups().await.unwrap(), []);
    // Whoever asks gets one all the same.
    bench.engine.back_up_now().await.unwrap();
    bench.profile().await;
    assert!(bench.engine.back_up_today().await.unwrap());
    let backups = bench.engine.backups().await.unwrap().into_iter();
    let mut kinds: Vec<_> = backups.map(|backup| backup.kind).collect();
    kinds.sort_by_key(|kind| *kind == BackupKind::Daily);
    assert_eq!(kinds, [BackupKind::ByHand, BackupKind::Daily]);
}

#[tokio::test]
async fn a_profile_that_was_deleted_comes_back_with_the_copy() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let name = bench.engine.profile(profile).await.unwrap().name;
    let backup = bench.engine.back_up_now().await.unwrap();
    bench.engine.delete_profile(profile).await.unwrap();

    let look = bench
        .engine
        .look_at_backup(backup.name().to_owned())
        .await
        .unwrap();
    assert_eq!(look.held.profiles, [name.as_str()]);
    assert!(look.now.profiles.is_empty());

    let restored = bench.engine.restore_at_next_start(backup.name().to_owned());
    restored.await.unwrap();
    bench.engine.close();
    let opened = Store::open(bench.engine.data_dir(), "2026-11-22").unwrap();
    assert!(matches!(
        opened.notice,
        Some(Notice::Restored { before: Some(_) })
    ));
    let profiles = opened.store.read(|tx| engine::database::profiles::list(tx));
    assert_eq!(profiles.await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_copy_that_is_gone_or_damaged_is_said_to_be() {
    let bench = Bench::new().await;
    let gone = bench
        .engine
        .look_at_backup("halyard.daily.2020-01-01.db".to_owned());
    assert!(matches!(gone.await, Err(Error::NotFound { .. })));
    let backup = bench.engine.back_up_now().await.unwrap();
    fs_err::write(&backup.path, "not a database").unwrap();
    let damaged = bench
        .engine
        .restore_at_next_start(backup.name().to_owned())
        .await;
    assert!(matches!(
        damaged,
        Err(Error::InvalidInput {
            field: "backup",
            ..
        })
    ));
    let elsewhere = bench
        .engine
        .restore_at_next_start("../halyard.db".to_owned());
    assert!(matches!(elsewhere.await, Err(Error::NotFound { .. })));
}
