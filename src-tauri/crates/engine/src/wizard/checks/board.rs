//! Which checks are running at this moment. Lives as long as the program;
//! outcomes are in the database.

use std::collections::BTreeMap;

use domain::ProfileId;
use tokio::sync::watch;

use super::key::CheckKey;

/// What a run of checks still has before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ahead {
    /// The one that runs now.
    pub(crate) running: Option<CheckKey>,
    /// Those that come after it.
    pub(crate) waiting: Vec<CheckKey>,
}

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct CheckBoard(watch::Sender<BTreeMap<ProfileId, Ahead>>);

impl Default for CheckBoard {
    fn default() -> Self {
        Self(watch::Sender::new(BTreeMap::new()))
    }
}

impl CheckBoard {
    pub(crate) fn of(&self, profile: ProfileId) -> Ahead {
        self.0.borrow().get(&profile).cloned().unwrap_or_default()
    }

    pub(crate) fn set(&self, profile: ProfileId, ahead: Ahead) {
        self.0.send_modify(|board| {
            if ahead == Ahead::default() {
                board.remove(&profile);
            } else {
                board.insert(profile, ahead);
            }
        });
    }
}
