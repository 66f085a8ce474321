//! The address of a Halo, made out of whatever an administrator pasted.
//!
//! Pure: no name is resolved here. What a name leads to is checked when a connection is made
//! (`transport::resolver`), with the same classes.

mod address;
mod halo_names;
mod look_alike;
mod note;
mod parts;
#[cfg(test)]
mod tests;

use std::fmt;

use thiserror::Error;
use url::Url;

pub(crate) use address::classify_ip;
pub use address::{BlockReason, HostClass};
pub use halo_names::did_you_mean;
pub(crate) use halo_names::is_halo_host;
pub use note::OriginNote;
use parts::{Scheme, bare_http, clean, read_host, split_path, split_port, split_scheme, user_info};

/// No address of a Halo is near this long; a longer text is a paste of something else.
const MAX_INPUT: usize = 2048;

/// Scheme, host and port of one Halo; always `https`, except on this computer.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    url: Url,
    text: String,
    class: HostClass,
}

/// An [`Origin`] together with what was changed to get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalizedOrigin {
    /// The address that will be used.
    pub origin: Origin,
    /// What was changed, and what is worth knowing.
    pub notes: Vec<OriginNote>,
}

/// Why a text is not taken as the address of a Halo.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OriginError {
    /// Nothing, or only blanks.
    #[error("Enter the address of your Halo, for example acme.halopsa.com.")]
    Empty,
    /// More than an address can hold.
    #[error("This text is too long to be the address of a Halo.")]
    TooLong,
    /// A line break, tab or NUL inside the text.
    #[error("The address holds a line break or another control character.")]
    ControlCharacter,
    /// `file:`, `javascript:` and the like.
    #[error("An address that starts with “{scheme}:” cannot be used; a Halo is reached by https.")]
    UnsupportedScheme {
        /// The scheme as given, at most 20 characters.
        scheme: String,
    },
    /// `https://name@host`: a usual trick to show another host than is contacted.
    #[error(
        "What stands before “@” is a user name; this address leads to {leads_to}. Enter only the host."
    )]
    HasUserInfo {
        /// Where it leads, at most 60 characters.
        leads_to: String,
    },
    /// Not a number from 1 to 65535.
    #[error("The port in the address is not a number from 1 to 65535.")]
    BadPort,
    /// Not a host at all.
    #[error("This is not the address of a host. It should look like acme.halopsa.com.")]
    Malformed,
    /// A host that is never contacted.
    #[error("{host} is not contacted: {reason}.")]
    Blocked {
        /// The host in its plain form.
        host: String,
        /// Why.
        reason: BlockReason,
    },
}

impl Origin {
    /// Normalises anything an administrator may paste.
    ///
    /// Takes a full address with a page's path, a bare host, a bare name, capitals, blanks and
    /// ports; makes it `https` unless it is this computer.
    ///
    /// # Errors
    /// [`OriginError`] if the text is no address, holds a user name or names a host that is never
    /// contacted.
    pub fn parse(input: &str) -> Result<NormalizedOrigin, OriginError> {
        if input.len() > MAX_INPUT {
            return Err(OriginError::TooLong);
        }
        let mut notes = Vec::new();
        let cleaned = clean(input, &mut notes)?;
        let (given_scheme, rest) = split_scheme(&cleaned)?;
        let (authority, path) = split_path(rest)?;
        if authority.contains('@') {
            return Err(user_info(authority));
        }
        let (given_host, given_port) = split_port(authority)?;
        let bare = given_scheme.is_none() && given_port.is_none();
        let (host, class) = read_host(given_host, bare, &mut notes)?;

        let scheme = match (class, given_scheme) {
            (HostClass::Loopback, None | Some(Scheme::Http)) => Scheme::Http,
            (HostClass::Public | HostClass::Private, Some(Scheme::Http)) => {
                notes.push(OriginNote::UpgradedToHttps);
                Scheme::Https
            }
            (_, None | Some(Scheme::Https)) => Scheme::Https,
        };
        if given_scheme.is_none() {
            notes.push(OriginNote::SchemeAdded);
        }
        let port = match given_port {
            // Port 80 belongs to the http that was given, not to the https that is used.
            Some(port) if port == scheme.port() || (port == 80 && bare_http(given_scheme)) => {
                notes.push(OriginNote::DefaultPortRemoved);
                None
            }
            Some(port) => {
                notes.push(OriginNote::PortKept { port });
                Some(port)
            }
            None => None,
        };
        if !matches!(path, "" | "/") {
            notes.push(OriginNote::PathRemoved {
                path: path.chars().take(60).collect(),
            });
        }
        match class {
            HostClass::Public => {}
            HostClass::Private => notes.push(OriginNote::PrivateAddress),
            HostClass::Loopback => notes.push(OriginNote::ThisComputer),
        }
        let origin = Self::build(scheme, &host, port, class)?;
        Ok(NormalizedOrigin { origin, notes })
    }

    /// Checks that a complete address, such as one that Halo itself names, may be contacted.
    pub(crate) fn of_url(url: &Url) -> Result<Self, OriginError> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err(user_info(url.host_str().unwrap_or_default()));
        }
        let parsed = Self::parse(&url.origin().ascii_serialization())?.origin;
        if parsed.url.scheme() == url.scheme() {
            Ok(parsed)
        } else {
            Err(OriginError::UnsupportedScheme {
                scheme: url.scheme().chars().take(20).collect(),
            })
        }
    }

    fn build(
        scheme: Scheme,
        host: &str,
        port: Option<u16>,
        class: HostClass,
    ) -> Result<Self, OriginError> {
        let text = match port {
            Some(port) => format!("{}://{host}:{port}", scheme.name()),
            None => format!("{}://{host}", scheme.name()),
        };
        let url = Url::parse(&text).map_err(|_| OriginError::Malformed)?;
        Ok(Self { url, text, class })
    }

    /// The address without a slash at its end: `https://acme.halopsa.com`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host in its plain form; an IPv6 address stands in brackets.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The port, if it is not the usual one of the scheme.
    pub fn port(&self) -> Option<u16> {
        self.url.port()
    }

    /// The kind of network the host belongs to, as far as the text tells.
    pub fn class(&self) -> HostClass {
        self.class
    }

    /// The kind of network, where the text alone is proof: an address out of a private range, or this computer. A name
    /// that looks public proves nothing before it was looked up.
    pub fn certain_class(&self) -> Option<HostClass> {
        Some(self.class).filter(|class| *class != HostClass::Public)
    }

    /// Whether the host has a name under which Halo itself runs instances.
    pub fn is_halos_own(&self) -> bool {
        is_halo_host(self.host())
    }

    /// Whether the host is this computer.
    pub fn is_loopback(&self) -> bool {
        self.class == HostClass::Loopback
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The address of `path` (which starts with a slash) on this host.
    pub fn url(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(path);
        url
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({})", self.text)
    }
}
