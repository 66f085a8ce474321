//! One HTTP exchange with all its limits: time, size, depth, no redirects, no plain text beyond
//! this computer.
//!
//! What an answer means is decided above (`client`, `token`, `discovery`).

mod body;
mod failure;
mod resolver;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::ClientBuilder;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use url::Url;

pub(crate) use body::{JsonProblem, parse_json};
pub(crate) use failure::{endpoint, is_rate_limit_text};

use crate::error::{Error, TimeoutPhase};
use crate::limit::RequestBudget;
use crate::origin::{HostClass, Origin};
use crate::request::Method;
use crate::retry::{self, Attempts, Failure, Next, RetryPolicy};

/// Limits of every exchange.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Longest wait for the beginning of an answer to a read, with connecting.
    pub headers_timeout: Duration,
    /// Longest time of one request from its start to the last byte of the answer. A write may use
    /// all of it until its answer begins: giving up early would only leave its outcome unknown.
    pub request_timeout: Duration,
    /// Largest answer in bytes after unpacking.
    pub max_body_bytes: usize,
    /// Deepest nesting of JSON.
    pub max_json_depth: usize,
    /// Repeated attempts.
    pub retry: RetryPolicy,
    /// What we call ourselves.
    pub user_agent: String,
    /// Further root certificates in PEM, beside those this computer trusts.
    pub extra_roots_pem: Vec<Vec<u8>>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            headers_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_mins(1),
            max_body_bytes: 16 * 1024 * 1024,
            max_json_depth: 64,
            retry: RetryPolicy::default(),
            user_agent: concat!("halo-api/", env!("CARGO_PKG_VERSION")).to_owned(),
            extra_roots_pem: Vec::new(),
        }
    }
}

/// The way to the network; one per program, cheap to clone.
#[derive(Debug, Clone)]
pub struct Transport {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: HttpSettings,
    resolver: Arc<resolver::GuardedResolver>,
    // Each is built at first use. Reading the root certificates of this computer takes time, and
    // may fail where there are none; plain http to this computer needs none.
    remote: OnceLock<Result<reqwest::Client, Error>>,
    loopback: OnceLock<Result<reqwest::Client, Error>>,
    loopback_plain: OnceLock<Result<reqwest::Client, Error>>,
}

/// One request, ready to go.
pub(crate) struct Outgoing<'a> {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) payload: Payload<'a>,
    /// Whether sending it twice does no harm.
    pub(crate) repeatable: bool,
}

/// The body of a request.
pub(crate) enum Payload<'a> {
    None,
    Json(&'a serde_json::Value),
    Form(&'a [(&'a str, &'a str)]),
}

/// An answer with any status but a redirect.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Vec<u8>,
}

impl Default for Transport {
    fn default() -> Self {
        Self::new(HttpSettings::default())
    }
}

impl Transport {
    /// Prepares a transport; nothing is sent or loaded yet.
    pub fn new(settings: HttpSettings) -> Self {
        Self {
            inner: Arc::new(Inner {
                settings,
                resolver: Arc::default(),
                remote: OnceLock::new(),
                loopback: OnceLock::new(),
                loopback_plain: OnceLock::new(),
            }),
        }
    }

    /// What the name of a host led to when it was last looked up; `None` before that, and behind a
    /// proxy, which looks names up itself.
    pub fn class_of(&self, origin: &Origin) -> Option<HostClass> {
        self.inner.resolver.class_of(origin.host())
    }

    /// Remembers what the name of a host led to when it was checked, so that it is refused should
    /// it lead elsewhere now (see [`BlockReason::ClassChanged`](crate::BlockReason::ClassChanged)).
    pub fn expect_class(&self, origin: &Origin, class: HostClass) {
        self.inner.resolver.expect(origin.host(), class);
    }

    /// Forgets what the name of a host led to: it is being checked anew.
    pub(crate) fn forget_class(&self, origin: &Origin) {
        self.inner.resolver.forget(origin.host());
    }

    pub(crate) fn settings(&self) -> &HttpSettings {
        &self.inner.settings
    }

    /// Sends a request as often as the policy allows, within the budget.
    ///
    /// # Errors
    /// Transport errors, [`Error::RedirectRefused`] and [`Error::Cancelled`]. An answer with a
    /// status that is not a success is no error here.
    pub(crate) async fn send(
        &self,
        request: &Outgoing<'_>,
        budget: &RequestBudget,
        cancel: &CancellationToken,
    ) -> Result<Reply, Error> {
        cancel
            .run_until_cancelled(Box::pin(self.send_uncancelled(request, budget)))
            .await
            .unwrap_or(Err(Error::Cancelled))
    }

