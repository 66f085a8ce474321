//! The board as the page asks for it.

use engine::database::grid::GridFilter;
use engine::domain::board::{CustomerGroup, LineKind, Order, OrganizationGroup};
use engine::domain::{CustomerId, OrganizationState as State};
use engine::organizations::{BoardQuery, Boards, CustomerSlot, OrganizationSlot};

use crate::common::{World, hold};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Twin Ltd", "", false),
    (12, "Twin", "", false),
    (13, "Acorn", "acorn.example", false),
    (14, "Free and off", "", true),
    (15, "Brook", "", false),
    (16, "Gone soon", "soon.example", false),
];

/// Twin chooses between 11 and 12, Fernhill is suggested 10, Nobody has nothing, Zebra is mapped to 13, Yak to 16, which
/// Halo no longer lists, Later is held.
async fn world() -> World {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Twin", "").await;
    world.add("Fernhill Ltd", "fernhill.example").await;
    world.add("Nobody", "").await;
    let zebra = world.add("Zebra", "acorn.example").await;
    world.map(zebra, 13).await;
    let yak = world.add("Yak", "soon.example").await;
    world.map(yak, 16).await;
    let later = world.add("Later", "").await;
    world.decide(later, hold()).await.unwrap();
    world.read_customers(&CUSTOMERS[..7]).await;
    world
}

fn query(filter: GridFilter, text: &str) -> BoardQuery {
    BoardQuery {
        filter,
        text: text.to_owned(),
        order: Order::InStep,
    }
}

async fn sides(
    boards: &Boards,
    world: &World,
    query: &BoardQuery,
) -> (Vec<OrganizationSlot>, Vec<CustomerSlot>) {
    let (store, profile) = (&world.store, world.profile);
    let left = boards
        .organizations(store, profile, query.clone(), 0, 200)
        .await
        .unwrap();
    let right = boards
        .customers(store, profile, query.clone(), 0, 200)
        .await
        .unwrap();
    (left, right)
}

fn names(left: &[OrganizationSlot], right: &[CustomerSlot]) -> (Vec<String>, Vec<String>) {
    (
        left.iter().map(|slot| slot.row.name.clone()).collect(),
        right.iter().map(|slot| slot.row.name.clone()).collect(),
    )
}

#[tokio::test]
async fn groups_rows_and_lines_tell_the_same() {
    let world = world().await;
    let boards = Boards::default();
    let everything = query(GridFilter::All, "");
    let view = boards
        .view(&world.store, world.profile, everything.clone())
        .await
        .unwrap();
    assert_eq!(
        view.organizations,
        [
            (OrganizationGroup::Choose, 1, 0),
            (OrganizationGroup::Suggested, 1, 0),
            (OrganizationGroup::Unmapped, 1, 0),
            (OrganizationGroup::Mapped, 2, 1),
            (OrganizationGroup::Held, 1, 0),
        ]
    );
    assert_eq!(
        view.customers,
        [
            (CustomerGroup::Candidates, 2),
            (CustomerGroup::Suggested, 1),
            (CustomerGroup::NotPaired, 1),
            (CustomerGroup::Mapped, 1),
            (CustomerGroup::Inactive, 1),
        ]
    );
    assert_eq!(
        view.overview,
        [
            (State::Choose, 1),
            (State::Suggested, 1),
            (State::Unmapped, 1),
            (State::Problem, 1),
            (State::Mapped, 1),
            (State::Held, 1),
        ]
    );
    assert_eq!((view.counts.all, view.counts.problems), (6, 1));

    let (left, right) = sides(&boards, &world, &everything).await;
    let (organizations, customers) = names(&left, &right);
    assert_eq!(
        organizations,
        ["Twin", "Fernhill Ltd", "Nobody", "Yak", "Zebra", "Later"]
    );
    assert_eq!(
        customers,
        [
            "Twin",
            "Twin Ltd",
            "Fernhill Limited",
            "Brook",
            "Acorn",
            "Free and off"
        ]
    );
    // Each line says at both ends where the other one is.
    for (at, slot) in (0u32..).zip(&left) {
        for end in slot.ends.iter().filter(|end| end.present) {
            let other = &right[usize::try_from(end.place.unwrap()).unwrap()];
            assert_eq!((other.row.id, &other.row.name), (end.id, &end.name));
            let back = other
                .ends
                .iter()
                .find(|back| back.id == slot.row.id)
                .unwrap();
            assert_eq!(
                (back.place, back.kind, back.band),
                (Some(at), end.kind, end.band)
            );
            assert_eq!(back.name, slot.row.name);
        }
    }
    assert_eq!(left[0].ends.len(), 2);
    assert!(
        left[0]
            .ends
            .iter()
            .all(|end| end.kind == LineKind::Candidate)
    );
    assert!(left[2].ends.is_empty());
    let [lost] = &left[3].ends[..] else {
        panic!("{:?}", left[3].ends);
    };
    assert_eq!(
        (lost.kind, lost.present, lost.place),
        (LineKind::Broken, false, None)
    );
    assert_eq!(lost.name, "Gone soon", "as it was called");
}

