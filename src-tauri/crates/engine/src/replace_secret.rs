//! Replacing the secret of a working connection: the new one is tried before the old one is dropped, and one that Halo
//! does not take changes nothing. Afterwards Halo is asked once whether the old one is dead.

use domain::health::{Area, Outcome};
use domain::{ProfileId, ProofOutcome, SecretPlace};
use halo_api::CustomerQuery;
use secrecy::{ExposeSecret, SecretString};
use store::profiles::ProfileRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};
use crate::wizard::{Entered, missing_secret, read_credentials};

/// What is to take the place of the present credentials.
#[derive(Debug)]
pub struct NewSecret {
    /// Client id; the same one unless another application was made.
    pub client_id: String,
    /// The new secret.
    pub client_secret: SecretString,
    /// Keep it in memory only.
    pub session_only: bool,
}

impl Engine {
    /// Tries a new secret, a token and one read, and only then puts it in the place of the old one.
    ///
    /// The task fails with `NewSecret` when Halo does not take it; the old one is untouched then.
    ///
    /// # Errors
    /// `InvalidInput` for an empty field, `NotConfigured` when there is nothing to replace.
    pub async fn replace_secret(&self, profile: ProfileId, new: NewSecret) -> Result<TaskId> {
        let row = self.profile_row(profile).await?;
        let Entered {
            client_id, secret, ..
        } = read_credentials(&new.client_id, Some(&new.client_secret))?;
        let secret = secret.ok_or_else(missing_secret)?;
        if row.secret_place == SecretPlace::None {
            return Err(Error::NotConfigured {
                what: "There is no secret to replace. Connect first.",
            });
        }
        let place = if new.session_only {
            SecretPlace::Session
        } else {
            SecretPlace::Keychain
        };
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::ReplaceSecret,
            profile,
            "Trying the new secret",
            move |handle| async move {
                engine
                    .try_new_secret(&row, &client_id, &secret, &handle)
                    .await?;
                // From here on nothing is stopped halfway.
                engine
                    .take_new_secret(&row, client_id, secret, place, &handle)
                    .await
            },
        ))
    }

    async fn try_new_secret(
        &self,
        row: &ProfileRow,
        client_id: &str,
        secret: &SecretString,
        handle: &TaskHandle,
    ) -> Result<()> {
        let halo = self
            .halo_on_trial(row, client_id.to_owned(), secret.clone())
            .await?
            .with_cancel(handle.cancel().clone());
        let meter = Meter::start(halo.budget());
        let not_taken = |error| {
            if matches!(error, halo_api::Error::Cancelled) {
                Error::Cancelled
            } else {
                Error::NewSecret(error)
            }
        };
        handle.progress(
            "Asking Halo for a token with the new secret",
            0,
            Some(2),
            &meter,
        );
        halo.token().await.map_err(not_taken)?;
        handle.progress("Reading once with the new secret", 1, Some(2), &meter);
        halo.count_customers(&CustomerQuery::default())
            .await
            .map_err(not_taken)?;
        Ok(())
    }

    /// Secret and row change together: when the row cannot be written, the old secret is put back.
    async fn take_new_secret(
        &self,
        row: &ProfileRow,
        client_id: String,
        secret: SecretString,
        place: SecretPlace,
        handle: &TaskHandle,
    ) -> Result<Ended> {
        let profile = row.id;
        let old = self.secrets.load(profile, row.secret_place).await;
        self.secrets.keep(profile, secret.clone(), place).await?;
        let is_other_application = row.client_id.as_deref() != Some(client_id.as_str());
        let now = self.now();
        let saved = self
            .store
            .write(move |tx| {
                if is_other_application {
                    // Another application may have other rights.
                    store::checks::clear(tx, profile)?;
                }
                let id = Some(client_id.as_str());
                store::profiles::set_credentials(tx, profile, id, place, Some(&now), &now)
            })
            .await;
        if let Err(error) = saved {
            if let Ok(old) = old {
                self.secrets
                    .keep(profile, old.secret, row.secret_place)
                    .await?;
            }
            if row.secret_place != place && place == SecretPlace::Keychain {
                self.secrets.forget_entry(profile).await?;
            }
            return Err(error.into());
        }
        let left_over =
            if place == SecretPlace::Session && row.secret_place == SecretPlace::Keychain {
                self.empty_keychain(profile).await
            } else {
                None
            };
        self.disconnect(profile).await;
        self.health.note(profile, Outcome::Worked(Area::Customers));
        self.events
            .invalidated(Some(profile), &[Tag::Profiles, Tag::Wizard, Tag::Home]);
        if is_other_application {
            self.start_checks(profile, None).await?;
        }
        let proof = match old {
            // The same one pasted again is to work.
            Ok(old)
                if !is_other_application
                    && old.secret.expose_secret() == secret.expose_secret() =>
            {
                None
            }
            Ok(old) => Some(self.prove_replaced(row, old.secret, handle).await),
            Err(_) => None,
        };
        self.events.invalidated(Some(profile), &[Tag::Profiles]);
        let all_well =
            left_over.is_none() && proof.is_none_or(|proof| proof == ProofOutcome::Refused);
        let mut notes: Vec<String> = left_over.into_iter().collect();
        notes.extend(proof.map(|proof| about_the_old(proof, is_other_application).to_owned()));
        Ok(Ended {
            all_well,
            note: (!notes.is_empty()).then(|| notes.join(" ")),
            old_secret: proof,
            ..Ended::well("The new secret works and is in use")
        })
    }
}

/// What Halo answered when it was asked with the old secret.
fn about_the_old(proof: ProofOutcome, is_other_application: bool) -> &'static str {
    match proof {
        ProofOutcome::Refused => "Halo refuses the old one.",
        ProofOutcome::StillWorks if is_other_application => {
            "Halo still accepts the old one: its application is still active. Delete that in Halo."
        }
        ProofOutcome::StillWorks => {
            "Halo still accepts the old one. Make it void in Halo, where the application is edited."
        }
        ProofOutcome::NotAsked => "Halo could not be asked whether the old one still works.",
    }
}
