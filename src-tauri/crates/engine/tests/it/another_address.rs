//! Another address: whether it leads to the same Halo is asked before anything is read into the old snapshot.

use engine::database::journal::JournalQuery;
use engine::domain::ProfileId;
use engine::wizard::TypedAddresses;
use engine::{Error, HaloDecision, TaskState};
use halo_sim::{Config, Scenario, Simulator};

use crate::support::Bench;

async fn seats_are_read(bench: &Bench, profile: ProfileId) -> bool {
    let setup = bench.engine.seat_setup(profile).await.unwrap();
    setup.read.is_some() && !setup.kinds.is_empty()
}

/// What the journal tells of settings, newest first.
async fn settings_lines(bench: &Bench, profile: ProfileId) -> Vec<String> {
    let query = JournalQuery {
        area: Some("settings".to_owned()),
        limit: 10,
        ..JournalQuery::default()
    };
    let activity = bench.engine.activity(profile, query).await.unwrap();
    activity.rows.into_iter().map(|row| row.what).collect()
}

pub(crate) async fn move_to(
    bench: &Bench,
    profile: ProfileId,
    base: &str,
    tenant: &str,
) -> Vec<String> {
    let typed = TypedAddresses {
        api: format!("{base}/api"),
        auth: format!("{base}/auth"),
        tenant: tenant.to_owned(),
    };
    bench
        .engine
        .save_typed_addresses(profile, &typed)
        .await
        .unwrap()
        .notes
}

#[tokio::test]
async fn another_halo_is_asked_about_before_anything_is_read_into_the_old_snapshot() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench
        .ended(async |engine| engine.read_all_licences(profile).await.unwrap())
        .await;
    assert!(seats_are_read(&bench, profile).await);
    let customers = bench.engine.home(profile).await.unwrap().customers;
    let other = Simulator::start(Config {
        tenant: "westbrook".to_owned(),
        client_id: Some(bench.halo.client_id().to_owned()),
        client_secret: Some(bench.halo.client_secret()),
        ..Config::new(Scenario::small())
    })
    .await
    .unwrap();
    let notes = move_to(&bench, profile, other.base_url(), "westbrook").await;
    assert!(
        notes.iter().any(|note| note.contains("Before, this was")),
        "{notes:?}"
    );

    bench.checked(profile).await;
    bench.engine.finish_wizard(profile).await.unwrap();
    let error = bench.engine.read_halo(profile).await.unwrap_err();
    assert!(
        matches!(error, Error::NeedsConfirmation { .. }),
        "{error:?}"
    );
    assert_eq!(
        bench.engine.home(profile).await.unwrap().customers,
        customers
    );
    assert!(
        other.requests_to("GET", "/Client").len() <= 2,
        "only the check's"
    );
    let question = bench.engine.halo_question(profile).await.unwrap().unwrap();
    assert!(question.is_surely_other);
    assert_eq!(question.customers, customers);

    bench
        .engine
        .decide_halo(profile, HaloDecision::GoBack)
        .await
        .unwrap();
    assert!(bench.engine.halo_question(profile).await.unwrap().is_none());
    let end = bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");

    move_to(&bench, profile, other.base_url(), "westbrook").await;
    let told = engine::Tag::ALL.map(|tag| bench.invalidations(tag));
    bench
        .engine
        .decide_halo(profile, HaloDecision::OtherHalo)
        .await
        .unwrap();
    for (tag, told) in engine::Tag::ALL.into_iter().zip(told) {
        assert!(
            bench.invalidations(tag) > told,
            "{tag:?} is asked for again"
        );
    }
    assert_eq!(bench.engine.home(profile).await.unwrap().customers, 0);
    assert!(
        !seats_are_read(&bench, profile).await,
        "its licences are those of other companies"
    );
    assert_eq!(
        settings_lines(&bench, profile).await[..4],
        [
            "Moved to another Halo: 0 pairs and all ticket rules were taken away",
            "Address of Halo changed",
            "Back to the Halo before",
            "Address of Halo changed"
        ]
    );
    bench.clock.set("2026-11-22T09:00:00Z");
    let end = bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let home = bench.engine.home(profile).await.unwrap();
    assert!(home.customers > 0 && home.changes.is_none(), "{home:?}");
    let gone = bench
        .engine
        .decide_halo(profile, HaloDecision::OtherHalo)
        .await
        .unwrap_err();
    assert!(
        matches!(gone, Error::NotFound { .. }),
        "a second press changes nothing more: {gone:?}"
    );
}

#[tokio::test]
async fn the_same_halo_at_another_address_is_read_on() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let renamed = bench.halo.base_url().replace("127.0.0.1", "localhost");
    let tenant = bench.halo.tenant().to_owned();
    let notes = move_to(&bench, profile, &renamed, &tenant).await;
    assert!(
        notes.iter().any(|note| note.contains("the same Halo")),
        "{notes:?}"
    );
    assert!(bench.engine.halo_question(profile).await.unwrap().is_none());
    let wizard = bench.engine.wizard(profile).await.unwrap();
    assert!(
        wizard.checks.iter().all(|check| check.checked_at.is_none()),
        "the checks are stale"
    );
    let end = bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}

#[tokio::test]
async fn an_unknown_halo_can_be_told_to_be_the_same() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let renamed = bench.halo.base_url().replace("127.0.0.1", "localhost");
    bench.halo.set_tenant_required(false);
    move_to(&bench, profile, &renamed, "").await;
    let question = bench.engine.halo_question(profile).await.unwrap().unwrap();
    assert!(!question.is_surely_other);
    bench
        .engine
        .decide_halo(profile, HaloDecision::SameHalo)
        .await
        .unwrap();
    let end = bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}
