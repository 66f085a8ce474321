//! Accepting by itself: only once somebody saw what it would do, and never again what a person took back.

use engine::domain::{OrganizationState as State, Reason};
use engine::organizations::{
    self, Act, AutomaticPreview, Edited, Error, accept_automatically, matching_settings,
    preview_automatic, switch_automatic_off, switch_automatic_on,
};

use crate::common::{CUSTOMERS, NOW, World, expect_taken, map, map_confirmed, not_this_one};

/// Two clear suggestions, one to choose, one whose customer is inactive, two without a candidate.
async fn world() -> World {
    World::with_suggestions(&["Nobody"]).await
}

async fn preview(world: &World) -> AutomaticPreview {
    preview_automatic(&world.store, world.profile)
        .await
        .unwrap()
}

async fn switch_on(world: &World) -> Edited {
    let mark = preview(world).await.accept.mark;
    switch_automatic_on(&world.store, world.profile, &mark, NOW)
        .await
        .unwrap()
}

/// What a read or an import does at its end.
async fn run(world: &World) -> Option<Edited> {
    accept_automatically(&world.store, world.profile, NOW)
        .await
        .unwrap()
}

async fn is_on(world: &World) -> bool {
    let settings = matching_settings(&world.store, world.profile).await;
    settings.unwrap().auto_accept
}

#[tokio::test]
async fn it_is_off_until_what_it_would_do_was_seen() {
    let world = world().await;
    assert!(!is_on(&world).await);
    assert_eq!(run(&world).await, None);
    let seen = preview(&world).await;
    assert_eq!((seen.accept.total, seen.todo), (2, 5));
    assert_eq!(world.counts().await.mapped, 0);

    // Not with what was not shown.
    let before = world.seen().await;
    for wrong in ["", "2"] {
        let refused = switch_automatic_on(&world.store, world.profile, wrong, NOW).await;
        assert!(
            matches!(
                refused,
                Err(Error::InvalidInput {
                    field: "expected",
                    ..
                })
            ),
            "{refused:?}"
        );
    }
    assert!(!is_on(&world).await);
    assert_eq!(world.seen().await, before);

    let edited = switch_on(&world).await;
    assert_eq!(edited.what, "2 organisations mapped automatically");
    assert!(is_on(&world).await);
    let counts = world.counts().await;
    assert_eq!((counts.mapped, counts.choose, counts.unmapped), (2, 1, 2));
}

#[tokio::test]
async fn each_time_is_one_step_and_what_was_taken_back_is_not_done_again() {
    let world = world().await;
    let before = world.seen().await;
    let edited = switch_on(&world).await;
    let history = world
        .history(world.named("Wren").await.row.id)
        .await
        .remove(0);
    assert_eq!(history.how, "Suggestion accepted automatically, one of 2");
    assert_eq!(history.what, "2 organisations mapped automatically");
    let evidence = history.accepted_on.unwrap();
    assert!(evidence.reasons.contains(&Reason::Domain));

    world.undo(&edited).await.unwrap();
    assert_eq!(world.seen().await, before);
    assert!(is_on(&world).await, "it stays switched on");
    assert_eq!(run(&world).await, None);
    assert_eq!(preview(&world).await.accept.total, 0);

    // What is new is accepted, and once.
    world.add("Castlegate", "").await;
    let accepted = run(&world).await.unwrap();
    assert_eq!(
        accepted.what,
        "Castlegate mapped to Castlegate automatically"
    );
    assert_eq!(run(&world).await, None);
    // Parted by hand, it is a person's business.
    let castlegate = world.named("Castlegate").await.row.id;
    world.decide(castlegate, Act::Unmap).await.unwrap();
    assert_eq!(world.state(castlegate).await, State::Suggested);
    assert_eq!(run(&world).await, None);

    switch_automatic_off(&world.store, world.profile, NOW)
        .await
        .unwrap();
    world.add("Pembury", "").await;
    assert_eq!(preview(&world).await.accept.total, 1);
    assert_eq!(run(&world).await, None);
    switch_on(&world).await;
    assert_eq!(world.named("Pembury").await.state, State::Mapped);
}

