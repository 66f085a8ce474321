//! The details pane and the search over customers.

use engine::domain::{OrganizationState as State, ProfileId};
use engine::organizations::{self, Error};

use crate::common::{World, fixture};

#[tokio::test]
async fn evidence_is_said_in_words() {
    let world = World::with_customers(&[
        (10, "Fernhill Limited", "fernhill.example", false),
        (11, "Wren Dental", "wren.example shared.example", false),
        (12, "Wren Group", "shared.example", false),
        (13, "Old Wren", "wren.example", true),
    ])
    .await;
    let fernhill = world.add("Fernhill Ltd", "fernhill.example").await;
    let texts = |detail: &organizations::Detail, at: usize| -> Vec<String> {
        let lines = detail.candidates[at].evidence.iter();
        lines.map(|line| line.text.clone()).collect()
    };
    assert_eq!(
        texts(&world.detail(fernhill).await, 0),
        [
            "Exact domain fernhill.example, used by no other customer",
            "Same name but for Ltd/Limited",
        ]
    );
    let wren = world
        .add("Wren Dental", "wren.example, shared.example")
        .await;
    let detail = world.detail(wren).await;
    // The name and a domain of its own outweigh a domain that another customer has too.
    assert_eq!(detail.state, State::Suggested);
    assert_eq!(
        texts(&detail, 0),
        [
            "Exact domain wren.example, used by no other active customer",
            "Same name, letter by letter",
        ]
    );
    assert_eq!(
        texts(&detail, 1),
        [
            "Exact domain shared.example, which Wren Dental uses too",
            "A similar name",
        ]
    );
}

#[tokio::test]
async fn a_customer_that_is_gone_is_looked_for_where_its_people_went() {
    let world = World::with_customers(&[
        (10, "Wren Dental", "wren.example", false),
        (11, "Lark Group", "lark.example", false),
    ])
    .await;
    let wren = world.add("Wren Dental", "wren.example").await;
    world.map(wren, 10).await;
    assert_eq!(world.detail(wren).await.candidates, []);
    // Merged: its people are at another customer, and so is their domain. One that was switched off is no successor.
    world
        .read_customers(&[
            (11, "Lark Group", "lark.example wren.example", false),
            (12, "Wren Dental", "wren.example", true),
            (13, "Wren Dental Ltd", "", false),
            (14, "Somebody Else", "else.example", false),
            (15, "Wren Dental", "", false),
        ])
        .await;
    let detail = world.detail(wren).await;
    assert_eq!(detail.state, State::Problem);
    let found: Vec<_> = detail
        .candidates
        .iter()
        .map(|candidate| (candidate.customer.id.get(), candidate.evidence.len()))
        .collect();
    assert_eq!(found, [(11, 1), (13, 1), (15, 1)]);
    assert_eq!(
        detail.candidates[0].evidence[0].text,
        "Exact domain wren.example, used by no other active customer"
    );
    // One that was made anew is told from one that is only spelled like it.
    let names = [1, 2].map(|at| detail.candidates[at].evidence[0].text.as_str());
    assert_eq!(
        names,
        [
            "Same name but for Ltd; one other candidate has it too",
            "Same name, letter by letter; one other candidate has it too",
        ]
    );

    // One act takes the pair over; a customer that was refused is not offered again.
    world.map(wren, 11).await;
    assert_eq!(world.detail(wren).await.state, State::Mapped);
    assert_eq!(world.detail(wren).await.candidates, []);
}

#[tokio::test]
async fn namesakes_are_counted() {
    let world = World::with_customers(&[
        (10, "Twin", "", false),
        (11, "Twin Ltd", "", false),
        (12, "Twin GmbH", "", false),
    ])
    .await;
    let id = world.add("Twin", "").await;
    let detail = world.detail(id).await;
    assert_eq!(detail.candidates.len(), 3);
    let texts: Vec<&str> = detail
        .candidates
        .iter()
        .map(|candidate| candidate.evidence[0].text.as_str())
        .collect();
    assert!(texts.contains(&"Same name, letter by letter; 2 other candidates have it too"));
    assert!(texts.contains(&"Same name but for Ltd; 2 other candidates have it too"));
}

