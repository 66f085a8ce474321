//! Requests as plain values: what is asked, apart from how it is sent.
//!
//! The functions in `endpoints` make them, tests compare them, `client` sends them.

use serde::Serialize;
use serde_json::Value;
use url::Url;

/// The methods that Halo knows; there is no PUT or PATCH (halo-api.md section 3.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Delete,
}

impl Method {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    /// Whether sending the request twice does no harm.
    pub(crate) const fn is_repeatable(self) -> bool {
        match self {
            Self::Get | Self::Delete => true,
            Self::Post => false,
        }
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Delete => Self::DELETE,
        }
    }
}

/// One request to Halo's API.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ApiRequest {
    pub(crate) method: Method,
    /// Relative to the resource server: `Tickets/2916`.
    pub(crate) path: String,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
}

impl ApiRequest {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::Get, path)
    }

    pub(crate) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::Delete, path)
    }

    /// Every body of Halo is an array, also for one object (halo-api.md section 0, rule 2).
    pub(crate) fn post(path: impl Into<String>, record: &impl Serialize) -> Self {
        Self {
            // Our own write records are plain structs, which always become JSON.
            body: Some(Value::Array(vec![
                serde_json::to_value(record).unwrap_or(Value::Null),
            ])),
            ..Self::new(Method::Post, path)
        }
    }

    fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            body: None,
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "flags and numbers read better as they are"
    )]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub(crate) fn with_some(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Sends a parameter only when it is set, as Halo's own pages do.
    pub(crate) fn with_flag(self, name: &'static str, set: bool) -> Self {
        if set { self.with(name, true) } else { self }
    }

    /// Asks for one page, ordered so that pages are stable while rows are added.
    pub(crate) fn page(&self, number: u32, size: u32) -> Self {
        self.clone()
            .with("pageinate", true)
            .with("page_size", size)
            .with("page_no", number)
            .with("order", "id")
    }

    /// The resource, for messages: `Tickets`.
    pub(crate) fn endpoint(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// The complete address below the resource server.
    pub(crate) fn url(&self, api_base: &Url) -> Url {
        let mut url = api_base.clone();
        let base = api_base.path().trim_end_matches('/');
        url.set_path(&format!("{base}/{}", self.path));
        url.set_query(None);
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        url
    }
}

#[cfg(test)]
impl std::fmt::Display for ApiRequest {
    /// The form that the tests of the endpoints compare.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.name(), self.path)?;
        for (i, (name, value)) in self.query.iter().enumerate() {
            write!(f, "{}{name}={value}", if i == 0 { '?' } else { '&' })?;
        }
        match &self.body {
            Some(body) => write!(f, "\n{body:#}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_built_below_the_resource_server() {
        for base in [
            "https://acme.halopsa.com/api",
            "https://acme.halopsa.com/api/",
        ] {
            let base = Url::parse(base).unwrap();
            let request = ApiRequest::get("Client")
                .with("search", "Müller & Söhne")
                .page(2, 100);
            assert_eq!(
                request.url(&base).as_str(),
                "https://acme.halopsa.com/api/Client?search=M%C3%BCller+%26+S%C3%B6hne\
                 &pageinate=true&page_size=100&page_no=2&order=id"
            );
            assert_eq!(
                ApiRequest::get("Agent/me").url(&base).as_str(),
                "https://acme.halopsa.com/api/Agent/me"
            );
        }
        assert_eq!(ApiRequest::get("TicketType/4").endpoint(), "TicketType");
    }

    #[test]
    fn bodies_are_arrays() {
        let request = ApiRequest::post("Tickets", &serde_json::json!({"summary": "x"}));
        assert_eq!(request.body, Some(serde_json::json!([{"summary": "x"}])));
    }
}
