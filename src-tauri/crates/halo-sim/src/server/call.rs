//! A request read whole: method, path, query, headers, body.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
};
use http::{HeaderMap, Method};

use crate::{contract, recorder::RecordedRequest};

/// More than any client sends; a protection against a runaway one only.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// One request.
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) path_lower: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) async fn read(request: Request<Body>) -> Self {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path().to_owned();
        let query = parts.uri.query().unwrap_or_default();
        Self {
            method: parts.method,
            path_lower: path.trim_end_matches('/').to_ascii_lowercase(),
            path,
            query: url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            headers: parts.headers,
            // A body that breaks off is read as far as it came: Halo sees no more either.
            body: to_bytes(body, MAX_BODY)
                .await
                .map(Vec::from)
                .unwrap_or_default(),
        }
    }

    /// Drops query parameters by their names.
    pub(crate) fn forget_query(&mut self, names: &[String]) {
        let is_named = |key: &str| names.iter().any(|name| name.eq_ignore_ascii_case(key));
        self.query.retain(|(key, _)| !is_named(key));
    }

    /// The lower-case path behind `/api`, if it is one.
    pub(crate) fn api_path(&self) -> Option<&str> {
        contract::api_part(&self.path_lower)
    }

    /// The first value of a query parameter. Names are taken in any case; unknown ones are simply never asked for.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// A parameter as a number; something else counts as absent.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.query(name)?.trim().parse().ok()
    }

    /// A parameter as true or false; something else (`1` too) counts as absent.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.query(name)? {
            value if value.eq_ignore_ascii_case("true") => Some(true),
            value if value.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.flag(name) == Some(true)
    }

    /// A parameter that is neither absent nor blank.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.query(name)
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn record(&self) -> RecordedRequest {
        let headers = self.headers.iter();
        RecordedRequest {
            method: self.method.to_string(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: headers
                .map(|(name, value)| {
                    (
                        name.to_string(),
                        String::from_utf8_lossy(value.as_bytes()).into_owned(),
                    )
                })
                .collect(),
            body: self.body.clone(),
            status: None,
        }
    }
}
