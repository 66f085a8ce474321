//! Acts on many organisations at once.

use engine::database::grid::GridFilter;
use engine::domain::{OrganizationId, OrganizationState as State};
use engine::organizations::{
    self, Edited, Error, ManyAct, Query, Selection, SelectionPreview, SetAside,
};

use crate::common::{NOW, World, hold};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
    (13, "Twin", "", false),
    (14, "Twin Ltd", "", false),
    (15, "Mapped Ltd", "mapped.example", false),
];

/// Two clear suggestions, one to choose, one without a candidate, one mapped, one held.
async fn world() -> World {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Fernhill Ltd", "fernhill.example").await;
    world.add("Wren", "wren.example").await;
    world.add("Twin", "").await;
    world.add("Nobody", "").await;
    let mapped = world.add("Mapped", "mapped.example").await;
    world.map(mapped, 15).await;
    let held = world.add("Later", "").await;
    world.decide(held, hold()).await.unwrap();
    world
}

fn all(filter: GridFilter, text: &str, except: &[OrganizationId]) -> Selection {
    Selection::All {
        filter,
        text: text.to_owned(),
        except: except.to_vec(),
    }
}

fn everything() -> Selection {
    all(GridFilter::All, "", &[])
}

async fn preview(world: &World, selection: Selection) -> SelectionPreview {
    organizations::preview_selection(&world.store, world.profile, selection)
        .await
        .unwrap()
}

async fn decide_many(
    world: &World,
    selection: Selection,
    act: ManyAct,
    expected: u32,
) -> organizations::Result<Edited> {
    organizations::decide_many(&world.store, world.profile, selection, act, expected, NOW).await
}

#[tokio::test]
async fn the_preview_says_what_each_act_would_change() {
    let world = world().await;
    assert_eq!(
        preview(&world, everything()).await,
        SelectionPreview {
            selected: 6,
            mappable: 2,
            waiting: 4,
            set_aside: 1
        }
    );
    let wren = world.named("Wren").await.row.id;
    assert_eq!(
        preview(&world, all(GridFilter::ToDo, "", &[wren])).await,
        SelectionPreview {
            selected: 3,
            mappable: 1,
            waiting: 3,
            set_aside: 0
        }
    );
    let text = preview(&world, all(GridFilter::All, "domain:wren", &[])).await;
    assert_eq!((text.selected, text.mappable), (1, 1));
    let gone = Selection::These(vec![wren, OrganizationId::new(9_999)]);
    assert_eq!(preview(&world, gone).await.selected, 1);
}

#[tokio::test]
async fn each_act_leaves_those_alone_that_it_does_not_apply_to_and_is_one_step() {
    let acts = [
        (
            ManyAct::Hold(SetAside::default()),
            4,
            "4 organisations held",
        ),
        (
            exclude_many(" Left in October "),
            4,
            "4 organisations excluded",
        ),
        (ManyAct::Release, 1, "Later released"),
    ];
    for (act, count, what) in acts {
        let world = world().await;
        let before = world.seen().await;
        let edited = decide_many(&world, everything(), act.clone(), count)
            .await
            .unwrap();
        assert_eq!(edited.what, what);
        let counts = world.counts().await;
        assert_eq!(counts.mapped, 1, "a pair is never parted by the dozen");
        match act {
            ManyAct::Hold(_) => assert_eq!((counts.held, counts.todo), (5, 0)),
            ManyAct::Exclude(_) => {
                assert_eq!((counts.excluded, counts.held), (4, 1));
                let reason = world.named("Twin").await.state_reason;
                assert_eq!(reason.as_deref(), Some("Left in October"));
            }
            ManyAct::Release => assert_eq!((counts.held, counts.todo), (0, 5)),
        }
        world.undo(&edited).await.unwrap();
        assert_eq!(world.seen().await, before, "one step");
        world.redo().await.unwrap();
        assert_eq!(world.counts().await, counts);
    }
}

#[tokio::test]
async fn another_number_than_shown_changes_nothing() {
    let world = world().await;
    let before = world.seen().await;
    match decide_many(&world, everything(), ManyAct::Hold(SetAside::default()), 3).await {
        Err(Error::InvalidInput {
            field: "expected",
            message,
        }) => assert!(message.contains("4 now, 3 were shown"), "{message}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn excluding_many_asks_for_a_reason_too() {
    let world = world().await;
    let reason = " ";
    let refused = decide_many(&world, everything(), exclude_many(reason), 4).await;
    assert!(
        matches!(
            refused,
            Err(Error::InvalidInput {
                field: "reason",
                ..
            })
        ),
        "{refused:?}"
    );
    assert_eq!(world.counts().await.excluded, 0);
}

#[tokio::test]
async fn an_act_that_applies_to_nobody_changes_nothing() {
    let world = world().await;
    let nothing = decide_many(
        &world,
        all(GridFilter::Mapped, "", &[]),
        ManyAct::Hold(SetAside::default()),
        0,
    )
    .await
    .unwrap();
    assert_eq!(nothing.id, None);
}

#[tokio::test]
async fn suggestions_of_a_selection_are_accepted_without_the_others() {
    let world = world().await;
    let fernhill = world.named("Fernhill Ltd").await.row.id;
    let selection = all(GridFilter::ToDo, "", &[fernhill]);
    let shown = organizations::preview_accept(&world.store, world.profile, Some(selection.clone()))
        .await
        .unwrap();
    assert_eq!(
        (shown.total, shown.left),
        (1, 1),
        "Wren can, Twin must be chosen"
    );
    let edited = organizations::accept(
        &world.store,
        world.profile,
        Some(selection),
        &shown.mark,
        NOW,
    )
    .await
    .unwrap();
    assert_eq!(edited.what, "Wren mapped to Wren Dental");
    assert_eq!(world.state(fernhill).await, State::Suggested);
}

#[tokio::test]
async fn a_stretch_and_a_place_are_those_of_the_grid() {
    let world = world().await;
    let rows = world.rows().await;
    let query = Query {
        filter: GridFilter::All,
        offset: 1,
        limit: 3,
        ..Query::default()
    };
    let ids = organizations::ids(&world.store, world.profile, query.clone())
        .await
        .unwrap();
    let shown: Vec<_> = rows[1..4].iter().map(|row| row.id).collect();
    assert_eq!(ids, shown);
    let place = organizations::place(&world.store, world.profile, query.clone(), rows[5].id)
        .await
        .unwrap();
    assert_eq!(place, Some(5));
    let filtered = Query {
        text: "domain:wren".to_owned(),
        ..query
    };
    let place = organizations::place(&world.store, world.profile, filtered, rows[0].id)
        .await
        .unwrap();
    assert_eq!(place, None);
}

#[tokio::test]
async fn a_page_says_what_its_text_means_and_counts_by_it() {
    let world = world().await;
    let page = world
        .filtered(GridFilter::ToDo, "domain:example wren")
        .await;
    assert_eq!(page.rows.len(), 1);
    assert_eq!(
        (page.counts.all, page.counts.todo, page.counts.mapped),
        (1, 1, 0)
    );
    let typed: Vec<&str> = page.terms.iter().map(|term| term.typed.as_str()).collect();
    assert_eq!(typed, ["domain:example", "wren"]);
}

fn exclude_many(reason: &str) -> ManyAct {
    ManyAct::Exclude(SetAside {
        reason: reason.to_owned(),
        review_on: None,
    })
}