#[tokio::test]
async fn windows_are_cut_from_the_same_order() {
    let world = world().await;
    let boards = Boards::default();
    let everything = query(GridFilter::All, "");
    let (left, right) = sides(&boards, &world, &everything).await;
    let (store, profile) = (&world.store, world.profile);
    let some = boards
        .organizations(store, profile, everything.clone(), 2, 2)
        .await
        .unwrap();
    assert_eq!(some, left[2..4]);
    let some = boards
        .customers(store, profile, everything.clone(), 4, 9)
        .await
        .unwrap();
    assert_eq!(some, right[4..]);
    let none = boards
        .customers(store, profile, everything.clone(), 400, 9)
        .await
        .unwrap();
    assert_eq!(none, []);
    let zebra = world.named("Zebra").await.row.id;
    let places = boards
        .places(
            store,
            profile,
            everything,
            Some(zebra),
            Some(CustomerId::new(15)),
        )
        .await
        .unwrap();
    assert_eq!(places, (Some(4), Some(3)));
}

#[tokio::test]
async fn a_filter_shows_what_it_finds_and_what_that_leads_to() {
    let world = world().await;
    let boards = Boards::default();
    let shown = async |filter, text: &str| {
        let query = query(filter, text);
        let (left, right) = sides(&boards, &world, &query).await;
        let (left, right) = names(&left, &right);
        (left.join(", "), right.join(", "))
    };
    assert_eq!(
        shown(GridFilter::All, "zeb").await,
        ("Zebra".to_owned(), "Acorn".to_owned())
    );
    assert_eq!(
        shown(GridFilter::All, "brook").await,
        (String::new(), "Brook".to_owned())
    );
    assert_eq!(
        shown(GridFilter::Unmapped, "").await.0,
        "Nobody",
        "and all customers to join it with"
    );
    assert_eq!(
        shown(GridFilter::All, "reason:hand").await,
        ("Yak, Zebra".to_owned(), "Acorn".to_owned())
    );
    assert_eq!(shown(GridFilter::All, "inactive").await.1, "Free and off");
}

#[tokio::test]
async fn every_change_is_on_the_board_at_once() {
    let world = world().await;
    let boards = Boards::default();
    let everything = query(GridFilter::All, "");
    let groups = async || {
        let view = boards.view(&world.store, world.profile, everything.clone());
        view.await.unwrap().organizations
    };
    let before = groups().await;
    assert_eq!(groups().await, before);
    let nobody = world.named("Nobody").await.row.id;
    let mapped = world.map(nobody, 15).await;
    assert_eq!(groups().await[2], (OrganizationGroup::Mapped, 3, 1));
    world.undo(&mapped).await.unwrap();
    assert_eq!(groups().await, before);
}
