//! Customers: whole, resumed, or only what changed; and never more requests than Halo allows.

use std::time::Duration;

use engine::database::customers;
use engine::domain::{CustomerId, ProfileId, recipe};
use engine::{Error, NewSecret, TaskState};
use halo_api::{HttpSettings, Transport};
use halo_sim::{Config, Fault, RateLimit, Scenario};
use jiff::SignedDuration;

use crate::support::{ALL_FEATURES, Bench};

/// A transport that does not give up while a hurried clock runs.
fn patient() -> Transport {
    Transport::new(HttpSettings {
        headers_timeout: Duration::from_hours(100),
        request_timeout: Duration::from_hours(100),
        ..HttpSettings::default()
    })
}

async fn large(customers: usize) -> (Bench, ProfileId) {
    let bench = Bench::with(Config::new(Scenario::large(customers))).await;
    let profile = bench.connected().await;
    bench.halo.clear_requests();
    (bench, profile)
}

impl Bench {
    /// Reads what is needed and says what was done.
    async fn read(&self, profile: ProfileId) -> String {
        match self
            .ended(async |e| e.read_halo(profile).await.unwrap())
            .await
        {
            TaskState::Done(end) => end.label,
            other @ (TaskState::Running(_) | TaskState::Failed(_) | TaskState::Cancelled) => {
                panic!("{other:?}")
            }
        }
    }

    /// Reads all and says why that did not work.
    async fn read_in_vain(&self, profile: ProfileId) -> String {
        match self
            .ended(async |e| e.read_halo_whole(profile).await.unwrap())
            .await
        {
            TaskState::Failed(error) => error.to_string(),
            other @ (TaskState::Running(_) | TaskState::Done(_) | TaskState::Cancelled) => {
                panic!("{other:?}")
            }
        }
    }

    /// Requests for lists of customers since the record was cleared.
    fn pages(&self) -> Vec<String> {
        let requests = self.halo.requests_to("GET", "/Client");
        let page = |request: &halo_sim::RecordedRequest| {
            request.query("page_no").unwrap_or_default().to_owned()
        };
        requests.iter().map(page).collect()
    }

    async fn name_of(&self, profile: ProfileId, customer: i32) -> Option<String> {
        let id = CustomerId::new(customer);
        let known = self
            .store()
            .read(move |tx| customers::get(tx, profile, id))
            .await;
        known.unwrap().map(|row| row.name)
    }
}

#[tokio::test]
async fn fifty_thousand_customers_take_five_hundred_requests_and_none_is_refused() {
    let config = Config {
        rate_limit: Some(RateLimit::documented()),
        ..Config::new(Scenario::large(50_000))
    };
    let bench = Bench::with_transport(config, patient()).await;
    let profile = bench.entered().await;
    bench.checked(profile).await;
    bench.halo.clear_requests();
    let end = bench
        .hurried(bench.ended(async |e| e.read_halo(profile).await.unwrap()))
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");

    let requests = bench.halo.requests();
    let refused: Vec<_> = requests
        .iter()
        .filter(|request| request.status != Some(200))
        .map(|request| (request.status, request.path.as_str()))
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
    let pages: Vec<String> = bench.pages();
    // Five hundred pages, and two questions whether Halo tells changes.
    assert_eq!(pages.len(), 502);
    let mut numbers: Vec<u32> = pages
        .iter()
        .take(500)
        .map(|page| page.parse().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=500).collect::<Vec<u32>>(), "each page once");
    let others = requests.len() - pages.len();
    assert!(others <= 40, "{others} look-ups");

    let known = bench
        .store()
        .read(move |tx| customers::all_for_matching(tx, profile))
        .await
        .unwrap();
    let known: Vec<(i64, String)> = known
        .into_iter()
        .map(|customer| (i64::from(customer.id.get()), customer.name))
        .collect();
    let there: Vec<(i64, String)> = bench
        .halo
        .customers()
        .into_iter()
        .map(|customer| (customer.id, customer.name))
        .collect();
    assert_eq!(known.len(), 50_000);
    assert!(known == there, "nothing missing, nothing twice");
}

