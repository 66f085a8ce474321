//! The finer kinds inside an [`Error`](super::Error).

use thiserror::Error;

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
    /// The proxy of this computer is not there or wants a sign-in.
    #[error("the proxy of this computer did not let it through")]
    Proxy,
    /// Anything else.
    #[error("it could not be made")]
    Other,
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
    /// The certificate was issued by nobody this computer trusts.
    #[error("its certificate was issued by an authority that this computer does not know")]
    UnknownAuthority,
    /// The certificate is no longer valid.
    #[error("its certificate has expired")]
    Expired,
    /// The certificate is not valid yet.
    #[error("its certificate is not valid yet; is the clock of this computer right?")]
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
    /// Anything else, such as a port that does not speak TLS.
    #[error("the secure handshake failed")]
    Other,
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
