//! Turns what the HTTP library and the TLS library report into kinds that somebody can act on.

use std::error::Error as StdError;
use std::io;

use url::Url;

use super::Reply;
use super::proxy::ProxyInUse;
use super::resolver::Blocked;
use super::tls;
use crate::error::{ConnectProblem, Error, ProxyProblem, TimeoutPhase, TlsProblem};
use crate::origin::Origin;
use crate::retry::Failure;

/// What a status means for trying again; `None` for an answer to keep.
pub(super) fn of_status(reply: &Reply) -> Option<Failure> {
    match reply.status {
        429 => Some(Failure::RateLimited(reply.retry_after)),
        // Seen as plain text with a success status (halo-api.md section 6).
        200 if is_rate_limit_text(&reply.body) => Some(Failure::RateLimited(reply.retry_after)),
        502..=504 => Some(Failure::Unavailable),
        500 => Some(Failure::Doubtful),
        _ => None,
    }
}

/// Whether a body is the sentence by which Halo refuses more requests.
pub(crate) fn is_rate_limit_text(body: &[u8]) -> bool {
    const SENTENCE: &[u8] = b"rate limit reached";
    let start = body.iter().position(u8::is_ascii_alphabetic);
    let sentence = start.and_then(|start| body.get(start..start + SENTENCE.len()));
    sentence.is_some_and(|text| text.eq_ignore_ascii_case(SENTENCE))
        && !body
            .first()
            .is_some_and(|first| matches!(first, b'{' | b'['))
}

/// What a failed exchange means for trying again.
pub(super) fn of_error(error: &Error) -> Failure {
    match error {
        Error::UnknownHost { .. }
        | Error::Unreachable { .. }
        | Error::Proxy {
            kind: ProxyProblem::UnknownHost | ProxyProblem::Unreachable | ProxyProblem::HungUp,
            ..
        }
        | Error::Tls {
            kind: TlsProblem::Cut,
            ..
        } => Failure::NotSent,
        Error::Interrupted { .. } => Failure::Interrupted,
        Error::Timeout { .. } => Failure::Doubtful,
        Error::InvalidHost(_)
        | Error::BlockedAddress { .. }
        // What a proxy forbids and a certificate lacks is the same a second later.
        | Error::Proxy { .. }
        | Error::Tls { .. }
        | Error::Cancelled
        | Error::NotHalo { .. }
        | Error::RedirectRefused { .. }
        | Error::Unauthorized { .. }
        | Error::InvalidScope { .. }
        | Error::WrongTenant { .. }
        | Error::BadTokenReply { .. }
        | Error::Forbidden { .. }
        | Error::NotFound { .. }
        | Error::Rejected { .. }
        | Error::RateLimited { .. }
        | Error::RemoteUnavailable { .. }
        | Error::RemoteChanged { .. }
        | Error::TooLarge { .. }
        | Error::Incomplete { .. }
        | Error::Setup { .. } => Failure::Final,
    }
}

/// Reads a failure to send or to get the head of an answer.
pub(super) fn of_reqwest(
    error: &reqwest::Error,
    origin: &Origin,
    proxy: Option<&ProxyInUse>,
) -> Error {
    let host = origin.host().to_owned();
    if let Some(Blocked(reason)) = find::<Blocked>(error) {
        return Error::BlockedAddress {
            host,
            reason: *reason,
        };
    }
    if let Some(error) = find::<rustls::Error>(error) {
        return of_tls(error, host);
    }
    if let Some(proxy) = proxy
        && let Some(kind) = proxy_problem(error, proxy)
    {
        return Error::Proxy {
            proxy: proxy.address.clone(),
            host,
            kind,
        };
    }
    if error.is_dns() {
        return of_dns(error, host);
    }
    // The innermost: the layers around it only say "other".
    let io_kind = chain(error).filter_map(as_io).last().map(io::Error::kind);
    if error.is_connect() {
        return of_connect(io_kind, origin);
    }
    if error.is_timeout() {
        let phase = TimeoutPhase::Headers;
        return Error::Timeout { host, phase };
    }
    if error.is_builder() {
        return Error::Setup {
            detail: "the request could not be built".to_owned(),
        };
    }
    Error::Interrupted { host }
}

fn of_tls(error: &rustls::Error, host: String) -> Error {
    match tls::refusal(error) {
        // It says itself whose certificate it is: a proxy can be reached by TLS too.
        Some(refused) => Error::Tls {
            host: refused.host.clone(),
            kind: refused.kind,
            certificate: refused.certificate.clone(),
        },
        None => Error::Tls {
            host,
            kind: tls::problem(error, None),
            certificate: None,
        },
    }
}

