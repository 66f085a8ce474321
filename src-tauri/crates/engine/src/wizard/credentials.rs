//! Step 4: client id and secret. The secret goes to the vault and is not kept
//! in any value that lives longer than this call.

use domain::{ProfileId, SecretPlace};
use secrecy::{ExposeSecret, SecretString};

use super::advance;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// Longest secret taken; Windows' keychain holds about 2,500 bytes.
const LONGEST_SECRET: usize = 2_000;

/// Step 4 as filled in.
#[derive(Debug)]
pub struct Credentials {
    /// Client id.
    pub client_id: String,
    /// Client secret; `None` keeps the saved one.
    pub client_secret: Option<SecretString>,
    /// Keep the secret in memory only.
    pub session_only: bool,
}

/// What saving did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialsSaved {
    /// Where the secret is now.
    pub place: SecretPlace,
    /// What was left out of what was pasted, as sentences.
    pub notes: Vec<String>,
}

impl Engine {
    /// Takes client id and secret. Where the keychain refuses, nothing is
    /// saved and the old secret stays.
    ///
    /// # Errors
    /// `InvalidInput` for an empty field, `Vault` when the keychain cannot be
    /// used and `session_only` was not chosen.
    pub async fn save_credentials(
        &self,
        profile: ProfileId,
        credentials: Credentials,
    ) -> Result<CredentialsSaved> {
        let row = self.profile_row(profile).await?;
        let mut notes = Vec::new();
        let client_id = credentials.client_id.trim().to_owned();
        if client_id.len() != credentials.client_id.len() {
            notes.push("Blanks around the client id were left out.".to_owned());
        }
        if client_id.is_empty() || client_id.chars().any(char::is_control) || client_id.len() > 200
        {
            return Err(Error::InvalidInput {
                field: "clientId",
                message: "The client id is missing. Halo shows it on the application's page."
                    .to_owned(),
            });
        }
        let now = self.now();
        let (place, saved_at) = match credentials.client_secret {
            Some(secret) => {
                let (secret, trimmed) = tidy_secret(&secret)?;
                if trimmed > 0 {
                    notes.push(blanks_left_out(trimmed));
                }
                if secret.expose_secret() == client_id {
                    return Err(Error::InvalidInput {
                        field: "clientSecret",
                        message: "This is the client id. The secret is the longer value that Halo shows once.".to_owned(),
                    });
                }
                let place = if credentials.session_only {
                    SecretPlace::Session
                } else {
                    SecretPlace::Keychain
                };
                self.secrets.keep(profile, secret, place).await?;
                (place, Some(now.clone()))
            }
            None if row.secret_place == SecretPlace::None => {
                return Err(Error::InvalidInput {
                    field: "clientSecret",
                    message: "The client secret is missing. Halo shows it once, when the application is made.".to_owned(),
                });
            }
            None => (row.secret_place, row.secret_saved_at),
        };
        self.store
            .write(move |tx| {
                crate::revoke::reconnecting(tx, &store::profiles::get(tx, profile)?, &now)?;
                let row = store::profiles::get(tx, profile)?;
                store::profiles::set_credentials(
                    tx,
                    profile,
                    Some(&client_id),
                    place,
                    saved_at.as_deref(),
                    &now,
                )?;
                store::checks::clear(tx, profile)?;
                advance(tx, &row, 5, &now)
            })
            .await?;
        self.disconnect(profile).await;
        self.retired.forget(profile).await;
        self.health.forget(profile);
        self.events
            .invalidated(Some(profile), &[Tag::Wizard, Tag::Profiles]);
        Ok(CredentialsSaved { place, notes })
    }
}

/// The secret without what a copy brought along, and how many characters that
/// was. The secret itself may hold anything else.
pub(crate) fn tidy_secret(secret: &SecretString) -> Result<(SecretString, usize)> {
    let whole = secret.expose_secret();
    let kept =
        whole.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
    let problem = if kept.is_empty() {
        "The client secret is missing. Halo shows it once, when the application is made."
    } else if kept.len() > LONGEST_SECRET {
        "This is too long for a client secret. Halo's are two GUIDs joined by a hyphen."
    } else {
        let trimmed = whole.chars().count() - kept.chars().count();
        return Ok((SecretString::from(kept), trimmed));
    };
    Err(Error::InvalidInput {
        field: "clientSecret",
        message: problem.to_owned(),
    })
}

fn blanks_left_out(count: usize) -> String {
    match count {
        1 => "1 blank around the secret was left out.".to_owned(),
        count => format!("{count} blanks around the secret were left out."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_copy_brought_along_is_left_out() {
        for (pasted, kept, trimmed) in [
            ("abc", "abc", 0),
            (" abc\n", "abc", 2),
            (
                "\u{feff}a b&=+%\"'\\\0\u{1f511}",
                "a b&=+%\"'\\\0\u{1f511}",
                1,
            ),
            ("-starts-with-hyphen", "-starts-with-hyphen", 0),
        ] {
            let (secret, count) = tidy_secret(&SecretString::from(pasted)).unwrap();
            assert_eq!((secret.expose_secret(), count), (kept, trimmed));
        }
        assert!(tidy_secret(&SecretString::from(" \n")).is_err());
        assert!(tidy_secret(&SecretString::from("x".repeat(LONGEST_SECRET + 1))).is_err());
    }
}