#[tokio::test]
async fn whoever_has_held_tickets_is_left_to_a_person() {
    let world = world().await;
    let wren = world.named("Wren").await.row.id;
    world.hold_tickets(wren, 2).await;
    let shown = preview(&world).await.accept;
    assert_eq!((shown.total, shown.held_tickets), (1, 0));
    assert_eq!(
        shown.doubts[0].text,
        "2 tickets wait for it, and would be sent to Halo"
    );
    switch_on(&world).await;
    assert_eq!(world.state(wren).await, State::Suggested);
    // Whoever accepts it is told before.
    let asked = organizations::preview_accept(&world.store, world.profile, None)
        .await
        .unwrap();
    assert_eq!((asked.total, asked.held_tickets), (1, 2));
    assert_eq!(world.detail(wren).await.held_tickets, 2);
}

#[tokio::test]
async fn held_tickets_are_sent_only_by_who_was_told() {
    let world = world().await;
    let wren = world.named("Wren").await.row.id;
    let customer = world.detail(wren).await.candidates[0].customer.id.get();
    world.decide(wren, map(customer)).await.unwrap();
    let parted = world.decide(wren, Act::Unmap).await.unwrap();
    world.hold_tickets(wren, 2).await;

    // Taking something back asks first: what would be sent, and to whom.
    let undone = world.undo(&parted).await;
    let Err(Error::WouldSend { what }) = &undone else {
        panic!("{undone:?}");
    };
    let name = world.named("Wren").await.row.name;
    for part in [
        format!("{name} is mapped to "),
        "2 tickets wait for it, and are sent there in Halo then: “".to_owned(),
    ] {
        assert!(what.contains(&part), "{what}");
    }
    assert_ne!(world.state(wren).await, State::Mapped);
    let asked = world.decide(wren, map(customer)).await;
    assert!(
        matches!(asked, Err(Error::TicketsWait { tickets: 2, .. })),
        "{asked:?}"
    );
    assert_ne!(world.state(wren).await, State::Mapped);
    let mapped = world.decide(wren, map_confirmed(customer)).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);

    // Doing it again asks as well, and a yes is enough for both.
    world.undo(&mapped).await.unwrap();
    let again = world.redo().await;
    assert!(matches!(again, Err(Error::WouldSend { .. })), "{again:?}");
    world.redo_sending(true).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);
    world.undo(&mapped).await.unwrap();
    world.undo_sending(&parted, true).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);
}

#[tokio::test]
async fn only_what_is_clear_active_free_and_undoubted_is_accepted() {
    let world = world().await;
    switch_on(&world).await;
    let states = |names: [&'static str; 3]| {
        let world = &world;
        async move {
            let mut states = Vec::new();
            for name in names {
                states.push(world.named(name).await.state);
            }
            states
        }
    };
    let before = states(["Twin", "Old Mill", "Nobody"]).await;
    // A similar name, a taken customer, a rejected one.
    world.add("Castlegates", "").await;
    world.add("Wren Dental", "wren.example").await;
    let rejected = world.add("Castlegate Holding", "").await;
    world.decide(rejected, not_this_one(12)).await.unwrap();
    assert_eq!(run(&world).await, None);
    assert_eq!(states(["Twin", "Old Mill", "Nobody"]).await, before);
    // Shared customers are never shared by themselves.
    world.let_share(true).await;
    assert_eq!(run(&world).await, None);
    let second = world.named("Wren Dental").await;
    assert_eq!(second.state, State::Suggested);
    expect_taken(&world.decide(second.row.id, map(11)).await, true);
}

#[tokio::test]
async fn nothing_is_accepted_while_only_some_customers_are_known() {
    let world = World::empty().await;
    world.add("Fernhill Ltd", "fernhill.example").await;
    switch_on(&world).await;
    assert_eq!(run(&world).await, None);
    world.read_customers(CUSTOMERS).await;
    assert!(run(&world).await.is_some());
    assert_eq!(
        organizations::counts(&world.store, world.profile)
            .await
            .unwrap()
            .mapped,
        1
    );
}