/// What the proxy did, if the failure is its own. The library tells only in words which of a
/// tunnel's failures it was.
fn proxy_problem(error: &reqwest::Error, proxy: &ProxyInUse) -> Option<ProxyProblem> {
    let words = chain(error)
        .map(ToString::to_string)
        .find(|text| text.starts_with("tunnel error"))?;
    Some(if words.contains("authorization required") {
        if proxy.has_login {
            ProxyProblem::LoginRefused
        } else {
            ProxyProblem::LoginNeeded
        }
    } else if words.contains("unsuccessful") {
        ProxyProblem::Denied
    } else if words.contains("underlying connection") {
        if error.is_dns() && !is_offline(error) {
            ProxyProblem::UnknownHost
        } else {
            ProxyProblem::Unreachable
        }
    } else {
        ProxyProblem::HungUp
    })
}

fn of_dns(error: &reqwest::Error, host: String) -> Error {
    if is_offline(error) {
        let kind = ConnectProblem::NoRoute;
        Error::Unreachable { host, kind }
    } else {
        Error::UnknownHost { host }
    }
}

/// "Temporary failure in name resolution": no name server answered, so mostly no network.
fn is_offline(error: &reqwest::Error) -> bool {
    chain(error).any(|cause| {
        cause
            .to_string()
            .to_ascii_lowercase()
            .contains("temporary failure")
    })
}

fn of_connect(io_kind: Option<io::ErrorKind>, origin: &Origin) -> Error {
    let host = origin.host().to_owned();
    let kind = match io_kind {
        Some(io::ErrorKind::ConnectionRefused) => ConnectProblem::Refused,
        Some(
            io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::NetworkDown,
        ) => ConnectProblem::NoRoute,
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof,
        ) => {
            // Somebody took the connection first; what came next was the handshake.
            if origin.is_https() {
                return Error::Tls {
                    host,
                    kind: TlsProblem::Cut,
                    certificate: None,
                };
            }
            ConnectProblem::Reset
        }
        Some(io::ErrorKind::TimedOut) => {
            let phase = TimeoutPhase::Headers;
            return Error::Timeout { host, phase };
        }
        _ => ConnectProblem::Other,
    };
    Error::Unreachable { host, kind }
}

/// Reads a failure in the middle of a body.
pub(super) fn of_body(error: &reqwest::Error, url: &Url) -> Error {
    let garbled = chain(error).filter_map(as_io).any(|io| {
        matches!(
            io.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
        )
    });
    if garbled {
        return Error::RemoteChanged {
            endpoint: endpoint(url),
            detail: "the answer could not be unpacked".to_owned(),
        };
    }
    Error::Interrupted {
        host: url.host_str().unwrap_or_default().to_owned(),
    }
}

/// The last part of the path that is a name, for messages: `Tickets` of `/api/Tickets/2916`.
pub(crate) fn endpoint(url: &Url) -> String {
    url.path_segments()
        .and_then(|segments| {
            segments
                .rev()
                .find(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        })
        .unwrap_or_default()
        .to_owned()
}

/// An error and its causes, also those that `io::Error` hides inside.
fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&cause| {
        match as_io(cause).and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as &(dyn StdError + 'static)),
            None => cause.source(),
        }
    })
}

fn as_io<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a io::Error> {
    error.downcast_ref()
}

fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    chain(error).find_map(|cause| cause.downcast_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_classed() {
        let class = |status, body: &str| {
            of_status(&Reply {
                status,
                retry_after: None,
                server_time: None,
                body: body.into(),
            })
        };
        assert_eq!(class(200, "{}"), None);
        assert_eq!(class(400, "Rate Limit Reached"), None);
        assert_eq!(
            class(
                200,
                "\"Rate Limit Reached - 300 Requests per rolling 5 minute window\""
            ),
            Some(Failure::RateLimited(None))
        );
        assert_eq!(class(200, r#"["Rate Limit Reached"]"#), None);
        assert_eq!(class(200, r#"{"Rate limit reached":1}"#), None);
        assert_eq!(class(429, ""), Some(Failure::RateLimited(None)));
        assert_eq!(class(500, ""), Some(Failure::Doubtful));
        for status in [502, 503, 504] {
            assert_eq!(class(status, ""), Some(Failure::Unavailable));
        }
        assert_eq!(class(501, ""), None);
        assert_eq!(class(401, ""), None);
    }

    #[test]
    fn tls_errors_are_found_through_layers_of_io_errors() {
        let wrapped = io::Error::other(io::Error::new(
            io::ErrorKind::InvalidData,
            rustls::Error::HandshakeNotComplete,
        ));
        let found = find::<rustls::Error>(&wrapped).unwrap();
        assert_eq!(
            of_tls(found, "halo.example".to_owned()),
            Error::Tls {
                host: "halo.example".to_owned(),
                kind: TlsProblem::Other,
                certificate: None,
            }
        );
    }

    #[test]
    fn endpoints_are_named_without_ids() {
        let name = |path: &str| endpoint(&Url::parse(path).unwrap());
        assert_eq!(name("https://a.example/api/Tickets/2916?x=1"), "Tickets");
        assert_eq!(name("https://a.example/auth/token"), "token");
    }
}
