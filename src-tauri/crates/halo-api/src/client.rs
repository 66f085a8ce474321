//! The client of one Halo: puts token, budget, transport and answers together.
//!
//! What can be asked for stands in `endpoints`, one file per area.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::answer;
use crate::error::Error;
use crate::limit::RequestBudget;
use crate::observer::{Call, Observer};
use crate::origin::Origin;
use crate::request::{ApiRequest, Method};
use crate::token::{Credentials, TokenGrant, TokenSource};
use crate::transport::{Outgoing, Payload, Transport};
use crate::wire::{self, FromRow, Rows};

/// Where a Halo is, and as whom to speak to it.
#[derive(Debug, Clone)]
pub struct ClientConfig {
    /// The resource server: `https://acme.halopsa.com/api`.
    pub api_base: Url,
    /// The authorisation server without `/token`: `https://acme.halopsa.com/auth`.
    pub auth_url: Url,
    /// Name of the tenant; needed on shared hosts, harmless on others.
    pub tenant: Option<String>,
    /// Client id of the application.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// Scopes to ask for, parted by blanks. A token asked for without any is good for nothing.
    pub scope: String,
}

/// What came back, and when by the server's own clock.
struct Answer {
    value: Value,
    server_time: Option<Timestamp>,
}

/// A client of one Halo; cheap to clone, all clones share token and budget.
#[derive(Clone)]
pub struct HaloClient {
    inner: Arc<Inner>,
    observer: Option<Arc<dyn Observer>>,
    cancel: CancellationToken,
}

struct Inner {
    transport: Transport,
    api_base: Url,
    budget: RequestBudget,
    token: TokenSource,
}

impl HaloClient {
    /// Prepares a client; nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::InvalidHost`] if an address is not https (or this computer), holds a user name or
    /// must not be contacted.
    pub fn new(
        transport: Transport,
        config: ClientConfig,
        budget: RequestBudget,
    ) -> Result<Self, Error> {
        Origin::of_url(&config.api_base)?;
        Origin::of_url(&config.auth_url)?;
        let inner = Inner {
            transport,
            api_base: config.api_base,
            budget,
            token: TokenSource::new(Credentials {
                auth_url: config.auth_url,
                tenant: config.tenant,
                client_id: config.client_id,
                client_secret: config.client_secret,
                scope: config.scope,
            }),
        };
        Ok(Self {
            inner: Arc::new(inner),
            observer: None,
            cancel: CancellationToken::new(),
        })
    }

    /// The same client, which tells `observer` how each of its calls ended.
    #[must_use]
    pub fn observed_by(self, observer: Arc<dyn Observer>) -> Self {
        Self {
            observer: Some(observer),
            ..self
        }
    }

