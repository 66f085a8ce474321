//! What a person does with single entries in the desktop's own keyring program.

use std::collections::HashMap;

use anyhow::Result;
use secret_service::SearchItemsResult;

use crate::PrivateKeyring;

/// How most programs say that the bytes are no text for people.
const CONTENT_TYPE: &str = "application/octet-stream";

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the keyring program shows.
    pub label: String,
    /// What it is found by.
    pub attributes: HashMap<String, String>,
    /// Its secret.
    pub secret: Vec<u8>,
}

impl PrivateKeyring {
    /// All entries of a program, by the attribute `service`. The keyring has to be unlocked.
    ///
    /// # Errors
    /// When no daemon answers, or it is locked.
    pub async fn entries(&self, service: &str) -> Result<Vec<Entry>> {
        let secrets = self.service().await?;
        let mut entries = Vec::new();
        for item in secrets.search_items(of(service)).await?.unlocked {
            entries.push(Entry {
                label: item.get_label().await?,
                attributes: item.get_attributes().await?,
                secret: item.get_secret().await?,
            });
        }
        Ok(entries)
    }

    /// Whether an entry of a program holds this secret.
    ///
    /// # Errors
    /// As [`Self::entries`].
    pub async fn holds(&self, service: &str, secret: &str) -> Result<bool> {
        let entries = self.entries(service).await?;
        Ok(entries
            .iter()
            .any(|entry| entry.secret == secret.as_bytes()))
    }

    /// Puts another value into every entry of a program; gives their number.
    ///
    /// # Errors
    /// When no daemon answers, or it is locked.
    pub async fn overwrite(&self, service: &str, secret: &[u8]) -> Result<usize> {
        let secrets = self.service().await?;
        let SearchItemsResult { unlocked, .. } = secrets.search_items(of(service)).await?;
        for item in &unlocked {
            item.set_secret(secret, CONTENT_TYPE).await?;
        }
        Ok(unlocked.len())
    }

    /// Makes a second entry with the same attributes beside each of a program's; gives their number.
    ///
    /// # Errors
    /// When no daemon answers, or it is locked.
    pub async fn duplicate(&self, service: &str) -> Result<usize> {
        let entries = self.entries(service).await?;
        let secrets = self.service().await?;
        let collection = secrets.get_default_collection().await?;
        for entry in &entries {
            let attributes = entry
                .attributes
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            collection
                .create_item(&entry.label, attributes, &entry.secret, false, CONTENT_TYPE)
                .await?;
        }
        Ok(entries.len())
    }

    /// Removes every entry of a program; gives their number.
    ///
    /// # Errors
    /// When no daemon answers, or it is locked.
    pub async fn remove(&self, service: &str) -> Result<usize> {
        let secrets = self.service().await?;
        let SearchItemsResult { unlocked, .. } = secrets.search_items(of(service)).await?;
        for item in &unlocked {
            item.delete().await?;
        }
        Ok(unlocked.len())
    }
}

fn of(service: &str) -> HashMap<&str, &str> {
    HashMap::from([("service", service)])
}
