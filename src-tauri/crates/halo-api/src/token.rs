//! The access token: fetched when needed, renewed before it ends, one renewal at a time.
//!
//! Scopes are frozen in a token (halo-api.md section 2), so after a change of permissions in Halo
//! it has to be forgotten.

mod redaction;
mod reply;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::error::Error;
use crate::limit::RequestBudget;
use crate::request::Method;
use crate::transport::{Outgoing, Payload, Transport};

/// How long before its end a token is renewed.
const RENEW_BEFORE: Duration = Duration::from_mins(1);

/// What Halo granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenGrant {
    /// The granted scopes; empty for a token that is good for nothing.
    pub scopes: Vec<String>,
    /// Time left when it was asked for.
    pub expires_in: Duration,
}

impl TokenGrant {
    /// Whether the token covers a scope such as `edit:tickets`. `all` and `all:standard` cover
    /// every scope but `admin`, and the smaller of the two not the larger.
    pub fn allows(&self, scope: &str) -> bool {
        let covers = |granted: &str| match granted {
            "all" => scope != "admin",
            "all:standard" => scope != "admin" && scope != "all",
            _ => false,
        };
        self.scopes
            .iter()
            .any(|granted| granted == scope || covers(granted))
    }
}

/// What is needed to ask for a token.
pub(crate) struct Credentials {
    pub(crate) auth_url: Url,
    pub(crate) tenant: Option<String>,
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    pub(crate) scope: String,
}

/// The one place that holds the token.
pub(crate) struct TokenSource {
    credentials: Credentials,
    // Held across a renewal on purpose: whoever comes meanwhile waits for its result.
    current: Mutex<Option<Token>>,
    serial: AtomicU64,
}

struct Token {
    bearer: Bearer,
    scopes: Vec<String>,
    renew_at: Instant,
    expires_at: Instant,
}

/// A token as it stands in a request.
#[derive(Clone)]
pub(crate) struct Bearer {
    pub(crate) header: HeaderValue,
    serial: u64,
}

impl TokenSource {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            current: Mutex::new(None),
            serial: AtomicU64::new(0),
        }
    }

    /// The same credentials, asking for other scopes; with a token of its own.
    pub(crate) fn asking_for(&self, scope: &str) -> Self {
        let own = &self.credentials;
        Self::new(Credentials {
            auth_url: own.auth_url.clone(),
            tenant: own.tenant.clone(),
            client_id: own.client_id.clone(),
            client_secret: own.client_secret.clone(),
            scope: scope.to_owned(),
        })
    }

    /// A token that is good for at least the next moments.
    pub(crate) async fn bearer(
        &self,
        transport: &Transport,
        budget: &RequestBudget,
        cancel: &CancellationToken,
    ) -> Result<Bearer, Error> {
        self.with_token(transport, budget, cancel, |token| token.bearer.clone())
            .await
    }

    /// What the current token grants; asks for one if there is none.
    pub(crate) async fn grant(
        &self,
        transport: &Transport,
        budget: &RequestBudget,
        cancel: &CancellationToken,
    ) -> Result<TokenGrant, Error> {
        self.with_token(transport, budget, cancel, |token| TokenGrant {
            scopes: token.scopes.clone(),
            expires_in: token.expires_at.saturating_duration_since(Instant::now()),
        })
        .await
    }

    async fn with_token<R>(
        &self,
        transport: &Transport,
        budget: &RequestBudget,
        cancel: &CancellationToken,
        read: impl FnOnce(&Token) -> R,
    ) -> Result<R, Error> {
        let mut current = cancel
            .run_until_cancelled(self.current.lock())
            .await
            .ok_or(Error::Cancelled)?;
        if let Some(token) = current.as_ref()
            && Instant::now() < token.renew_at
        {
            return Ok(read(token));
        }
        // A token that is about to end is no help if the renewal fails.
        *current = None;
        let token = self.fetch(transport, budget, cancel).await?;
        Ok(read(current.insert(token)))
    }

    /// Drops a token that Halo refused, unless it has been renewed meanwhile.
    pub(crate) async fn discard(&self, refused: &Bearer) {
        let mut current = self.current.lock().await;
        if current
            .as_ref()
            .is_some_and(|token| token.bearer.serial == refused.serial)
        {
            *current = None;
        }
    }

    /// Drops the token, whatever it is.
    pub(crate) async fn forget(&self) {
        *self.current.lock().await = None;
    }

    async fn fetch(
        &self,
        transport: &Transport,
        budget: &RequestBudget,
        cancel: &CancellationToken,
    ) -> Result<Token, Error> {
        let scope = self.credentials.scope.as_str();
        let asked = self.ask(scope, transport, budget, cancel).await;
        let Err(Error::InvalidScope { exchange, .. }) = asked else {
            return asked;
        };
        // Halo does not say which one it means, so each is asked for alone.
        let mut refused = Vec::new();
        let scopes: Vec<&str> = scope.split_whitespace().collect();
        if let [_, _, ..] = scopes.as_slice() {
            for &one in &scopes {
                match self.ask(one, transport, budget, cancel).await {
                    Ok(_) => {}
                    Err(Error::InvalidScope { .. }) => refused.push(one),
                    Err(Error::Cancelled) => return Err(Error::Cancelled),
                    // Then there is no more to say than that one is refused.
                    Err(_) => break,
                }
            }
        }
        let named = if refused.is_empty() { scopes } else { refused };
        Err(Error::InvalidScope {
            scope: named.join(" "),
            exchange,
        })
    }

    async fn ask(
        &self,
        scope: &str,
        transport: &Transport,
        budget: &RequestBudget,
        cancel: &CancellationToken,
    ) -> Result<Token, Error> {
        let credentials = &self.credentials;
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", credentials.client_id.as_str()),
            ("client_secret", credentials.client_secret.expose_secret()),
        ];
        if !scope.is_empty() {
            form.push(("scope", scope));
        }
        let request = Outgoing {
            method: Method::Post,
            url: token_url(&credentials.auth_url, credentials.tenant.as_deref()),
            authorization: None,
            payload: Payload::Form(&form),
            // A second token does no harm, unlike a second ticket.
            repeatable: true,
        };
        let asked_at = Instant::now();
        let answer = transport.send(&request, budget, cancel).await?;
        let max_depth = transport.settings().max_json_depth;
        let granted = reply::read(credentials, &request.url, &answer, max_depth)?;
        tracing::debug!(scopes = granted.scopes.len(), "token received");
        // Half of a short life, so that a token of a minute is not renewed at every request.
        let early = RENEW_BEFORE.min(granted.life / 2);
        Ok(Token {
            bearer: Bearer {
                header: granted.header,
                serial: self.serial.fetch_add(1, Ordering::Relaxed),
            },
            scopes: granted.scopes,
            renew_at: asked_at + granted.life - early,
            expires_at: asked_at + granted.life,
        })
    }
}

/// `{auth}/token`, with the tenant as hosted Halos want it.
pub(crate) fn token_url(auth_url: &Url, tenant: Option<&str>) -> Url {
    let mut url = auth_url.clone();
    let path = format!("{}/token", auth_url.path().trim_end_matches('/'));
    url.set_path(&path);
    url.set_query(None);
    if let Some(tenant) = tenant.filter(|tenant| !tenant.is_empty()) {
        url.query_pairs_mut().append_pair("tenant", tenant);
    }
    url
}
