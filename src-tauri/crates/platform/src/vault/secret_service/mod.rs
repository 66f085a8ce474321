//! The keychain of a Linux desktop: whatever offers the Secret Service on the
//! session bus, such as GNOME Keyring, `KWallet` or `KeePassXC`.
//!
//! Each call opens the bus anew, so that a keychain that was started or
//! unlocked meanwhile is found. What may take as long as a person likes, the
//! question for the keychain's password, is a task of its own: a caller stops
//! waiting after the limit, the question stays on the screen, and the next
//! caller waits for the same one.

mod bus;
mod entries;
mod failure;
mod question;

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use engine::ports::{KeptSecret, Vault, VaultError};
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use self::bus::Bus;
use self::entries::{Entries, Found};
use self::question::Asking;
use super::TIME_LIMIT;

/// An unlocking under way, for as many callers as want to wait for it.
type Unlocking = Shared<BoxFuture<'static, Result<(), VaultError>>>;

/// Entries under one service name.
pub struct Keychain {
    entries: Entries,
    asking: Arc<Asking>,
    unlocking: Mutex<Option<Unlocking>>,
}

impl Keychain {
    /// The keychain of this desktop.
    pub fn of_this_platform(service: &'static str) -> Self {
        Self::on(Bus::Session, service)
    }

    /// The keychain on another bus than the session's.
    #[cfg(test)]
    pub(super) fn at(address: &str, service: &'static str) -> Self {
        Self::on(Bus::At(address.to_owned()), service)
    }

    fn on(bus: Bus, service: &'static str) -> Self {
        Self {
            entries: Entries { bus, service },
            asking: Arc::default(),
            unlocking: Mutex::default(),
        }
    }

    /// Does something with an entry. What is locked is unlocked once: what is
    /// locked again after that stays so.
    async fn unlocked<T, Attempt>(&self, attempt: impl Fn() -> Attempt) -> Result<T, VaultError>
    where
        Attempt: Future<Output = Result<Found<T>, VaultError>>,
    {
        self.within_limit(async {
            if let Found::Open(done) = attempt().await? {
                return Ok(done);
            }
            self.until_unlocked().await?;
            match attempt().await? {
                Found::Open(done) => Ok(done),
                Found::Locked => Err(VaultError::Locked),
            }
        })
        .await
    }

    /// Waits for the answer to the question. One that was closed does not matter when the keychain was unlocked by other
    /// means meanwhile.
    async fn until_unlocked(&self) -> Result<(), VaultError> {
        let answer = self.unlocking().await;
        if answer == Err(VaultError::Dismissed) && self.entries.is_usable().await.is_ok() {
            return Ok(());
        }
        answer
    }

    /// Whatever is left of the work when the limit is reached is dropped, so
    /// nothing is written later. Only a question goes on.
    async fn within_limit<T>(
        &self,
        work: impl Future<Output = Result<T, VaultError>>,
    ) -> Result<T, VaultError> {
        match timeout(TIME_LIMIT, work).await {
            Ok(result) => result,
            Err(_) if self.asking.is_open() => Err(VaultError::Asking),
            Err(_) => Err(VaultError::Silent),
        }
    }

    /// The unlocking that is under way, or a new one.
    fn unlocking(&self) -> Unlocking {
        let mut current = self
            .unlocking
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(under_way) = current.as_ref().filter(|one| one.peek().is_none()) {
            return under_way.clone();
        }
        let (entries, asking) = (self.entries.clone(), Arc::clone(&self.asking));
        let unlocking = async move { question::unlock(&entries, &asking).await }
            .boxed()
            .shared();
        // It goes on when nobody waits for it any more. It ends with its
        // question, or with the keychain that asks.
        tokio::spawn(unlocking.clone());
        *current = Some(unlocking.clone());
        unlocking
    }
}

#[async_trait]
impl Vault for Keychain {
    async fn probe(&self) -> Result<(), VaultError> {
        let usable = self.within_limit(self.entries.is_usable()).await;
        match usable {
            Err(VaultError::Locked) if self.asking.is_open() => Err(VaultError::Asking),
            other => other,
        }
    }

    async fn unlock(&self) -> Result<(), VaultError> {
        self.within_limit(self.until_unlocked()).await
    }

    async fn until_settled(&self) {
        let current = self
            .unlocking
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(unlocking) = current {
            // Whoever waits looks anew afterwards.
            let _ = unlocking.await;
        }
    }

    async fn store(&self, account: &str, secret: SecretString) -> Result<(), VaultError> {
        let bytes = secret.expose_secret().as_bytes();
        self.unlocked(|| self.entries.store(account, bytes)).await
    }

    async fn load(&self, account: &str) -> Result<Option<KeptSecret>, VaultError> {
        self.unlocked(|| self.entries.load(account)).await
    }

    async fn remove(&self, account: &str) -> Result<bool, VaultError> {
        self.unlocked(|| self.entries.remove(account)).await
    }
}
