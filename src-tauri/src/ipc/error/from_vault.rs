//! Every failure of the keychain, each with its own next step.

use engine::ports::VaultError;

use super::{AppError, ErrorCode, RemedyAction};

pub(crate) fn vault(error: &VaultError) -> AppError {
    use VaultError as E;
    let (code, action, text) = match error {
        E::NoSession => (
            ErrorCode::VaultUnavailable,
            RemedyAction::Retry,
            "Start Halyard from the desktop, or keep the secret for this session only.",
        ),
        E::NoService => (
            ErrorCode::VaultUnavailable,
            RemedyAction::Retry,
            "Start one (GNOME Keyring, KWallet, KeePassXC), then try again. Or keep the secret for this session only.",
        ),
        E::Locked => (
            ErrorCode::VaultLocked,
            RemedyAction::UnlockKeyring,
            "Unlock the keychain, or keep the secret for this session only.",
        ),
        E::Dismissed => (
            ErrorCode::VaultLocked,
            RemedyAction::UnlockKeyring,
            "Unlock the keychain: it asks again. Or keep the secret for this session only.",
        ),
        E::Asking => (
            ErrorCode::VaultLocked,
            RemedyAction::UnlockKeyring,
            "Answer its question, which may stand behind this window, then try again. Or keep the secret for this session only.",
        ),
        E::Silent => (
            ErrorCode::VaultUnavailable,
            RemedyAction::Retry,
            "Try again; if it stays silent, sign out of the desktop and in again. Or keep the secret for this session only.",
        ),
        E::Interrupted => (
            ErrorCode::VaultUnavailable,
            RemedyAction::Retry,
            "Try again: the desktop mostly starts it anew. Or keep the secret for this session only.",
        ),
        E::EntryChanged(_) => (
            ErrorCode::SecretMissing,
            RemedyAction::EnterSecret,
            "Enter the secret again.",
        ),
        E::TooLong { .. } => (
            ErrorCode::InvalidInput {
                field: "clientSecret".to_owned(),
            },
            RemedyAction::None,
            "Nothing was saved. It can be kept for this session only.",
        ),
        E::Failed { .. } => (
            ErrorCode::VaultUnavailable,
            RemedyAction::Retry,
            "Try again, or keep the secret for this session only.",
        ),
    };
    AppError::new(code, error.to_string(), action, text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use engine::ports::EntryChange;

    use super::*;
    use VaultError as E;

    #[test]
    fn each_failure_has_a_sentence_of_its_own_and_a_next_step() {
        let all = [
            E::NoSession,
            E::NoService,
            E::Locked,
            E::Dismissed,
            E::Asking,
            E::Silent,
            E::Interrupted,
            E::EntryChanged(EntryChange::Empty),
            E::EntryChanged(EntryChange::NotText),
            E::EntryChanged(EntryChange::Twice),
            E::TooLong { limit: 2_560 },
            E::Failed {
                reason: "out of order".to_owned(),
            },
        ];
        let shown: Vec<AppError> = all.iter().map(vault).collect();
        let sentences: BTreeSet<&str> = shown.iter().map(|e| e.message.as_str()).collect();
        assert_eq!(sentences.len(), all.len(), "{sentences:#?}");
        for error in &shown {
            assert!(error.message.ends_with('.'), "{error:?}");
            let next = &error.remedy.text;
            let offers = [
                "Unlock the keychain",
                "Enter the secret again",
                "for this session only",
            ];
            assert!(offers.iter().any(|offer| next.contains(offer)), "{error:?}");
        }
    }
}
