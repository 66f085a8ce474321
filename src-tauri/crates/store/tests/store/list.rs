//! The kept list of organisations is the same as what it is derived from, whatever is done and in whatever order.

use domain::{
    Band, CustomerId, Decision, Evidence, OrganizationId, ProfileId, Reason,
    matching::{Candidate, Obstacle, Suggestion},
};
use proptest::prelude::*;
use store::{
    Connection,
    customers::CustomerInput,
    organizations,
    pairs::{self, PairRow},
    profiles, suggestions,
};

use crate::common::{NOW, TestStore, content, customer, read_all};

#[derive(Clone, Debug)]
enum Change {
    Add(u8),
    Rename(u8, u8),
    Decide(u8, Decision),
    Delete(u8),
    Pair(u8, u8, bool),
    Part(u8),
    /// For each organisation a candidate, or none; and whether it is clear.
    Suggest(Vec<Option<(u8, bool)>>),
    /// Customers by number, and whether each is switched off.
    Read(Vec<Option<bool>>),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let organization = 0..6u8;
    let change = prop_oneof![
        3 => organization.clone().prop_map(Change::Add),
        1 => (organization.clone(), any::<u8>()).prop_map(|(o, n)| Change::Rename(o, n)),
        1 => (organization.clone(), prop::sample::select(Decision::ALL))
            .prop_map(|(o, decision)| Change::Decide(o, decision)),
        1 => organization.clone().prop_map(Change::Delete),
        2 => (organization.clone(), 0..6u8, any::<bool>()).prop_map(|(o, c, off)| Change::Pair(o, c, off)),
        1 => organization.prop_map(Change::Part),
        2 => prop::collection::vec(prop::option::of((0..6u8, any::<bool>())), 6).prop_map(Change::Suggest),
        2 => prop::collection::vec(prop::option::of(any::<bool>()), 6).prop_map(Change::Read),
    ];
    prop::collection::vec(change, 1..30)
}

/// The organisation that was added as number `n`, if it is still there.
fn numbered(conn: &Connection, profile: ProfileId, n: u8) -> Option<OrganizationId> {
    let mark = format!("mark-{n}");
    let all = organizations::all(conn, profile).unwrap();
    all.into_iter()
        .find(|row| row.external_id.as_deref() == Some(&mark))
        .map(|row| row.id)
}

fn customer_id(n: u8) -> CustomerId {
    CustomerId::new(10 + i32::from(n))
}

fn carry_out(conn: &Connection, profile: ProfileId, change: &Change) -> store::Result<()> {
    let of = |n: u8| numbered(conn, profile, n);
    match change {
        Change::Add(n) if of(*n).is_none() => {
            let new = organizations::OrganizationContent {
                external_id: Some(format!("mark-{n}")),
                ..content(&format!("Name {n}"), "one.example")
            };
            organizations::insert(conn, profile, &new, NOW)?;
        }
        Change::Rename(n, to) => {
            if let Some(row) = of(*n).and_then(|id| organizations::get(conn, profile, id).unwrap())
            {
                let mut renamed = row.content();
                renamed.name = format!("Name {to}");
                organizations::update(conn, profile, row.id, &renamed, NOW)?;
            }
        }
        Change::Decide(n, decision) => {
            if let Some(id) = of(*n) {
                organizations::set_decision(conn, profile, id, *decision, None, NOW)?;
            }
        }
        Change::Delete(n) => {
            if let Some(id) = of(*n) {
                organizations::delete(conn, profile, id)?;
            }
        }
        Change::Pair(n, to, accepted_inactive) => {
            let customer = customer_id(*to);
            let is_taken = !pairs::holders(conn, profile, customer)?.is_empty();
            if let Some(organization) = of(*n).filter(|_| !is_taken) {
                let pair = PairRow {
                    organization,
                    customer,
                    customer_name: "As it was".to_owned(),
                    accepted_inactive: *accepted_inactive,
                    evidence: Evidence::by_hand(),
                    accepted_at: NOW.to_owned(),
                };
                pairs::put(conn, profile, &pair)?;
            }
        }
        Change::Part(n) => {
            if let Some(id) = of(*n) {
                pairs::remove(conn, profile, id)?;
            }
        }
        Change::Suggest(candidates) => {
            let mut clear = Vec::new();
            let mut all = Vec::new();
            for (n, candidate) in (0u8..).zip(candidates) {
                let (Some(organization), Some((to, is_clear))) = (of(n), candidate) else {
                    continue;
                };
                let is_clear = *is_clear && !clear.contains(to);
                if is_clear {
                    clear.push(*to);
                }
                let candidate = |to: u8, is_clear: bool| Candidate {
                    customer: customer_id(to),
                    evidence: Evidence {
                        band: Band::Strong,
                        reasons: vec![Reason::Domain],
                    },
                    likelihood: 0.5,
                    obstacle: (!is_clear).then_some(Obstacle::RivalNear),
                };
                all.push(Suggestion {
                    organization,
                    candidates: vec![candidate(*to, is_clear), candidate(to + 1, false)],
                });
            }
            suggestions::replace(conn, profile, &all)?;
        }
        Change::Read(customers) => {
            let listed: Vec<CustomerInput> = (0u8..)
                .zip(customers)
                .filter_map(|(n, inactive)| {
                    Some(CustomerInput {
                        inactive: (*inactive)?,
                        ..customer(customer_id(n).get(), &format!("Customer {n}"), "")
                    })
                })
                .collect();
            read_all(conn, profile, &listed);
        }
        Change::Add(_) => {}
    }
    Ok(())
}

/// Rows that stand in one of the two and not in the other.
fn differences(conn: &Connection) -> u32 {
    let derived = "SELECT profile_id, sort_key, id, state, band, reasons, customer_sort_key, customer_inactive, search_text,
        customer_search_text FROM organization_grid";
    let kept = "SELECT * FROM organization_list";
    conn.query_row(
        &format!(
            "SELECT (SELECT count(*) FROM ({derived} EXCEPT {kept})) + (SELECT count(*) FROM ({kept} EXCEPT {derived}))"
        ),
        [],
        |row| row.get(0),
    )
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn the_list_is_always_what_the_tables_say(changes in changes()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let test = TestStore::new().await;
            let profile = test.profile;
            let found = test.store.write(move |tx| {
                let mut found = Vec::new();
                for change in &changes {
                    carry_out(tx, profile, change)?;
                    if differences(tx) > 0 {
                        found.push(format!("{change:?}"));
                    }
                }
                profiles::delete(tx, profile)?;
                let left: u32 = tx.query_row("SELECT count(*) FROM organization_list", [], |row| row.get(0))?;
                if left > 0 {
                    found.push("deleting the profile".to_owned());
                }
                Ok(found)
            }).await.unwrap();
            prop_assert!(found.is_empty(), "the list differs after {found:?}");
            Ok(())
        })?;
    }
}
