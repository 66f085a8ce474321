//! A list from another service than Halo: by the same proxy and certificates, within the same limits of time and size,
//! to the same kinds of addresses, without redirects. Asked once; whoever wants it again asks again.

use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Transport, body, failure, redirect_target, retry_after};
use crate::error::{Error, TimeoutPhase};
use crate::origin::Origin;

/// An answer, whatever its status.
#[derive(Debug)]
pub struct ForeignAnswer {
    /// The HTTP status.
    pub status: u16,
    /// How long the service asks to wait.
    pub retry_after: Option<Duration>,
    /// The unpacked body.
    pub body: Vec<u8>,
}

impl Transport {
    /// Asks another service, with at most one header of one's own, mostly a secret.
    ///
    /// # Errors
    /// Transport errors, [`Error::RedirectRefused`], [`Error::TooLarge`], [`Error::Setup`] for a header that cannot be
    /// sent, and [`Error::Cancelled`]. No status is an error.
    pub async fn get_foreign(
        &self,
        url: &Url,
        header: Option<(&str, &SecretString)>,
        cancel: &CancellationToken,
    ) -> Result<ForeignAnswer, Error> {
        let asking = Box::pin(self.ask_foreign(url, header));
        cancel
            .run_until_cancelled(asking)
            .await
            .unwrap_or(Err(Error::Cancelled))
    }

    async fn ask_foreign(
        &self,
        url: &Url,
        header: Option<(&str, &SecretString)>,
    ) -> Result<ForeignAnswer, Error> {
        let origin = Origin::of_url(url)?;
        let settings = self.settings();
        let start = Instant::now();
        let timed_out = |phase| Error::Timeout {
            host: origin.host().to_owned(),
            phase,
        };
        let mut request = self
            .inner
            .client(&origin)?
            .get(url.clone())
            .header(ACCEPT, "application/json");
        if let Some((name, secret)) = header {
            let (name, value) = sendable(name, secret)?;
            request = request.header(name, value);
        }
        let response = timeout_at(start + settings.headers_timeout, request.send())
            .await
            .map_err(|_| timed_out(TimeoutPhase::Headers))?
            .map_err(|error| {
                failure::of_reqwest(&error, &origin, self.proxy_to(&origin).as_ref())
            })?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Error::RedirectRefused {
                host: origin.host().to_owned(),
                to: redirect_target(url, response.headers()),
            });
        }
        let retry_after = retry_after(response.headers());
        let reading = body::read(response, settings.max_body_bytes, url);
        let body = timeout_at(start + settings.request_timeout, reading)
            .await
            .map_err(|_| timed_out(TimeoutPhase::Body))??;
        Ok(ForeignAnswer {
            status: status.as_u16(),
            retry_after,
            body,
        })
    }
}

fn sendable(name: &str, secret: &SecretString) -> Result<(HeaderName, HeaderValue), Error> {
    let unusable = || Error::Setup {
        detail: "the header cannot be sent".to_owned(),
    };
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
    let mut value = HeaderValue::from_str(secret.expose_secret()).map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok((name, value))
}
