//! All licences read, products mapped to them, and seats compared.

use engine::database::organizations as rows;
use engine::domain::seats::{FoundBy, LicenceKey, LicenceRule, Oddity, SeatState};
use engine::domain::{CustomerId, ProfileId};
use engine::organizations::{Act, Consent, Form};
use engine::seats::{SeatPage, SeatQuery, SeatTotals};
use engine::{Error, HomeTaskKind, HomeTaskState, TaskState};
use halo_sim::{Fault, Licence};

use crate::support::Bench;

const PRODUCT: &str = "email_security";
const NAME: &str = "Email Security (per mailbox)";

/// Licences of the product, at customers that have only one.
pub(crate) fn sold(bench: &Bench) -> Vec<Licence> {
    let all = bench.halo.licences();
    let is_only = |one: &Licence| {
        let of_customer = all.iter().filter(|other| other.client_id == one.client_id);
        of_customer.filter(|other| other.name == NAME).count() == 1
    };
    let found = all.iter().filter(|one| one.name == NAME && is_only(one));
    found.cloned().collect()
}

/// Maps an organisation with so many seats to a customer.
pub(crate) async fn mapped(bench: &Bench, profile: ProfileId, customer: i64, seats: Option<u32>) {
    let customer = bench.halo.customer(customer).unwrap();
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
            let told = seats.map(|count| rows::Seat {
                product_key: PRODUCT.to_owned(),
                count,
            });
            let content = rows::OrganizationContent {
                seats: told.into_iter().collect(),
                ..row.content()
            };
            rows::update(tx, profile, id, &content, "2026-11-21T12:00:00Z")
        })
        .await
        .unwrap();
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    let act = Act::Map {
        customer: CustomerId::new(i32::try_from(customer.id).unwrap()),
        consent: Consent::TakeOver,
    };
    let version = detail.row.version;
    bench
        .engine
        .decide(profile, id, version, act)
        .await
        .unwrap();
}

pub(crate) async fn read(bench: &Bench, profile: ProfileId) -> TaskState {
    bench
        .ended(async |engine| engine.read_all_licences(profile).await.unwrap())
        .await
}

pub(crate) async fn map_product(bench: &Bench, profile: ProfileId, key: LicenceKey, value: &str) {
    let rule = LicenceRule {
        key,
        value: value.to_owned(),
        name: NAME.to_owned(),
    };
    bench
        .engine
        .set_product_licence(profile, PRODUCT.to_owned(), Some(rule))
        .await
        .unwrap();
}

async fn page(bench: &Bench, profile: ProfileId, text: &str) -> SeatPage {
    let query = SeatQuery {
        text: text.to_owned(),
        limit: 1_000,
        ..SeatQuery::default()
    };
    bench.engine.seats(profile, query).await.unwrap()
}

/// Of the customer's row: how it stands and why.
fn standing(page: &SeatPage, customer: i64) -> Option<(SeatState, Option<Oddity>)> {
    let is_its = |row: &&engine::seats::SeatView| i64::from(row.row.customer.get()) == customer;
    let found = page.rows.iter().find(is_its)?;
    Some((found.row.state, found.row.oddity))
}

