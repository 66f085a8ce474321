//! The way to the Secret Service: a connection to the session bus.

use engine::ports::VaultError;
use secret_service::{EncryptionType, SecretService};
use zbus::Connection;
use zbus::connection::Builder;

use super::failure::{explain, no_bus};

/// Which bus.
#[derive(Debug, Clone)]
pub(super) enum Bus {
    /// That of the session, as its environment names it.
    Session,
    /// One at this address.
    #[cfg(test)]
    At(String),
}

impl Bus {
    pub(super) async fn connect(&self) -> Result<Connection, VaultError> {
        let builder = match self {
            Self::Session => Builder::session(),
            #[cfg(test)]
            Self::At(address) => Builder::address(address.as_str()),
        };
        let connecting = async { builder?.build().await };
        connecting.await.map_err(|error| no_bus(&error))
    }

    /// The service, over a connection on which secrets are encrypted: others
    /// may listen on a session bus.
    pub(super) async fn secrets(&self) -> Result<SecretService<'static>, VaultError> {
        self.service(EncryptionType::Dh).await
    }

    /// The service for a call in which no secret passes.
    pub(super) async fn plain(&self) -> Result<SecretService<'static>, VaultError> {
        self.service(EncryptionType::Plain).await
    }

    async fn service(&self, kind: EncryptionType) -> Result<SecretService<'static>, VaultError> {
        let connection = self.connect().await?;
        SecretService::connect_with_existing(kind, connection)
            .await
            .map_err(|error| explain(&error))
    }
}