    async fn send_uncancelled(
        &self,
        request: &Outgoing<'_>,
        budget: &RequestBudget,
    ) -> Result<Reply, Error> {
        let mut attempts = Attempts::new(&self.inner.settings.retry, request.repeatable);
        loop {
            budget.acquire().await;
            let result = self.attempt(request).await;
            let failure = match &result {
                Ok(reply) => failure::of_status(reply),
                Err(error) => Some(failure::of_error(error)),
            };
            let Some(failure) = failure else {
                return result;
            };
            let next = attempts.after(failure, retry::luck());
            tracing::debug!(
                method = request.method.name(),
                path = request.url.path(),
                ?failure,
                ?next,
                "request failed"
            );
            match next {
                Next::GiveUp => {
                    if let Failure::RateLimited(asked) = failure {
                        budget.refused(asked.unwrap_or_default().min(self.retry_after_cap()));
                    }
                    return result;
                }
                Next::Wait(delay) => tokio::time::sleep(delay).await,
                Next::HoldAll(delay) => budget.refused(delay),
            }
        }
    }

    fn retry_after_cap(&self) -> Duration {
        self.inner.settings.retry.retry_after_cap
    }

    /// Sends a request once.
    async fn attempt(&self, request: &Outgoing<'_>) -> Result<Reply, Error> {
        let origin = Origin::of_url(&request.url)?;
        let settings = &self.inner.settings;
        let start = Instant::now();
        let end = start + settings.request_timeout;
        let headers_end = match (request.method, request.repeatable) {
            (Method::Get, _) | (_, true) => end.min(start + settings.headers_timeout),
            (Method::Post | Method::Delete, false) => end,
        };
        let timed_out = |phase| Error::Timeout {
            host: origin.host().to_owned(),
            phase,
        };

        let sending = self.build(&origin, request)?.send();
        let response = timeout_at(headers_end, sending)
            .await
            .map_err(|_| timed_out(TimeoutPhase::Headers))?
            .map_err(|error| failure::of_reqwest(&error, origin.host()))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Error::RedirectRefused {
                host: origin.host().to_owned(),
                to: redirect_target(&request.url, response.headers()),
            });
        }
        let retry_after = retry_after(response.headers());
        let reading = body::read(response, settings.max_body_bytes, &request.url);
        let body = timeout_at(end, reading)
            .await
            .map_err(|_| timed_out(TimeoutPhase::Body))??;
        Ok(Reply {
            status: status.as_u16(),
            retry_after,
            body,
        })
    }

    fn build(
        &self,
        origin: &Origin,
        request: &Outgoing<'_>,
    ) -> Result<reqwest::RequestBuilder, Error> {
        let mut builder = self
            .client(origin)?
            .request(request.method.into(), request.url.clone())
            .header(ACCEPT, "application/json");
        if let Some(authorization) = &request.authorization {
            builder = builder.header(AUTHORIZATION, authorization.clone());
        }
        builder = match &request.payload {
            // Halo answers 415 to a request without a content type, even to a GET.
            Payload::None => builder.header(CONTENT_TYPE, "application/json"),
            Payload::Json(value) => builder
                .header(CONTENT_TYPE, "application/json; charset=utf-8")
                .body(value.to_string()),
            Payload::Form(fields) => builder.form(fields),
        };
        Ok(builder)
    }

    fn client(&self, origin: &Origin) -> Result<reqwest::Client, Error> {
        let inner = &self.inner;
        let (slot, builder): (_, fn(_) -> _) = match (origin.is_loopback(), origin.is_https()) {
            (false, _) => (&inner.remote, |base: ClientBuilder| base.https_only(true)),
            (true, true) => (&inner.loopback, ClientBuilder::no_proxy),
            (true, false) => (&inner.loopback_plain, |base: ClientBuilder| {
                base.no_proxy().tls_certs_only([])
            }),
        };
        slot.get_or_init(|| self.build_client(builder(self.base())))
            .clone()
    }

    fn base(&self) -> ClientBuilder {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Losing a race against another thread leaves the same provider in place.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        reqwest::Client::builder()
            .user_agent(self.inner.settings.user_agent.clone())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .dns_resolver(Arc::clone(&self.inner.resolver))
    }

    fn build_client(&self, mut builder: ClientBuilder) -> Result<reqwest::Client, Error> {
        let setup = |detail: String| Error::Setup { detail };
        for pem in &self.inner.settings.extra_roots_pem {
            let roots = reqwest::Certificate::from_pem_bundle(pem)
                .map_err(|_| setup("an extra root certificate cannot be read".to_owned()))?;
            builder = builder.tls_certs_merge(roots);
        }
        builder.build().map_err(|error| {
            tracing::warn!(?error, "HTTP client could not be built");
            setup("no root certificates, or no TLS".to_owned())
        })
    }
}

/// Where a redirect points, without its path and query, which may hold anything.
fn redirect_target(from: &Url, headers: &HeaderMap) -> String {
    let target = headers
        .get(LOCATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| from.join(value).ok());
    match target {
        Some(url) if url.origin() == from.origin() => format!(
            "another page of {}",
            url.host_str().unwrap_or("the same host")
        ),
        Some(url) if url.has_host() => url.origin().ascii_serialization(),
        Some(_) | None => "an unknown place".to_owned(),
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    retry::read_retry_after(text(RETRY_AFTER)?, text(DATE))
}
