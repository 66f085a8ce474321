//! How a connection stands follows from every call that is made, whoever makes it.

use engine::domain::health::{Area, Health, HealthState, NextAct};
use engine::domain::{ConnectionState, ProfileId};
use engine::ports::VaultError;
use engine::wizard::CheckKey;
use engine::{Error, TaskState, halo_api};
use halo_sim::{Access, AgentRights, Fault};

use crate::support::Bench;

async fn health(bench: &Bench, profile: ProfileId) -> Health {
    bench.engine.profile(profile).await.unwrap().health
}

async fn read(bench: &Bench, profile: ProfileId) -> TaskState {
    bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await
}

async fn retry(bench: &Bench, profile: ProfileId) -> TaskState {
    bench
        .ended(async |engine| engine.retry_connection(profile).await.unwrap())
        .await
}

#[tokio::test]
async fn each_trouble_is_named_and_ends_when_a_call_works() {
    let refused = r#"{"error":"invalid_client"}"#;
    for (fault, state, next) in [
        (
            Fault::everything().drop_request(),
            HealthState::Offline,
            NextAct::TryAgain,
        ),
        (
            Fault::post("/auth/token").reply(401, "application/json", refused),
            HealthState::SignInRefused,
            NextAct::ReplaceSecret,
        ),
        (
            Fault::post("/auth/token").status(500),
            HealthState::TenantUnknown,
            NextAct::ChangeAddress,
        ),
        (
            Fault::get("/TicketType").status(503),
            HealthState::OutOfOrder,
            NextAct::TryAgain,
        ),
        (
            Fault::everything().html(),
            HealthState::SignInPage,
            NextAct::TryAgain,
        ),
        (
            Fault::everything().redirect(302, "https://elsewhere.example/"),
            HealthState::HostGone,
            NextAct::ChangeAddress,
        ),
        (
            Fault::get("/Client").status(403),
            HealthState::RightLost,
            NextAct::CheckAccess(Some(Area::Customers)),
        ),
    ] {
        let bench = Bench::hasty().await;
        let profile = bench.connected().await;
        assert_eq!(health(&bench, profile).await.state, HealthState::Connected);
        bench.halo.expire_tokens();
        let fault = bench.halo.fault(fault);
        assert!(matches!(read(&bench, profile).await, TaskState::Failed(_)));
        let ill = health(&bench, profile).await;
        assert_eq!((ill.state, ill.next), (state, next), "{ill:?}");
        assert!(ill.what.unwrap().ends_with('.'));
        assert!(ill.since.is_some() && ill.blocked.read.is_some());

        bench.halo.remove_fault(fault);
        assert!(matches!(retry(&bench, profile).await, TaskState::Done(_)));
        let well = health(&bench, profile).await;
        assert_eq!(well.state, HealthState::Connected, "{well:?}");
        assert_eq!(well.blocked.read, None);
    }
}

#[tokio::test]
async fn a_lost_right_is_named_while_working_and_found_again_by_its_check() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let agent = bench.halo.main_agent();
    let without = AgentRights {
        customers: Access::None,
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(agent, without);
    read(&bench, profile).await;
    let ill = health(&bench, profile).await;
    assert_eq!(ill.state, HealthState::RightLost);
    assert!(ill.what.unwrap().contains("Customers Access Level"));
    assert!(ill.blocked.check.is_none(), "the check tells more");

    let check = async || {
        bench
            .ended(async |engine| {
                let only = Some(CheckKey::Customers);
                engine.start_checks(profile, only).await.unwrap()
            })
            .await
    };
    check().await;
    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::NeedsAttention);
    bench.halo.set_agent_rights(agent, AgentRights::full());
    check().await;
    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(shown.health.state, HealthState::Connected);
    assert_eq!(shown.connection, ConnectionState::Connected);
}

#[tokio::test]
async fn an_empty_list_of_customers_replaces_nothing() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let before = bench.engine.home(profile).await.unwrap().customers;
    let blind = AgentRights {
        all_customers: false,
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(bench.halo.main_agent(), blind);
    let end = read(&bench, profile).await;
    assert!(
        matches!(&end, TaskState::Failed(error) if matches!(**error, Error::IncompleteRead { .. })),
        "{end:?}"
    );
    let ill = health(&bench, profile).await;
    assert_eq!(ill.state, HealthState::RightLost);
    assert!(ill.what.unwrap().contains(&before.to_string()));
    assert_eq!(bench.engine.home(profile).await.unwrap().customers, before);
}

#[tokio::test]
async fn a_switched_off_agent_is_told_from_a_wrong_secret() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench.halo.set_agent_active(bench.halo.main_agent(), false);
    read(&bench, profile).await;
    assert_eq!(
        health(&bench, profile).await.state,
        HealthState::AgentRefused
    );
}

#[tokio::test]
async fn a_permission_taken_from_the_application_is_a_lost_right() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let id = bench.halo.client_id().to_owned();
    bench.halo.set_application_scopes(&id, &["read:customers"]);
    bench.halo.expire_tokens();
    read(&bench, profile).await;
    let ill = health(&bench, profile).await;
    assert_eq!(ill.next, NextAct::CheckAccess(Some(Area::Application)));
    assert!(ill.blocked.tickets.is_some());
    bench.halo.set_application_scopes(&id, &["all"]);
    retry(&bench, profile).await;
    assert_eq!(health(&bench, profile).await.state, HealthState::Connected);
}

