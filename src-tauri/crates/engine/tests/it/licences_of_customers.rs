//! Licences and people of customers, read for the pairs that need them.

use engine::database::organizations as rows;
use engine::domain::{CustomerId, Features, ProfileId};
use engine::organizations::{Act, Consent, Form};
use engine::{Error, TaskState, domain::OrganizationId};
use halo_sim::Fault;

use crate::support::{ALL_FEATURES, Bench};

async fn mapped(bench: &Bench, profile: ProfileId, seats: u32) -> (OrganizationId, CustomerId) {
    let licence = bench.halo.licences().into_iter().next().unwrap();
    let customer = bench.halo.customer(licence.client_id).unwrap();
    let form = Form {
        name: customer.name,
        domains: customer.domain,
        ..Form::default()
    };
    let added = bench.engine.add_organization(profile, form).await.unwrap();
    let id = added.organization.unwrap();
    bench
        .second_handle()
        .write(move |tx| {
            let row = rows::get(tx, profile, id)?.unwrap();
            let seats = vec![rows::Seat {
                product_key: "email_security".to_owned(),
                count: seats,
            }];
            let content = rows::OrganizationContent {
                seats,
                ..row.content()
            };
            rows::update(tx, profile, id, &content, "2026-11-21T12:00:00Z")
        })
        .await
        .unwrap();
    let customer = CustomerId::new(i32::try_from(customer.id).unwrap());
    let version = bench
        .engine
        .organization_detail(profile, id)
        .await
        .unwrap()
        .row
        .version;
    let act = Act::Map {
        customer,
        consent: Consent::TakeOver,
    };
    bench
        .engine
        .decide(profile, id, version, act)
        .await
        .unwrap();
    (id, customer)
}

#[tokio::test]
async fn without_seats_nothing_about_licences_is_offered_or_taken() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let (id, customer) = mapped(&bench, profile, 12).await;
    bench.engine.read_licences(profile, customer).await.unwrap();
    let without = Features {
        seats: false,
        ..ALL_FEATURES
    };
    bench.engine.save_features(profile, without).await.unwrap();
    let view = bench
        .engine
        .pair_connection(profile, id, None)
        .await
        .unwrap();
    assert!(view.is_pair && !view.wants_seats && view.products.is_empty());
    bench
        .engine
        .save_features(profile, ALL_FEATURES)
        .await
        .unwrap();
    let view = bench
        .engine
        .pair_connection(profile, id, None)
        .await
        .unwrap();
    assert!(view.wants_seats && !view.products.is_empty());
}

#[tokio::test]
async fn the_licences_of_one_customer_are_read_and_kept() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let (id, customer) = mapped(&bench, profile, 12).await;
    let view = bench
        .engine
        .pair_connection(profile, id, None)
        .await
        .unwrap();
    assert!(view.is_pair && view.read.is_none());
    bench.engine.read_licences(profile, customer).await.unwrap();
    let view = bench
        .engine
        .pair_connection(profile, id, None)
        .await
        .unwrap();
    let found = view.read.unwrap().licences;
    let there = bench.halo.licences();
    let there = there
        .iter()
        .filter(|licence| licence.client_id == i64::from(customer.get()));
    assert_eq!(found.len(), there.count());
    assert!(!found.is_empty());
    // A Halo that says to have none by now takes none away.
    bench.halo.set_licence_module(false);
    let refused = bench.engine.read_licences(profile, customer).await;
    assert!(
        matches!(refused, Err(Error::IncompleteRead { .. })),
        "{refused:?}"
    );
    let view = bench
        .engine
        .pair_connection(profile, id, None)
        .await
        .unwrap();
    assert_eq!(view.read.unwrap().licences, found);
}

#[tokio::test]
async fn a_halo_without_licences_is_no_failure() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let (id, customer) = mapped(&bench, profile, 12).await;
    bench.halo.set_licence_module(false);
    bench.engine.read_licences(profile, customer).await.unwrap();
    let view = bench
        .engine
        .pair_connection(profile, id, None)
        .await
        .unwrap();
    assert!(view.read.unwrap().no_module);
}

#[tokio::test]
async fn people_are_counted_with_one_request_a_pair_and_a_few_contacts_are_not_held_against_seats()
{
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let (id, customer) = mapped(&bench, profile, 4_000).await;
    let before = bench.halo.requests_to("GET", "/Users").len();
    let end = bench
        .ended(async |engine| engine.count_users(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let asked = bench.halo.requests_to("GET", "/Users");
    assert_eq!(asked.len(), before + 1);
    let of = asked.last().unwrap().query("client_id").map(str::to_owned);
    assert_eq!(of, Some(customer.to_string()));
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.warnings, []);
}

#[tokio::test]
async fn a_count_that_breaks_off_is_a_failure_and_says_nothing_of_seats() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let (id, _) = mapped(&bench, profile, 4_000).await;
    bench.halo.fault(Fault::get("/Users").status(503));
    let end = bench
        .ended(async |engine| engine.count_users(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.warnings, []);
}
