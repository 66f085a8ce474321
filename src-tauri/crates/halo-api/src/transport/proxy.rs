//! Which proxy stands between here and a host, and what may be typed as one.
//!
//! Requests to this computer never go through a proxy. Beyond it every request is https, so a proxy
//! is only ever asked for a tunnel (`CONNECT`); what goes through it, it cannot read.

mod address;

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::Matcher;
use secrecy::{ExposeSecret, SecretString};

use address::host_and_port;
pub use address::{BypassRule, ProxyAddress, ProxyAddressError};

use crate::error::Error;
use crate::origin::Origin;

/// Which proxy requests go through.
#[derive(Debug, Clone, Default)]
pub enum ProxyChoice {
    /// The one that the system names (its settings, or `HTTPS_PROXY` and its kin), if it names one.
    #[default]
    System,
    /// None, whatever the system says.
    None,
    /// This one.
    This(Proxy),
}

/// A proxy with its login and the hosts that go past it.
#[derive(Debug, Clone)]
pub struct Proxy {
    /// Where it is.
    pub address: ProxyAddress,
    /// What it is told when it asks who we are.
    pub login: Option<ProxyLogin>,
    /// Hosts that are reached without it.
    pub bypass: Vec<BypassRule>,
}

/// Name and password for a proxy, sent by the Basic method.
#[derive(Debug, Clone)]
pub struct ProxyLogin {
    /// Name.
    pub user: String,
    /// Password.
    pub password: SecretString,
}

/// The proxy on the way to a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyInUse {
    /// Host and port, without a login.
    pub address: String,
    /// Whether a login is sent.
    pub has_login: bool,
}

/// The choice, made ready for questions.
pub(super) struct Proxies {
    choice: ProxyChoice,
    matcher: Option<Matcher>,
}

impl Proxies {
    pub(super) fn new(choice: &ProxyChoice) -> Self {
        let matcher = match choice {
            ProxyChoice::System => Some(Matcher::from_system()),
            ProxyChoice::None => None,
            ProxyChoice::This(proxy) => Some(
                Matcher::builder()
                    .all(proxy.address.to_string())
                    .no(joined(&proxy.bypass))
                    .build(),
            ),
        };
        Self {
            choice: choice.clone(),
            matcher,
        }
    }

    /// The proxy that a request to this place goes through.
    pub(super) fn on_the_way_to(&self, origin: &Origin) -> Option<ProxyInUse> {
        if origin.is_loopback() {
            return None;
        }
        let target: Uri = origin.as_str().parse().ok()?;
        let found = self.matcher.as_ref()?.intercept(&target)?;
        let has_login = match &self.choice {
            ProxyChoice::This(proxy) => proxy.login.is_some(),
            ProxyChoice::System | ProxyChoice::None => found.basic_auth().is_some(),
        };
        let uri = found.uri();
        let default = if uri.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        Some(ProxyInUse {
            address: host_and_port(
                uri.host().unwrap_or_default(),
                uri.port_u16().or(Some(default)),
            ),
            has_login,
        })
    }

    /// Tells the HTTP library.
    pub(super) fn apply(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, Error> {
        let proxy = match &self.choice {
            // What it does by itself, from the same source as the matcher above.
            ProxyChoice::System => return Ok(builder),
            ProxyChoice::None => return Ok(builder.no_proxy()),
            ProxyChoice::This(proxy) => proxy,
        };
        let setup = |detail: &str| Error::Setup {
            detail: detail.to_owned(),
        };
        let mut all = reqwest::Proxy::all(proxy.address.to_string())
            .map_err(|_| setup("the proxy's address cannot be used"))?
            .no_proxy(reqwest::NoProxy::from_string(&joined(&proxy.bypass)));
        if let Some(login) = &proxy.login {
            // As a header and not inside the address, which the library would print.
            all = all.custom_http_auth(
                basic(login).ok_or_else(|| setup("the proxy's login cannot be sent"))?,
            );
        }
        Ok(builder.proxy(all))
    }
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxies").finish_non_exhaustive()
    }
}

fn joined(rules: &[BypassRule]) -> String {
    let rules: Vec<&str> = rules.iter().map(BypassRule::as_str).collect();
    rules.join(",")
}

fn basic(login: &ProxyLogin) -> Option<HeaderValue> {
    let pair = format!("{}:{}", login.user, login.password.expose_secret());
    let text = format!("Basic {}", BASE64_STANDARD.encode(pair));
    let mut header = HeaderValue::from_str(&text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_go_past_the_proxy_as_the_list_says() {
        let rules = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| BypassRule::parse(text).unwrap())
                .collect::<Vec<_>>()
        };
        let proxies = Proxies::new(&ProxyChoice::This(Proxy {
            address: ProxyAddress::parse("proxy.example:8080").unwrap(),
            login: None,
            bypass: rules(&[
                "intranet.example",
                "*.corp.example",
                "10.0.0.0/8",
                "fd00::/8",
            ]),
        }));
        let uses_proxy = |address: &str| {
            let origin = Origin::parse(address).unwrap().origin;
            proxies.on_the_way_to(&origin).map(|proxy| proxy.address)
        };
        for past in [
            "https://intranet.example",
            "https://halo.intranet.example",
            "https://halo.corp.example",
            "https://10.1.2.3",
            "http://127.0.0.1:8080",
            "https://localhost",
        ] {
            assert_eq!(uses_proxy(past), None, "{past}");
        }
        for through in [
            "https://acme.halopsa.com",
            "https://notintranet.example",
            "https://11.0.0.1:8443",
        ] {
            assert_eq!(
                uses_proxy(through).as_deref(),
                Some("proxy.example:8080"),
                "{through}"
            );
        }
    }

    #[test]
    fn a_login_is_never_printed() {
        let choice = ProxyChoice::This(Proxy {
            address: ProxyAddress::parse("proxy.example:8080").unwrap(),
            login: Some(ProxyLogin {
                user: "ann".to_owned(),
                password: SecretString::from("canary"),
            }),
            bypass: Vec::new(),
        });
        let proxies = Proxies::new(&choice);
        assert!(!format!("{choice:?} {proxies:?}").contains("canary"));
        let header = basic(&ProxyLogin {
            user: "ann".to_owned(),
            password: SecretString::from("p:ä ss"),
        })
        .unwrap();
        assert!(header.is_sensitive());
        assert_eq!(header.to_str().unwrap(), "Basic YW5uOnA6w6Qgc3M=");
    }
}
