//! Mail domains of users and sites: read along where that is cheap, else when asked for.

use engine::database::customers;
use engine::domain::{CustomerId, ProfileId};
use engine::{MailPlan, TaskState};
use halo_sim::{Config, Fault, Scenario};

use crate::support::Bench;

impl Bench {
    /// Requests for whole pages of users; the checks of the wizard ask for one row.
    fn pages_of_users(&self) -> usize {
        let requests = self.halo.requests_to("GET", "/Users");
        let is_page =
            |request: &&halo_sim::RecordedRequest| request.query("page_size") == Some("100");
        requests.iter().filter(is_page).count()
    }

    async fn domains_of(&self, profile: ProfileId, customer: i64) -> Vec<String> {
        let id = CustomerId::new(i32::try_from(customer).unwrap());
        let known = self
            .store()
            .read(move |tx| customers::get(tx, profile, id))
            .await;
        known.unwrap().unwrap().domains
    }
}

#[tokio::test]
async fn the_users_of_a_small_halo_are_read_along() {
    let bench = Bench::new().await;
    let fernhill = bench.halo.create_customer("Fernhill Bakery", "");
    bench
        .halo
        .create_user(fernhill, "Ann", "Smith", "ann@mail.fernhill.example");
    bench
        .halo
        .create_user(fernhill, "Bob", "Jones", "bob@gmail.com");
    let profile = bench.connected().await;
    assert_eq!(
        bench.domains_of(profile, fernhill).await,
        ["fernhill.example"]
    );
    let users: usize = bench
        .halo
        .customers()
        .iter()
        .map(|customer| {
            bench
                .halo
                .users(customer.id)
                .iter()
                .filter(|user| !user.general)
                .count()
        })
        .sum();
    assert_eq!(bench.pages_of_users(), users.div_ceil(100));
    let sites = bench.halo.requests_to("GET", "/Site");
    assert!(
        sites
            .iter()
            .all(|request| request.query("page_size") != Some("100"))
    );
    assert!(bench.halo.contract_violations().is_empty());
}

#[tokio::test]
async fn many_users_are_read_only_when_asked_for() {
    let bench = Bench::with(Config::new(Scenario::large(1_200))).await;
    let fernhill = bench.halo.create_customer("Fernhill Bakery", "");
    bench
        .halo
        .create_user(fernhill, "Ann", "Smith", "ann@fernhill.example");
    let wren = bench.halo.create_customer("Wren Dental", "");
    assert!(bench.halo.set_mail_domain(wren, "wren.example"));
    let profile = bench.connected().await;
    assert_eq!(bench.pages_of_users(), 1, "that told how many there are");
    assert!(bench.domains_of(profile, fernhill).await.is_empty());

    let plan = bench.engine.mail_plan(profile).await.unwrap();
    // Each of the customers has a user, but for "Unknown" and Wren Dental.
    let expected = MailPlan {
        users: Some(1_200),
        user_requests: 12,
        sites: Some(1_202),
        site_requests: 13 + 2,
        users_read_at: None,
        sites_read_at: None,
    };
    assert_eq!(plan, expected);
    bench.halo.clear_requests();
    let end = bench
        .ended(async |e| e.read_mail_domains(profile, true, true).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    assert_eq!(bench.halo.requests_to("GET", "/Users").len(), 12);
    // Fernhill has a domain by now, so only the site of Wren Dental is asked about.
    assert_eq!(bench.halo.requests_to("GET", "/Site").len(), 13);
    let single = bench.halo.requests();
    let single = single
        .iter()
        .filter(|r| r.path.to_lowercase().contains("/site/"))
        .count();
    assert_eq!(single, 1);
    assert_eq!(
        bench.domains_of(profile, fernhill).await,
        ["fernhill.example"]
    );
    assert_eq!(bench.domains_of(profile, wren).await, ["wren.example"]);
    let plan = bench.engine.mail_plan(profile).await.unwrap();
    assert!(plan.users_read_at.is_some() && plan.sites_read_at.is_some());
    // What was read stays through the next read of the customers.
    bench
        .ended(async |e| e.read_halo_whole(profile).await.unwrap())
        .await;
    assert_eq!(bench.domains_of(profile, wren).await, ["wren.example"]);
}

#[tokio::test]
async fn users_that_may_not_be_read_stop_nothing() {
    let bench = Bench::new().await;
    bench.halo.fault(Fault::get("/Users").status(403));
    let profile = bench.connected().await;
    assert!(bench.engine.home(profile).await.unwrap().customers > 0);
    let plan = bench.engine.mail_plan(profile).await.unwrap();
    assert_eq!((plan.users, plan.user_requests), (None, 0));
    let end = bench
        .ended(async |e| e.read_mail_domains(profile, true, false).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
}
