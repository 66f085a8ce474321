//! Secrets that were revoked, held in memory for as long as the page that proves it is open. Never anywhere else.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::ProfileId;
use secrecy::SecretString;
use store::profiles::ProfileRow;
use tokio::sync::Mutex;

/// A page that is left open for longer than this was forgotten, and so is the secret.
const LONGEST: Duration = Duration::from_hours(1);

/// The secret with the address it was for.
#[derive(Clone)]
pub(super) struct Retired {
    pub(super) row: ProfileRow,
    pub(super) secret: SecretString,
    serial: u64,
}

#[derive(Default)]
struct Held {
    by_profile: HashMap<ProfileId, Retired>,
    serial: u64,
}

/// Cheap to clone. A secret is wiped when it is dropped.
#[derive(Clone, Default)]
pub(crate) struct RetiredSecrets(Arc<Mutex<Held>>);

impl RetiredSecrets {
    pub(super) async fn keep(&self, row: ProfileRow, secret: SecretString) {
        let profile = row.id;
        let mut held = self.0.lock().await;
        held.serial += 1;
        let serial = held.serial;
        let retired = Retired {
            row,
            secret,
            serial,
        };
        held.by_profile.insert(profile, retired);
        let all = Arc::clone(&self.0);
        tokio::spawn(async move {
            tokio::time::sleep(LONGEST).await;
            let mut held = all.lock().await;
            if held
                .by_profile
                .get(&profile)
                .is_some_and(|kept| kept.serial == serial)
            {
                held.by_profile.remove(&profile);
            }
        });
    }

    pub(super) async fn get(&self, profile: ProfileId) -> Option<Retired> {
        self.0.lock().await.by_profile.get(&profile).cloned()
    }

    pub(super) async fn has(&self, profile: ProfileId) -> bool {
        self.0.lock().await.by_profile.contains_key(&profile)
    }

    pub(crate) async fn forget(&self, profile: ProfileId) {
        self.0.lock().await.by_profile.remove(&profile);
    }
}
