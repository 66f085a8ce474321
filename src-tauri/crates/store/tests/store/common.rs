//! A store on a real disk with one profile in it.

use domain::{
    CustomerId, Decision, OrganizationId, ProfileId, SourceKind, matching::domains_of, vendor,
};
use store::{
    Connection, Store,
    customer_reads::{self, Swap},
    customers::CustomerInput,
    organizations::{self, OrganizationContent},
    profiles, recipe_ticks,
};
use tempfile::TempDir;

pub(crate) const NOW: &str = "2026-11-21T10:00:00Z";

pub(crate) struct TestStore {
    pub(crate) store: Store,
    pub(crate) profile: ProfileId,
    pub(crate) dir: TempDir,
}

impl TestStore {
    pub(crate) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), "2026-11-21").unwrap().store;
        let vendor = vendor::preset("palisade").unwrap();
        let profile = store
            .write(move |tx| profiles::insert(tx, &vendor, "Test", SourceKind::Csv, false, NOW))
            .await
            .unwrap();
        Self {
            store,
            profile,
            dir,
        }
    }
}
/// Keys of the ticked items.
pub(crate) fn ticked(conn: &Connection, profile: ProfileId) -> store::Result<Vec<String>> {
    let ticks = recipe_ticks::list(conn, profile)?;
    Ok(ticks.into_iter().map(|tick| tick.key).collect())
}
pub(crate) fn content(name: &str, domains: &str) -> OrganizationContent {
    OrganizationContent {
        name: name.to_owned(),
        domains: domains_of([domains]),
        external_id: None,
        tenant_id: None,
        note: None,
        seats: vec![],
        source: SourceKind::Csv,
        decision: Decision::Open,
        decision_reason: None,
    }
}
pub(crate) fn add(conn: &Connection, profile: ProfileId, name: &str) -> OrganizationId {
    organizations::insert(conn, profile, &content(name, ""), NOW).unwrap()
}
pub(crate) fn customer(id: i32, name: &str, domains: &str) -> CustomerInput {
    CustomerInput {
        id: CustomerId::new(id),
        name: name.to_owned(),
        inactive: false,
        domains: domains_of([domains]),
        reference: None,
        web_domains: Vec::new(),
        tenant_ids: Vec::new(),
    }
}

/// Reads these customers and no others, completely.
pub(crate) fn read_all(conn: &Connection, profile: ProfileId, customers: &[CustomerInput]) -> Swap {
    let read = customer_reads::start(conn, profile, NOW).unwrap();
    customer_reads::stage(conn, profile, read, customers).unwrap();
    customer_reads::finish_complete(conn, profile, read, None, NOW).unwrap()
}

/// Runs a check in a transaction of a fresh store.
pub(crate) async fn check(
    job: impl FnOnce(&Connection, ProfileId) -> store::Result<()> + Send + 'static,
) {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store.write(move |tx| job(tx, profile)).await.unwrap();
}
