//! The wizard from the address to the badge.

use engine::domain::{CheckState, ConnectionState, HostNetwork, SourceKind};
use engine::wizard::{Check, CheckKey, CheckOutcome, TypedAddresses};
use engine::{Error, halo_api};
use halo_sim::{AgentRights, Fault};
use secrecy::SecretString;

use crate::support::Bench;

fn outcome(checks: &[Check], key: CheckKey) -> &Check {
    checks.iter().find(|check| check.key == key).unwrap()
}

#[tokio::test]
async fn every_check_passes_with_every_right() {
    let bench = Bench::new().await;
    let profile = bench.entered().await;
    let wizard = bench.checked(profile).await;
    for check in &wizard.checks {
        assert!(
            matches!(
                check.outcome,
                CheckOutcome::Ended(
                    CheckState::Passed | CheckState::Warning | CheckState::CannotTell
                )
            ),
            "{check:?}"
        );
        assert!(check.checked_at.is_some());
    }
    let shown = bench.engine.finish_wizard(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::Connected);
    let health = format!("{:?}", shown.health);
    assert!(health.contains("may create tickets"), "{health}");
    assert!(
        bench.halo.tickets().is_empty()
            || bench.halo.requests_to("POST", "/api/Tickets").is_empty()
    );
    let violations = bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

#[tokio::test]
async fn a_wrong_secret_is_named_and_the_rest_is_not_run() {
    let bench = Bench::new().await;
    let profile = bench
        .entered_with(bench.halo.client_id(), SecretString::from("wrong"))
        .await;
    let wizard = bench.checked(profile).await;
    let token = outcome(&wizard.checks, CheckKey::Token);
    assert_eq!(token.outcome, CheckOutcome::Ended(CheckState::Failed));
    assert_eq!(token.said.as_ref().unwrap().status, Some(401));
    let customers = outcome(&wizard.checks, CheckKey::Customers);
    assert_eq!(customers.outcome, CheckOutcome::Ended(CheckState::Skipped));
    let shown = bench.engine.finish_wizard(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::NotConnected);
}

#[tokio::test]
async fn a_missing_permission_of_the_application_is_named() {
    let bench = Bench::new().await;
    let agent = bench.halo.main_agent();
    let narrow = bench
        .halo
        .add_application("Narrow", &["read:customers"], agent);
    let profile = bench
        .entered_with(
            &narrow.client_id,
            SecretString::from(narrow.client_secret.clone()),
        )
        .await;
    let wizard = bench.checked(profile).await;
    let scope = outcome(&wizard.checks, CheckKey::Scope);
    assert_eq!(scope.outcome, CheckOutcome::Ended(CheckState::Failed));
    assert!(scope.meaning.contains("edit:tickets"), "{scope:?}");
    let customers = outcome(&wizard.checks, CheckKey::Customers);
    assert_eq!(customers.outcome, CheckOutcome::Ended(CheckState::Passed));
    let shown = bench.engine.finish_wizard(profile).await.unwrap();
    assert_ne!(shown.connection, ConnectionState::Connected);
}

#[tokio::test]
async fn an_agent_that_sees_nothing_is_found_out() {
    let bench = Bench::new().await;
    let blind = AgentRights {
        all_customers: false,
        customer_ids: Vec::new(),
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(bench.halo.main_agent(), blind);
    let profile = bench.entered().await;
    let wizard = bench.checked(profile).await;
    let customers = outcome(&wizard.checks, CheckKey::Customers);
    assert_eq!(customers.outcome, CheckOutcome::Ended(CheckState::Failed));
    assert_eq!(customers.rights[0].label, "Allow use of all Customers");
    assert_eq!(
        customers.rights[0].path.last().unwrap(),
        "Client Restrictions"
    );
}

#[tokio::test]
async fn one_check_can_be_run_again_alone() {
    let bench = Bench::new().await;
    let rights = AgentRights {
        all_customers: false,
        customer_ids: Vec::new(),
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(bench.halo.main_agent(), rights);
    let profile = bench.entered().await;
    let before = bench.checked(profile).await.checks;
    bench
        .halo
        .set_agent_rights(bench.halo.main_agent(), AgentRights::full());
    bench.halo.clear_requests();
    bench
        .ended(async |engine| {
            engine
                .start_checks(profile, Some(CheckKey::Customers))
                .await
                .unwrap()
        })
        .await;
    let wizard = bench.engine.wizard(profile).await.unwrap();
    let customers = outcome(&wizard.checks, CheckKey::Customers);
    assert_eq!(customers.outcome, CheckOutcome::Ended(CheckState::Passed));
    assert!(bench.halo.requests_to("GET", "/api/TicketType").is_empty());
    for (then, now) in before.iter().zip(&wizard.checks) {
        assert!(then.key == CheckKey::Customers || then == now, "{now:?}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_halo_saves_nothing() {
    let bench = Bench::new().await;
    let profile = bench
        .engine
        .save_vendor(None, "palisade", "", SourceKind::Csv)
        .await
        .unwrap();
    let html = bench.halo.fault(Fault::everything().html());
    let error = bench
        .engine
        .find_halo(profile, bench.halo.base_url())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Halo(halo_api::Error::NotHalo { .. })),
        "{error:?}"
    );
    assert!(bench.engine.wizard(profile).await.unwrap().found.is_none());
    bench.halo.remove_fault(html);
    let found = bench
        .engine
        .find_halo(profile, bench.halo.base_url())
        .await
        .unwrap();
    assert_eq!(found.tenant.as_deref(), Some(bench.halo.tenant()));
    assert_eq!(found.network, HostNetwork::ThisComputer);
}

#[tokio::test]
async fn the_three_values_can_be_typed() {
    let bench = Bench::new().await;
    let profile = bench
        .engine
        .save_vendor(None, "palisade", "", SourceKind::Csv)
        .await
        .unwrap();
    let base = bench.halo.base_url();
    let typed = TypedAddresses {
        api: format!("{base}/api"),
        auth: format!("{base}/auth/token"),
        tenant: format!(" {} ", bench.halo.tenant()),
    };
    let found = bench
        .engine
        .save_typed_addresses(profile, &typed)
        .await
        .unwrap();
    assert_eq!(found.auth_url, format!("{base}/auth"));
    assert_eq!(found.tenant.as_deref(), Some(bench.halo.tenant()));
    let bad = TypedAddresses {
        auth: "javascript:alert(1)".to_owned(),
        ..typed
    };
    let error = bench
        .engine
        .save_typed_addresses(profile, &bad)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::InvalidInput { field: "auth", .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_second_press_runs_the_checks_once() {
    let bench = Bench::new().await;
    let profile = bench.entered().await;
    let first = bench.engine.start_checks(profile, None).await.unwrap();
    let second = bench.engine.start_checks(profile, None).await.unwrap();
    assert_eq!(first, second);
}
