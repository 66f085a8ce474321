//! A profile with a database on a real disk, and short words for what the tests do with it.

use std::path::PathBuf;

use engine::database::{
    Store, customer_reads,
    customers::CustomerInput,
    grid::{GridCounts, GridFilter, GridRow},
    organizations as organizations_table, profiles,
    tickets::{self, NewTicketRow},
};
use engine::domain::{
    CustomerId, Features, OrganizationId, OrganizationState, ProfileId, SourceKind,
    matching::domains_of, ticket::HoldReason, vendor,
};
use engine::organizations::{
    self, Act, Consent, Detail, Edited, Error, Form, HistoryLine, ImportOptions, ImportPreview,
    Imported, Page, Query, ReadOptions, Result, SetAside,
};
use tempfile::TempDir;

pub(crate) const NOW: &str = "2026-11-21T10:00:00Z";

const EVERYTHING: Features = Features {
    tickets: true,
    status: true,
    seats: true,
};

/// For [`World::with_suggestions`].
pub(crate) const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
    (12, "Castlegate", "", false),
    (13, "Twin", "", false),
    (14, "Twin Ltd", "", false),
    (15, "Old Mill", "oldmill.example", true),
    (16, "Pembury", "", false),
];

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) profile: ProfileId,
    dir: TempDir,
}

