//! Another program of this data folder, such as the command line: what it changed is taken in here, and the page told.
//!
//! Its tickets are not: it sends them itself, and what it leaves is found when the outbox is looked at next.

use std::sync::Arc;
use std::time::Duration;

use store::profiles::ProfileRow;
use tokio::sync::Mutex;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// How often the file is looked at while somebody sees the window. One look reads one number.
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// What was seen at the last look. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Others(Arc<Mutex<Option<Seen>>>);

#[derive(Debug)]
struct Seen {
    version: i64,
    profiles: Vec<ProfileRow>,
}

impl Engine {
    /// Looks for changes of other programs from now on, until the runtime ends. To be called once, when the program has
    /// started.
    pub fn keep_up_with_others(&self) {
        let engine = self.clone();
        tokio::spawn(async move {
            loop {
                engine.pollers.until_seen().await;
                match engine.take_in_others().await {
                    Ok(_) => {}
                    Err(Error::Store(store::Error::Stopped)) => return,
                    Err(error) => {
                        tracing::warn!(%error, "it could not be seen what others changed");
                    }
                }
                tokio::time::sleep(BETWEEN_LOOKS).await;
            }
        });
    }

    /// Takes in what another program has changed since the last call; `true` when there was something. The first call
    /// only remembers how things are.
    pub async fn take_in_others(&self) -> Result<bool> {
        let mut seen = self.others.0.lock().await;
        let version = self.store.version_elsewhere().await?;
        let before = match seen.take() {
            Some(before) if before.version == version => {
                *seen = Some(before);
                return Ok(false);
            }
            before => before,
        };
        let profiles = self.store.read(|tx| store::profiles::list(tx)).await?;
        let Some(before) = before else {
            *seen = Some(Seen { version, profiles });
            return Ok(false);
        };
        self.health.take_in_others().await?;
        for row in &profiles {
            let is_other = before
                .profiles
                .iter()
                .any(|old| old.id == row.id && access(old) != access(row));
            if is_other {
                self.disconnect(row.id).await;
                // What was found out about the access before says nothing about this one.
                self.health.forget(row.id);
            }
            self.looks.add(row.id);
        }
        self.events.invalidated(None, &Tag::ALL);
        *seen = Some(Seen { version, profiles });
        Ok(true)
    }
}

/// What a client is made from, as far as a row tells it: where one of these is another, so is the client.
fn access(row: &ProfileRow) -> impl PartialEq {
    (
        row.api_base.clone(),
        row.auth_url.clone(),
        row.tenant.clone(),
        row.client_id.clone(),
        row.secret_place,
        row.secret_saved_at.clone(),
        row.features,
        row.connection,
    )
}
