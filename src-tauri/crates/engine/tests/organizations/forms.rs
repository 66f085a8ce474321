//! Organisations typed by hand.

use engine::database::grid::GridFilter;
use engine::domain::{OrganizationState as State, SourceKind};
use engine::organizations::{self, Error, Form};

use crate::common::{NOW, World, form};

#[tokio::test]
async fn an_added_organisation_is_paired_at_once_if_it_can_be() {
    let world = World::with_customers(&[(10, "Fernhill Limited", "fernhill.example", false)]).await;
    let full = Form {
        name: "  Fernhill Ltd ".to_owned(),
        domains: "https://www.Fernhill.example, second.example".to_owned(),
        external_id: " V-1 ".to_owned(),
        tenant_id: "0F8E-AA".to_owned(),
        note: "Two\nlines".to_owned(),
        ..Form::default()
    };
    let edited = organizations::add(&world.store, world.profile, full, NOW)
        .await
        .unwrap();
    assert_eq!(edited.what, "Fernhill Ltd added");
    let detail = world.detail(edited.organization.unwrap()).await;
    assert_eq!(detail.row.name, "Fernhill Ltd");
    assert_eq!(detail.row.domains, ["fernhill.example", "second.example"]);
    assert_eq!(detail.row.external_id.as_deref(), Some("V-1"));
    assert_eq!(detail.row.tenant_id.as_deref(), Some("0f8e-aa"));
    assert_eq!(detail.row.note.as_deref(), Some("Two\nlines"));
    assert_eq!(detail.row.source, SourceKind::Manual);
    assert_eq!(detail.state, State::Suggested);
}

#[tokio::test]
async fn a_bad_field_is_named_and_nothing_is_kept() {
    let world = World::empty().await;
    let taken = Form {
        external_id: "V-1".to_owned(),
        ..form("First", "")
    };
    organizations::add(&world.store, world.profile, taken.clone(), NOW)
        .await
        .unwrap();
    let with = |change: fn(&mut Form)| {
        let mut form = form("Second", "second.example");
        change(&mut form);
        form
    };
    let cases = [
        ("name", with(|form| form.name = " ".to_owned())),
        ("name", with(|form| form.name = "x".repeat(301))),
        ("name", with(|form| form.name = "a\u{0}b".to_owned())),
        ("domains", with(|form| form.domains = "second".to_owned())),
        (
            "domains",
            with(|form| form.domains = "a@b@c.com".to_owned()),
        ),
        (
            "externalId",
            with(|form| form.external_id = "V-1".to_owned()),
        ),
        (
            "tenantId",
            with(|form| form.tenant_id = "\u{1b}[0m".to_owned()),
        ),
        ("note", with(|form| form.note = "n".repeat(4_001))),
    ];
    for (expected, form) in cases {
        match organizations::add(&world.store, world.profile, form, NOW).await {
            Err(Error::InvalidInput { field, message }) => {
                assert_eq!(field, expected);
                assert!(message.ends_with('.'), "{message}");
            }
            other => panic!("{expected}: {other:?}"),
        }
    }
    assert_eq!(world.rows().await.len(), 1);
}

#[tokio::test]
async fn hostile_names_are_only_text() {
    let world = World::empty().await;
    let names = [
        "<img src=x onerror=alert(1)>",
        "'; DROP TABLE organization;--",
        "%_\\",
        "../../x",
        "__proto__",
        "=HYPERLINK(\"x\")",
    ];
    for name in names {
        let id = world.add(name, "").await;
        assert_eq!(world.detail(id).await.row.name, name);
        let found = world.filtered(GridFilter::All, name).await;
        assert_eq!(found.total, 1, "{name}");
    }
}

#[tokio::test]
async fn an_update_keeps_the_pair_and_needs_the_present_version() {
    let world = World::with_customers(&[(10, "Fernhill", "", false)]).await;
    let id = world.add("Fernhill Ltd", "fernhill.example").await;
    world.map(id, 10).await;
    let version = world.detail(id).await.row.version;
    let update =
        |version, form| organizations::update(&world.store, world.profile, id, version, form, NOW);
    let unchanged = update(version - 1, form("Fernhill Ltd", "fernhill.example"))
        .await
        .unwrap();
    assert_eq!(unchanged.id, None);
    let stale = update(version - 1, form("Fernhill Group", "")).await;
    assert!(
        matches!(stale, Err(Error::Conflict { current_version }) if current_version == version)
    );
    let renamed = update(version, form("Fernhill Group", "")).await.unwrap();
    assert_eq!(renamed.what, "Fernhill Ltd renamed to Fernhill Group");
    let detail = world.detail(id).await;
    assert_eq!((detail.state, detail.row.domains.len()), (State::Mapped, 0));
}

#[tokio::test]
async fn deleting_frees_the_customer() {
    let world = World::with_customers(&[(10, "Fernhill", "fernhill.example", false)]).await;
    let first = world.add("Something", "").await;
    world.map(first, 10).await;
    let second = world.add("Fernhill", "").await;
    assert_eq!(world.state(second).await, State::Unmapped);
    let delete = |version| organizations::delete(&world.store, world.profile, first, version, NOW);
    let version = world.detail(first).await.row.version;
    assert!(matches!(
        delete(version - 1).await,
        Err(Error::Conflict { .. })
    ));
    delete(version).await.unwrap();
    assert_eq!(world.state(second).await, State::Suggested);
    assert!(matches!(
        delete(version).await,
        Err(Error::NotFound {
            what: "organisation"
        })
    ));
}

#[tokio::test]
async fn seats_are_typed_for_each_product() {
    let world = World::empty().await;
    let seats = |text: &str| Form {
        seats: vec![("Email security".to_owned(), text.to_owned())],
        ..form("Wren", "")
    };
    let added = organizations::add(&world.store, world.profile, seats(" 25 "), NOW).await;
    let id = added.unwrap().organization.unwrap();
    let detail = world.detail(id).await;
    assert_eq!(detail.seats, [("Email security".to_owned(), 25)]);
    let update = async |form: Form| {
        let version = world.detail(id).await.row.version;
        organizations::update(&world.store, world.profile, id, version, form, NOW).await
    };
    assert_eq!(update(seats("25")).await.unwrap().id, None);
    for wrong in ["-1", "2.5", "many", "1e3", "4294967296"] {
        let refused = update(seats(wrong)).await;
        assert!(
            matches!(refused, Err(Error::InvalidInput { field: "seats", .. })),
            "{wrong}"
        );
    }
    // What is not typed stays; an empty field takes the seats away.
    update(form("Wren Dental", "")).await.unwrap();
    assert_eq!(world.detail(id).await.seats.len(), 1);
    update(seats("")).await.unwrap();
    assert_eq!(world.detail(id).await.seats, []);
    let unknown = Form {
        seats: vec![("Backup".to_owned(), "1".to_owned())],
        ..form("Wren", "")
    };
    assert!(matches!(
        update(unknown).await,
        Err(Error::InvalidInput { field: "seats", .. })
    ));
}
