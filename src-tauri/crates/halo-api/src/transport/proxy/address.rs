//! What may be typed as a proxy, and as a host that goes past it.

use std::fmt;

use thiserror::Error;
use url::{Host, Url};

use crate::origin::{BlockReason, classify_ip};

/// Scheme, host and port of a proxy: `http://proxy.example:8080`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyAddress(Url);

/// Why a text is not taken as the address of a proxy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProxyAddressError {
    /// Nothing, or only blanks.
    #[error("Enter the proxy's address, for example http://proxy.example:8080.")]
    Empty,
    /// `name:password@` in front of the host.
    #[error(
        "The address holds a login (“@”). Enter only scheme, host and port here, and the login in the fields below: its password then goes to the keychain."
    )]
    HasLogin,
    /// SOCKS and other kinds.
    #[error("Only http and https proxies can be used, not “{scheme}”.")]
    UnsupportedScheme {
        /// The scheme as given, at most 20 characters.
        scheme: String,
    },
    /// No port.
    #[error("The port is missing. Proxies mostly listen at 8080 or 3128: {host}:8080.")]
    NoPort {
        /// The host as given.
        host: String,
    },
    /// A path, a question or a mark behind the port.
    #[error("A proxy's address ends with its port; leave out what follows it.")]
    HasPath,
    /// A host that is never contacted.
    #[error("{host} is not contacted: {reason}.")]
    Blocked {
        /// The host.
        host: String,
        /// Why.
        reason: BlockReason,
    },
    /// Not an address at all.
    #[error("This is not the address of a proxy. It should look like http://proxy.example:8080.")]
    Malformed,
}

impl ProxyAddress {
    /// Takes `http://host:port`, also without the scheme.
    ///
    /// # Errors
    /// [`ProxyAddressError`] for anything else.
    pub fn parse(input: &str) -> Result<Self, ProxyAddressError> {
        let text = input.trim();
        if text.is_empty() {
            return Err(ProxyAddressError::Empty);
        }
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        if rest.contains('@') {
            return Err(ProxyAddressError::HasLogin);
        }
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(ProxyAddressError::UnsupportedScheme {
                scheme: scheme.chars().take(20).collect(),
            });
        }
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '?', '#', '\\']) {
            return Err(ProxyAddressError::HasPath);
        }
        let url = Url::parse(&format!("{scheme}://{authority}"))
            .map_err(|_| ProxyAddressError::Malformed)?;
        let host = url.host_str().ok_or(ProxyAddressError::Malformed)?;
        // Read from the text: a URL leaves out the port that belongs to its scheme.
        let port = authority.rsplit_once(':').map_or("", |(_, port)| port);
        if port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ProxyAddressError::NoPort {
                host: host.chars().take(100).collect(),
            });
        }
        let ip = match url.host() {
            Some(Host::Ipv4(ip)) => Some(ip.into()),
            Some(Host::Ipv6(ip)) => Some(ip.into()),
            Some(Host::Domain(_)) | None => None,
        };
        if let Some(Err(reason)) = ip.map(classify_ip) {
            return Err(ProxyAddressError::Blocked {
                host: host.to_owned(),
                reason,
            });
        }
        Ok(Self(url))
    }

    fn host_and_port(&self) -> String {
        host_and_port(
            self.0.host_str().unwrap_or_default(),
            self.0.port_or_known_default(),
        )
    }
}

impl fmt::Display for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.0.scheme(), self.host_and_port())
    }
}

/// A host, a domain with all below it, an address or a network that is reached without the proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BypassRule(String);

impl BypassRule {
    /// Takes `intranet.example` (with all below it), `*.example`, `10.0.0.1` and `10.0.0.0/8`.
    ///
    /// # Errors
    /// A sentence when it is none of these.
    pub fn parse(input: &str) -> Result<Self, String> {
        let text = input.trim().to_ascii_lowercase();
        let rule = text.strip_prefix('*').unwrap_or(&text);
        let is_network = || {
            let (address, bits) = rule.split_once('/').unwrap_or((rule, "0"));
            let widest = match address.parse() {
                Ok(std::net::IpAddr::V4(_)) => 32,
                Ok(std::net::IpAddr::V6(_)) => 128,
                Err(_) => return false,
            };
            bits.parse::<u8>().is_ok_and(|bits| bits <= widest)
        };
        let is_name = || {
            let name = rule.strip_prefix('.').unwrap_or(rule);
            !name.is_empty()
                && name.len() <= 253
                && name.split('.').all(|label| {
                    !label.is_empty()
                        && label
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
                })
        };
        if is_network() || is_name() {
            return Ok(Self(rule.to_owned()));
        }
        let shown: String = input.trim().chars().take(60).collect();
        Err(format!(
            "“{shown}” is no host. Hosts look like intranet.example, 10.0.0.5 or 10.0.0.0/8."
        ))
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(super) fn host_and_port(host: &str, port: Option<u16>) -> String {
    match port {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_proxies_are_taken_or_explained() {
        use ProxyAddressError as E;
        let shown = |text: &str| ProxyAddress::parse(text).map(|address| address.to_string());
        for (typed, expected) in [
            ("http://proxy.example:8080", "http://proxy.example:8080"),
            (" proxy.example:3128/ ", "http://proxy.example:3128"),
            ("HTTP://Proxy.Example:80", "http://proxy.example:80"),
            ("https://proxy.example:443", "https://proxy.example:443"),
            ("10.0.0.5:8080", "http://10.0.0.5:8080"),
            ("http://[fd00::5]:8080", "http://[fd00::5]:8080"),
            ("localhost:3128", "http://localhost:3128"),
        ] {
            assert_eq!(shown(typed).as_deref(), Ok(expected), "{typed}");
        }
        for (typed, expected) in [
            ("  ", E::Empty),
            ("http://ann:pw@proxy.example:8080", E::HasLogin),
            ("ann@proxy.example:8080", E::HasLogin),
            ("http://proxy.example:8080/proxy.pac", E::HasPath),
            ("http://proxy.example:8080?x", E::HasPath),
            ("http://proxy.example:99999", E::Malformed),
            ("http://:8080", E::Malformed),
            ("two words:8080", E::Malformed),
        ] {
            assert_eq!(ProxyAddress::parse(typed), Err(expected), "{typed}");
        }
        assert!(matches!(
            ProxyAddress::parse("socks5://proxy.example:1080"),
            Err(E::UnsupportedScheme { scheme }) if scheme == "socks5"
        ));
        for without_port in ["proxy.example", "http://proxy.example", "http://[fd00::5]"] {
            assert!(
                matches!(
                    ProxyAddress::parse(without_port),
                    Err(E::NoPort { .. } | E::Malformed)
                ),
                "{without_port}"
            );
        }
        assert!(matches!(
            ProxyAddress::parse("http://169.254.169.254:80"),
            Err(E::Blocked {
                reason: BlockReason::Metadata,
                ..
            })
        ));
    }

    #[test]
    fn what_is_no_host_goes_past_no_proxy() {
        for bad in [
            "",
            "*",
            "two words",
            "10.0.0.0/33",
            "http://x",
            "a..b",
            "x/8",
        ] {
            assert!(BypassRule::parse(bad).is_err(), "{bad}");
        }
    }
}