#[tokio::test]
async fn a_pair_that_no_longer_holds_says_why() {
    let world = World::with_customers(&[(10, "Fernhill", "fernhill.example", false)]).await;
    let id = world.add("Fernhill", "fernhill.example").await;
    world.map(id, 10).await;
    world
        .read_customers(&[(10, "Fernhill", "", true), (11, "Other", "", false)])
        .await;
    let detail = world.detail(id).await;
    assert_eq!(detail.state, State::Problem);
    assert_eq!(
        detail.state_reason.as_deref(),
        Some("Fernhill was switched off in Halo after it was mapped.")
    );
    let pair = detail.pair.unwrap();
    assert!(pair.customer.inactive && pair.customer.present);
    let texts: Vec<&str> = pair
        .evidence
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "Mapped by hand",
            "They had a domain in common when they were mapped",
            "Same name, letter by letter",
        ]
    );
    world.read_customers(&[(11, "Other", "", false)]).await;
    let detail = world.detail(id).await;
    assert_eq!(
        detail.state_reason.as_deref(),
        Some("Halo no longer lists Fernhill.")
    );
}

#[tokio::test]
async fn seats_have_the_products_name_and_history_its_words() {
    let world = World::empty().await;
    world.import(fixture("organisations.csv")).await.unwrap();
    let detail = world.named("Wren Dental").await;
    assert_eq!(detail.seats, [("Email security".to_owned(), 7)]);
    let history = world.history(detail.row.id).await;
    let told: Vec<&str> = history.iter().map(|line| line.what.as_str()).collect();
    assert_eq!(told, ["organisations.csv imported: 4 added, 0 updated"]);
}

#[tokio::test]
async fn the_search_tells_who_has_a_customer_and_never_finds_unknown() {
    let world = World::with_customers(&[
        (1, "Unknown", "", false),
        (10, "Fernhill", "fernhill.example", false),
        (11, "Wren Dental", "a.example b.example", true),
    ])
    .await;
    let id = world.add("Somebody", "").await;
    world.map(id, 10).await;
    let search =
        |text: &str| organizations::search_customers(&world.store, world.profile, text.to_owned());
    let all = search("").await.unwrap();
    assert_eq!(all.total, 2);
    assert_eq!(all.customers[0].taken_by.as_deref(), Some("Somebody"));
    let found = search("B.EXAMPLE").await.unwrap();
    assert_eq!(found.total, 1);
    assert_eq!(found.customers[0].domains, ["a.example", "b.example"]);
    assert!(found.customers[0].inactive && found.customers[0].taken_by.is_none());
    assert_eq!(search("unknown").await.unwrap().total, 0);
    assert_eq!(search("%").await.unwrap().total, 0);
    // Seen from its own pane the pair is not "taken".
    assert_eq!(world.detail(id).await.pair.unwrap().customer.taken_by, None);
}

#[tokio::test]
async fn an_organisation_of_another_profile_is_not_found() {
    let world = World::empty().await;
    let id = world.add("Fernhill", "").await;
    let other = ProfileId::new(world.profile.get() + 1);
    let answer = organizations::detail(&world.store, other, id).await;
    assert!(matches!(
        answer,
        Err(Error::NotFound {
            what: "organisation"
        })
    ));
}

/// Fifty customers have the domain as a part of their own, and come before the one that has it itself.
#[tokio::test]
async fn who_shares_a_domain_is_found_among_many_that_only_resemble_it() {
    let like: Vec<(i32, String, String)> = (100..160)
        .map(|id| (id, format!("Alike {id}"), format!("n{id}wren.example")))
        .collect();
    let mut customers: Vec<(i32, &str, &str, bool)> = like
        .iter()
        .map(|(id, name, domain)| (*id, name.as_str(), domain.as_str(), false))
        .collect();
    customers.push((10, "Wren Dental", "wren.example", false));
    customers.push((11, "Zebra Group", "wren.example", false));
    let world = World::with_customers(&customers).await;
    let wren = world.add("Wren Dental", "wren.example").await;
    let detail = world.detail(wren).await;
    assert_eq!(
        detail.candidates[0].evidence[0].text,
        "Exact domain wren.example, which Zebra Group uses too"
    );
}
