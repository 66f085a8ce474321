//! The finer kinds inside an [`Error`](super::Error).

use jiff::Timestamp;
use thiserror::Error;

use crate::certificate::Certificate;

/// What stopped a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ConnectProblem {
    /// The host is there, but nothing listens.
    #[error("the connection was refused")]
    Refused,
    /// No way leads to the host; mostly no network at all.
    #[error("no way leads there; is this computer online?")]
    NoRoute,
    /// The host hung up.
    #[error("the connection was cut at once")]
    Reset,
    /// Anything else.
    #[error("it could not be made")]
    Other,
}

/// What a proxy did in place of letting a connection through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProxyProblem {
    /// Its name is not known.
    #[error("no host of this name was found")]
    UnknownHost,
    /// Nothing listens there, or no way leads there.
    #[error("it does not answer")]
    Unreachable,
    /// It asks who we are, and was told nothing.
    #[error("it wants a login")]
    LoginNeeded,
    /// It asks who we are, and does not take the answer.
    #[error("it refuses the login that was sent")]
    LoginRefused,
    /// It answered and opened no way: the host is forbidden there, or not known to it.
    #[error("it opened no way to the host")]
    Denied,
    /// It hung up, or what answered is no proxy.
    #[error("it ended the conversation")]
    HungUp,
}

/// What was waited for in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimeoutPhase {
    /// The beginning of an answer.
    #[error("no answer began")]
    Headers,
    /// The end of an answer.
    #[error("the answer did not end")]
    Body,
}

/// What is wrong with a certificate or handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TlsProblem {
    /// The certificate vouches for itself.
    #[error("its certificate is signed by itself")]
    SelfSigned,
    /// The certificate vouches for itself and is marked as an authority's, which is never taken for
    /// a host's, trusted or not.
    #[error("its certificate is signed by itself and made for an authority, not for a host")]
    SelfSignedAuthority,
    /// The certificate was issued by nobody this computer trusts.
    #[error("its certificate was issued by an authority that this computer does not know")]
    UnknownAuthority,
    /// The certificate is no longer valid.
    #[error("its certificate has expired")]
    Expired,
    /// The certificate is not valid yet.
    #[error("its certificate is not valid yet")]
    NotYetValid,
    /// The certificate belongs to another host.
    #[error("its certificate belongs to another host")]
    WrongName,
    /// The certificate was withdrawn.
    #[error("its certificate was withdrawn")]
    Revoked,
    /// The host speaks only versions that are no longer safe.
    #[error("it speaks no safe version of TLS")]
    OldProtocol,
    /// The connection ended in the middle of the handshake.
    #[error("it was cut during the secure handshake")]
    Cut,
    /// What answers is not TLS: a port for plain http, or another service.
    #[error("what answers there does not speak TLS")]
    NotSpoken,
    /// Anything else.
    #[error("the secure handshake failed")]
    Other,
}

impl TlsProblem {
    /// What of a certificate belongs to its problem: who issued it, until when it was valid, for
    /// whom. Follows the problem's own words.
    pub(super) fn told_by(self, certificate: Option<&Certificate>) -> String {
        let Some(certificate) = certificate else {
            return String::new();
        };
        let day = |moment: Timestamp| moment.strftime("%-d %B %Y").to_string();
        match self {
            Self::UnknownAuthority => format!(" (“{}”)", certificate.issuer),
            Self::Expired => format!(" on {}", day(certificate.not_after)),
            Self::NotYetValid => format!(", only from {} on", day(certificate.not_before)),
            Self::WrongName if !certificate.hosts.is_empty() => {
                let shown = certificate.hosts.iter().take(3).map(String::as_str);
                let shown: Vec<&str> = shown.collect();
                let more = if certificate.hosts.len() > shown.len() {
                    " and others"
                } else {
                    ""
                };
                format!(" ({}{more})", shown.join(", "))
            }
            Self::SelfSigned
            | Self::SelfSignedAuthority
            | Self::WrongName
            | Self::Revoked
            | Self::OldProtocol
            | Self::Cut
            | Self::NotSpoken
            | Self::Other => String::new(),
        }
    }
}

/// What answered in place of a Halo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotHaloAnswer {
    /// A web page.
    #[error("a web page answered")]
    Html,
    /// A page that wants a sign-in, as of a guest network or proxy.
    #[error("a sign-in page answered, as guest networks show")]
    SignInPage,
    /// 404.
    #[error("nothing is there")]
    NotFound,
    /// JSON, but not Halo's.
    #[error("another program answered")]
    OtherJson,
    /// Anything else.
    #[error("the answer makes no sense")]
    Other,
}

/// Which credential Halo did not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AuthProblem {
    /// `invalid_client`: the id or the secret is wrong, or the application is not active.
    #[error("the client id or secret is wrong, or the application is not active")]
    InvalidClient,
    /// The application is not set to "Client ID and Secret (Services)".
    #[error("the application is not set to sign in by client id and secret")]
    GrantNotAllowed,
    /// 401 with a token that was just issued.
    #[error("a new token was not accepted; the agent of the application may be disabled")]
    TokenRefused,
}

/// What is wrong with the answer to a token request.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TokenReplyProblem {
    /// A web page.
    #[error("a web page came in place of a token")]
    WebPage,
    /// A page that wants a sign-in, as of a guest network or proxy.
    #[error("a sign-in page came in place of a token")]
    SignInPage,
    /// 404 or 405.
    #[error("no tokens are given at this address")]
    NoTokenAddress,
    /// Not JSON.
    #[error("it is not JSON")]
    NotJson,
    /// JSON without a token.
    #[error("it holds no token")]
    NoAccessToken,
    /// Another type than Bearer.
    #[error("the token is of the type “{found}”")]
    TokenType {
        /// The type, at most 20 characters.
        found: String,
    },
    /// A life of no seconds.
    #[error("the token has already expired")]
    AlreadyExpired,
    /// A token that cannot stand in a header.
    #[error("the token holds forbidden characters")]
    Unusable,
}

/// Whether a failed write may have been done all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteOutcome {
    /// Surely not done: it may be sent again.
    NotDone,
    /// Perhaps done: look before sending again.
    Unknown,
}
