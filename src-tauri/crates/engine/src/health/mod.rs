//! How each connection stands. Every call to Halo reports here, whoever makes it, and so does the way to the secret; the
//! rules are `domain::health`.
//!
//! The board lives in memory and is kept in the database with every change, so that a restart knows what was known.

mod badge;
mod holds;
mod outcome;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use domain::ProfileId;
use domain::health::{Area, Facts, Health, Noted, Outcome, Standing, Trouble, health};
use halo_api::{Call, Observer};
use store::Store;
use store::profiles::ProfileRow;
use store::snapshot_halo::SnapshotHaloRow;
use tokio::sync::{OnceCell, watch};

use crate::Engine;
use crate::another_halo;
use crate::error::Result;
use crate::ports::{Clock, Events, VaultError};
use crate::tags::Tag;

pub(crate) use outcome::seconds_later;

/// What changes on screen with the state of a connection.
const AFTER_CHANGE: [Tag; 2] = [Tag::Profiles, Tag::Home];

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct HealthBoard {
    board: watch::Sender<Board>,
    loaded: Arc<OnceCell<()>>,
    store: Store,
    events: Arc<dyn Events>,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct Board {
    standings: BTreeMap<ProfileId, Standing>,
    /// What the database holds of them, as far as this program has read or written it.
    kept: BTreeMap<ProfileId, Standing>,
    /// Until when requests to an address are held back, by the address of its API.
    held: HashMap<String, String>,
}

impl HealthBoard {
    pub(crate) fn new(store: Store, events: Arc<dyn Events>, clock: Arc<dyn Clock>) -> Self {
        Self {
            board: watch::Sender::new(Board::default()),
            loaded: Arc::default(),
            store,
            events,
            clock,
        }
    }

    /// Reads what the last run of the program knew, once.
    pub(crate) async fn ready(&self) -> Result<()> {
        self.loaded
            .get_or_try_init(|| async {
                let known = self.store.read(|tx| store::troubles::all(tx)).await?;
                self.board.send_modify(|board| {
                    board.kept.extend(known.iter().cloned());
                    board.standings.extend(known);
                });
                Ok::<_, crate::Error>(())
            })
            .await?;
        Ok(())
    }

    /// Takes in what another program of this data folder has found out about a connection. What this one has found out
    /// and not kept yet stands.
    pub(crate) async fn take_in_others(&self) -> Result<()> {
        self.ready().await?;
        let now_kept = self.store.read(|tx| store::troubles::all(tx)).await?;
        self.board.send_modify(|board| {
            let now_kept: BTreeMap<_, _> = now_kept.into_iter().collect();
            let profiles: BTreeSet<_> = now_kept.keys().chain(board.kept.keys()).collect();
            for profile in profiles {
                let news = now_kept.get(profile).cloned().unwrap_or_default();
                if board.kept.get(profile).is_none_or(|kept| *kept != news) {
                    board.standings.insert(*profile, news);
                }
            }
            board.kept = now_kept;
        });
        Ok(())
    }

    /// Somebody who reports the calls of a profile's client.
    pub(crate) fn observer(&self, profile: ProfileId) -> Arc<dyn Observer> {
        Arc::new(Reporter {
            board: self.clone(),
            profile,
        })
    }

    /// Notes what a call told.
    pub(crate) fn note(&self, profile: ProfileId, outcome: Outcome) {
        let wait_ends = if let Outcome::Failed(noted) = &outcome {
            noted.until.clone()
        } else {
            None
        };
        self.change(profile, |standing| standing.after(outcome));
        if let Some(until) = wait_ends {
            self.end_wait(profile, &until);
        }
    }

    /// Notes that the keychain did not give the secret.
    pub(crate) fn note_vault(&self, profile: ProfileId, error: &VaultError) {
        let trouble = match error {
            VaultError::Locked | VaultError::Dismissed | VaultError::Asking => {
                Trouble::KeychainLocked
            }
            VaultError::NoSession
            | VaultError::NoService
            | VaultError::Silent
            | VaultError::Interrupted
            | VaultError::TooLong { .. }
            | VaultError::Failed { .. } => Trouble::KeychainUnavailable,
            VaultError::EntryChanged(_) => Trouble::SecretMissing,
        };
        self.note_trouble(profile, trouble, error.to_string());
    }

    /// Notes a trouble that no call had to find out.
    pub(crate) fn note_trouble(&self, profile: ProfileId, trouble: Trouble, what: String) {
        let noted = Noted {
            trouble,
            what,
            since: seconds_later(self.clock.now(), 0),
            until: None,
        };
        self.note(profile, Outcome::Failed(noted));
    }

    /// Notes that the agent sees no customer any more, which Halo does not refuse but answers with an empty list.
    pub(crate) fn note_lost_customers(&self, profile: ProfileId, what: String) {
        let noted = Noted {
            trouble: Trouble::RightLost,
            what,
            since: seconds_later(self.clock.now(), 0),
            until: None,
        };
        self.note(profile, Outcome::Refused(Area::Customers, noted));
    }

    /// Starts afresh: the profile was revoked, deleted, or has another secret.
    pub(crate) fn forget(&self, profile: ProfileId) {
        self.change(profile, |_| Standing::default());
    }

    fn change(&self, profile: ProfileId, change: impl FnOnce(&Standing) -> Standing) {
        let changed = self.board.send_if_modified(|board| {
            let standing = board.standings.entry(profile).or_default();
            let next = change(standing);
            let changed = next != *standing;
            *standing = next;
            changed
        });
        if !changed {
            return;
        }
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        let me = self.clone();
        tokio::spawn(async move {
            let board = me.board.clone();
            // Asked when the writer comes to it, so that the newest is kept, whichever was noted first.
            let kept = me.store.write(move |tx| {
                let standing = board.borrow().standings.get(&profile).cloned();
                let standing = standing.unwrap_or_default();
                store::troubles::replace(tx, profile, &standing)?;
                board.send_if_modified(|board| {
                    board.kept.insert(profile, standing);
                    false
                });
                Ok(())
            });
            if let Err(error) = kept.await {
                tracing::warn!(%error, "the state of a connection could not be kept");
            }
        });
    }

    /// Forgets a wait once it is over, so that the screen does not have to ask.
    fn end_wait(&self, profile: ProfileId, until: &str) {
        let Some(wait) = outcome::time_until(until, self.clock.now()) else {
            return;
        };
        let (me, until) = (self.clone(), until.to_owned());
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            me.change(profile, |standing| standing.at(&until));
        });
    }

    fn standing(&self, profile: ProfileId, now: &str) -> Standing {
        let board = self.board.borrow();
        board
            .standings
            .get(&profile)
            .map(|standing| standing.at(now))
            .unwrap_or_default()
    }

    /// Areas whose right is gone.
    pub(crate) fn lost_rights(&self, profile: ProfileId, now: &str) -> BTreeMap<Area, Noted> {
        self.standing(profile, now).lost
    }

    fn held_until(&self, row: &ProfileRow, now: &str) -> Option<String> {
        let board = self.board.borrow();
        let until = board.held.get(row.api_base.as_deref()?)?;
        (until.as_str() > now).then(|| until.clone())
    }
}

