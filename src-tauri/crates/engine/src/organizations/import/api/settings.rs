//! How a vendor's API is asked: address, sign-in, where the list is, how it goes on. Never a secret.
//!
//! Kept as JSON in the recipe: a field may be added with a default, none may change its meaning.

use halo_api::Origin;
use serde::{Deserialize, Serialize};
use serde_json_path::JsonPath;
use url::Url;

use crate::organizations::error::{Error, Result};

/// Names of query parameters that mostly carry a key. An address is kept and shown; a key is not.
const SECRET_PARAMETERS: [&str; 10] = [
    "key",
    "apikey",
    "api_key",
    "api-key",
    "token",
    "access_token",
    "secret",
    "password",
    "sig",
    "signature",
];

/// No address or path is near this long.
const LONGEST: usize = 2_048;

/// How a vendor's API is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiSettings {
    /// The address of the list.
    pub url: String,
    /// How the API knows us.
    pub sign_in: SignIn,
    /// JSON path to the list; empty: the largest list in the reply.
    pub list: String,
    /// How the list goes on.
    pub paging: Paging,
    /// JSON paths within a row, beside those that are found.
    pub paths: Vec<String>,
}

/// How an API knows who asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SignIn {
    /// Not at all.
    #[default]
    None,
    /// `Authorization: Bearer` and the key.
    Bearer,
    /// The key in a header of this name.
    Header {
        /// For example `X-API-Key`.
        name: String,
    },
}

/// How a list goes on behind its first page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Paging {
    /// Everything comes at once.
    #[default]
    None,
    /// The reply names the address of the next page.
    NextLink {
        /// JSON path to it.
        path: String,
    },
    /// Pages are counted by a parameter of the address.
    PageNumber {
        /// Its name.
        parameter: String,
        /// The number of the first page.
        first: u32,
    },
}

/// Settings that can be used.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) url: Url,
    /// Name of the header with the key.
    pub(super) header: Option<String>,
    /// Whether `Bearer ` stands before the key.
    pub(super) is_bearer: bool,
    pub(super) list: Option<JsonPath>,
    pub(super) next: Option<JsonPath>,
    /// Parameter and first number.
    pub(super) numbered: Option<(String, u32)>,
}

impl ApiSettings {
    /// The settings with blanks cut off.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let trim = |text: String| text.trim().to_owned();
        Self {
            url: trim(self.url),
            list: trim(self.list),
            sign_in: match self.sign_in {
                SignIn::Header { name } => SignIn::Header { name: trim(name) },
                other @ (SignIn::None | SignIn::Bearer) => other,
            },
            paging: match self.paging {
                Paging::NextLink { path } => Paging::NextLink { path: trim(path) },
                Paging::PageNumber { parameter, first } => Paging::PageNumber {
                    parameter: trim(parameter),
                    first,
                },
                Paging::None => Paging::None,
            },
            paths: self
                .paths
                .into_iter()
                .map(trim)
                .filter(|path| !path.is_empty())
                .collect(),
        }
    }

    /// The address that is asked.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for the field `url`.
    pub fn address(&self) -> Result<Url> {
        address(&self.url)
    }

    /// The host that is asked; the address as it is when it is none.
    pub(super) fn host(&self) -> String {
        let url = address(&self.url).ok();
        let host = url.as_ref().and_then(Url::host_str);
        host.unwrap_or(&self.url).to_owned()
    }

    /// The place that the key is for: scheme, host and port. `None` when the address is none.
    pub fn origin(&self) -> Option<String> {
        let url = address(&self.url).ok()?;
        Some(url.origin().ascii_serialization())
    }

    /// Makes sure that everything can be used.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for the first field that cannot be.
    pub(super) fn check(&self) -> Result<Checked> {
        let url = address(&self.url)?;
        let (header, is_bearer) = match &self.sign_in {
            SignIn::None => (None, false),
            SignIn::Bearer => (Some("Authorization".to_owned()), true),
            SignIn::Header { name } => (Some(header(name)?), false),
        };
        let (next, numbered) = match &self.paging {
            Paging::None => (None, None),
            Paging::NextLink { path } if path.is_empty() => {
                return Err(invalid(
                    "next",
                    "Type the path to the link to the next page.",
                ));
            }
            Paging::NextLink { path } => (Some(json_path("next", path)?), None),
            Paging::PageNumber { parameter, first } => {
                if parameter.is_empty() {
                    return Err(invalid(
                        "parameter",
                        "Type the name of the parameter, such as page.",
                    ));
                }
                (None, Some((parameter.clone(), *first)))
            }
        };
        for path in &self.paths {
            json_path("paths", path)?;
        }
        Ok(Checked {
            url,
            header,
            is_bearer,
            list: match self.list.as_str() {
                "" => None,
                path => Some(json_path("list", path)?),
            },
            next,
            numbered,
        })
    }
}

