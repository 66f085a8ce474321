//! Connecting an organisation with a customer and the licence that counts its seats.

use engine::database::licences::{LicenceRead, LicenceRow, replace};
use engine::domain::{CustomerId, LicenceId, OrganizationId, OrganizationState as State};
use engine::organizations::{self, Act, ConnectionView, Consent, Error};

use crate::common::{NOW, World};

const PRODUCT: &str = "email_security";

impl World {
    async fn put_licences(&self, customer: i32, licences: &[(i32, &str)], no_module: bool) {
        let (profile, customer) = (self.profile, CustomerId::new(customer));
        let read = LicenceRead {
            no_module,
            read_at: NOW.to_owned(),
            licences: licences
                .iter()
                .map(|&(id, name)| LicenceRow {
                    id: LicenceId::new(id),
                    name: name.to_owned(),
                    seats: Some(12),
                    sku: None,
                    is_active: true,
                })
                .collect(),
        };
        self.store
            .write(move |tx| replace(tx, profile, customer, &read))
            .await
            .unwrap();
    }

    async fn connection(&self, id: OrganizationId, customer: Option<i32>) -> ConnectionView {
        let customer = customer.map(CustomerId::new);
        organizations::connection(&self.store, self.profile, id, customer)
            .await
            .unwrap()
    }
}

fn connect(customer: i32, licences: &[(&str, i32)]) -> Act {
    Act::Connect {
        customer: CustomerId::new(customer),
        licences: licences
            .iter()
            .map(|&(product, licence)| (product.to_owned(), LicenceId::new(licence)))
            .collect(),
        consent: Consent::Ask,
    }
}

async fn fernhill() -> (World, OrganizationId) {
    let world = World::with_customers(&[
        (10, "Fernhill Limited", "fernhill.example", false),
        (11, "Fernhill Group", "", false),
    ])
    .await;
    let id = world.add("Fernhill", "fernhill.example").await;
    (world, id)
}

#[tokio::test]
async fn customer_and_licence_are_chosen_together_and_go_together() {
    let (world, id) = fernhill().await;
    world
        .put_licences(10, &[(31, "Palisade mail"), (32, "Office")], false)
        .await;
    let offered = world.connection(id, Some(10)).await;
    assert!(!offered.is_pair);
    assert_eq!(offered.products[0].proposed, Some(LicenceId::new(31)));
    for act in [
        connect(10, &[]),
        connect(10, &[("no such product", 31)]),
        connect(10, &[(PRODUCT, 99)]),
    ] {
        let refused = world.decide(id, act).await;
        assert!(
            matches!(
                refused,
                Err(Error::InvalidInput {
                    field: "licences",
                    ..
                })
            ),
            "{refused:?}"
        );
    }
    let made = world
        .decide(id, connect(10, &[(PRODUCT, 32)]))
        .await
        .unwrap();
    assert_eq!(
        made.what,
        "Fernhill mapped to Fernhill Limited, counted by Office"
    );
    let connected = world.connection(id, None).await;
    assert!(connected.is_pair);
    let chosen = Some((LicenceId::new(32), "Office".to_owned()));
    assert_eq!(connected.products[0].chosen, chosen);
    assert_eq!(world.state(id).await, State::Mapped);
    // Another licence for the same customer is one step of its own; the same again is none.
    let changed = world
        .decide(id, connect(10, &[(PRODUCT, 31)]))
        .await
        .unwrap();
    assert_eq!(changed.what, "Fernhill counted by Palisade mail");
    let again = world
        .decide(id, connect(10, &[(PRODUCT, 31)]))
        .await
        .unwrap();
    assert_eq!(again.id, None);
    world.undo(&changed).await.unwrap();
    assert_eq!(world.connection(id, None).await.products[0].chosen, chosen);
    // They go with the pair and come back with it.
    let parted = world.decide(id, Act::Unmap).await.unwrap();
    assert_eq!(
        world.connection(id, Some(10)).await.products[0].chosen,
        None
    );
    world.undo(&parted).await.unwrap();
    assert_eq!(world.connection(id, None).await.products[0].chosen, chosen);
    // A change of something else keeps them, and so does taking it back.
    let form = crate::common::form("Fernhill Bath", "fernhill.example");
    let version = world.detail(id).await.row.version;
    let renamed = organizations::update(&world.store, world.profile, id, version, form, NOW)
        .await
        .unwrap();
    assert_eq!(world.connection(id, None).await.products[0].chosen, chosen);
    world.undo(&renamed).await.unwrap();
    assert_eq!(world.connection(id, None).await.products[0].chosen, chosen);
    // With another customer they no longer mean anything.
    world
        .decide(id, crate::common::map_confirmed(11))
        .await
        .unwrap();
    assert_eq!(world.connection(id, None).await.products[0].chosen, None);
}

#[tokio::test]
async fn nothing_is_asked_for_that_is_not_there() {
    let (world, id) = fernhill().await;
    assert_eq!(world.connection(id, Some(10)).await.read, None);
    world.put_licences(10, &[], true).await;
    assert!(world.connection(id, Some(10)).await.read.unwrap().no_module);
    let made = world.decide(id, connect(10, &[])).await.unwrap();
    assert_eq!(made.what, "Fernhill mapped to Fernhill Limited");
    assert_eq!(world.state(id).await, State::Mapped);
}
