//! What Halo answered, as it is kept beside a check or a step.

use serde::{Deserialize, Serialize};

/// Halo's own words with the request they answered. No host, no query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Method and path.
    pub request: String,
    /// HTTP status.
    pub status: Option<u16>,
    /// Halo's own text, at most 200 characters; empty when it sent none.
    pub text: String,
}

impl Said {
    /// What the failed call was told, when it got as far as Halo.
    pub fn from_error(error: &halo_api::Error) -> Option<Self> {
        error.exchange().map(|exchange| Self {
            request: format!("{} {}", exchange.method, exchange.path),
            status: exchange.status,
            text: exchange.text.clone().unwrap_or_default(),
        })
    }
}
