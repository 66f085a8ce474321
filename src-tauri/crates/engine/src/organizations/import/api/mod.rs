//! Organisations from a vendor's own JSON API.
//!
//! The list is read once and kept in memory while its columns are chosen; from there it goes the way of every other
//! list. The key is never kept here: it is in the keychain, and is sent to the place it was entered for and nowhere
//! else.

mod answer;
mod fetch;
mod lists;
mod pick;
mod settings;

use std::collections::HashMap;
use std::sync::Arc;

use domain::{ProfileId, SourceKind};
use halo_api::Transport;
use secrecy::SecretString;
use serde_json::Value;
use store::Store;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

pub use settings::{ApiSettings, Paging, SignIn};

use super::recipe::Recipes;
use super::table::Table;
use super::understood::{Origin, Understood};
use super::{ColumnUse, ImportPreview, Imported, Reading, Remaining, apply, columns, preview};
use crate::organizations::error::{Error, Result};

/// A list as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiList {
    /// Names this reading; to be handed back.
    pub reading: String,
    /// JSON path to the list.
    pub list: String,
    /// Other lists in the reply.
    pub others: Vec<String>,
    /// Pages that were read.
    pub pages: u32,
    /// Rows in all.
    pub rows: u32,
}

/// What of a list is imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiChoice {
    /// [`ApiList::reading`].
    pub reading: String,
    /// Further JSON paths within a row.
    pub paths: Vec<String>,
    /// What each column holds; `None` guesses or remembers.
    pub columns: Option<Vec<ColumnUse>>,
}

/// The lists that were read last, one for each profile. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct ApiReadings(Arc<Mutex<HashMap<ProfileId, Arc<ApiReading>>>>);

/// A list that was read.
#[derive(Debug)]
pub(crate) struct ApiReading {
    id: String,
    /// How it was read, with the list that was found.
    pub(crate) settings: ApiSettings,
    /// The key as it was typed; kept when the list is imported.
    pub(crate) typed_key: Option<SecretString>,
    rows: Vec<Value>,
}

impl ApiReadings {
    /// Reads a list and keeps it until the next one is read, or it is let go.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for settings that cannot be used, [`Error::ListSource`], [`Error::Cancelled`].
    pub(crate) async fn read(
        &self,
        transport: &Transport,
        profile: ProfileId,
        settings: ApiSettings,
        key: Option<&SecretString>,
        typed_key: Option<SecretString>,
        stop: &CancellationToken,
    ) -> Result<ApiList> {
        let fetched = fetch::fetch(transport, &settings, key, stop).await?;
        let list = ApiList {
            reading: fetched.fingerprint.clone(),
            list: fetched.list.clone(),
            others: fetched.lists,
            pages: fetched.pages,
            rows: super::count(fetched.rows.len()),
        };
        let reading = ApiReading {
            id: fetched.fingerprint,
            settings: ApiSettings {
                list: fetched.list,
                ..settings
            },
            typed_key,
            rows: fetched.rows,
        };
        self.0.lock().await.insert(profile, Arc::new(reading));
        Ok(list)
    }

    /// The reading with this name.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when it was let go or another one took its place.
    pub(crate) async fn get(&self, profile: ProfileId, id: &str) -> Result<Arc<ApiReading>> {
        let readings = self.0.lock().await;
        let reading = readings.get(&profile).filter(|reading| reading.id == id);
        reading.cloned().ok_or_else(|| Error::InvalidInput {
            field: "reading",
            message: "The list is no longer at hand. Read it again.".to_owned(),
        })
    }

    /// Lets the reading of a profile go.
    pub(crate) async fn let_go(&self, profile: ProfileId) {
        self.0.lock().await.remove(&profile);
    }
}

/// How the profile's API was asked when its list was last imported.
pub(crate) async fn saved(store: &Store, profile: ProfileId) -> Result<Option<ApiSettings>> {
    let json = store
        .read(move |tx| store::import_recipes::load(tx, profile, SourceKind::Api))
        .await?;
    let recipes = Recipes::from_json(json.as_deref());
    Ok(recipes.iter().find_map(|recipe| recipe.api.clone()))
}

/// Says what importing the list would do.
pub(crate) async fn preview_list(
    store: &Store,
    profile: ProfileId,
    reading: Arc<ApiReading>,
    choice: ApiChoice,
) -> Result<ImportPreview> {
    let understood = understand(store, profile, reading, choice).await?;
    preview::preview(store, profile, understood).await
}

/// Imports the list in one step, and remembers how it was read.
pub(crate) async fn import_list(
    store: &Store,
    profile: ProfileId,
    reading: Arc<ApiReading>,
    choice: ApiChoice,
    gone: Option<Remaining>,
    now: &str,
) -> Result<Imported> {
    let understood = understand(store, profile, reading, choice).await?;
    apply::apply(store, profile, understood, gone, now).await
}

async fn understand(
    store: &Store,
    profile: ProfileId,
    reading: Arc<ApiReading>,
    choice: ApiChoice,
) -> Result<Understood> {
    let (products, recipes) = store
        .read(move |tx| {
            let json = store::import_recipes::load(tx, profile, SourceKind::Api)?;
            let products = store::vendors::load(tx, profile)?.products;
            Ok((products, Recipes::from_json(json.as_deref())))
        })
        .await?;
    let work = move || {
        let picked = pick::pick(&reading.rows, &choice.paths)?;
        let table = Table::headed(picked.headings, picked.lines)?;
        let guessed = columns::guess(&table.renamed(pick::last_name), &products);
        let chosen = choice
            .columns
            .filter(|columns| columns.len() == table.headings.len());
        let recalled = recipes
            .iter()
            .find_map(|recipe| recipe.columns(&table, &guessed));
        let origin = Origin {
            source: SourceKind::Api,
            name: reading.settings.host(),
            reading: Reading::Api,
            fingerprint: reading.id.clone(),
            remembered: chosen.is_none() && recalled.is_some(),
        };
        let columns = chosen.or(recalled).unwrap_or(guessed);
        let settings = ApiSettings {
            paths: choice.paths,
            ..reading.settings.clone()
        };
        let understood = Understood::new(origin, table, columns, &products);
        Ok(understood.read_from(settings))
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| store::Error::Panicked)?
}
