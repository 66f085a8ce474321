//! What is held or excluded until a day: kept, counted when the day has come, undone like everything else.

use engine::database::{grid::GridFilter, reviews};
use engine::domain::{OrganizationId, OrganizationState as State};
use engine::organizations::{self, Act, ManyAct, Selection, SetAside};

use crate::common::{NOW, World, exclude, hold};

/// A day that has come for everybody, and one that has not.
const LONG_AGO: &str = "2020-01-01";
const FAR_AHEAD: &str = "9999-01-01";

fn until(reason: &str, day: &str) -> SetAside {
    SetAside {
        reason: reason.to_owned(),
        review_on: Some(day.to_owned()),
    }
}

/// Lets the calendar reach the day.
async fn let_the_day_come(world: &World, id: OrganizationId) {
    let profile = world.profile;
    world
        .store
        .write(move |tx| reviews::set(tx, profile, id, Some(LONG_AGO)))
        .await
        .unwrap();
}

async fn names(world: &World, filter: GridFilter, text: &str) -> Vec<String> {
    let page = world.filtered(filter, text).await;
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn a_hold_has_an_optional_note_and_a_day() {
    let world = World::with_customers(&[]).await;
    let id = world.add("Fernhill", "").await;
    let held = world
        .decide(id, Act::Hold(until("Asked the client", "9998-03-01")))
        .await
        .unwrap();
    assert_eq!(held.what, "Fernhill held until 1 Mar 9998");
    let detail = world.detail(id).await;
    assert_eq!(detail.state, State::Held);
    assert_eq!(detail.state_reason.as_deref(), Some("Asked the client"));
    assert_eq!(detail.review_on.as_deref(), Some("9998-03-01"));
    assert!(!detail.to_review);

    let again = world
        .decide(id, Act::Hold(until("Asked the client", "9998-03-01")))
        .await
        .unwrap();
    assert_eq!(again.id, None, "a second press changes nothing");
    let later = world
        .decide(id, Act::Hold(until("Asked twice", FAR_AHEAD)))
        .await
        .unwrap();
    assert_eq!(later.what, "Fernhill still held until 1 Jan 9999");

    world.undo(&later).await.unwrap();
    let detail = world.detail(id).await;
    assert_eq!(detail.review_on.as_deref(), Some("9998-03-01"));
    world.undo(&held).await.unwrap();
    let detail = world.detail(id).await;
    assert_eq!((detail.state, detail.review_on), (State::Unmapped, None));
    world.redo().await.unwrap();
    let detail = world.detail(id).await;
    assert_eq!(detail.review_on.as_deref(), Some("9998-03-01"));
}

#[tokio::test]
async fn a_day_that_has_come_is_a_problem_until_somebody_decides() {
    let world = World::with_customers(&[(10, "Wren Dental", "", false)]).await;
    let due = world.add("Fernhill", "").await;
    let ahead = world.add("Wren", "").await;
    let other = world.add("Oakhanger", "").await;
    for id in [due, ahead] {
        let act = Act::Exclude(until("Left", FAR_AHEAD));
        world.decide(id, act).await.unwrap();
    }
    world.decide(other, hold()).await.unwrap();
    assert_eq!(world.counts().await.to_review, 0);

    let_the_day_come(&world, due).await;
    let counts = world.counts().await;
    assert_eq!(
        (counts.to_review, counts.problems, counts.excluded),
        (1, 0, 2)
    );
    assert_eq!(counts.of(GridFilter::Problem), 1);
    assert_eq!(names(&world, GridFilter::Problem, "").await, ["Fernhill"]);
    assert_eq!(names(&world, GridFilter::All, "review").await, ["Fernhill"]);
    assert_eq!(
        names(&world, GridFilter::Excluded, "review fern").await,
        ["Fernhill"]
    );
    assert!(names(&world, GridFilter::Held, "review").await.is_empty());
    assert!(world.detail(due).await.to_review);
    let rows = world.rows().await;
    assert_eq!(rows.iter().filter(|row| row.to_review).count(), 1);

    let released = world.decide(due, Act::Release).await.unwrap();
    assert_eq!(world.counts().await.to_review, 0);
    assert_eq!(world.detail(due).await.review_on, None);
    world.undo(&released).await.unwrap();
    assert_eq!(world.counts().await.to_review, 1);

    world.map(due, 10).await;
    assert_eq!(world.counts().await.to_review, 0, "a pair ends it");
    world.decide(due, Act::Unmap).await.unwrap();
    assert_eq!(world.detail(due).await.review_on, None);
}

#[tokio::test]
async fn many_are_set_aside_until_a_day_in_one_step() {
    let world = World::with_customers(&[]).await;
    for name in ["Fernhill", "Wren", "Oakhanger"] {
        world.add(name, "").await;
    }
    let before = world.seen().await;
    let everything = || Selection::All {
        filter: GridFilter::All,
        text: String::new(),
        except: Vec::new(),
    };
    let act = ManyAct::Hold(until("After the merger", "2027-03-01"));
    let held = organizations::decide_many(&world.store, world.profile, everything(), act, 3, NOW)
        .await
        .unwrap();
    assert_eq!(held.what, "3 organisations held until 1 Mar 2027");
    for row in world.rows().await {
        let detail = world.detail(row.id).await;
        assert_eq!(detail.review_on.as_deref(), Some("2027-03-01"));
        assert_eq!(detail.state_reason.as_deref(), Some("After the merger"));
    }
    world.undo(&held).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn an_exclusion_without_a_day_is_for_good() {
    let world = World::with_customers(&[]).await;
    let id = world.add("Fernhill", "").await;
    world.decide(id, exclude("Left")).await.unwrap();
    assert_eq!(world.detail(id).await.review_on, None);
    let refused = world
        .decide(id, Act::Exclude(until("Left", "2026-11-20")))
        .await;
    assert!(refused.is_err(), "{refused:?}");
}