#[tokio::test]
async fn a_read_that_broke_off_goes_on_with_the_page_after_the_last_one() {
    let (bench, profile) = large(717).await;
    let broken = bench
        .halo
        .fault(Fault::get("/Client").query("page_no", "5").reply(
            400,
            "application/json",
            "\"No.\"",
        ));
    let said = bench.read_in_vain(profile).await;
    assert!(
        said.starts_with("400 of about 717 customers were read."),
        "{said}"
    );
    bench.halo.remove_fault(broken);
    bench.halo.clear_requests();
    bench.halo.rename_customer(700, "Renamed meanwhile");
    bench.clock.forward(SignedDuration::from_mins(14));
    bench
        .ended(async |e| e.read_halo_whole(profile).await.unwrap())
        .await;
    let pages = bench.pages();
    assert_eq!(pages.first().map(String::as_str), Some("5"), "{pages:?}");
    assert!(!pages.contains(&"1".to_owned()), "{pages:?}");
    assert_eq!(
        bench.name_of(profile, 700).await.as_deref(),
        Some("Renamed meanwhile")
    );
    let count = bench.engine.home(profile).await.unwrap().customers;
    assert_eq!(count, 716, "Unknown is not counted");
}

#[tokio::test]
async fn after_a_quarter_of_an_hour_a_broken_read_begins_anew() {
    let (bench, profile) = large(350).await;
    let broken = bench
        .halo
        .fault(Fault::get("/Client").query("page_no", "3").reply(
            400,
            "application/json",
            "\"No.\"",
        ));
    bench.read_in_vain(profile).await;
    bench.halo.remove_fault(broken);
    bench.halo.clear_requests();
    bench.clock.forward(SignedDuration::from_secs(15 * 60 + 1));
    bench
        .ended(async |e| e.read_halo_whole(profile).await.unwrap())
        .await;
    assert_eq!(bench.pages().len(), 4);
}

