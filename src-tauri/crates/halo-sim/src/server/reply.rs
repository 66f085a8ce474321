//! Answers, and the bodies that Halo's front end gives with each status.

use http::{HeaderName, HeaderValue};
use serde_json::Value;

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";

/// An answer before it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Payload,
}

/// What an answer carries.
#[derive(Debug, Clone)]
pub(crate) enum Payload {
    Empty,
    Json(Value),
    Raw {
        content_type: String,
        bytes: Vec<u8>,
    },
}

impl Reply {
    fn new(status: u16, body: Payload) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
        }
    }

    pub(crate) fn ok(value: Value) -> Self {
        Self::json(200, value)
    }

    pub(crate) fn json(status: u16, value: Value) -> Self {
        Self::new(status, Payload::Json(value))
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self::new(status, Payload::Empty)
    }

    pub(crate) fn raw(status: u16, content_type: &str, bytes: Vec<u8>) -> Self {
        Self::new(
            status,
            Payload::Raw {
                content_type: content_type.to_owned(),
                bytes,
            },
        )
    }

    pub(crate) fn html(status: u16, page: String) -> Self {
        Self::raw(status, HTML, page.into_bytes())
    }

    /// The body that comes with a status when no handler spoke: what a gateway, IIS or ASP.NET sends.
    pub(crate) fn bare_status(status: u16) -> Self {
        match status {
            300..=399 | 401 | 403 | 204 => Self::empty(status),
            429 => {
                let text = "Rate Limit Reached - 300 Requests per rolling 5 minute window";
                Self::raw(429, "text/plain; charset=utf-8", text.as_bytes().to_vec())
            }
            _ => Self::html(status, error_page(status)),
        }
    }

    /// A sign-in page with status 200, as a captive portal or some other web server gives for everything.
    pub(crate) fn portal_page() -> Self {
        let page = "<!DOCTYPE html><html><head><title>Sign in</title></head>\
                    <body><h1>Welcome</h1><p>Please sign in to continue.</p></body></html>";
        Self::html(200, page.to_owned())
    }

    /// 404 as Halo gives it: not JSON.
    pub(crate) fn not_found() -> Self {
        Self::bare_status(404)
    }

    /// 403 as Halo gives it: without a word.
    pub(crate) fn forbidden() -> Self {
        Self::empty(403)
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((HeaderName::from_static(name), value));
        }
        self
    }

    /// The body as bytes and its type.
    pub(crate) fn bytes(&self) -> (Option<String>, Vec<u8>) {
        match &self.body {
            Payload::Empty => (None, Vec::new()),
            Payload::Json(value) => (Some(JSON.to_owned()), value.to_string().into_bytes()),
            Payload::Raw {
                content_type,
                bytes,
            } => (Some(content_type.clone()), bytes.clone()),
        }
    }
}

fn error_page(status: u16) -> String {
    let reason = http::StatusCode::from_u16(status)
        .ok()
        .and_then(|code| code.canonical_reason())
        .unwrap_or("Error");
    format!(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">\r\n<html><head><title>{status} - {reason}</title>\
         </head><body><h2>{status} - {reason}</h2><p>The page cannot be displayed.</p></body></html>"
    )
}
