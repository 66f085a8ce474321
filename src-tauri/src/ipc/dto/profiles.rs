//! Profiles: the cards on Start, the switcher.

use engine::domain::ConnectionState;
use engine::{Profile, SecretAge};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::health::HealthDto;
use super::ids::ProfileId;

/// The badge of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionStateDto {
    /// The wizard has not been finished.
    NotConnected,
    /// No check found anything against it: it can do the job.
    Connected,
    /// It was connected, and something no longer holds or was left failing.
    NeedsAttention,
    /// Secret and token were removed here.
    Revoked,
}

/// One integration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileDto {
    /// Identifier.
    pub id: ProfileId,
    /// Its own name, which no other profile has.
    pub name: String,
    /// Vendor's product, for example `Palisade`.
    pub vendor_name: String,
    /// Two letters for the vendor's mark.
    pub vendor_mark: String,
    /// Halo's host, once it is known.
    pub halo_host: Option<String>,
    /// Whether this is the demo Halo inside the program.
    pub is_demo: bool,
    /// The badge that the checks gave.
    pub connection: ConnectionStateDto,
    /// How it stands now.
    pub health: HealthDto,
    /// When customers were last read completely.
    pub last_read_at: Option<String>,
    /// How old the secret is; `null` when there is none.
    pub secret: Option<SecretAgeDto>,
    /// Wizard step to go on with, 1 to 5.
    pub wizard_step: u8,
    /// Whether the wizard was finished.
    pub wizard_finished: bool,
}

/// How old a secret is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretAgeDto {
    /// When it was saved.
    pub saved_at: String,
    /// Whole days since.
    pub days: u32,
    /// Whether it should be replaced.
    pub is_old: bool,
}

impl From<SecretAge> for SecretAgeDto {
    fn from(age: SecretAge) -> Self {
        Self {
            saved_at: age.saved_at,
            days: age.days,
            is_old: age.is_old,
        }
    }
}

impl From<ConnectionState> for ConnectionStateDto {
    fn from(state: ConnectionState) -> Self {
        match state {
            ConnectionState::NotConnected => Self::NotConnected,
            ConnectionState::Connected => Self::Connected,
            ConnectionState::NeedsAttention => Self::NeedsAttention,
            ConnectionState::Revoked => Self::Revoked,
        }
    }
}

impl From<Profile> for ProfileDto {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.into(),
            vendor_mark: mark(&profile.vendor_name),
            name: profile.name,
            vendor_name: profile.vendor_name,
            halo_host: profile.halo_host,
            is_demo: profile.is_demo,
            connection: profile.connection.into(),
            health: profile.health.into(),
            last_read_at: profile.last_read_at,
            secret: profile.secret.map(Into::into),
            wizard_step: profile.wizard_step,
            wizard_finished: profile.wizard_finished,
        }
    }
}

/// The first two letters of a vendor's name, for its mark.
pub(super) fn mark(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .take(2)
        .collect()
}
