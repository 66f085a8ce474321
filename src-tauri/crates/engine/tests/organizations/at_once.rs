//! What is asked of the database for many organisations at once: not more for each of them.

use std::cell::Cell;
use std::fmt::Write as _;

use engine::organizations::{self, renew_warnings};
use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};

use crate::common::{NOW, World};

/// More than are looked at one by one.
const MANY: u32 = 600;

/// Statements for all of them. One for each would be more by far.
const FEW: u32 = 60;

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

    // All of them in one step, and back.
    world.undo(&accepted).await.unwrap();
    assert_eq!(world.counts().await.suggested, MANY);
    world.redo().await.unwrap();
    assert_eq!(world.counts().await.mapped, MANY);
}
