//! An organisation by what a script calls it.

use engine::organizations::{self, Error, Form, by_words};

use crate::common::{NOW, World, form};

#[tokio::test]
async fn the_external_id_comes_before_the_name_and_that_before_the_domain() {
    let world = World::empty().await;
    let fernhill = world.add("Fernhill Ltd", "fernhill.example").await;
    let of_id = Form {
        external_id: "Fernhill Ltd".to_owned(),
        ..form("Brayford", "")
    };
    let add = organizations::add(&world.store, world.profile, of_id, NOW);
    let brayford = add.await.unwrap().organization.unwrap();
    for (words, found) in [
        ("Fernhill Ltd", brayford),
        (" fernhill LTD ", fernhill),
        ("Fernhill.example", fernhill),
    ] {
        let id = by_words(&world.store, world.profile, words).await.unwrap();
        assert_eq!(id, found, "{words}");
    }
}

#[tokio::test]
async fn nobody_guesses() {
    let world = World::empty().await;
    world.add("Ashdown", "").await;
    world.add("ASHDOWN", "").await;
    let called = async |words| by_words(&world.store, world.profile, words).await;
    assert!(matches!(
        called("ashdown").await,
        Err(Error::InvalidInput { field: "organization", message }) if message.contains("Ashdown or ASHDOWN")
    ));
    for words in ["Ash", "", "ashdown.example"] {
        assert!(
            matches!(called(words).await, Err(Error::NotFound { .. })),
            "{words}"
        );
    }
}
