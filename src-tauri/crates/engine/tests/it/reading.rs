//! Reading Halo: complete or not at all.

use std::time::Duration;

use engine::TaskState;
use engine::domain::ConnectionState;
use halo_sim::{Config, Fault, Scenario};

use crate::support::Bench;

#[tokio::test]
async fn finishing_the_wizard_reads_customers_and_configuration() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let home = bench.engine.home(profile).await.unwrap();
    let known = bench
        .halo
        .customers()
        .iter()
        .filter(|customer| customer.id != 1)
        .count();
    assert_eq!(usize::try_from(home.customers).unwrap(), known);
    let form = bench.engine.ticket_rules_form(profile).await.unwrap();
    let named = |name: &str| {
        form.config
            .ticket_types
            .iter()
            .find(|t| t.name == name)
            .unwrap()
            .clone()
    };
    assert!(named("Incident").can_create);
    assert!(!named("Change Request").can_create);
    assert_eq!(named("Internal Task").default_sla, None);
    assert!(
        !form
            .config
            .ticket_types
            .iter()
            .any(|t| t.name == "Opportunity")
    );
    let closed: Vec<_> = form
        .config
        .statuses
        .iter()
        .filter(|s| s.is_closed == Some(true))
        .map(|s| s.name.as_str())
        .collect();
    assert!(closed.contains(&"Closed"), "{closed:?}");
    assert!(!form.config.categories.is_empty());
    assert_eq!(
        bench.engine.profile(profile).await.unwrap().connection,
        ConnectionState::Connected
    );
}

#[tokio::test]
async fn a_large_list_comes_whole_by_pages_of_a_hundred() {
    let bench = Bench::with(Config::new(Scenario::large(1_234))).await;
    let profile = bench.connected().await;
    let home = bench.engine.home(profile).await.unwrap();
    let known = bench
        .halo
        .customers()
        .iter()
        .filter(|customer| customer.id != 1)
        .count();
    assert_eq!(usize::try_from(home.customers).unwrap(), known);
}

#[tokio::test]
async fn a_list_that_breaks_off_replaces_nothing() {
    let bench = Bench::with(Config::new(Scenario::large(350))).await;
    let profile = bench.connected().await;
    let before = bench.engine.home(profile).await.unwrap().customers;
    let read_at = bench.engine.profile(profile).await.unwrap().last_read_at;
    bench
        .halo
        .fault(Fault::get("/Client").query("page_no", "3").reply(
            400,
            "application/json",
            "\"No.\"",
        ));
    let end = bench
        .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    assert_eq!(bench.engine.home(profile).await.unwrap().customers, before);
    assert_eq!(
        bench.engine.profile(profile).await.unwrap().last_read_at,
        read_at
    );
}

#[tokio::test]
async fn a_read_can_be_stopped() {
    let bench = Bench::with(Config::new(Scenario::large(500))).await;
    let profile = bench.connected().await;
    bench
        .halo
        .fault(Fault::get("/Client").delay(Duration::from_secs(30)));
    let end = bench
        .ended(async |engine| {
            let id = engine.read_halo(profile).await.unwrap();
            engine.cancel_task(id);
            id
        })
        .await;
    assert!(matches!(end, TaskState::Cancelled), "{end:?}");
}

#[tokio::test]
async fn while_halo_wants_a_pause_the_task_says_so() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let pause = Fault::get("/Client").once().status(429);
    bench.halo.fault(pause.header("Retry-After", "1"));
    let told = bench
        .told(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    let waited = told
        .iter()
        .any(|state| matches!(state, TaskState::Running(progress) if progress.waiting.is_some()));
    assert!(waited, "{told:?}");
    assert!(matches!(told.last(), Some(TaskState::Done(_))), "{told:?}");
}
