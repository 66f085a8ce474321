//! Two programs on one data folder: what the one changes, the other sees.

use engine::domain::drift::Cause;
use engine::domain::health::HealthState;
use engine::{NewSecret, Tag, TaskState};
use secrecy::SecretString;

use crate::support::Bench;

#[tokio::test]
async fn only_what_somebody_else_changed_is_news() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let window = &bench.engine;
    assert!(!window.take_in_others().await.unwrap(), "the first look");
    window
        .rename_profile(profile, "Renamed here")
        .await
        .unwrap();
    assert!(!window.take_in_others().await.unwrap(), "its own change");

    let terminal = bench.next_life();
    terminal
        .rename_profile(profile, "Renamed elsewhere")
        .await
        .unwrap();
    let before = bench.invalidations(Tag::Licences);
    assert!(window.take_in_others().await.unwrap());
    assert_eq!(bench.invalidations(Tag::Licences), before + 1);
    assert!(!window.take_in_others().await.unwrap(), "once");
}

#[tokio::test]
async fn a_secret_that_was_replaced_elsewhere_is_used_here() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let window = &bench.engine;
    window.take_in_others().await.unwrap();
    let secret = bench.halo.change_secret(bench.halo.client_id()).unwrap();
    bench.forget_client(profile).await;
    let read = || bench.ended(async |engine| engine.read_halo(profile).await.unwrap());
    assert!(matches!(read().await, TaskState::Failed(_)));
    let state = async || window.profile(profile).await.unwrap().health.state;
    assert_eq!(state().await, HealthState::SignInRefused);

    bench.clock.set("2026-11-21T13:00:00Z");
    let terminal = bench.next_life();
    let new = NewSecret {
        client_id: bench.halo.client_id().to_owned(),
        client_secret: SecretString::from(secret),
        session_only: false,
    };
    let end = bench
        .ended(async |_| terminal.replace_secret(profile, new).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    assert!(window.take_in_others().await.unwrap());
    assert_eq!(state().await, HealthState::Connected);
    let end = read().await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}

#[tokio::test]
async fn problems_are_looked_for_after_a_read_elsewhere() {
    let bench = Bench::new().await;
    let profile = crate::testing_tickets::ready(&bench).await;
    let window = &bench.engine;
    let brayford = crate::ticket_desk::organization(window, profile, "Brayford Dental").await;
    crate::ticket_desk::map(window, profile, brayford, crate::ticket_desk::BRAYFORD).await;
    window.keep_problems_current().await.unwrap();
    window.take_in_others().await.unwrap();
    let mut told = bench.listen();

    let terminal = bench.next_life();
    let number = i64::from(crate::ticket_desk::BRAYFORD);
    assert!(bench.halo.rename_customer(number, "Brayford Oral Health"));
    bench
        .ended(async |_| terminal.read_halo_whole(profile).await.unwrap())
        .await;
    assert!(window.take_in_others().await.unwrap());
    // The looking goes on by itself.
    while !is_found(&bench).await {
        told.recv().await.unwrap();
    }
}

async fn is_found(bench: &Bench) -> bool {
    let profile = bench.engine.profiles().await.unwrap()[0].id;
    let groups = bench.engine.problems(profile).await.unwrap().groups;
    groups
        .iter()
        .any(|group| group.cause == Cause::CustomerRenamed)
}
