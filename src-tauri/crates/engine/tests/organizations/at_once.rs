//! What is asked of the database for many organisations at once: not more for each of them.

use std::cell::Cell;
use std::fmt::Write as _;

use engine::database::pairs::{self, PairRow};
use engine::domain::{CustomerId, Evidence};
use engine::organizations::{self, renew_warnings};
use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};

use crate::common::{NOW, World, map_beside};

/// More than are looked at one by one.
const MANY: u32 = 600;

/// Statements for all of them. One for each would be more by far.
const FEW: u32 = 60;

/// Statements for each of them where each is written; one more for each would not go unnoticed.
const EACH: u32 = 33;

thread_local! {
    /// Of this connection: each has a thread of its own.
    static STATEMENTS: Cell<u32> = const { Cell::new(0) };
}

fn count(_: TraceEvent<'_>) {
    STATEMENTS.set(STATEMENTS.get() + 1);
}

fn begin(conn: &Connection) {
    conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(count));
    STATEMENTS.set(0);
}

/// So many organisations, each with its customer, of the same domain.
async fn crowd() -> World {
    let names: Vec<(String, String)> = (0..MANY)
        .map(|n| (format!("Company {n:04}"), format!("c{n:04}.example")))
        .collect();
    let customers: Vec<(i32, &str, &str, bool)> = (2..)
        .zip(&names)
        .map(|(id, (name, domain))| (id, name.as_str(), domain.as_str(), false))
        .collect();
    let world = World::with_customers(&customers).await;
    let mut list = String::from("Name,Domain\n");
    for (name, domain) in &names {
        writeln!(list, "{name} Ltd,{domain}").unwrap();
    }
    world.import(world.file("list.csv", list)).await.unwrap();
    world
}

#[tokio::test]
async fn many_are_looked_at_with_a_few_statements() {
    let world = crowd().await;
    let store = &world.store;
    store
        .read(|tx| {
            begin(tx);
            Ok(())
        })
        .await
        .unwrap();
    let preview = organizations::preview_accept(store, world.profile, None)
        .await
        .unwrap();
    assert_eq!(preview.total, MANY);
    let asked = store.read(|_| Ok(STATEMENTS.get())).await.unwrap();
    assert!(asked > 0 && asked < FEW, "{asked} for the preview");

    let accepted = organizations::accept(store, world.profile, None, &preview.mark, NOW)
        .await
        .unwrap();
    store
        .write(|tx| {
            begin(tx);
            Ok(())
        })
        .await
        .unwrap();
    renew_warnings(store, world.profile).await.unwrap();
    let asked = store.write(|_| Ok(STATEMENTS.get())).await.unwrap();
    assert!(asked > 0 && asked < FEW, "{asked} for the warnings");

    // All of them in one step, and back. What is written is written for each, in a few statements.
    let before = store.write(|_| Ok(STATEMENTS.get())).await.unwrap();
    world.undo(&accepted).await.unwrap();
    let asked = store.write(|_| Ok(STATEMENTS.get())).await.unwrap() - before;
    assert!(asked < EACH * MANY, "{asked} for the undo");
    assert_eq!(world.counts().await.suggested, MANY);
    world.redo().await.unwrap();
    assert_eq!(world.counts().await.mapped, MANY);
}

#[tokio::test]
async fn one_more_for_a_customer_that_hundreds_share_is_not_looked_at_for_each_pair_of_them() {
    let world = crowd().await;
    let (store, profile) = (&world.store, world.profile);
    world.let_share(true).await;
    let last = world.named("Company 0000 Ltd").await.row.id;
    let shared = store.write(move |tx| {
        begin(tx);
        let all = engine::database::organizations::all(tx, profile)?;
        for organization in all.into_iter().map(|row| row.id) {
            if organization != last {
                let pair = PairRow {
                    organization,
                    customer: CustomerId::new(2),
                    customer_name: "Company 0000".to_owned(),
                    accepted_inactive: false,
                    evidence: Evidence::by_hand(),
                    accepted_at: NOW.to_owned(),
                };
                pairs::put(tx, profile, &pair)?;
            }
        }
        Ok(())
    });
    shared.await.unwrap();
    renew_warnings(store, profile).await.unwrap();
    let before = store.write(|_| Ok(STATEMENTS.get())).await.unwrap();
    world.decide(last, map_beside(2)).await.unwrap();
    let asked = store.write(|_| Ok(STATEMENTS.get())).await.unwrap() - before;
    assert!(asked > 0 && asked < MANY, "{asked} for one more");
}