#[tokio::test]
async fn customers_deleted_between_the_halves_of_a_read_cost_no_other_one() {
    let (bench, profile) = large(717).await;
    let broken = bench
        .halo
        .fault(Fault::get("/Client").query("page_no", "5").reply(
            400,
            "application/json",
            "\"No.\"",
        ));
    bench.read_in_vain(profile).await;
    bench.halo.remove_fault(broken);
    for gone in [7, 150, 390, 420] {
        assert!(bench.halo.delete_customer(gone));
    }
    let end = bench
        .ended(async |e| e.read_halo_whole(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let known = bench
        .store()
        .read(move |tx| customers::all_for_matching(tx, profile))
        .await;
    let known: Vec<i64> = known
        .unwrap()
        .iter()
        .map(|c| i64::from(c.id.get()))
        .collect();
    let there: Vec<i64> = bench.halo.customers().iter().map(|c| c.id).collect();
    let missing: Vec<&i64> = there.iter().filter(|id| !known.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn the_first_customers_are_there_before_the_last_ones() {
    let bench = Bench::with(Config::new(Scenario::large(350))).await;
    let profile = bench.entered().await;
    bench.checked(profile).await;
    let held = Fault::get("/Client")
        .query("page_no", "3")
        .delay(Duration::from_mins(2));
    let held = bench.halo.fault(held);
    let mut heard = bench.listen();
    let task = bench.engine.read_halo(profile).await.unwrap();
    let shown = loop {
        heard.recv().await.unwrap();
        let home = bench.engine.home(profile).await.unwrap();
        if home.customers > 0 {
            break home.customers;
        }
    };
    assert!((99..350).contains(&shown), "{shown}");
    assert_eq!(
        bench.engine.profile(profile).await.unwrap().last_read_at,
        None
    );
    bench.engine.cancel_task(task);
    bench.halo.remove_fault(held);
    while !bench.engine.running_tasks().is_empty() {
        tokio::task::yield_now().await;
    }
    bench.read(profile).await;
    assert_eq!(bench.engine.home(profile).await.unwrap().customers, 349);
    assert!(
        bench
            .engine
            .profile(profile)
            .await
            .unwrap()
            .last_read_at
            .is_some()
    );
}

#[tokio::test]
async fn nothing_is_suggested_as_clear_on_the_first_pages_only() {
    let bench = Bench::with(Config::new(Scenario::large(350))).await;
    let profile = bench.entered().await;
    bench.checked(profile).await;
    let broken = bench
        .halo
        .fault(Fault::get("/Client").query("page_no", "3").reply(
            400,
            "application/json",
            "\"No.\"",
        ));
    bench.read_in_vain(profile).await;
    let name = bench.name_of(profile, 50).await.unwrap();
    let form = engine::organizations::Form {
        name,
        ..engine::organizations::Form::default()
    };
    bench.engine.add_organization(profile, form).await.unwrap();
    let counts = bench.engine.organization_counts(profile).await.unwrap();
    assert_eq!((counts.suggested, counts.choose), (0, 1));
    bench.halo.remove_fault(broken);
    bench.read(profile).await;
    let counts = bench.engine.organization_counts(profile).await.unwrap();
    assert_eq!((counts.suggested, counts.choose), (1, 0));
}

#[tokio::test]
async fn what_changed_is_read_with_two_requests() {
    let (bench, profile) = large(717).await;
    assert!(bench.halo.rename_customer(300, "Another name"));
    let added = bench
        .halo
        .create_customer("Fernhill Bakery", "fernhill.example");
    assert!(bench.halo.set_customer_active(9, false));
    assert_eq!(bench.read(profile).await, "3 of 717 customers changed");
    assert_eq!(
        bench.pages().len(),
        2,
        "the changes, and how many there are"
    );
    assert_eq!(
        bench.name_of(profile, 300).await.as_deref(),
        Some("Another name")
    );
    let added = i32::try_from(added).unwrap();
    assert_eq!(
        bench.name_of(profile, added).await.as_deref(),
        Some("Fernhill Bakery")
    );

    bench.halo.clear_requests();
    let said = bench.read(profile).await;
    // The overlap of five minutes brings them again, and they are the same.
    assert_eq!(said, "Nothing has changed at 717 customers");
    assert_eq!(bench.pages().len(), 2);
}

#[tokio::test]
async fn a_customer_that_is_gone_makes_the_next_read_a_whole_one() {
    let (bench, profile) = large(350).await;
    assert!(bench.halo.delete_customer(120));
    assert_eq!(bench.read(profile).await, "348 customers read");
    assert_eq!(bench.name_of(profile, 120).await, None);
    assert_eq!(bench.pages().len(), 2 + 4);
    // One goes and one comes: as many as before, and still noticed.
    assert!(bench.halo.delete_customer(121));
    bench.halo.create_customer("Newcomer", "");
    bench.read(profile).await;
    assert_eq!(bench.name_of(profile, 121).await, None);
}

#[tokio::test]
async fn everything_is_read_once_a_week_and_when_asked() {
    let (bench, profile) = large(350).await;
    bench.clock.forward(SignedDuration::from_hours(7 * 24 - 1));
    bench.read(profile).await;
    assert_eq!(bench.pages().len(), 2);
    bench.halo.clear_requests();
    bench.clock.forward(SignedDuration::from_hours(1));
    assert_eq!(bench.read(profile).await, "349 customers read");
    assert_eq!(bench.pages().len(), 4);
    bench.halo.clear_requests();
    bench
        .ended(async |e| e.read_halo_whole(profile).await.unwrap())
        .await;
    assert_eq!(bench.pages().len(), 4);
}

#[tokio::test]
async fn a_halo_that_does_not_tell_changes_is_read_whole_each_time() {
    let bench = Bench::with(Config::new(Scenario::large(350))).await;
    bench
        .halo
        .fault(Fault::get("/Client").ignore_query("lastupdatefromdate"));
    let profile = bench.connected().await;
    bench.halo.clear_requests();
    bench.halo.rename_customer(300, "Another name");
    assert_eq!(bench.read(profile).await, "349 customers read");
    assert_eq!(bench.pages().len(), 4, "and it is not asked again");
    assert_eq!(
        bench.name_of(profile, 300).await.as_deref(),
        Some("Another name")
    );
}

#[tokio::test]
async fn changes_that_break_off_change_nothing_and_are_asked_for_again() {
    let (bench, profile) = large(350).await;
    bench.halo.rename_customer(300, "Another name");
    let broken = bench
        .halo
        .fault(Fault::get("/Client").reply(400, "application/json", "\"No.\""));
    let end = bench
        .ended(async |e| e.read_halo(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    assert_ne!(
        bench.name_of(profile, 300).await.as_deref(),
        Some("Another name")
    );
    bench.halo.remove_fault(broken);
    bench.read(profile).await;
    assert_eq!(
        bench.name_of(profile, 300).await.as_deref(),
        Some("Another name")
    );
}

#[tokio::test]
async fn another_application_may_see_another_list() {
    let (bench, profile) = large(350).await;
    let agent = bench.halo.main_agent();
    let scopes = recipe::scopes(ALL_FEATURES);
    let other = bench.halo.add_application("Other", &scopes, agent);
    let new = NewSecret {
        client_id: other.client_id,
        client_secret: other.client_secret.into(),
        session_only: false,
    };
    let end = bench
        .ended(async |engine| engine.replace_secret(profile, new).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    assert_eq!(bench.read(profile).await, "349 customers read");
}

#[tokio::test]
async fn cancelling_keeps_the_pages_for_the_next_read() {
    let (bench, profile) = large(717).await;
    let held = Fault::get("/Client")
        .query("page_no", "6")
        .delay(Duration::from_mins(2));
    let held = bench.halo.fault(held);
    let end = bench
        .ended(async |engine| {
            let id = engine.read_halo_whole(profile).await.unwrap();
            let came =
                |task: &engine::Task| matches!(&task.state, TaskState::Running(p) if p.done >= 400);
            while !engine.running_tasks().iter().any(came) {
                tokio::task::yield_now().await;
            }
            engine.cancel_task(id);
            id
        })
        .await;
    assert!(matches!(end, TaskState::Cancelled), "{end:?}");
    bench.halo.remove_fault(held);
    bench.halo.clear_requests();
    bench
        .ended(async |e| e.read_halo_whole(profile).await.unwrap())
        .await;
    assert!(!bench.pages().contains(&"1".to_owned()));
    assert_eq!(bench.engine.home(profile).await.unwrap().customers, 716);
}

#[tokio::test]
async fn strange_names_are_readable_and_tenants_are_known() {
    let bench = Bench::new().await;
    bench.halo.rename_customer(5, "");
    bench
        .halo
        .rename_customer(6, "Wren\u{202e}latneD\u{202c}\nLtd");
    let profile = bench.connected().await;
    assert_eq!(
        bench.name_of(profile, 5).await.as_deref(),
        Some("Customer 5 (no name in Halo)")
    );
    assert_eq!(
        bench.name_of(profile, 6).await.as_deref(),
        Some("WrenlatneD Ltd")
    );
    let known = bench
        .store()
        .read(move |tx| customers::all_for_matching(tx, profile))
        .await;
    let tenants = known
        .unwrap()
        .iter()
        .filter(|c| !c.tenant_ids.is_empty())
        .count();
    let linked = bench
        .halo
        .customers()
        .iter()
        .filter(|c| c.azure_tenant.is_some())
        .count();
    assert!(linked > 0);
    assert_eq!(tenants, linked);
    assert!(
        bench.halo.contract_violations().is_empty(),
        "{:?}",
        bench.halo.contract_violations()
    );
}

#[tokio::test]
async fn a_revoked_profile_reads_nothing() {
    let (bench, profile) = large(120).await;
    bench.engine.revoke(profile).await.unwrap();
    let refused = bench.engine.read_halo_whole(profile).await;
    assert!(
        matches!(refused, Err(Error::NotConfigured { .. })),
        "{refused:?}"
    );
}
