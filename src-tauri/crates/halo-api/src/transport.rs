//! One HTTP exchange with all its limits: time, size, depth, no redirects, no plain text beyond
//! this computer.
//!
//! What an answer means is decided above (`client`, `token`, `discovery`).

mod body;
mod clients;
mod failure;
mod foreign;
mod proxy;
mod resolver;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
};
use rustls::pki_types::CertificateDer;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use url::Url;

pub(crate) use body::{JsonProblem, parse_json};
pub(crate) use failure::{endpoint, is_rate_limit_text};
pub use foreign::ForeignAnswer;
pub use proxy::{
    BypassRule, Proxy, ProxyAddress, ProxyAddressError, ProxyChoice, ProxyInUse, ProxyLogin,
};

use clients::Clients;
use proxy::Proxies;

use crate::certificate::Certificate;
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
    /// Which proxy stands on the way.
    pub proxy: ProxyChoice,
    /// Further root certificates, beside those this computer trusts.
    pub extra_roots: Vec<CertificateDer<'static>>,
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
            proxy: ProxyChoice::default(),
            extra_roots: Vec::new(),
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
    proxies: Proxies,
    presented: tls::Presented,
    resolver: Arc<resolver::GuardedResolver>,
    clients: Clients,
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
    /// The server's own clock, as far as it tells.
    pub(crate) server_time: Option<Timestamp>,
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
        Self::with_resolver(settings, Arc::default())
    }

    /// The same limits on another way: with this proxy and these roots. What is known about names
    /// stays known. Requests under way go on as they began.
    #[must_use]
    pub fn through(&self, proxy: ProxyChoice, extra_roots: Vec<CertificateDer<'static>>) -> Self {
        let settings = HttpSettings {
            proxy,
            extra_roots,
            ..self.inner.settings.clone()
        };
        Self::with_resolver(settings, Arc::clone(&self.inner.resolver))
    }

    /// The same way, where nothing is sent a second time: for a question whose failure is the
    /// answer.
    #[must_use]
    pub fn without_retry(&self) -> Self {
        let settings = HttpSettings {
            retry: RetryPolicy {
                attempts: 1,
                rate_limit_attempts: 1,
                ..self.inner.settings.retry.clone()
            },
            ..self.inner.settings.clone()
        };
        Self::with_resolver(settings, Arc::clone(&self.inner.resolver))
    }

    fn with_resolver(settings: HttpSettings, resolver: Arc<resolver::GuardedResolver>) -> Self {
        Self {
            inner: Arc::new(Inner {
                proxies: Proxies::new(&settings.proxy),
                presented: tls::Presented::default(),
                settings,
                resolver,
                clients: Clients::default(),
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

    /// The proxy that requests to this Halo go through, if any.
    pub fn proxy_to(&self, origin: &Origin) -> Option<ProxyInUse> {
        self.inner.proxies.on_the_way_to(origin)
    }

    /// The certificate that a host presented last to this transport, accepted or not.
    pub fn certificate_of(&self, origin: &Origin) -> Option<Certificate> {
        self.inner.presented.by(origin.host())
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
            let under_way = budget.acquire().await;
            let result = self.attempt(request).await;
            drop(under_way);
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
            .map_err(|error| {
                let proxy = self.proxy_to(&origin);
                failure::of_reqwest(&error, &origin, proxy.as_ref())
            })?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Error::RedirectRefused {
                host: origin.host().to_owned(),
                to: redirect_target(&request.url, response.headers()),
            });
        }
        let retry_after = retry_after(response.headers());
        let server_time = server_time(response.headers());
        let reading = body::read(response, settings.max_body_bytes, &request.url);
        let body = timeout_at(end, reading)
            .await
            .map_err(|_| timed_out(TimeoutPhase::Body))??;
        Ok(Reply {
            status: status.as_u16(),
            retry_after,
            server_time,
            body,
        })
    }

    fn build(
        &self,
        origin: &Origin,
        request: &Outgoing<'_>,
    ) -> Result<reqwest::RequestBuilder, Error> {
        let mut builder = self
            .inner
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

fn server_time(headers: &HeaderMap) -> Option<Timestamp> {
    let date = headers.get(DATE)?.to_str().ok()?;
    Timestamp::try_from(httpdate::parse_http_date(date).ok()?).ok()
}
