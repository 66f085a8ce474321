//! What was asked: every request as it arrived, for tests to look at.

use std::fmt;

use crate::contract;

/// One request as it arrived.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordedRequest {
    /// `GET`, `POST` …
    pub method: String,
    /// As sent, with `/api`.
    pub path: String,
    /// Decoded query parameters in their order.
    pub query: Vec<(String, String)>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The status answered; `None` while unanswered or when the connection was closed without an answer.
    pub status: Option<u16>,
}

impl RecordedRequest {
    /// The first value of a query parameter; case is ignored.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON, if it is.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// A field of a form body.
    pub fn form(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(&self.body)
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Whether this is `method path`; the path with or without `/api`, case ignored.
    pub fn is_to(&self, method: &str, path: &str) -> bool {
        self.method.eq_ignore_ascii_case(method)
            && (self.path.eq_ignore_ascii_case(path)
                || contract::without_api(&self.path).eq_ignore_ascii_case(path))
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hides_body = self.form("client_secret").is_some();
        let body = if hides_body {
            "[credentials]".into()
        } else {
            String::from_utf8_lossy(&self.body)
        };
        write!(f, "{} {}", self.method, self.path)?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            write!(f, "{}{name}={value}", if index == 0 { '?' } else { '&' })?;
        }
        if !body.is_empty() {
            write!(f, " {body}")?;
        }
        match self.status {
            Some(status) => write!(f, " -> {status}"),
            None => write!(f, " -> no answer"),
        }
    }
}
