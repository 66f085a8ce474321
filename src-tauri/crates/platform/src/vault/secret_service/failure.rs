//! What a failure of the bus or of the Secret Service means. Their texts name
//! services and paths, never a secret.

use std::io::ErrorKind;

use engine::ports::VaultError;
use zbus::Error as BusError;

/// Why the session bus cannot be reached.
pub(super) fn no_bus(error: &BusError) -> VaultError {
    tracing::warn!(%error, "the session bus cannot be reached");
    VaultError::NoSession
}

/// Why the Secret Service did not do what was asked.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's errors may grow; an unknown one is shown in its own words"
)]
pub(super) fn explain(error: &secret_service::Error) -> VaultError {
    use secret_service::Error as E;
    tracing::warn!(%error, "the keychain failed");
    match error {
        E::Zbus(error) | E::ZbusFdo(zbus::fdo::Error::ZBus(error)) => explain_bus(error),
        E::ZbusFdo(error) => by_name(zbus::DBusError::name(error).as_str(), &error.to_string()),
        E::Locked => VaultError::Locked,
        E::Prompt => VaultError::Dismissed,
        E::PromptDisconnected => VaultError::Interrupted,
        E::Unavailable => VaultError::NoService,
        other => VaultError::Failed {
            reason: other.to_string(),
        },
    }
}

/// Why a call over the bus failed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's errors may grow; an unknown one is shown in its own words"
)]
pub(super) fn explain_bus(error: &BusError) -> VaultError {
    match error {
        BusError::MethodError(name, text, _) => {
            by_name(name.as_str(), text.as_deref().unwrap_or(name.as_str()))
        }
        BusError::FDO(error) => {
            by_name(zbus::DBusError::name(&**error).as_str(), &error.to_string())
        }
        BusError::InputOutput(cause)
            if matches!(
                cause.kind(),
                ErrorKind::BrokenPipe
                    | ErrorKind::ConnectionReset
                    | ErrorKind::UnexpectedEof
                    | ErrorKind::NotConnected
            ) =>
        {
            VaultError::Interrupted
        }
        other => VaultError::Failed {
            reason: other.to_string(),
        },
    }
}

/// Errors of the bus and of the service, by the names they have there.
fn by_name(name: &str, text: &str) -> VaultError {
    match name {
        "org.freedesktop.Secret.Error.IsLocked" => VaultError::Locked,
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner" => VaultError::NoService,
        // Said by the bus when the one who was called went away, and by a
        // keychain that was started anew meanwhile.
        "org.freedesktop.DBus.Error.NoReply"
        | "org.freedesktop.DBus.Error.Disconnected"
        | "org.freedesktop.DBus.Error.UnknownMethod"
        | "org.freedesktop.DBus.Error.UnknownObject"
        | "org.freedesktop.Secret.Error.NoSession"
        | "org.freedesktop.Secret.Error.NoSuchObject" => VaultError::Interrupted,
        // The bus was to start a keychain and could not.
        name if name.starts_with("org.freedesktop.DBus.Error.Spawn") => VaultError::NoService,
        _ => VaultError::Failed {
            reason: text.trim_end_matches('.').to_owned(),
        },
    }
}
