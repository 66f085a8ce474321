//! Every failure on the way to Halo, before anybody could answer who might be
//! one: names, proxies, certificates, sign-in pages.

use engine::halo_api::{ConnectProblem, ProxyProblem, TlsProblem};

use super::{ErrorCode, RemedyAction};

/// Code, act and what to do.
type Shown = (ErrorCode, RemedyAction, &'static str);

pub(super) fn unknown_host() -> Shown {
    (
        ErrorCode::HostNotFound,
        RemedyAction::Retry,
        "Compare the name with the address in the browser while Halo is open. Where only a proxy knows such names, choose it under Settings > Network.",
    )
}

pub(super) fn connection_lost() -> Shown {
    (
        ErrorCode::ConnectionLost,
        RemedyAction::Retry,
        "Try again. If it breaks each time, something between here and Halo ends it: a firewall, a proxy, a VPN.",
    )
}

pub(super) fn timed_out() -> Shown {
    (
        ErrorCode::TimedOut,
        RemedyAction::Retry,
        "Halo may be busy. Wait a minute, then try again.",
    )
}

pub(super) fn redirected() -> Shown {
    (
        ErrorCode::Redirected,
        RemedyAction::Reconnect,
        "If that is your Halo, enter its address instead. If you do not know it, this network may want a sign-in first: open any page in the browser.",
    )
}

pub(super) fn sign_in_page() -> Shown {
    (
        ErrorCode::SignInPage,
        RemedyAction::Retry,
        "Open any page in the browser and sign in to the network, then try again. If no page asks for it, the address is another web site's.",
    )
}

pub(super) fn no_safe_connections() -> Shown {
    (
        ErrorCode::TlsUntrusted,
        RemedyAction::ContactAdmin,
        "Look at the root certificates under Settings > Network, and at those of this computer.",
    )
}

pub(super) fn unreachable(problem: ConnectProblem) -> Shown {
    match problem {
        ConnectProblem::NoRoute => (
            ErrorCode::Offline,
            RemedyAction::Retry,
            "Check cable, Wi-Fi and VPN, then try again.",
        ),
        ConnectProblem::Refused | ConnectProblem::Other => (
            ErrorCode::ConnectionRefused,
            RemedyAction::Retry,
            "Check the address and its port, and that Halo is running there. A firewall refuses in the same way.",
        ),
        ConnectProblem::Reset => connection_lost(),
    }
}

pub(super) fn proxy(problem: ProxyProblem) -> Shown {
    let (code, text) = match problem {
        ProxyProblem::UnknownHost | ProxyProblem::Unreachable => (
            ErrorCode::ProxyUnreachable,
            "Compare the proxy's host and port with what your network's administrator gives out. Off the company's network the proxy may not be needed at all.",
        ),
        ProxyProblem::LoginNeeded => (
            ErrorCode::ProxyLoginNeeded,
            "Enter name and password for the proxy under Settings > Network.",
        ),
        ProxyProblem::LoginRefused => (
            ErrorCode::ProxyLoginRefused,
            "Enter name and password again; some proxies want DOMAIN\\name. Halyard signs in by the Basic method only: where the proxy takes nothing but a Windows sign-in, ask for an exception for Halo.",
        ),
        ProxyProblem::Denied => (
            ErrorCode::ProxyDenied,
            "Compare Halo's name first: a proxy answers like this also when it does not know the host. If it is right, ask your network's administrator to let it through.",
        ),
        ProxyProblem::HungUp => (
            ErrorCode::ProxyDenied,
            "Compare the proxy's host and port: what listens there may be no proxy. If it is one, ask your network's administrator.",
        ),
    };
    (code, RemedyAction::OpenNetwork, text)
}

pub(super) fn tls(problem: TlsProblem) -> Shown {
    let ask = RemedyAction::ContactAdmin;
    match problem {
        TlsProblem::SelfSigned => (
            ErrorCode::TlsSelfSigned,
            RemedyAction::OpenNetwork,
            "If this is your own Halo, get its certificate file from whoever runs it and add it under Settings > Network. If it is not, do not go on.",
        ),
        TlsProblem::SelfSignedAuthority => (
            ErrorCode::TlsSelfSigned,
            ask,
            "Adding it here would not help: it is made for an authority, and no program takes such a one for a host. Whoever runs the server has to make a certificate for the host.",
        ),
        TlsProblem::UnknownAuthority => (
            ErrorCode::TlsUnknownAuthority,
            RemedyAction::OpenNetwork,
            "If your company runs its own Halo or inspects traffic, get its root certificate from the network's administrator and add it under Settings > Network. If neither is so, do not go on.",
        ),
        TlsProblem::Expired => (
            ErrorCode::TlsExpired,
            ask,
            "Check this computer's clock. If it is right, whoever runs that server has to renew the certificate.",
        ),
        TlsProblem::NotYetValid => (
            ErrorCode::TlsNotYetValid,
            ask,
            "Check this computer's clock and time zone. If they are right, ask whoever runs that server.",
        ),
        TlsProblem::WrongName => (
            ErrorCode::TlsWrongName,
            RemedyAction::Reconnect,
            "Use the name that Halo itself shows in the browser. On a network that wants a sign-in, sign in first.",
        ),
        TlsProblem::OldProtocol => (
            ErrorCode::TlsOldProtocol,
            ask,
            "Whoever runs that server has to switch on TLS 1.2 or 1.3.",
        ),
        TlsProblem::Cut => (
            ErrorCode::TlsCut,
            RemedyAction::Retry,
            "Try again. If it happens each time, a firewall or a traffic filter ends it; its administrator has to let Halo through.",
        ),
        TlsProblem::NotSpoken => (
            ErrorCode::TlsNotSpoken,
            RemedyAction::Reconnect,
            "Check the port in the address. Halo is reached by https, mostly at 443.",
        ),
        TlsProblem::Revoked | TlsProblem::Other => (
            ErrorCode::TlsUntrusted,
            ask,
            "Nothing was sent. Ask whoever runs that server.",
        ),
    }
}
