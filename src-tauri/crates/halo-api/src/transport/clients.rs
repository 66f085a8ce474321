//! The HTTP clients behind a transport, one for each kind of way.

use std::sync::{Arc, OnceLock};

use reqwest::ClientBuilder;

use super::{Inner, tls};
use crate::error::Error;
use crate::origin::Origin;

/// Each is built at first use. Reading the root certificates of this computer takes time, and may
/// fail where there are none; plain http to this computer needs none.
#[derive(Debug, Default)]
pub(super) struct Clients {
    remote: OnceLock<Result<reqwest::Client, Error>>,
    loopback: OnceLock<Result<reqwest::Client, Error>>,
    loopback_plain: OnceLock<Result<reqwest::Client, Error>>,
}

impl Inner {
    /// The client for requests to this place. This computer is reached without any proxy.
    pub(super) fn client(&self, origin: &Origin) -> Result<reqwest::Client, Error> {
        let clients = &self.clients;
        let (slot, build): (_, fn(&Self) -> _) = match (origin.is_loopback(), origin.is_https()) {
            (false, _) => (&clients.remote, |this| {
                let builder = this.proxies.apply(this.base().https_only(true))?;
                this.with_tls(builder)
            }),
            (true, true) => (&clients.loopback, |this| {
                this.with_tls(this.base().no_proxy())
            }),
            (true, false) => (&clients.loopback_plain, |this| {
                built(this.base().no_proxy().tls_certs_only([]))
            }),
        };
        slot.get_or_init(|| build(self)).clone()
    }

    fn base(&self) -> ClientBuilder {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Losing a race against another thread leaves the same provider in place.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        reqwest::Client::builder()
            .user_agent(self.settings.user_agent.clone())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .dns_resolver(Arc::clone(&self.resolver))
    }

    fn with_tls(&self, builder: ClientBuilder) -> Result<reqwest::Client, Error> {
        let config = tls::config(&self.settings.extra_roots, &self.presented).map_err(|error| {
            tracing::warn!(%error, "safe connections cannot be set up");
            Error::Setup {
                detail: "its root certificates, or an extra one, cannot be read".to_owned(),
            }
        })?;
        built(builder.tls_backend_preconfigured(config))
    }
}

fn built(builder: ClientBuilder) -> Result<reqwest::Client, Error> {
    builder.build().map_err(|error| {
        tracing::warn!(?error, "HTTP client could not be built");
        Error::Setup {
            detail: "the HTTP client could not be built".to_owned(),
        }
    })
}
