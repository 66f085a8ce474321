//! The way to the network: proxy, its login, extra root certificates, and the
//! transport that is made of them.
//!
//! A change works at once: clients are made anew with the next request. What is
//! under way ends as it began. Certificates are always checked; nothing here
//! could switch that off.

mod form;
mod password;
mod roots;
mod way;

use std::path::Path;
use std::sync::Arc;

use halo_api::{Origin, ProxyChoice, Transport};
use tokio::sync::Mutex;
use url::Url;

use crate::Engine;
use crate::error::Result;
use crate::ports::{Clock, PasswordPlace, ProxySettings, SettingsStore};
use crate::secrets::Secrets;
use crate::tags::Tag;

pub use form::{LoginForm, ProxyForm};
pub use roots::{CertificateRefusal, RootCertificates};
pub use way::{WayReport, WayTest};

use form::Checked;
use password::ProxyPassword;
use roots::RootFolder;

/// Any host of the Internet stands for all of them when the system is asked
/// for its proxy.
const SOME_REMOTE_HALO: &str = "https://halopsa.com";

/// Everything that Settings shows of the network.
#[derive(Debug, Clone)]
pub struct NetworkView {
    /// The proxy as it is kept.
    pub proxy: ProxySettings,
    /// Whether the password is where it should be. The keychain is not asked,
    /// only the memory.
    pub has_password: bool,
    /// The proxy that the system names, without a login.
    pub system_proxy: Option<String>,
    /// The extra root certificates.
    pub roots: RootCertificates,
}

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Network {
    base: Transport,
    settings: Arc<dyn SettingsStore>,
    clock: Arc<dyn Clock>,
    roots: RootFolder,
    password: ProxyPassword,
    /// Made when it is first needed and after each change.
    current: Arc<Mutex<Option<Transport>>>,
    /// Held while settings and password are saved together.
    saving: Arc<Mutex<()>>,
}

impl Network {
    pub(crate) fn new(
        base: Transport,
        settings: Arc<dyn SettingsStore>,
        clock: Arc<dyn Clock>,
        secrets: Secrets,
        data_dir: &Path,
    ) -> Self {
        Self {
            base,
            settings,
            clock,
            roots: RootFolder::in_folder(data_dir),
            password: ProxyPassword::new(secrets),
            current: Arc::default(),
            saving: Arc::default(),
        }
    }

    /// The transport for an address.
    ///
    /// # Errors
    /// `Vault` when the proxy's password cannot be had from the keychain. This
    /// computer is reached without a proxy, so never for its addresses.
    pub(crate) async fn to(&self, address: &Url) -> Result<Transport> {
        let mut current = self.current.lock().await;
        if let Some(transport) = &*current {
            return Ok(transport.clone());
        }
        let proxy = self.settings.load().await.proxy;
        let roots = self.roots.usable(self.clock.now()).await?;
        let is_here = Origin::parse(address.as_str()).is_ok_and(|found| found.origin.is_loopback());
        let password = match self.password.load(proxy.password).await {
            Err(_) if is_here => return Ok(self.base.through(ProxyChoice::None, roots)),
            password => password?,
        };
        let choice = Checked::from_settings(&proxy)?.choice(password);
        let transport = self.base.through(choice, roots);
        *current = Some(transport.clone());
        Ok(transport)
    }

    /// Has the next request made on a new transport.
    async fn renew(&self) {
        *self.current.lock().await = None;
    }

    fn system_proxy(&self) -> Option<String> {
        let transport = self.base.through(ProxyChoice::System, Vec::new());
        let origin = Origin::parse(SOME_REMOTE_HALO).ok()?.origin;
        Some(transport.proxy_to(&origin)?.address)
    }
}

impl Engine {
    /// The network's settings and certificates.
    pub async fn network(&self) -> Result<NetworkView> {
        let proxy = self.settings.load().await.proxy;
        let has_password = match proxy.password {
            PasswordPlace::None => false,
            PasswordPlace::Keychain => true,
            PasswordPlace::Session => self.network.password.is_in_memory().await,
        };
        Ok(NetworkView {
            has_password,
            proxy,
            system_proxy: self.network.system_proxy(),
            roots: self.network.roots.list(self.clock.now()).await?,
        })
    }

    /// Saves the proxy and puts its password where it belongs. Answers with
    /// what else is worth saying, as sentences.
    ///
    /// # Errors
    /// `InvalidInput` for a field that cannot be used, `Vault` when the
    /// password cannot be kept; nothing is changed then.
    pub async fn save_proxy(&self, form: ProxyForm) -> Result<Vec<String>> {
        let network = &self.network;
        let _alone = network.saving.lock().await;
        let before = self.settings.load().await.proxy;
        let checked = Checked::from_form(&form, &before)?;
        let settings = checked.settings();
        let moves = before.password == PasswordPlace::Session
            && settings.password == PasswordPlace::Keychain;
        let password = match form.new_password() {
            None if moves => Some(network.password.load(before.password).await?.ok_or_else(
                || {
                    form::password_problem(
                        "The password is gone with the last session. Enter it again.",
                    )
                },
            )?),
            typed => typed,
        };
        if let Some(password) = password {
            network.password.keep(password, settings.password).await?;
        }
        let saved = settings.clone();
        self.update_settings(move |all| all.proxy = saved).await?;
        let left_over = before.password == PasswordPlace::Keychain
            && settings.password != PasswordPlace::Keychain;
        let mut notes = Vec::new();
        if settings.password != PasswordPlace::Session {
            network.password.forget_in_memory().await;
        }
        if left_over && let Err(error) = network.password.forget_in_keychain().await {
            notes.push(format!(
                "The old password is still in the keychain and could not be removed. {error}"
            ));
        }
        self.network_changed().await;
        Ok(notes)
    }

    /// Asks for the file of a certificate with the desktop's own dialog.
    pub async fn choose_certificate_file(&self) -> Option<String> {
        self.desktop.choose_certificate_file().await
    }

    /// Trusts the root certificates in a file, from now on. Answers with whom
    /// they belong to.
    ///
    /// # Errors
    /// `Certificate` when the file holds none, a private key, or one that
    /// would not help; nothing is stored then.
    pub async fn add_root_certificates(&self, path: &str) -> Result<Vec<String>> {
        let subjects = self
            .network
            .roots
            .add(path.trim().into(), self.clock.now())
            .await?;
        self.network_changed().await;
        Ok(subjects)
    }

    /// Trusts a root certificate no longer. Without effect when it is not
    /// there.
    pub async fn remove_root_certificate(&self, sha256: &str) -> Result<()> {
        self.network.roots.remove(sha256.to_owned()).await?;
        self.network_changed().await;
        Ok(())
    }

    async fn network_changed(&self) {
        self.network.renew().await;
        self.connections.drop_all().await;
        self.events.invalidated(None, &[Tag::App]);
    }
}
