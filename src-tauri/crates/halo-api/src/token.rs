//! The access token: fetched when needed, renewed before it ends, one renewal at a time.
//!
//! Scopes are frozen in a token (halo-api.md section 2), so after a change of permissions in Halo
//! it has to be forgotten.

#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::answer;
use crate::error::{AuthProblem, Error, Exchange, HaloMessage, NotHaloAnswer, TokenReplyProblem};
use crate::limit::RequestBudget;
use crate::request::Method;
use crate::transport::{self, JsonProblem, Outgoing, Payload, Reply, Transport};
use crate::wire::lenient;

/// How long before its end a token is renewed.
const RENEW_BEFORE: Duration = Duration::from_mins(1);
/// The life of a token that does not tell.
const USUAL_LIFE: Duration = Duration::from_hours(1);
/// No life is believed to be longer.
const LONGEST_LIFE: Duration = Duration::from_hours(24);

/// What Halo granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenGrant {
    /// The granted scopes; empty for a token that is good for nothing.
    pub scopes: Vec<String>,
    /// Time left when it was asked for.
    pub expires_in: Duration,
}

impl TokenGrant {
    /// Whether the token covers a scope such as `edit:tickets`; `all` covers every scope but
    /// `admin`.
    pub fn allows(&self, scope: &str) -> bool {
        let covers = |granted: &str| granted == scope || (granted == "all" && scope != "admin");
        self.scopes.iter().any(|granted| covers(granted))
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
        let credentials = &self.credentials;
        let url = token_url(&credentials.auth_url, credentials.tenant.as_deref());
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", credentials.client_id.as_str()),
            ("client_secret", credentials.client_secret.expose_secret()),
        ];
        if !credentials.scope.is_empty() {
            form.push(("scope", &credentials.scope));
        }
        let request = Outgoing {
            method: Method::Post,
            url,
            authorization: None,
            payload: Payload::Form(&form),
            // A second token does no harm, unlike a second ticket.
            repeatable: true,
        };
        let asked_at = Instant::now();
        let reply = transport.send(&request, budget, cancel).await?;
        let token = self.read(transport, &request.url, &reply, asked_at)?;
        tracing::debug!(scopes = token.scopes.len(), "token received");
        Ok(token)
    }

    fn read(
        &self,
        transport: &Transport,
        url: &Url,
        reply: &Reply,
        asked_at: Instant,
    ) -> Result<Token, Error> {
        if !(200..300).contains(&reply.status) {
            return Err(self.refusal(url, reply));
        }
        let max_depth = transport.settings().max_json_depth;
        let bad = |problem| Error::BadTokenReply { problem };
        let value =
            transport::parse_json(&reply.body, max_depth).map_err(|problem| match problem {
                JsonProblem::Html => Error::NotHalo {
                    host: host(url),
                    found: answer::web_page_kind(&reply.body),
                },
                JsonProblem::Empty | JsonProblem::TooDeep | JsonProblem::Invalid => {
                    bad(TokenReplyProblem::NotJson)
                }
            })?;
        if value.get("access_token").is_none() && value.get("error").is_some() {
            return Err(self.refusal(url, reply));
        }
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        if let Some(found) =
            text("token_type").filter(|found| !found.eq_ignore_ascii_case("bearer"))
        {
            let found = found.chars().take(20).collect();
            return Err(bad(TokenReplyProblem::TokenType { found }));
        }
        let secret = text("access_token")
            .filter(|token| !token.trim().is_empty())
            .ok_or_else(|| bad(TokenReplyProblem::NoAccessToken))?;
        let mut header = HeaderValue::from_str(&format!("Bearer {secret}"))
            .map_err(|_| bad(TokenReplyProblem::Unusable))?;
        header.set_sensitive(true);
        let life = read_life(value.get("expires_in"))
            .ok_or_else(|| bad(TokenReplyProblem::AlreadyExpired))?;
        // Half of a short life, so that a token of a minute is not renewed at every request.
        let early = RENEW_BEFORE.min(life / 2);
        let scopes = text("scope").unwrap_or_default();
        Ok(Token {
            bearer: Bearer {
                header,
                serial: self.serial.fetch_add(1, Ordering::Relaxed),
            },
            scopes: scopes.split_whitespace().map(str::to_owned).collect(),
            renew_at: asked_at + life - early,
            expires_at: asked_at + life,
        })
    }

    /// Reads an answer that holds no token (halo-api.md section 2, "Error replies").
    fn refusal(&self, url: &Url, reply: &Reply) -> Error {
        let message = HaloMessage::read(&reply.body);
        let exchange = Box::new(Exchange {
            method: Method::Post.name(),
            path: url.path().to_owned(),
            status: Some(reply.status),
            text: message.text.clone().map(|text| self.redact(&text)),
        });
        let credentials = &self.credentials;
        let unauthorized = |reason, exchange| Error::Unauthorized { reason, exchange };
        match (reply.status, message.code.as_deref()) {
            (_, Some("invalid_client")) => unauthorized(AuthProblem::InvalidClient, exchange),
            (_, Some("invalid_scope")) => Error::InvalidScope {
                scope: credentials.scope.clone(),
                exchange,
            },
            (_, Some("unauthorized_client" | "unsupported_grant_type" | "invalid_grant")) => {
                unauthorized(AuthProblem::GrantNotAllowed, exchange)
            }
            (500, _) => Error::WrongTenant {
                tenant: credentials.tenant.clone(),
                exchange,
            },
            (401, _) => unauthorized(AuthProblem::InvalidClient, exchange),
            (404 | 405, _) => Error::NotHalo {
                host: host(url),
                found: NotHaloAnswer::NotFound,
            },
            (_, _) => {
                let message = HaloMessage {
                    text: exchange.text.clone(),
                    ..message
                };
                answer::refusal(url, reply, message, exchange)
            }
        }
    }

    /// Takes our own secret out of Halo's words, should it ever repeat it.
    fn redact(&self, text: &str) -> String {
        let secret = self.credentials.client_secret.expose_secret();
        if secret.is_empty() {
            return text.to_owned();
        }
        text.replace(secret, "[secret]")
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

/// Reads `expires_in`: `None` for a life of no seconds, the usual life for one that is not told.
fn read_life(value: Option<&Value>) -> Option<Duration> {
    let Some(seconds) = value.and_then(lenient::number) else {
        return Some(USUAL_LIFE);
    };
    if seconds < 1.0 {
        return None;
    }
    Duration::try_from_secs_f64(seconds)
        .ok()
        .map_or(Some(LONGEST_LIFE), |life| Some(life.min(LONGEST_LIFE)))
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}
