//! What an answer of Halo's API means: its JSON, or the kind of its refusal.

use serde_json::Value;
use url::Url;

use crate::error::{AuthProblem, Error, Exchange, HaloMessage, NotHaloAnswer, ProxyProblem};
use crate::request::Method;
use crate::transport::{self, JsonProblem, Reply};

/// Reads the JSON of a success (`Null` for an empty body), or the refusal.
pub(crate) fn read(
    method: Method,
    url: &Url,
    reply: &Reply,
    max_depth: usize,
) -> Result<Value, Error> {
    let limited = transport::is_rate_limit_text(&reply.body);
    if !(200..300).contains(&reply.status) || limited {
        let message = HaloMessage::read(&reply.body);
        let exchange = exchange(method, url, reply, message.text.clone());
        return Err(refusal(url, reply, message, Box::new(exchange)));
    }
    let changed = |detail: String| Error::RemoteChanged {
        endpoint: transport::endpoint(url),
        detail,
    };
    match transport::parse_json(&reply.body, max_depth) {
        Ok(value) => Ok(value),
        Err(JsonProblem::Empty) => Ok(Value::Null),
        Err(JsonProblem::Html) => Err(Error::NotHalo {
            host: host(url),
            found: web_page_kind(&reply.body),
        }),
        Err(JsonProblem::TooDeep) => Err(changed(format!("nested deeper than {max_depth} levels"))),
        Err(JsonProblem::Invalid) => Err(changed("not valid JSON, or cut off".to_owned())),
    }
}

/// Finds the error that came in place of a written record, under a status that says success
/// (as reports do; halo-api.md section 6).
pub(crate) fn error_in_success(
    method: Method,
    url: &Url,
    reply: &Reply,
    value: &Value,
) -> Option<Error> {
    let record = value.get(0).unwrap_or(value);
    if record.get("id").is_some() {
        return None;
    }
    let message = HaloMessage::of_json(value);
    message.text.as_ref()?;
    Some(Error::Rejected {
        status: reply.status,
        exchange: Box::new(exchange(method, url, reply, message.text.clone())),
        message,
    })
}

/// Turns an answer that is not a success into its kind.
pub(crate) fn refusal(
    url: &Url,
    reply: &Reply,
    message: HaloMessage,
    exchange: Box<Exchange>,
) -> Error {
    let endpoint = || transport::endpoint(url);
    match reply.status {
        401 => Error::Unauthorized {
            reason: AuthProblem::TokenRefused,
            exchange,
        },
        403 => Error::Forbidden {
            endpoint: endpoint(),
            exchange,
        },
        404 => Error::NotFound {
            endpoint: endpoint(),
            exchange,
        },
        // From what stands in front of the host itself; a proxy on the way answers before.
        407 => Error::Proxy {
            proxy: host(url),
            host: host(url),
            kind: ProxyProblem::LoginNeeded,
        },
        // A success reaches this only with the sentence about too many requests.
        200..=299 | 429 => Error::RateLimited {
            retry_after: reply.retry_after,
            exchange,
        },
        status @ 500..=599 => Error::RemoteUnavailable { status, exchange },
        status => Error::Rejected {
            status,
            message,
            exchange,
        },
    }
}

/// Tells the sign-in page of a guest network or proxy from any other page.
pub(crate) fn web_page_kind(body: &[u8]) -> NotHaloAnswer {
    let start = &body[..body.len().min(64 * 1024)];
    let page = String::from_utf8_lossy(start).to_lowercase();
    let signs = [
        "type=\"password\"",
        "type='password'",
        "password",
        "sign in",
        "log in",
        "captive",
    ];
    if signs.iter().any(|sign| page.contains(sign)) {
        NotHaloAnswer::SignInPage
    } else {
        NotHaloAnswer::Html
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn exchange(method: Method, url: &Url, reply: &Reply, text: Option<String>) -> Exchange {
    Exchange {
        method: method.name(),
        path: url.path().to_owned(),
        status: Some(reply.status),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{MessageKind, WriteOutcome};
    use std::time::Duration;

    fn url() -> Url {
        Url::parse("https://acme.halopsa.com/api/Tickets/7?reason=x").unwrap()
    }

    fn answer(status: u16, body: &str) -> Result<Value, Error> {
        let reply = Reply {
            status,
            retry_after: Some(Duration::from_secs(9)),
            server_time: None,
            body: body.into(),
        };
        read(Method::Post, &url(), &reply, 64)
    }

    #[test]
    fn successes_are_read() {
        assert_eq!(answer(201, r#"{"id":1}"#), Ok(serde_json::json!({"id": 1})));
        assert_eq!(answer(204, ""), Ok(Value::Null));
        assert!(matches!(
            answer(200, "{\"id\":"),
            Err(Error::RemoteChanged { .. })
        ));
        assert!(matches!(
            answer(200, &"[".repeat(65)),
            Err(Error::RemoteChanged { .. })
        ));
        assert!(matches!(
            answer(200, "<html>hello</html>"),
            Err(Error::NotHalo {
                found: NotHaloAnswer::Html,
                ..
            })
        ));
    }

    #[test]
    fn refusals_keep_what_halo_said() {
        let error = answer(400, r#"{"[0].outcome_id":["Wrong"]}"#).unwrap_err();
        assert_eq!(error.to_string(), "Halo refused the request: Wrong");
        assert_eq!(error.halo_text(), Some("Wrong"));
        assert_eq!(error.write_outcome(), WriteOutcome::NotDone);
        let exchange = error.exchange().unwrap();
        assert_eq!(
            (exchange.method, exchange.path.as_str(), exchange.status),
            ("POST", "/api/Tickets/7", Some(400))
        );
        let Error::Rejected { message, .. } = error else {
            panic!("not a refusal")
        };
        assert_eq!(message.kind, MessageKind::ModelState);
    }

    #[test]
    fn an_error_under_a_success_is_found() {
        let reply = Reply {
            status: 200,
            retry_after: None,
            server_time: None,
            body: Vec::new(),
        };
        let found = |value: Value| {
            let error = error_in_success(Method::Post, &url(), &reply, &value)?;
            error.halo_text().map(str::to_owned)
        };
        assert_eq!(found(serde_json::json!({"id": 3, "error": "x"})), None);
        assert_eq!(found(serde_json::json!([{"id": 3}])), None);
        assert_eq!(found(Value::Null), None);
        assert_eq!(
            found(serde_json::json!({"error": "Not today"})),
            Some("Not today".to_owned())
        );
    }

    #[test]
    fn every_status_has_its_kind() {
        let kind = |status, body: &str| answer(status, body).unwrap_err();
        assert!(
            matches!(kind(403, ""), Error::Forbidden { endpoint, .. } if endpoint == "Tickets")
        );
        assert!(matches!(kind(404, "<html>"), Error::NotFound { .. }));
        assert!(matches!(
            kind(407, ""),
            Error::Proxy {
                kind: ProxyProblem::LoginNeeded,
                ..
            }
        ));
        assert!(matches!(
            kind(429, "Rate Limit Reached"),
            Error::RateLimited {
                retry_after: Some(_),
                ..
            }
        ));
        assert!(matches!(
            kind(200, "Rate Limit Reached - 300 Requests"),
            Error::RateLimited { .. }
        ));
        let unavailable = kind(502, &format!("<html>{}", "x".repeat(2_000_000)));
        assert_eq!(unavailable.write_outcome(), WriteOutcome::Unknown);
        assert_eq!(unavailable.halo_text(), None);
        assert!(unavailable.to_string().len() < 200);
    }
}
