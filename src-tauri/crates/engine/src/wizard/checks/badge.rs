//! What the checks mean for the badge.

use domain::{CheckState, ConnectionState, Features, ProfileId};
use store::checks::CheckRow;

use super::key::CheckKey;
use super::words;
use crate::Engine;
use crate::error::{Error, Result};
use crate::profiles::Profile;
use crate::tags::Tag;

impl Engine {
    /// Ends the wizard. The badge follows from the checks: Connected when nothing that Halo's answers show speaks
    /// against it, otherwise what does is said.
    pub async fn finish_wizard(&self, profile: ProfileId) -> Result<Profile> {
        let now = self.now();
        let connected = self
            .store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let rows = store::checks::list(tx, profile)?;
                let (state, note) = badge(row.features, &rows);
                store::profiles::set_connection(tx, profile, state, note.as_deref(), &now)?;
                store::profiles::set_wizard(tx, profile, row.wizard_step, true, &now)?;
                Ok(state == ConnectionState::Connected)
            })
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::Profiles, Tag::Wizard, Tag::Home]);
        if connected {
            match self.read_halo(profile).await {
                // Whether it is the same Halo is asked on Home.
                Ok(_) | Err(Error::NeedsConfirmation { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        self.profile(profile).await
    }
}

/// The badge that the checks allow, and why.
pub(crate) fn badge(features: Features, rows: &[CheckRow]) -> (ConnectionState, Option<String>) {
    let outcome = |key: CheckKey| {
        rows.iter()
            .find(|row| row.key == key.code())
            .map(|row| row.state)
    };
    if outcome(CheckKey::Token) != Some(CheckState::Passed) {
        return (
            ConnectionState::NotConnected,
            Some("Halo has not given a token yet.".to_owned()),
        );
    }
    let named = |is_meant: fn(Option<CheckState>) -> bool| {
        let meant = CheckKey::needed(features)
            .into_iter()
            .filter(|key| is_meant(outcome(*key)))
            .map(CheckKey::name);
        meant.collect::<Vec<_>>()
    };
    let open =
        named(|state| matches!(state, None | Some(CheckState::Failed | CheckState::Skipped)));
    if !open.is_empty() {
        return (
            ConnectionState::NeedsAttention,
            Some(format!("Not proven yet: {}.", words::and(&open))),
        );
    }
    let untold = named(|state| state == Some(CheckState::CannotTell));
    let note =
        (!untold.is_empty()).then(|| format!("Only use will show: {}.", in_a_sentence(&untold)));
    (ConnectionState::Connected, note)
}

/// The names of checks inside a sentence: "may create tickets and may delete tickets".
fn in_a_sentence(names: &[&str]) -> String {
    let small: Vec<_> = names
        .iter()
        .map(|name| name.replacen("May ", "may ", 1))
        .collect();
    words::and(&small.iter().map(String::as_str).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Naming;

    fn row(key: CheckKey, state: CheckState) -> CheckRow {
        CheckRow {
            key: key.code().to_owned(),
            state,
            meaning: String::new(),
            remedy: None,
            naming: Naming::Missing,
            rights: Vec::new(),
            halo_text: None,
            took_ms: None,
            checked_at: String::new(),
        }
    }

    #[test]
    fn a_token_alone_is_not_connected_and_what_cannot_be_told_does_not_stand_in_the_way() {
        let features = Features {
            tickets: true,
            status: false,
            seats: false,
        };
        let all = |state: fn(CheckKey) -> CheckState| -> Vec<CheckRow> {
            CheckKey::wanted(features)
                .into_iter()
                .map(|key| row(key, state(key)))
                .collect()
        };
        let token = row(CheckKey::Token, CheckState::Passed);
        assert_eq!(badge(features, &[token]).0, ConnectionState::NeedsAttention);
        assert_eq!(badge(features, &[]).0, ConnectionState::NotConnected);
        let passed = all(|_| CheckState::Passed);
        assert_eq!(badge(features, &passed), (ConnectionState::Connected, None));
        let untold = all(|key| {
            if key == CheckKey::EditTickets {
                CheckState::CannotTell
            } else {
                CheckState::Warning
            }
        });
        let mut untold = untold;
        untold[0].state = CheckState::Passed;
        let (state, note) = badge(features, &untold);
        assert_eq!(state, ConnectionState::Connected);
        assert_eq!(
            note.as_deref(),
            Some("Only use will show: may change tickets.")
        );
        untold[3].state = CheckState::Skipped;
        assert_eq!(badge(features, &untold).0, ConnectionState::NeedsAttention);
    }
}