#[tokio::test]
async fn a_rate_limit_says_until_when_and_is_forgotten_then() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let limited = Fault::get("/TicketType")
        .status(429)
        .header("retry-after", "120");
    let limited = bench.halo.fault(limited);
    read(&bench, profile).await;
    let ill = health(&bench, profile).await;
    assert_eq!(ill.state, HealthState::RateLimited);
    assert_eq!(ill.until.as_deref(), Some("2026-11-21T12:02:00Z"));
    assert!(ill.blocked.read.is_some() && ill.blocked.check.is_some());
    bench.halo.remove_fault(limited);
    bench.clock.set("2026-11-21T12:02:00Z");
    assert_eq!(health(&bench, profile).await.state, HealthState::Connected);
}

#[tokio::test]
async fn the_keychain_has_states_of_its_own() {
    let mut bench = Bench::hasty().await;
    let profile = bench.connected().await;
    for (refusal, state) in [
        (VaultError::Locked, HealthState::KeychainLocked),
        (VaultError::Silent, HealthState::KeychainUnavailable),
    ] {
        // A client that has its token asks no keychain.
        bench.restart();
        *bench.vault.refuses.lock().unwrap() = Some(refusal);
        bench.engine.read_halo(profile).await.unwrap_err();
        assert_eq!(health(&bench, profile).await.state, state);
        *bench.vault.refuses.lock().unwrap() = None;
        retry(&bench, profile).await;
        assert_eq!(health(&bench, profile).await.state, HealthState::Connected);
    }
    bench.restart();
    bench.vault.entries.lock().unwrap().clear();
    bench.engine.read_halo(profile).await.unwrap_err();
    let ill = health(&bench, profile).await;
    assert_eq!(ill.state, HealthState::SecretMissing);
    assert_eq!(ill.next, NextAct::ReplaceSecret);
}

#[tokio::test]
async fn what_was_known_is_known_again_after_a_restart() {
    let mut bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let offline = bench.halo.fault(Fault::everything().drop_request());
    read(&bench, profile).await;
    let before = health(&bench, profile).await;
    // It is written behind the call's back.
    while !is_kept(&bench) {
        tokio::task::yield_now().await;
    }
    bench.clock.set("2026-11-22T08:00:00Z");
    bench.restart();
    assert_eq!(health(&bench, profile).await, before);
    bench.halo.remove_fault(offline);
    retry(&bench, profile).await;
    assert_eq!(health(&bench, profile).await.state, HealthState::Connected);
}

/// Whether a trouble stands in the file.
fn is_kept(bench: &Bench) -> bool {
    let path = bench.engine.data_dir().join("halyard.db");
    let conn = engine::database::Connection::open(path).unwrap();
    conn.query_row("SELECT count(*) FROM connection_trouble", [], |row| {
        row.get::<_, u32>(0)
    })
    .unwrap()
        > 0
}

#[tokio::test]
async fn a_stopped_read_says_nothing_about_the_connection() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench
        .halo
        .fault(Fault::get("/Client").delay(std::time::Duration::from_mins(5)));
    let end = bench
        .ended(async |engine| {
            let id = engine.read_halo(profile).await.unwrap();
            engine.cancel_task(id);
            id
        })
        .await;
    assert!(matches!(end, TaskState::Cancelled), "{end:?}");
    assert_eq!(health(&bench, profile).await.state, HealthState::Connected);
}

#[tokio::test]
async fn a_secret_of_the_last_session_is_missed_before_anybody_asks() {
    let mut bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let task = bench
        .ended(async |engine| {
            let new = engine::NewSecret {
                client_id: bench.halo.client_id().to_owned(),
                client_secret: bench.halo.client_secret().into(),
                session_only: true,
            };
            engine.replace_secret(profile, new).await.unwrap()
        })
        .await;
    assert!(matches!(task, TaskState::Done(_)), "{task:?}");
    assert_eq!(health(&bench, profile).await.state, HealthState::Connected);
    bench.restart();
    assert_eq!(
        health(&bench, profile).await.state,
        HealthState::SecretMissing
    );
}

#[tokio::test]
async fn one_profile_in_trouble_leaves_the_other_alone() {
    let bench = Bench::hasty().await;
    let first = bench.connected().await;
    let second = bench.connected().await;
    let narrow = bench
        .halo
        .add_application("Narrow", &["read:customers"], bench.halo.main_agent());
    let credentials = engine::wizard::Credentials {
        client_id: narrow.client_id.clone(),
        client_secret: Some(narrow.client_secret.clone().into()),
        session_only: false,
    };
    bench
        .engine
        .save_credentials(second, credentials)
        .await
        .unwrap();
    let end = read(&bench, second).await;
    let TaskState::Failed(error) = end else {
        panic!("{end:?}")
    };
    assert!(matches!(
        *error,
        Error::Halo(halo_api::Error::InvalidScope { .. })
    ));
    assert_eq!(health(&bench, second).await.state, HealthState::RightLost);
    assert_eq!(health(&bench, first).await.state, HealthState::Connected);
    let profiles = bench.engine.profiles().await.unwrap();
    let names: Vec<_> = profiles.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Palisade", "Palisade 2"]);
}
