//! Domain import: what Halo's customers bring, in one step.

use engine::domain::domain_import::Wanted;
use engine::domain::{CustomerId, OrganizationState, SourceKind};
use engine::organizations::{
    self, CustomersGroup, CustomersPreview, CustomersWanted, CustomersWindow, Edited, Error, Result,
};

use crate::common::{NOW, World};

fn all() -> CustomersWanted {
    CustomersWanted {
        kinds: Wanted {
            new_organizations: true,
            more_domains: true,
            without_domain: false,
        },
        except: Vec::new(),
    }
}

async fn preview(
    world: &World,
    wanted: &CustomersWanted,
    group: CustomersGroup,
) -> CustomersPreview {
    let window = CustomersWindow {
        group,
        offset: 0,
        limit: 50,
    };
    organizations::preview_customers(&world.store, world.profile, wanted.clone(), window)
        .await
        .unwrap()
}

async fn import(world: &World, wanted: CustomersWanted, mark: &str) -> Result<Edited> {
    organizations::import_customers(&world.store, world.profile, wanted, mark, NOW).await
}

async fn some_customers() -> World {
    let world = World::with_customers(&[
        (10, "Wren Dental", "wren.example gmail.com", false),
        (11, "Fernhill Ltd", "fernhill.example fernhill.org", false),
        (12, "Castlegate", "castlegate.onmicrosoft.com", false),
        (13, "Left Long Ago", "left.example", true),
    ])
    .await;
    world.add("Fernhill", "fernhill.example").await;
    world
}

#[tokio::test]
async fn customers_become_organisations_and_bring_domains_in_one_step() {
    let world = some_customers().await;
    let before = world.seen().await;
    let shown = preview(&world, &all(), CustomersGroup::New).await;
    assert_eq!((shown.customers, shown.groups), (4, (1, 1, 2)));
    assert_eq!((shown.added, shown.extended, shown.more_domains), (1, 1, 1));
    assert_eq!(shown.rows[0].name, "Wren Dental");
    assert_eq!(shown.rows[0].domains, ["wren.example"]);
    assert_eq!(shown.rows[0].aside[0].0, "gmail.com");
    let extended = preview(&world, &all(), CustomersGroup::Extended).await;
    assert_eq!(extended.rows[0].organization.as_deref(), Some("Fernhill"));
    assert_eq!(extended.rows[0].domains, ["fernhill.org"]);
    let others = preview(&world, &all(), CustomersGroup::LeftOut).await;
    let reasons: Vec<&str> = others
        .rows
        .iter()
        .filter_map(|row| row.reason.as_deref())
        .collect();
    assert_eq!(reasons, ["No domain of its own", "Inactive in Halo"]);
    assert_eq!(world.seen().await, before);

    let edited = import(&world, all(), &shown.mark).await.unwrap();
    let wren = world.named("Wren Dental").await.row.id;
    let history = world.history(wren).await;
    assert_eq!(history[0].how, "From Halo’s own customers, one of 2");
    assert_eq!(Some(history[0].id), edited.id);
    let wren = world.named("Wren Dental").await.row;
    assert_eq!(
        (wren.source, wren.domains),
        (SourceKind::HaloCustomers, vec!["wren.example".to_owned()])
    );
    assert_eq!(
        world.named("Fernhill").await.row.domains,
        ["fernhill.example", "fernhill.org"]
    );
    let again = preview(&world, &all(), CustomersGroup::New).await;
    assert_eq!((again.added, again.extended), (0, 0));
    let nothing = import(&world, all(), &again.mark).await.unwrap();
    assert_eq!(nothing.id, None);
    world.undo(&edited).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn customers_can_be_left_out_by_hand() {
    let world = some_customers().await;
    let wanted = CustomersWanted {
        except: vec![CustomerId::new(10)],
        ..all()
    };
    let shown = preview(&world, &wanted, CustomersGroup::New).await;
    assert_eq!((shown.added, shown.rows[0].is_excepted), (0, true));
    import(&world, wanted, &shown.mark).await.unwrap();
    let names: Vec<String> = world.rows().await.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Fernhill"]);
}

#[tokio::test]
async fn what_changed_since_it_was_shown_is_not_imported() {
    let world = some_customers().await;
    let shown = preview(&world, &all(), CustomersGroup::New).await;
    world.add("Wren", "wren.example").await;
    let refused = import(&world, all(), &shown.mark).await;
    assert!(matches!(
        refused,
        Err(Error::InvalidInput { field: "shown", .. })
    ));
    assert_eq!(world.rows().await.len(), 2);
}

#[tokio::test]
async fn what_one_customer_brings_is_suggested_for_it_at_once() {
    let world = some_customers().await;
    let shown = preview(&world, &all(), CustomersGroup::New).await;
    import(&world, all(), &shown.mark).await.unwrap();
    let detail = world.named("Wren Dental").await;
    assert_eq!(detail.state, OrganizationState::Suggested);
    assert_eq!(detail.candidates[0].customer.name, "Wren Dental");
}
