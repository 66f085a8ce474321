//! Halyard's entries in the Secret Service. Nothing here asks anybody: what is
//! locked is reported as such.

use std::collections::HashMap;

use engine::ports::{EntryChange, KeptSecret, VaultError};
use secret_service::{Collection, Item, SearchItemsResult, SecretService};

use super::bus::Bus;
use super::failure::explain;
use crate::vault::as_secret;

/// How a secret is filed that is not meant for people to read.
const CONTENT_TYPE: &str = "application/octet-stream";

/// What an attempt came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// It was done.
    Open(T),
    /// It needs an unlocking first.
    Locked,
}

/// Entries under one service name.
#[derive(Debug, Clone)]
pub(super) struct Entries {
    pub(super) bus: Bus,
    pub(super) service: &'static str,
}

impl Entries {
    /// # Errors
    /// Why entries cannot be read and written now.
    pub(super) async fn is_usable(&self) -> Result<(), VaultError> {
        let service = self.bus.plain().await?;
        match default_collection(&service).await? {
            Some(collection) if is_locked(&collection).await? => Err(VaultError::Locked),
            // One that is missing is made when it is needed.
            Some(_) | None => Ok(()),
        }
    }

    pub(super) async fn load(
        &self,
        account: &str,
    ) -> Result<Found<Option<KeptSecret>>, VaultError> {
        let service = self.bus.secrets().await?;
        let items = match self.find(&service, account).await? {
            Found::Open(items) => items,
            Found::Locked => return Ok(Found::Locked),
        };
        let item = match items.as_slice() {
            [] => return Ok(Found::Open(None)),
            [item] => item,
            [_, _, ..] => return Err(VaultError::EntryChanged(EntryChange::Twice)),
        };
        let bytes = item.get_secret().await.map_err(|error| explain(&error))?;
        let changed_at = item.get_modified().await.map_err(|error| explain(&error))?;
        let changed_at = i64::try_from(changed_at)
            .ok()
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        Ok(Found::Open(Some(KeptSecret {
            secret: as_secret(bytes)?,
            changed_at,
        })))
    }

    pub(super) async fn store(
        &self,
        account: &str,
        secret: &[u8],
    ) -> Result<Found<()>, VaultError> {
        let service = self.bus.secrets().await?;
        let items = match self.find(&service, account).await? {
            Found::Open(items) => items,
            Found::Locked => return Ok(Found::Locked),
        };
        if let Some((item, twins)) = items.split_first() {
            item.set_secret(secret, CONTENT_TYPE)
                .await
                .map_err(|error| explain(&error))?;
            for twin in twins {
                twin.delete().await.map_err(|error| explain(&error))?;
            }
            return Ok(Found::Open(()));
        }
        let Some(collection) = default_collection(&service).await? else {
            return Ok(Found::Locked);
        };
        let label = format!("{}: client secret ({account})", self.service);
        collection
            .create_item(&label, self.attributes(account), secret, true, CONTENT_TYPE)
            .await
            .map_err(|error| explain(&error))?;
        Ok(Found::Open(()))
    }

    pub(super) async fn remove(&self, account: &str) -> Result<Found<bool>, VaultError> {
        let service = self.bus.plain().await?;
        let items = match self.find(&service, account).await? {
            Found::Open(items) => items,
            Found::Locked => return Ok(Found::Locked),
        };
        for item in &items {
            item.delete().await.map_err(|error| explain(&error))?;
        }
        Ok(Found::Open(!items.is_empty()))
    }

    /// All entries for an account, unless one of them, or the place where one
    /// would be, is locked: some services do not tell what is in a locked one.
    async fn find<'a>(
        &self,
        service: &'a SecretService<'_>,
        account: &str,
    ) -> Result<Found<Vec<Item<'a>>>, VaultError> {
        let SearchItemsResult { unlocked, locked } = service
            .search_items(self.attributes(account))
            .await
            .map_err(|error| explain(&error))?;
        if !locked.is_empty() {
            return Ok(Found::Locked);
        }
        if unlocked.is_empty()
            && let Some(collection) = default_collection(service).await?
            && is_locked(&collection).await?
        {
            return Ok(Found::Locked);
        }
        Ok(Found::Open(unlocked))
    }

    fn attributes<'a>(&'a self, account: &'a str) -> HashMap<&'a str, &'a str> {
        HashMap::from([("service", self.service), ("username", account)])
    }
}

/// The collection for entries that ask for none; `None` when there is none yet.
pub(super) async fn default_collection<'a>(
    service: &'a SecretService<'_>,
) -> Result<Option<Collection<'a>>, VaultError> {
    match service.get_default_collection().await {
        Ok(collection) => Ok(Some(collection)),
        Err(secret_service::Error::NoResult) => Ok(None),
        Err(error) => Err(explain(&error)),
    }
}

async fn is_locked(collection: &Collection<'_>) -> Result<bool, VaultError> {
    collection
        .is_locked()
        .await
        .map_err(|error| explain(&error))
}