impl World {
    /// A profile of the vendor with one product, "Email security", and no customers.
    pub(crate) async fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), "2026-11-21").unwrap().store;
        let vendor = vendor::preset("palisade").unwrap();
        let profile = store
            .write(move |tx| {
                let id = profiles::insert(tx, &vendor, "Test", SourceKind::Csv, false, NOW)?;
                profiles::set_features(tx, id, EVERYTHING, NOW)?;
                Ok(id)
            })
            .await
            .unwrap();
        Self {
            store,
            profile,
            dir,
        }
    }

    /// Same, with these customers: id, name, domains, whether inactive.
    pub(crate) async fn with_customers(customers: &[(i32, &str, &str, bool)]) -> Self {
        let world = Self::empty().await;
        world.read_customers(customers).await;
        world
    }

    /// Two clear suggestions, one to choose, one whose customer is inactive, and organisations of these names.
    pub(crate) async fn with_suggestions(more: &[&str]) -> Self {
        let world = Self::with_customers(CUSTOMERS).await;
        world.add("Fernhill Ltd", "fernhill.example").await;
        world.add("Wren", "wren.example").await;
        world.add("Twin", "").await;
        world.add("Old Mill", "oldmill.example").await;
        for name in more {
            world.add(name, "").await;
        }
        world
    }

    /// A complete read from Halo brings these customers and no others.
    pub(crate) async fn read_customers(&self, customers: &[(i32, &str, &str, bool)]) {
        let profile = self.profile;
        let customers: Vec<CustomerInput> = customers
            .iter()
            .map(|&(id, name, domains, inactive)| CustomerInput {
                id: CustomerId::new(id),
                name: name.to_owned(),
                inactive,
                domains: domains_of([domains]),
                reference: None,
                web_domains: Vec::new(),
                tenant_ids: Vec::new(),
            })
            .collect();
        self.store
            .write(move |tx| {
                let read = customer_reads::start(tx, profile, NOW)?;
                customer_reads::stage(tx, profile, read, &customers)?;
                customer_reads::finish_complete(tx, profile, read, None, NOW)
            })
            .await
            .unwrap();
        organizations::recompute_suggestions(&self.store, profile)
            .await
            .unwrap();
        organizations::renew_warnings(&self.store, profile)
            .await
            .unwrap();
    }

    pub(crate) async fn add(&self, name: &str, domains: &str) -> OrganizationId {
        let form = form(name, domains);
        let edited = organizations::add(&self.store, self.profile, form, NOW)
            .await
            .unwrap();
        edited.organization.unwrap()
    }

    pub(crate) async fn detail(&self, id: OrganizationId) -> Detail {
        organizations::detail(&self.store, self.profile, id)
            .await
            .unwrap()
    }

    /// What was done to it, newest first.
    pub(crate) async fn history(&self, id: OrganizationId) -> Vec<HistoryLine> {
        organizations::history(&self.store, self.profile, id)
            .await
            .unwrap()
    }

    pub(crate) async fn state(&self, id: OrganizationId) -> OrganizationState {
        self.detail(id).await.state
    }

    /// The organisation with this name.
    pub(crate) async fn named(&self, name: &str) -> Detail {
        let rows = self.rows().await;
        let row = rows.iter().find(|row| row.name == name);
        self.detail(row.unwrap_or_else(|| panic!("no {name} in {rows:?}")).id)
            .await
    }

    /// Decides at the organisation's present version.
    pub(crate) async fn decide(&self, id: OrganizationId, act: Act) -> Result<Edited> {
        let version = self.detail(id).await.row.version;
        organizations::decide(&self.store, self.profile, id, version, act, NOW).await
    }

    /// Allows or forbids shared customers, whoever shares one now.
    pub(crate) async fn let_share(&self, may_share: bool) {
        organizations::set_may_share(&self.store, self.profile, may_share, true, NOW)
            .await
            .unwrap();
    }

    pub(crate) async fn map(&self, id: OrganizationId, customer: i32) -> Edited {
        self.decide(id, map(customer)).await.unwrap()
    }

    pub(crate) async fn undo(&self, edited: &Edited) -> Result<Edited> {
        self.undo_sending(edited, false).await
    }

    /// Takes it back, with a yes to tickets being sent or without.
    pub(crate) async fn undo_sending(&self, edited: &Edited, sends: bool) -> Result<Edited> {
        let id = edited.id.unwrap();
        organizations::undo(&self.store, self.profile, id, sends, NOW).await
    }

    /// All organisations, the oldest first.
    pub(crate) async fn ids(&self) -> Vec<OrganizationId> {
        let profile = self.profile;
        let known = self
            .store
            .read(move |tx| organizations_table::all(tx, profile))
            .await;
        let mut ids: Vec<OrganizationId> = known.unwrap().into_iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids
    }

    /// The same file, opened once more.
    pub(crate) fn second_handle(&self) -> Store {
        Store::open(self.dir.path(), "2026-11-21").unwrap().store
    }

    pub(crate) async fn rows(&self) -> Vec<GridRow> {
        self.filtered(GridFilter::All, "").await.rows
    }

    /// So many more tickets wait for it to have a customer.
    pub(crate) async fn hold_tickets(&self, organization: OrganizationId, count: u32) {
        let profile = self.profile;
        self.store
            .write(move |tx| {
                let there = tickets::waiting_for_pair(tx, profile)?;
                let first = there.get(&organization).copied().unwrap_or(0);
                for n in first..first + count {
                    let ticket = NewTicketRow {
                        reference: format!("HY-{organization}-{n}"),
                        organization,
                        organization_name: String::new(),
                        external_id: None,
                        summary: "Printer".to_owned(),
                        details: String::new(),
                        level_key: "standard".to_owned(),
                        status_key: "open".to_owned(),
                    };
                    let id = tickets::insert(tx, profile, &ticket, NOW)?;
                    tickets::set_hold(tx, id, Some(HoldReason::Unmapped), None, NOW)?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }

    /// What the grid shows of a filter, by name.
    pub(crate) async fn filtered(&self, filter: GridFilter, text: &str) -> Page {
        let query = Query {
            filter,
            text: text.to_owned(),
            limit: 200,
            ..Query::default()
        };
        organizations::page(&self.store, self.profile, query)
            .await
            .unwrap()
    }

    pub(crate) async fn counts(&self) -> GridCounts {
        organizations::counts(&self.store, self.profile)
            .await
            .unwrap()
    }

    pub(crate) async fn redo(&self) -> Result<Edited> {
        self.redo_sending(false).await
    }

    /// Makes it again, with a yes to tickets being sent or without.
    pub(crate) async fn redo_sending(&self, sends: bool) -> Result<Edited> {
        let undoable = organizations::undoable(&self.store, self.profile).await?;
        let (id, _) = undoable.redo.expect("something to make again");
        organizations::redo(&self.store, self.profile, id, sends, NOW).await
    }

    /// Everything that can be seen of all organisations, but for versions and history.
    pub(crate) async fn seen(&self) -> Vec<String> {
        let mut seen = Vec::new();
        for row in self.rows().await {
            let mut detail = self.detail(row.id).await;
            detail.row.version = 0;
            let row = GridRow { version: 0, ..row };
            seen.push(format!("{row:?} {detail:?}"));
        }
        seen
    }

    /// A file of this content.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        fs_err::write(&path, content).unwrap();
        path
    }

    /// The folder of the database.
    pub(crate) fn folder(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    pub(crate) async fn preview(&self, path: PathBuf) -> Result<ImportPreview> {
        self.preview_with(path, ReadOptions::default()).await
    }

    pub(crate) async fn preview_with(
        &self,
        path: PathBuf,
        options: ReadOptions,
    ) -> Result<ImportPreview> {
        organizations::preview_file(&self.store, self.profile, path, options).await
    }

    pub(crate) async fn import(&self, path: PathBuf) -> Result<Imported> {
        self.import_with(path, ImportOptions::default()).await
    }

    pub(crate) async fn import_with(
        &self,
        path: PathBuf,
        options: ImportOptions,
    ) -> Result<Imported> {
        organizations::import_file(&self.store, self.profile, path, options, NOW).await
    }

    /// Imports the file read in this way.
    pub(crate) async fn import_read(&self, path: PathBuf, read: ReadOptions) -> Result<Imported> {
        let options = ImportOptions {
            read,
            ..ImportOptions::default()
        };
        self.import_with(path, options).await
    }
}

/// A file that is kept with the tests.
pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/csv")
        .join(name)
}

pub(crate) fn form(name: &str, domains: &str) -> Form {
    Form {
        name: name.to_owned(),
        domains: domains.to_owned(),
        ..Form::default()
    }
}

pub(crate) fn map(customer: i32) -> Act {
    Act::Map {
        customer: CustomerId::new(customer),
        consent: Consent::Ask,
    }
}

pub(crate) fn map_confirmed(customer: i32) -> Act {
    Act::Map {
        customer: CustomerId::new(customer),
        consent: Consent::TakeOver,
    }
}

pub(crate) fn map_beside(customer: i32) -> Act {
    Act::Map {
        customer: CustomerId::new(customer),
        consent: Consent::Share,
    }
}

/// Without a reason.
pub(crate) fn hold() -> Act {
    Act::Hold(SetAside::default())
}

pub(crate) fn exclude(reason: &str) -> Act {
    Act::Exclude(SetAside {
        reason: reason.to_owned(),
        review_on: None,
    })
}

pub(crate) fn not_this_one(customer: i32) -> Act {
    Act::NotThisOne {
        customer: CustomerId::new(customer),
    }
}

/// A decision was refused because others have the customer.
pub(crate) fn expect_taken(asked: &Result<Edited>, could_share: bool) {
    assert!(
        matches!(asked, Err(Error::CustomerTaken { may_share, .. }) if *may_share == could_share),
        "{asked:?}"
    );
}
