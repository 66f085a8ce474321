//! How a simulator is started: address, tenant, credentials, limits, discovery variant.

use std::{fmt, io, net::SocketAddr, time::Duration};

use crate::Scenario;

/// Everything that can be chosen when a simulator starts.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The tenant name that `authinfo` tells and the token call wants.
    pub tenant: String,
    /// Whether a token call without `?tenant=` fails like on a host shared by many tenants.
    pub tenant_required: bool,
    /// Client id of the fully entitled application; a fresh GUID when absent.
    pub client_id: Option<String>,
    /// Its secret; a fresh one when absent.
    pub client_secret: Option<String>,
    /// How long a token lives. Halo: one hour.
    pub token_lifetime: Duration,
    /// The rate limit, if any.
    pub rate_limit: Option<RateLimit>,
    /// The data to start with.
    pub scenario: Scenario,
}

impl Config {
    /// The defaults: free loopback port, fresh credentials, tenant required, no rate limit.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            tenant: "northwind-it".to_owned(),
            tenant_required: true,
            client_id: None,
            client_secret: None,
            token_lifetime: Duration::from_hours(1),
            rate_limit: None,
            scenario,
        }
    }
}

impl From<Scenario> for Config {
    fn from(scenario: Scenario) -> Self {
        Self::new(scenario)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("tenant", &self.tenant)
            .field("tenant_required", &self.tenant_required)
            .field("client_id", &self.client_id)
            .field(
                "client_secret",
                &self.client_secret.as_ref().map(|_| "[hidden]"),
            )
            .field("token_lifetime", &self.token_lifetime)
            .field("rate_limit", &self.rate_limit)
            .field("scenario", &self.scenario)
            .finish()
    }
}

/// So many requests in a rolling window; more are answered with 429 and a text. Counts every path, the token call too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests allowed in the window.
    pub requests: u32,
    /// Length of the rolling window.
    pub window: Duration,
    /// Value of a `Retry-After` header. Whether Halo sends one is not known, so the default is none.
    pub retry_after: Option<String>,
}

impl RateLimit {
    /// The number seen in Halo's own answers: 300 requests in a rolling 5 minute window, no header.
    #[must_use]
    pub fn documented() -> Self {
        Self {
            requests: 300,
            window: Duration::from_mins(5),
            retry_after: None,
        }
    }
}

/// Which ways of finding the authorisation server answer, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Discovery {
    /// `authinfo`, `InstanceInfo` and the `OpenID` document all answer.
    #[default]
    Full,
    /// `authinfo` is 404; `InstanceInfo` and the `OpenID` document answer.
    NoAuthInfo,
    /// Only the `OpenID` document answers.
    OidcOnly,
    /// Nothing answers; the token address has to be guessed.
    None,
    /// `auth_url` is the bare host and the token call lives at `/token`, as on trials of 2021.
    BareAuthHost,
    /// No tenant is told and none is wanted, and there is no hosted group: an instance on its owner's own server.
    SelfHosted,
    /// `auth_url` points to another address.
    Elsewhere(String),
    /// `authinfo` and `InstanceInfo` answer 200 with an HTML page.
    Html,
}

/// Which of Halo's products it says it is. The API of all is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Product {
    /// For service providers.
    #[default]
    Psa,
    /// For a company's own IT.
    Itsm,
    /// The service desk.
    ServiceDesk,
}

impl Product {
    /// The `app_name` of `InstanceInfo`.
    pub(crate) fn app_name(self) -> &'static str {
        match self {
            Self::Psa => "Halo PSA",
            Self::Itsm => "Halo ITSM",
            Self::ServiceDesk => "Halo Service Desk",
        }
    }
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address could not be taken.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The system gave no random bytes for the credentials.
    #[error("no random numbers for the credentials")]
    Random(#[from] getrandom::Error),
}