/// A path as people type it: with or without the `$.` before it.
///
/// # Errors
/// [`Error::InvalidInput`] for the field when it is no JSON path.
pub(super) fn json_path(field: &'static str, text: &str) -> Result<JsonPath> {
    let whole = if text.starts_with('$') {
        text.to_owned()
    } else if text.starts_with('[') {
        format!("${text}")
    } else {
        format!("$.{text}")
    };
    if text.len() > LONGEST {
        return Err(invalid(field, "The path is too long."));
    }
    JsonPath::parse(&whole).map_err(|_| {
        let shown: String = text.chars().take(60).collect();
        invalid(
            field,
            format!("“{shown}” is not a JSON path. A path looks like data.items or $.data.items."),
        )
    })
}

fn address(text: &str) -> Result<Url> {
    let invalid = |message: String| invalid("url", message);
    if text.is_empty() {
        return Err(invalid("Enter the address of the list.".to_owned()));
    }
    if text.len() > LONGEST {
        return Err(invalid("The address is too long.".to_owned()));
    }
    let whole = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = Url::parse(&whole)
        .ok()
        .filter(Url::has_host)
        .ok_or_else(|| {
            invalid(
                "This is not an address. It looks like https://api.vendor.example/customers."
                    .to_owned(),
            )
        })?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid(
            "An address is kept as it is. Take the name and password out of it.".to_owned(),
        ));
    }
    let origin = Origin::parse(&url.origin().ascii_serialization());
    let is_here = match &origin {
        Ok(found) => found.origin.is_loopback(),
        Err(error) => return Err(invalid(not_a_halo(error))),
    };
    match url.scheme() {
        "https" => {}
        "http" if is_here => {}
        _ => {
            return Err(invalid(
                "The address has to begin with https://, so that nobody on the way can read the key."
                    .to_owned(),
            ));
        }
    }
    let mut parameters = url.query_pairs();
    if let Some((name, _)) =
        parameters.find(|(name, _)| SECRET_PARAMETERS.contains(&name.to_ascii_lowercase().as_str()))
    {
        return Err(invalid(format!(
            "An address is kept as it is, and “{name}” looks like a key. Send the key in a header."
        )));
    }
    Ok(url)
}

/// The origin's own sentences speak of a Halo; which addresses are never asked is the same here.
fn not_a_halo(error: &halo_api::OriginError) -> String {
    match error {
        halo_api::OriginError::Blocked { host, reason } => {
            format!("{host} is not contacted: {reason}.")
        }
        halo_api::OriginError::Empty
        | halo_api::OriginError::TooLong
        | halo_api::OriginError::ControlCharacter
        | halo_api::OriginError::UnsupportedScheme { .. }
        | halo_api::OriginError::HasUserInfo { .. }
        | halo_api::OriginError::BadPort
        | halo_api::OriginError::Malformed => {
            "This is not an address that can be asked.".to_owned()
        }
    }
}

fn header(name: &str) -> Result<String> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || name.len() > 100 || !name.bytes().all(is_token) {
        return Err(invalid(
            "header",
            "The name of a header has letters, digits and hyphens only, such as X-API-Key.",
        ));
    }
    if ["host", "content-length", "connection", "transfer-encoding"]
        .contains(&name.to_ascii_lowercase().as_str())
    {
        return Err(invalid("header", "This header cannot carry a key."));
    }
    Ok(name.to_owned())
}

fn invalid(field: &'static str, message: impl Into<String>) -> Error {
    Error::InvalidInput {
        field,
        message: message.into(),
    }
}