#[tokio::test]
async fn products_are_mapped_once_and_every_customer_is_compared() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let sold = sold(&bench);
    let [equal, fewer, silent, ..] = sold.as_slice() else {
        panic!("the demo sells it to several customers")
    };
    let seats = |licence: &Licence| u32::try_from(licence.count).unwrap();
    mapped(&bench, profile, equal.client_id, Some(seats(equal))).await;
    mapped(&bench, profile, fewer.client_id, Some(seats(fewer) + 3)).await;
    mapped(&bench, profile, silent.client_id, None).await;
    let end = read(&bench, profile).await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");

    // Nothing says yet which licence counts.
    let before = page(&bench, profile, "").await;
    assert_eq!(
        standing(&before, equal.client_id),
        Some((SeatState::NoLicence, None))
    );
    // So there is nothing to sum up either.
    assert_eq!(before.totals, SeatTotals::default());
    let setup = bench.engine.seat_setup(profile).await.unwrap();
    let proposed = setup.products[0].proposed.clone().unwrap();
    assert_eq!(proposed.rule.name, NAME);

    map_product(&bench, profile, LicenceKey::Sku, "ES-MBX").await;
    let all = page(&bench, profile, "").await;
    assert_eq!(
        standing(&all, equal.client_id),
        Some((SeatState::Equal, None))
    );
    assert_eq!(standing(&all, fewer.client_id), Some((SeatState::Up, None)));
    // A vendor that tells no number is never taken for a zero.
    assert_eq!(
        standing(&all, silent.client_id),
        Some((SeatState::Odd, Some(Oddity::NotTold)))
    );
    assert_eq!(
        standing(&all, sold[3].client_id),
        Some((SeatState::Odd, Some(Oddity::NoOrganization)))
    );
    assert_eq!(all.totals.vendor, all.totals.halo + 3);
    assert_eq!(all.rows[0].row.state, SeatState::Up, "differences first");
    let name = bench.halo.customer(fewer.client_id).unwrap().name;
    assert_eq!(page(&bench, profile, &name).await.counts.all, 1);
    let home = bench.engine.home(profile).await.unwrap();
    assert_eq!(home.seats_differing, 1);
    let task = home
        .tasks
        .iter()
        .find(|task| task.kind == HomeTaskKind::MapLicences);
    assert_eq!(task.map(|task| task.state), Some(HomeTaskState::Attention));
    assert!(
        bench
            .halo
            .requests_to("POST", "/SoftwareLicence")
            .is_empty()
    );
}

#[tokio::test]
async fn a_renamed_licence_is_found_again_at_the_next_read() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let one = sold(&bench).remove(0);
    let seats = u32::try_from(one.count).unwrap();
    mapped(&bench, profile, one.client_id, Some(seats)).await;
    map_product(&bench, profile, LicenceKey::Name, NAME).await;
    read(&bench, profile).await;
    let id = one.id;
    bench
        .halo
        .fault(Fault::get("/SoftwareLicence").edit_json(move |body| {
            for row in body["licences"].as_array_mut().unwrap() {
                if row["id"] == id {
                    row["name"] = "Inbox Defence".into();
                }
            }
        }));
    let end = read(&bench, profile).await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let found = page(&bench, profile, "Inbox Defence").await;
    let row = &found.rows[0];
    assert_eq!(row.row.found_by, Some(FoundBy::Renamed));
    assert_eq!(row.row.state, SeatState::Equal);
}

#[tokio::test]
async fn a_list_that_is_empty_or_broken_changes_nothing() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    read(&bench, profile).await;
    map_product(&bench, profile, LicenceKey::Name, NAME).await;
    let known = page(&bench, profile, "").await;
    assert!(known.total > 0);
    let empty = bench
        .halo
        .fault(Fault::get("/SoftwareLicence").edit_json(|body| {
            body["licences"] = serde_json::json!([]);
            body["record_count"] = 0.into();
        }));
    let end = read(&bench, profile).await;
    assert!(
        matches!(&end, TaskState::Failed(error) if matches!(**error, Error::IncompleteRead { .. })),
        "{end:?}"
    );
    bench.halo.remove_fault(empty);
    let broken = bench.halo.fault(Fault::get("/SoftwareLicence").status(503));
    let end = read(&bench, profile).await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    assert_eq!(page(&bench, profile, "").await, known);
    bench.halo.remove_fault(broken);

    // A 404 in the middle is no list, and at the beginning it takes away nothing that was there.
    let missing = bench
        .halo
        .fault(Fault::get("/SoftwareLicence").skip(1).status(404));
    let short = bench
        .halo
        .fault(Fault::get("/SoftwareLicence").cap_pages(5));
    let end = read(&bench, profile).await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    assert_eq!(page(&bench, profile, "").await, known);
    bench.halo.remove_fault(missing);
    bench.halo.remove_fault(short);
    bench.halo.set_licence_module(false);
    let end = read(&bench, profile).await;
    assert!(
        matches!(&end, TaskState::Failed(error) if matches!(**error, Error::IncompleteRead { .. })),
        "{end:?}"
    );
    assert_eq!(page(&bench, profile, "").await, known);
}

