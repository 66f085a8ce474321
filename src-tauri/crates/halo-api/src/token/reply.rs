//! What came back from the token address: a token, or why there is none.

use std::time::Duration;

use reqwest::header::HeaderValue;
use serde_json::Value;
use url::Url;

use super::Credentials;
use super::redaction::redact;
use crate::answer;
use crate::error::{AuthProblem, Error, Exchange, HaloMessage, NotHaloAnswer, TokenReplyProblem};
use crate::request::Method;
use crate::transport::{self, JsonProblem, Reply};
use crate::wire::lenient;

/// The life of a token that does not tell.
const USUAL_LIFE: Duration = Duration::from_hours(1);
/// No life is believed to be longer.
const LONGEST_LIFE: Duration = Duration::from_hours(24);
/// Longest token in bytes. One with every permission has a few thousand; servers refuse headers of
/// more than eight to thirty-two thousand.
const LONGEST_TOKEN: usize = 32 * 1024;

/// A token as it was given.
#[derive(Debug)]
pub(super) struct Granted {
    pub(super) header: HeaderValue,
    pub(super) scopes: Vec<String>,
    pub(super) life: Duration,
}

/// Reads an answer of the token address.
pub(super) fn read(
    credentials: &Credentials,
    url: &Url,
    reply: &Reply,
    max_depth: usize,
) -> Result<Granted, Error> {
    let limited = transport::is_rate_limit_text(&reply.body);
    if !(200..300).contains(&reply.status) || limited {
        return Err(refusal(credentials, url, reply));
    }
    let bad = |problem| Error::BadTokenReply {
        host: host(url),
        problem,
    };
    let value = transport::parse_json(&reply.body, max_depth).map_err(|problem| match problem {
        JsonProblem::Html => bad(web_page(&reply.body)),
        JsonProblem::Empty | JsonProblem::TooDeep | JsonProblem::Invalid => {
            bad(TokenReplyProblem::NotJson)
        }
    })?;
    if value.get("access_token").is_none() && value.get("error").is_some() {
        return Err(refusal(credentials, url, reply));
    }
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    if let Some(found) = text("token_type").filter(|found| !found.eq_ignore_ascii_case("bearer")) {
        let found = found.chars().filter(|c| !c.is_control()).take(20).collect();
        return Err(bad(TokenReplyProblem::TokenType { found }));
    }
    let token = text("access_token")
        .map(str::trim)
        .filter(|token| !token.is_empty())
        .ok_or_else(|| bad(TokenReplyProblem::NoAccessToken))?;
    let header = bearer(token).ok_or_else(|| bad(TokenReplyProblem::Unusable))?;
    let life =
        read_life(value.get("expires_in")).ok_or_else(|| bad(TokenReplyProblem::AlreadyExpired))?;
    let scopes = text("scope").unwrap_or_default();
    Ok(Granted {
        header,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        life,
    })
}

/// The token as it stands in a request; `None` for one that cannot stand there.
fn bearer(token: &str) -> Option<HeaderValue> {
    let is_usable = token.len() <= LONGEST_TOKEN && token.bytes().all(|b| b.is_ascii_graphic());
    let mut header = HeaderValue::from_str(&format!("Bearer {token}"))
        .ok()
        .filter(|_| is_usable)?;
    header.set_sensitive(true);
    Some(header)
}

/// Reads `expires_in`: `None` for a life of no seconds, the usual life for one that is not told.
pub(super) fn read_life(value: Option<&Value>) -> Option<Duration> {
    let Some(seconds) = value.and_then(lenient::number) else {
        return Some(USUAL_LIFE);
    };
    if seconds < 1.0 {
        return None;
    }
    Duration::try_from_secs_f64(seconds)
        .ok()
        .map_or(Some(LONGEST_LIFE), |life| Some(life.min(LONGEST_LIFE)))
}

/// Reads an answer that holds no token (halo-api.md section 2, "Error replies").
fn refusal(credentials: &Credentials, url: &Url, reply: &Reply) -> Error {
    // Before the words are read: they are cut, and a cut secret would not be found.
    let body = redact(&reply.body, &credentials.client_secret);
    let message = HaloMessage::read(&body);
    let exchange = Box::new(Exchange {
        method: Method::Post.name(),
        path: url.path().to_owned(),
        status: Some(reply.status),
        text: message.text.clone(),
    });
    let unauthorized = |reason, exchange| Error::Unauthorized { reason, exchange };
    match (reply.status, message.code.as_deref()) {
        (_, Some("invalid_client")) => unauthorized(AuthProblem::InvalidClient, exchange),
        (_, Some("invalid_scope")) => Error::InvalidScope {
            scope: credentials.scope.clone(),
            exchange,
        },
        (_, Some("unauthorized_client" | "unsupported_grant_type" | "invalid_grant")) => {
            unauthorized(AuthProblem::GrantNotAllowed, exchange)
        }
        (500, _) => Error::WrongTenant {
            tenant: credentials.tenant.clone(),
            exchange,
        },
        (401, _) => unauthorized(AuthProblem::InvalidClient, exchange),
        (404 | 405, _) => Error::BadTokenReply {
            host: host(url),
            problem: TokenReplyProblem::NoTokenAddress,
        },
        (_, _) => answer::refusal(url, reply, message, exchange),
    }
}

fn web_page(body: &[u8]) -> TokenReplyProblem {
    match answer::web_page_kind(body) {
        NotHaloAnswer::SignInPage => TokenReplyProblem::SignInPage,
        NotHaloAnswer::Html
        | NotHaloAnswer::NotFound
        | NotHaloAnswer::OtherJson
        | NotHaloAnswer::Other => TokenReplyProblem::WebPage,
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}
