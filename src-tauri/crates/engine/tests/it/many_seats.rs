//! Ten thousand organisations and twenty thousand licences: how long the comparison takes, and that it is made once.

use std::time::{Duration, Instant};

use engine::domain::seats::{LicenceKey, SeatState};
use engine::domain::{CustomerId, LicenceId, ProfileId};
use engine::seats::SeatQuery;

use crate::comparing_seats::map_product;
use crate::support::Bench;

/// Organisations, each with a customer of its own and two licences, one of which counts.
const ORGANIZATIONS: i32 = 10_000;

/// A screen opens in less (in release; a build without optimisation takes longer).
const OPENS: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 300 });

async fn filled(bench: &Bench, organizations: i32) -> ProfileId {
    let profile = bench.profile().await;
    let number = profile.get();
    bench
        .second_handle()
        .write(move |tx| {
            let many = format!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {organizations})"
            );
            for sql in [
                format!(
                    "INSERT INTO customer (profile_id, id, name, sort_key, search_text, inactive, first_seen_at) {many}
                     SELECT {number}, i + 100, 'Customer ' || i, 'customer ' || i, '', 0, '2026-11-21T12:00:00Z' FROM n"
                ),
                format!(
                    "INSERT INTO organization (id, profile_id, name, sort_key, search_text, source, created_at, updated_at) {many}
                     SELECT i, {number}, 'Organisation ' || i, 'organisation ' || i, '', 'csv', '2026-11-21T12:00:00Z',
                         '2026-11-21T12:00:00Z' FROM n"
                ),
                format!(
                    "INSERT INTO pair (organization_id, profile_id, customer_id, customer_name, band, reasons, accepted_at) {many}
                     SELECT i, {number}, i + 100, 'Customer ' || i, 'certain', '', '2026-11-21T12:00:00Z' FROM n"
                ),
                format!(
                    "INSERT INTO organization_seat (organization_id, product_key, seats) {many}
                     SELECT i, 'email_security', i % 50 + (i % 10 = 0) FROM n"
                ),
            ] {
                tx.execute_batch(&sql)?;
            }
            let licence = |id: i32, name: &str, seats| engine::database::licences::LicenceRow {
                id: LicenceId::new(id),
                name: name.to_owned(),
                seats: Some(seats),
                sku: None,
                is_active: true,
            };
            let licences: Vec<_> = (1..=organizations)
                .flat_map(|i| {
                    let customer = CustomerId::new(i + 100);
                    [
                        (customer, licence(2 * i, "Mail", i % 50)),
                        (customer, licence(2 * i + 1, "Office", 7)),
                    ]
                })
                .collect();
            let now = "2026-11-21T12:00:00Z";
            engine::database::licences::replace_all(tx, profile, &licences, false, now)?;
            engine::database::seats::set_read(tx, profile, false, now)
        })
        .await
        .unwrap();
    profile
}

#[tokio::test]
#[ignore = "ten thousand organisations; run it in release"]
async fn ten_thousand_organizations_are_compared_once_for_all_pages_and_home() {
    let bench = Bench::new().await;
    let profile = filled(&bench, ORGANIZATIONS).await;
    bench
        .engine
        .save_features(profile, crate::support::ALL_FEATURES)
        .await
        .unwrap();
    map_product(&bench, profile, LicenceKey::Name, "Mail").await;
    let page = async |offset: usize, state| {
        let query = SeatQuery {
            state,
            offset,
            limit: 200,
            ..SeatQuery::default()
        };
        let begun = Instant::now();
        let page = bench.engine.seats(profile, query).await.unwrap();
        (page, begun.elapsed())
    };
    let (first, opened) = page(0, None).await;
    assert_eq!(first.rows.len(), 200);
    let of = |state| first.counts.by_state.get(&state).copied();
    assert_eq!(of(SeatState::Up), Some(1_000));
    let begun = Instant::now();
    let home = bench.engine.home(profile).await.unwrap();
    let homed = begun.elapsed();
    assert_eq!(home.seats_differing, 1_000);
    let (_, next) = page(5_000, None).await;
    let (ups, filtered) = page(0, Some(SeatState::Up)).await;
    assert_eq!(ups.total, 1_000);
    bench.engine.set_seat_writing(profile, true).await.unwrap();
    let begun = Instant::now();
    bench.engine.make_seat_plan(profile, false).await.unwrap();
    let planned = begun.elapsed();
    let begun = Instant::now();
    let plan = bench.engine.seat_plan(profile, None, 0, 200).await.unwrap();
    let shown = begun.elapsed();
    assert_eq!(plan.unwrap().counts.all, 1_000);
    eprintln!(
        "opened {opened:?}, Home {homed:?}, next page {next:?}, filtered {filtered:?}, planned {planned:?}, plan shown {shown:?}"
    );
    for (what, took) in [
        ("opened", opened),
        ("Home", homed),
        ("next page", next),
        ("filtered", filtered),
        ("plan shown", shown),
    ] {
        assert!(took < OPENS, "{what}: {took:?}");
    }
    assert!(
        next < opened / 2,
        "compared again for {next:?} of {opened:?}"
    );
}

#[tokio::test]
async fn a_comparison_that_was_kept_is_made_anew_when_anything_changed() {
    let bench = Bench::new().await;
    let profile = filled(&bench, 3).await;
    map_product(&bench, profile, LicenceKey::Name, "Mail").await;
    let differing = async || {
        let query = SeatQuery {
            state: Some(SeatState::Up),
            limit: 1,
            ..SeatQuery::default()
        };
        bench.engine.seats(profile, query).await.unwrap().total
    };
    assert_eq!(differing().await, 0);
    // By another handle, as another program would.
    let other = bench.second_handle();
    for (sql, expected) in [
        (
            "UPDATE organization_seat SET seats = 40 WHERE organization_id = 3",
            1,
        ),
        ("UPDATE organization_seat SET seats = 40", 3),
        ("DELETE FROM pair", 0),
    ] {
        other
            .write(move |tx| Ok(tx.execute_batch(sql)?))
            .await
            .unwrap();
        assert_eq!(differing().await, expected, "{sql}");
        assert_eq!(differing().await, expected, "{sql}, once more");
    }
}