#[tokio::test]
async fn a_halo_without_licences_says_so_and_a_rule_without_a_name_is_refused() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    bench.halo.set_licence_module(false);
    let end = read(&bench, profile).await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let setup = bench.engine.seat_setup(profile).await.unwrap();
    assert!(setup.read.unwrap().no_module);
    let rule = LicenceRule {
        key: LicenceKey::Name,
        value: "  ".to_owned(),
        name: NAME.to_owned(),
    };
    let refused = bench
        .engine
        .set_product_licence(profile, PRODUCT.to_owned(), Some(rule))
        .await;
    assert!(
        matches!(refused, Err(Error::InvalidInput { .. })),
        "{refused:?}"
    );
    let unknown = bench
        .engine
        .set_product_licence(profile, "fax".to_owned(), None)
        .await;
    assert!(
        matches!(unknown, Err(Error::InvalidInput { .. })),
        "{unknown:?}"
    );
}

#[tokio::test]
async fn that_halo_has_no_licences_any_more_is_said_by_hand_and_only_when_it_is_so() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let licence = sold(&bench).remove(0);
    mapped(&bench, profile, licence.client_id, Some(3)).await;
    read(&bench, profile).await;
    map_product(&bench, profile, LicenceKey::Name, NAME).await;
    let engine = &bench.engine;
    let refused = engine.confirm_no_licences(profile).await;
    assert!(
        matches!(refused, Err(Error::InvalidInput { .. })),
        "{refused:?}"
    );

    let all = bench.halo.licences();
    for licence in &all {
        assert!(bench.halo.delete_licence(licence.id));
    }
    let failed = read(&bench, profile).await;
    assert!(matches!(failed, TaskState::Failed(_)), "{failed:?}");
    let found = engine
        .seat_setup(profile)
        .await
        .unwrap()
        .found_empty
        .unwrap();
    assert_eq!(usize::try_from(found.licences).unwrap(), all.len());

    // One is there again before it was said: nothing is taken away.
    let back = bench.halo.add_licence(licence.client_id, NAME, 3);
    let refused = engine.confirm_no_licences(profile).await;
    assert!(
        matches!(refused, Err(Error::InvalidInput { .. })),
        "{refused:?}"
    );
    assert!(!page(&bench, profile, "").await.rows.is_empty());
    assert!(bench.halo.delete_licence(back));

    let gone = engine.confirm_no_licences(profile).await.unwrap();
    assert_eq!(gone, found.licences);
    let after = engine.seat_setup(profile).await.unwrap();
    assert_eq!(after.found_empty, None);
    let shown = page(&bench, profile, "").await;
    assert_eq!(
        standing(&shown, licence.client_id),
        Some((SeatState::New, None))
    );
    let query = engine::database::journal::JournalQuery {
        text: "said by hand".to_owned(),
        limit: 5,
        ..Default::default()
    };
    let told = engine.activity(profile, query).await.unwrap().rows;
    assert_eq!(told[0].after.as_deref(), Some("none"));
    // And the next read is whole again.
    let end = read(&bench, profile).await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}

#[tokio::test]
async fn that_halo_has_none_can_be_said_also_where_all_were_never_read() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let licence = sold(&bench).remove(0);
    mapped(&bench, profile, licence.client_id, Some(3)).await;
    let engine = &bench.engine;
    let customer = CustomerId::new(i32::try_from(licence.client_id).unwrap());
    engine.read_licences(profile, customer).await.unwrap();
    for licence in bench.halo.licences() {
        assert!(bench.halo.delete_licence(licence.id));
    }
    let failed = read(&bench, profile).await;
    assert!(matches!(failed, TaskState::Failed(_)), "{failed:?}");
    let setup = engine.seat_setup(profile).await.unwrap();
    assert_eq!(setup.read, None, "that was no read");
    assert_eq!(setup.found_empty.unwrap().customers, 1);

    engine.confirm_no_licences(profile).await.unwrap();
    let setup = engine.seat_setup(profile).await.unwrap();
    assert!(setup.read.is_some() && setup.found_empty.is_none());
    let end = read(&bench, profile).await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}
