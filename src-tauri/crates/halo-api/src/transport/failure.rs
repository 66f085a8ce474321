//! Turns what the HTTP library and the TLS library report into kinds that somebody can act on.

use std::error::Error as StdError;
use std::io;

use rustls::{AlertDescription, CertificateError};
use url::Url;

use super::Reply;
use super::resolver::Blocked;
use crate::error::{ConnectProblem, Error, TimeoutPhase, TlsProblem};
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
        Error::UnknownHost { .. } | Error::Unreachable { .. } => Failure::NotSent,
        Error::Interrupted { .. } => Failure::Interrupted,
        Error::Timeout { .. } => Failure::Doubtful,
        Error::InvalidHost(_)
        | Error::BlockedAddress { .. }
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
pub(super) fn of_reqwest(error: &reqwest::Error, host: &str) -> Error {
    let host = host.to_owned();
    if let Some(Blocked(reason)) = find::<Blocked>(error) {
        return Error::BlockedAddress {
            host,
            reason: *reason,
        };
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        let kind = tls_problem(tls);
        return Error::Tls { host, kind };
    }
    if error.is_dns() {
        return of_dns(error, host);
    }
    let io_kind = find::<io::Error>(error).map(io::Error::kind);
    if error.is_connect() {
        return of_connect(error, io_kind, host);
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

fn of_dns(error: &reqwest::Error, host: String) -> Error {
    // "Temporary failure in name resolution": no name server answered, so mostly no network.
    let offline = chain(error).any(|cause| {
        cause
            .to_string()
            .to_ascii_lowercase()
            .contains("temporary failure")
    });
    if offline {
        let kind = ConnectProblem::NoRoute;
        Error::Unreachable { host, kind }
    } else {
        Error::UnknownHost { host }
    }
}

fn of_connect(error: &reqwest::Error, io_kind: Option<io::ErrorKind>, host: String) -> Error {
    let through_proxy = chain(error).any(|cause| {
        let text = cause.to_string();
        text.contains("tunnel") || text.contains("proxy")
    });
    if through_proxy {
        let kind = ConnectProblem::Proxy;
        return Error::Unreachable { host, kind };
    }
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
        ) => ConnectProblem::Reset,
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

fn tls_problem(error: &rustls::Error) -> TlsProblem {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the TLS library's errors are open-ended; those not named need no word of their own"
    )]
    match error {
        rustls::Error::InvalidCertificate(problem) => certificate_problem(problem),
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(AlertDescription::ProtocolVersion) => {
            TlsProblem::OldProtocol
        }
        _ => TlsProblem::Other,
    }
}

fn certificate_problem(problem: &CertificateError) -> TlsProblem {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the TLS library's errors are open-ended; those not named need no word of their own"
    )]
    match problem {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsProblem::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TlsProblem::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TlsProblem::WrongName
        }
        CertificateError::Revoked => TlsProblem::Revoked,
        CertificateError::UnknownIssuer => TlsProblem::UnknownAuthority,
        // A certificate that is its own authority is reported in words only.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            TlsProblem::SelfSigned
        }
        _ => TlsProblem::Other,
    }
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
    fn tls_errors_are_told_apart_through_layers_of_io_errors() {
        let wrapped = io::Error::other(io::Error::new(
            io::ErrorKind::InvalidData,
            rustls::Error::InvalidCertificate(CertificateError::Expired),
        ));
        let found = find::<rustls::Error>(&wrapped).unwrap();
        assert_eq!(tls_problem(found), TlsProblem::Expired);
        let kind = |problem| tls_problem(&rustls::Error::InvalidCertificate(problem));
        assert_eq!(
            kind(CertificateError::UnknownIssuer),
            TlsProblem::UnknownAuthority
        );
        assert_eq!(
            kind(CertificateError::NotValidForName),
            TlsProblem::WrongName
        );
        assert_eq!(
            tls_problem(&rustls::Error::AlertReceived(
                AlertDescription::ProtocolVersion
            )),
            TlsProblem::OldProtocol
        );
        assert_eq!(
            tls_problem(&rustls::Error::HandshakeNotComplete),
            TlsProblem::Other
        );
    }

    #[test]
    fn endpoints_are_named_without_ids() {
        let name = |path: &str| endpoint(&Url::parse(path).unwrap());
        assert_eq!(name("https://a.example/api/Tickets/2916?x=1"), "Tickets");
        assert_eq!(name("https://a.example/auth/token"), "token");
    }
}
