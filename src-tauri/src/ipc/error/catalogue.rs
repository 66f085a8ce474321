//! Every code with what it means and what the administrator can do; the source
//! of `docs/errors.md`.

use std::fmt::Write;

use super::ErrorCode;

/// What is written about a code.
struct Entry {
    name: &'static str,
    means: &'static str,
    mend: &'static str,
}

/// One of each, so that the document cannot miss one: a new variant fails to
/// compile in [`entry`], and the test beside it fails until it is listed here.
fn one_of_each() -> Vec<ErrorCode> {
    vec![
        ErrorCode::NotConfigured,
        ErrorCode::InvalidUrl,
        ErrorCode::NoSuchHost {
            did_you_mean: String::new(),
        },
        ErrorCode::NotHalo,
        ErrorCode::Unauthorized,
        ErrorCode::Forbidden {
            scope: String::new(),
        },
        ErrorCode::TenantNotFound,
        ErrorCode::RateLimited {
            retry_after_secs: 0,
        },
        ErrorCode::Offline,
        ErrorCode::HostNotFound,
        ErrorCode::ConnectionRefused,
        ErrorCode::ConnectionLost,
        ErrorCode::TimedOut,
        ErrorCode::ProxyUnreachable,
        ErrorCode::ProxyLoginNeeded,
        ErrorCode::ProxyLoginRefused,
        ErrorCode::ProxyDenied,
        ErrorCode::SignInPage,
        ErrorCode::Redirected,
        ErrorCode::TlsSelfSigned,
        ErrorCode::TlsUnknownAuthority,
        ErrorCode::TlsExpired,
        ErrorCode::TlsNotYetValid,
        ErrorCode::TlsWrongName,
        ErrorCode::TlsOldProtocol,
        ErrorCode::TlsCut,
        ErrorCode::TlsNotSpoken,
        ErrorCode::TlsUntrusted,
        ErrorCode::RemoteUnavailable { status: 0 },
        ErrorCode::RemoteChanged {
            endpoint: String::new(),
        },
        ErrorCode::Refused,
        ErrorCode::NotFound,
        ErrorCode::Conflict { current_version: 0 },
        ErrorCode::InvalidInput {
            field: String::new(),
        },
        ErrorCode::NeedsConfirmation,
        ErrorCode::CustomerTaken,
        ErrorCode::FileUnreadable,
        ErrorCode::ListUnreadable,
        ErrorCode::FileNotWritten,
        ErrorCode::CertificateRefused,
        ErrorCode::Cancelled,
        ErrorCode::SecretMissing,
        ErrorCode::VaultUnavailable,
        ErrorCode::VaultLocked,
        ErrorCode::StoreBusy,
        ErrorCode::StoreTooNew {
            found: 0,
            supported: 0,
        },
        ErrorCode::StoreCorrupt {
            moved_to: String::new(),
        },
        ErrorCode::DiskFull,
        ErrorCode::Internal,
    ]
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a code")]
fn entry(code: &ErrorCode) -> Entry {
    let (name, means, mend) = match code {
        ErrorCode::NotConfigured => (
            "notConfigured",
            "A step of the set-up is missing.",
            "Go on with the connect wizard or the ticket rules; the message names the step.",
        ),
        ErrorCode::InvalidUrl => (
            "invalidUrl",
            "The address is none that Halo can have.",
            "Copy the address from the browser while Halo is open.",
        ),
        ErrorCode::NoSuchHost { .. } => (
            "noSuchHost",
            "The address leads nowhere, and it looks like a typo of a Halo's.",
            "Take the address that Halyard offers, or copy it from the browser while Halo is open.",
        ),
        ErrorCode::NotHalo => (
            "notHalo",
            "Something answers at the address, but it is not Halo: another web site, another program.",
            "Check the address.",
        ),
        ErrorCode::Unauthorized => (
            "unauthorized",
            "Halo refused client id or secret, or the application or its agent is not active.",
            "Compare the client id with the saved application, enter a new secret, check again.",
        ),
        ErrorCode::Forbidden { .. } => (
            "forbidden",
            "Halo signed us in but does not allow this. Rights are the smaller of the application's permissions and the agent's role.",
            "Run the checks: they name the right and where it is ticked.",
        ),
        ErrorCode::TenantNotFound => (
            "tenantNotFound",
            "Halo knows no such tenant.",
            "Compare it with Configuration > Integrations > HaloPSA API.",
        ),
        ErrorCode::RateLimited { .. } => (
            "rateLimited",
            "Halo allows only so many requests in five minutes.",
            "Wait as long as the message says; Halyard goes on by itself where it can.",
        ),
        ErrorCode::Offline => (
            "offline",
            "No way leads out of this computer: no network, or no name server answers.",
            "Check cable, Wi-Fi and VPN.",
        ),
        ErrorCode::HostNotFound => (
            "hostNotFound",
            "No name server knows the host.",
            "Compare the name with the browser's address bar. Where only a proxy knows such names, choose it under Settings > Network.",
        ),
        ErrorCode::ConnectionRefused => (
            "connectionRefused",
            "The host is there, and nothing takes the connection at that port.",
            "Check address and port, and that Halo is running.",
        ),
        ErrorCode::ConnectionLost => (
            "connectionLost",
            "The connection broke before the answer was complete.",
            "Try again; if it breaks each time, look at firewall, proxy and VPN.",
        ),
        ErrorCode::TimedOut => (
            "timedOut",
            "Halo took too long to answer.",
            "Wait a minute, then try again.",
        ),
        ErrorCode::ProxyUnreachable => (
            "proxyUnreachable",
            "The proxy on the way to Halo does not answer, or its name is not known.",
            "Compare its host and port under Settings > Network.",
        ),
        ErrorCode::ProxyLoginNeeded => (
            "proxyLoginNeeded",
            "The proxy wants to know who is there, and was told nothing.",
            "Enter name and password for it under Settings > Network.",
        ),
        ErrorCode::ProxyLoginRefused => (
            "proxyLoginRefused",
            "The proxy does not take the login. Halyard sends it once, by the Basic method.",
            "Enter it again under Settings > Network; where the proxy takes only a Windows sign-in, ask for an exception for Halo.",
        ),
        ErrorCode::ProxyDenied => (
            "proxyDenied",
            "The proxy answered and opened no way: the host is forbidden there or not known to it, or what answered is no proxy.",
            "Compare Halo's name and the proxy's address, then ask the network's administrator.",
        ),
        ErrorCode::SignInPage => (
            "signInPage",
            "A sign-in page answers in Halo's place, as guest networks and some proxies show it.",
            "Sign in to the network in the browser, then try again.",
        ),
        ErrorCode::Redirected => (
            "redirected",
            "What answers sends on to another place. Nothing secret follows.",
            "Enter that address, if it is your Halo's.",
        ),
        ErrorCode::TlsSelfSigned => (
            "tlsSelfSigned",
            "The certificate is signed by itself. Nothing was sent.",
            "For a Halo of your own, add its certificate under Settings > Network. One that is made for an authority has to be replaced on the server.",
        ),
        ErrorCode::TlsUnknownAuthority => (
            "tlsUnknownAuthority",
            "The certificate was issued by an authority that this computer does not know. Nothing was sent.",
            "For a Halo of your own, or where the company inspects traffic, add the root certificate under Settings > Network.",
        ),
        ErrorCode::TlsExpired => (
            "tlsExpired",
            "The certificate has expired. Nothing was sent.",
            "Check the clock; then it has to be renewed on the server.",
        ),
        ErrorCode::TlsNotYetValid => (
            "tlsNotYetValid",
            "The certificate is not valid yet. Nothing was sent.",
            "Check the clock and the time zone.",
        ),
        ErrorCode::TlsWrongName => (
            "tlsWrongName",
            "The certificate belongs to another host. Nothing was sent.",
            "Use the name that Halo itself shows.",
        ),
        ErrorCode::TlsOldProtocol => (
            "tlsOldProtocol",
            "The server speaks only versions of TLS that are no longer safe. Nothing was sent.",
            "TLS 1.2 or 1.3 has to be switched on there.",
        ),
        ErrorCode::TlsCut => (
            "tlsCut",
            "The connection was cut during the secure handshake. Nothing was sent.",
            "Try again; if it stays, a firewall or filter ends it.",
        ),
        ErrorCode::TlsNotSpoken => (
            "tlsNotSpoken",
            "What answers at that port does not speak TLS. Nothing was sent.",
            "Check the port in the address.",
        ),
        ErrorCode::TlsUntrusted => (
            "tlsUntrusted",
            "The connection could not be made safe: the certificate was withdrawn, or the roots of this computer cannot be read. Nothing was sent.",
            "Ask whoever runs that server or this computer.",
        ),
        ErrorCode::RemoteUnavailable { .. } => (
            "remoteUnavailable",
            "Halo or a server before it is out of order.",
            "Wait a few minutes, then try again.",
        ),
        ErrorCode::RemoteChanged { .. } => (
            "remoteChanged",
            "An answer has another form than expected, or a list was not read completely.",
            "What was read before is kept. Try again; if it stays, look for a newer Halyard.",
        ),
        ErrorCode::Refused => (
            "refused",
            "Halo refused what was sent and said why.",
            "Halo's own words are behind the disclosure.",
        ),
        ErrorCode::NotFound => (
            "notFound",
            "What was asked for is not there any more.",
            "It was deleted here or in Halo; read again.",
        ),
        ErrorCode::Conflict { .. } => (
            "conflict",
            "It was changed elsewhere meanwhile.",
            "Look at it as it is now, then decide again.",
        ),
        ErrorCode::InvalidInput { .. } => (
            "invalidInput",
            "A field cannot be used as it is.",
            "The field says what is wrong; nothing was saved.",
        ),
        ErrorCode::NeedsConfirmation => (
            "needsConfirmation",
            "The act is unusual: the customer is inactive or already taken, or a file is there already.",
            "Confirm it only if you are sure.",
        ),
        ErrorCode::CustomerTaken => (
            "customerTaken",
            "Other organisations have the customer, and customers may be shared.",
            "Map both, or take the customer over.",
        ),
        ErrorCode::FileUnreadable => (
            "fileUnreadable",
            "A file cannot be read as a list of organisations or as one of mappings.",
            "Choose another file; nothing was imported.",
        ),
        ErrorCode::ListUnreadable => (
            "listUnreadable",
            "A vendor's API does not answer with a list of organisations.",
            "Correct the settings, or read the list again later; nothing was imported.",
        ),
        ErrorCode::FileNotWritten => (
            "fileNotWritten",
            "A file cannot be written: no such folder, no right, no room, or a name that no file can have.",
            "Choose another place; a file that was there is as it was.",
        ),
        ErrorCode::CertificateRefused => (
            "certificateRefused",
            "A file cannot be taken as a root certificate: it is none, has expired, belongs to a server, or holds a private key.",
            "Choose another file; nothing was stored.",
        ),
        ErrorCode::Cancelled => (
            "cancelled",
            "It was stopped. Not a failure.",
            "What was done before stays.",
        ),
        ErrorCode::SecretMissing => (
            "secretMissing",
            "The client secret is not where it was put: its entry in the keychain was removed or changed by hand, or it was kept for a session that has ended.",
            "Enter the secret again. Halo cannot show a secret twice; make a new one there if it is lost.",
        ),
        ErrorCode::VaultUnavailable => (
            "vaultUnavailable",
            "There is no keychain, or it did not answer or ended in the middle; the message says which.",
            "Start one and try again, or keep the secret for this session only. It is never written to a file.",
        ),
        ErrorCode::VaultLocked => (
            "vaultLocked",
            "The keychain is locked, and its question for the password was closed or still stands open.",
            "Unlock the keychain, then try again. Or keep the secret for this session only.",
        ),
        ErrorCode::StoreBusy => (
            "storeBusy",
            "Another program is using the database.",
            "Close it, or wait a moment.",
        ),
        ErrorCode::StoreTooNew { .. } => (
            "storeTooNew",
            "The database was made by a newer Halyard.",
            "Install the newer one again. The file was not touched.",
        ),
        ErrorCode::StoreCorrupt { .. } => (
            "storeCorrupt",
            "The database is damaged.",
            "Start Halyard again: the damaged file is set aside, never deleted.",
        ),
        ErrorCode::DiskFull => (
            "diskFull",
            "There is no room left on the disk.",
            "Make room. Nothing was half-written.",
        ),
        ErrorCode::Internal => (
            "internal",
            "A fault of Halyard's own.",
            "Try again; the log has the cause under the number that is shown.",
        ),
    };
    Entry { name, means, mend }
}

/// The document, ending in a newline.
pub fn document() -> String {
    let mut text = String::from(
        "<!-- Generated by `cargo xtask codegen`, do not edit by hand. -->\n# Errors\n\nEvery code that Halyard shows, what it means and what can be done. \
         The number beside a message is also in the log.\n\n| code | what it means | what to do |\n| --- | --- | --- |\n",
    );
    for code in one_of_each() {
        let Entry { name, means, mend } = entry(&code);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| `{name}` | {means} | {mend} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name in the document is the one on the wire, and none is missing.
    #[test]
    fn every_code_on_the_wire_is_documented() {
        let exported = crate::ipc::bindings().unwrap();
        for code in one_of_each() {
            let wire = serde_json::to_value(&code).unwrap();
            assert_eq!(wire["code"], entry(&code).name);
        }
        let on_wire = exported.matches("code: \"").count();
        assert_eq!(
            on_wire,
            one_of_each().len(),
            "a code is missing in one_of_each()"
        );
    }
}