struct Reporter {
    board: HealthBoard,
    profile: ProfileId,
}

impl Observer for Reporter {
    fn ended(&self, call: Call<'_>, error: Option<&halo_api::Error>) {
        if let Some(outcome) = outcome::of_call(call, error, self.board.clock.now()) {
            self.board.note(self.profile, outcome);
        }
    }
}

impl Engine {
    /// How a connection stands now.
    pub(crate) async fn health_of(
        &self,
        row: &ProfileRow,
        snapshot: Option<&SnapshotHaloRow>,
    ) -> Result<Health> {
        self.health.ready().await?;
        let now = self.now();
        let mut standing = self.health.standing(row.id, &now);
        if standing.link.is_none() && self.lost_with_the_session(row).await {
            standing.link = Some(Noted {
                trouble: Trouble::SecretMissing,
                what: "The client secret was kept for the last session only.".to_owned(),
                since: now.clone(),
                until: None,
            });
        }
        let other_halo = another_halo::question_of(row, snapshot);
        Ok(health(&Facts {
            connection: row.connection,
            note: row.connection_note.as_deref(),
            features: row.features,
            standing: &standing,
            held_until: self.health.held_until(row, &now).as_deref(),
            other_halo: other_halo.as_deref(),
        }))
    }

    /// Whether the secret was in memory and the program has been closed since. The demo brings its own.
    async fn lost_with_the_session(&self, row: &ProfileRow) -> bool {
        !row.is_demo
            && row.secret_place == domain::SecretPlace::Session
            && !self.secrets.is_in_memory(row.id).await
    }
}