    /// The same client, whose calls end with [`Error::Cancelled`] as soon as `cancel` is.
    #[must_use]
    pub fn with_cancel(&self, cancel: CancellationToken) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            observer: self.observer.clone(),
            cancel,
        }
    }

    /// A client of the same Halo with a token of its own, asked for with other scopes (parted by
    /// blanks): to learn which of them the application has, and to work with those. Nobody observes it: that a scope
    /// is refused says nothing about the connection that does not ask for it.
    #[must_use]
    pub fn asking_for(&self, scope: &str) -> Self {
        let inner = &self.inner;
        Self {
            inner: Arc::new(Inner {
                transport: inner.transport.clone(),
                api_base: inner.api_base.clone(),
                budget: inner.budget.clone(),
                token: inner.token.asking_for(scope),
            }),
            observer: None,
            cancel: self.cancel.clone(),
        }
    }

    /// The requests that this Halo gets.
    pub fn budget(&self) -> &RequestBudget {
        &self.inner.budget
    }

    /// What the current token grants; asks for a token if there is none.
    ///
    /// # Errors
    /// Whatever Halo has against the credentials, and transport errors.
    pub async fn token(&self) -> Result<TokenGrant, Error> {
        let inner = &self.inner;
        let grant = inner
            .token
            .grant(&inner.transport, &inner.budget, &self.cancel)
            .await;
        self.tell(Call::Token, grant.as_ref().err());
        grant
    }

    /// Drops the token: scopes are frozen in it, so a change in Halo shows only in a new one.
    pub async fn forget_token(&self) {
        self.inner.token.forget().await;
    }

    /// Reads a list that comes at once; rows that cannot be read are left out.
    pub(crate) async fn list<T: FromRow>(
        &self,
        request: &ApiRequest,
        key: &str,
    ) -> Result<Vec<T>, Error> {
        let rows = self.rows(request, key).await?.rows;
        let records: Vec<T> = rows.iter().filter_map(T::from_value).collect();
        if records.len() < rows.len() {
            tracing::warn!(
                endpoint = request.endpoint(),
                rows = rows.len(),
                readable = records.len(),
                "rows without a usable id"
            );
        }
        if records.is_empty() && !rows.is_empty() {
            return Err(remote_changed(request, "no row has a usable id"));
        }
        Ok(records)
    }

    /// Reads the rows of one reply.
    pub(crate) async fn rows(&self, request: &ApiRequest, key: &str) -> Result<Rows, Error> {
        Ok(self.dated_rows(request, key).await?.0)
    }

    /// Reads the rows of one reply, and the server's clock.
    pub(crate) async fn dated_rows(
        &self,
        request: &ApiRequest,
        key: &str,
    ) -> Result<(Rows, Option<Timestamp>), Error> {
        let answer = self.ask(request).await?;
        let rows = wire::rows(answer.value, key);
        let rows = rows.map_err(|detail| remote_changed(request, detail))?;
        Ok((rows, answer.server_time))
    }

    /// Reads one record, which some versions wrap into an array.
    pub(crate) async fn record<T: FromRow>(&self, request: &ApiRequest) -> Result<T, Error> {
        let value = self.call(request).await?;
        let record = value.get(0).unwrap_or(&value);
        T::from_value(record).ok_or_else(|| remote_changed(request, "no record with an id"))
    }

    /// Sends a request, with a new token if Halo refuses the one there is.
    pub(crate) async fn call(&self, request: &ApiRequest) -> Result<Value, Error> {
        Ok(self.ask(request).await?.value)
    }

    async fn ask(&self, request: &ApiRequest) -> Result<Answer, Error> {
        // Boxed: the futures of a request are large, and every call of an endpoint holds one.
        let answer = Box::pin(self.ask_twice_at_most(request)).await;
        self.tell(Call::of(request), answer.as_ref().err());
        answer
    }

    fn tell(&self, call: Call<'_>, error: Option<&Error>) {
        if let Some(observer) = &self.observer {
            observer.ended(call, error);
        }
    }

    async fn ask_twice_at_most(&self, request: &ApiRequest) -> Result<Answer, Error> {
        let inner = &self.inner;
        let url = request.url(&inner.api_base);
        let max_depth = inner.transport.settings().max_json_depth;
        let mut refused_before = false;
        loop {
            let bearer = inner
                .token
                .bearer(&inner.transport, &inner.budget, &self.cancel)
                .await?;
            let outgoing = Outgoing {
                method: request.method,
                url: url.clone(),
                authorization: Some(bearer.header.clone()),
                payload: request.body.as_ref().map_or(Payload::None, Payload::Json),
                repeatable: request.method.is_repeatable(),
            };
            let reply = inner
                .transport
                .send(&outgoing, &inner.budget, &self.cancel)
                .await?;
            if reply.status == 401 {
                inner.token.discard(&bearer).await;
                if !refused_before {
                    refused_before = true;
                    continue;
                }
            }
            let value = answer::read(request.method, &url, &reply, max_depth)?;
            let error = match request.method {
                Method::Get | Method::Delete => None,
                Method::Post => answer::error_in_success(request.method, &url, &reply, &value),
            };
            let server_time = reply.server_time;
            return error.map_or(Ok(Answer { value, server_time }), Err);
        }
    }
}

impl fmt::Debug for HaloClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HaloClient")
            .field("api_base", &self.inner.api_base.as_str())
            .finish_non_exhaustive()
    }
}

fn remote_changed(request: &ApiRequest, detail: &str) -> Error {
    Error::RemoteChanged {
        endpoint: request.endpoint().to_owned(),
        detail: detail.to_owned(),
    }
}
