//! "Test the way to Halo": asks through settings that are not saved yet.

use halo_api::{Certificate, Origin, ProxyInUse};

use super::form::{Checked, ProxyForm};
use crate::Engine;
use crate::error::Result;
use crate::waits::Wait;

/// What to test.
#[derive(Debug, Clone)]
pub struct WayTest {
    /// Any address of a Halo.
    pub address: String,
    /// The proxy as it is typed.
    pub proxy: ProxyForm,
}

/// What is on the way.
#[derive(Debug)]
pub struct WayReport {
    /// The host that was asked.
    pub host: String,
    /// The proxy that was used.
    pub proxy: Option<ProxyInUse>,
    /// The certificate that was presented at the end of the way.
    pub certificate: Option<Certificate>,
    /// Halo's own name and version when it answered, or what stopped the
    /// question.
    pub halo: std::result::Result<Option<String>, halo_api::Error>,
}

impl Engine {
    /// Asks a Halo where it signs in, once, through the settings as typed.
    /// Nothing is saved and nothing secret is sent to Halo. Can be stopped by
    /// [`Wait::TestWay`].
    ///
    /// # Errors
    /// `Address` and `InvalidInput` for what cannot be asked, `Vault` when the
    /// saved password is needed and cannot be had, `Cancelled`. That nobody
    /// answers is a report.
    pub async fn test_way(&self, test: WayTest) -> Result<WayReport> {
        let wait = self.waits.begin(Wait::TestWay);
        wait.until_stopped(async |stop| {
            let origin = Origin::parse(&test.address)?.origin;
            let network = &self.network;
            let saved = self.settings.load().await.proxy;
            let checked = Checked::from_form(&test.proxy, &saved)?;
            let password = match test.proxy.new_password() {
                Some(typed) => Some(typed),
                None if test.proxy.login.is_some() => network.password.load(saved.password).await?,
                None => None,
            };
            let roots = network.roots.usable(self.clock.now()).await?;
            let transport = network
                .base
                .through(checked.choice(password), roots)
                .without_retry();
            let halo = match halo_api::discover(&transport, &origin, stop).await {
                Ok(found) => {
                    self.charge(&found).await;
                    Ok(crate::wizard::app_words(&found))
                }
                Err(error @ halo_api::Error::Cancelled) => return Err(error.into()),
                Err(error) => Err(error),
            };
            Ok(WayReport {
                host: origin.host().to_owned(),
                proxy: transport.proxy_to(&origin),
                certificate: transport.certificate_of(&origin),
                halo,
            })
        })
        .await
    }
}
