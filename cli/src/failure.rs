//! Why something was not done: what happened, what to do next, and which exit code says so.

use std::borrow::Cow;

use engine::ports::VaultError;
use engine::{Error, Said, database, halo_api, organizations};
use serde::Serialize;

use crate::answer::Answer;
use crate::exit::Exit;

/// A failure in words.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    next: Option<Cow<'static, str>>,
    said: Option<Said>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    error: ShownError<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownError<'a> {
    message: &'a str,
    next: Option<&'a str>,
    halo_said: Option<&'a Said>,
    exit_code: u8,
}

impl Failure {
    /// A failure of the program's own.
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            next: None,
            said: None,
        }
    }

    /// The command makes no sense as it was given.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Adds what to do, as a sentence.
    pub(crate) fn next(self, next: impl Into<Cow<'static, str>>) -> Self {
        Self {
            next: Some(next.into()),
            ..self
        }
    }

    /// What happened, and how the program ends because of it.
    pub(crate) fn into_parts(self) -> (String, Exit) {
        (self.message, self.exit)
    }

    /// As an answer; nothing of it is lost where the answer is read by a program.
    pub(crate) fn told(&self, is_json: bool) -> Answer {
        let shown = Shown {
            error: ShownError {
                message: &self.message,
                next: self.next.as_deref(),
                halo_said: self.said.as_ref(),
                exit_code: self.exit.code(),
            },
        };
        let mut text = self.message.clone();
        if let Some(next) = &self.next {
            text = format!("{text} {next}");
        }
        if let Some(said) = &self.said
            && !said.text.is_empty()
        {
            text = format!("{text}\nHalo said ({}): {}", said.request, said.text);
        }
        if is_json {
            return Answer::new(&shown, text, self.exit);
        }
        Answer::of_failure(&shown, text, self.exit)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        if let Error::Store(cause) | Error::Organizations(organizations::Error::Store(cause)) =
            error
        {
            return of_database(cause);
        }
        let (exit, next) = meaning(error);
        Self {
            exit,
            message: error.to_string(),
            next: next.map(Cow::Borrowed),
            said: cause_in_halo(error).and_then(Said::from_error),
        }
    }
}

/// What Halo or the way to it has to do with it.
fn cause_in_halo(error: &Error) -> Option<&halo_api::Error> {
    match error {
        Error::Halo(cause) | Error::NewSecret(cause) | Error::ChangedSecretRefused(cause) => {
            Some(cause)
        }
        Error::MissingRight { cause, .. } | Error::BrokenRead { cause, .. } => Some(cause),
        Error::NoSuchHost { cause, .. } => cause_in_halo(cause),
        Error::Address(_)
        | Error::Store(_)
        | Error::Vault(_)
        | Error::Certificate(_)
        | Error::Organizations(_)
        | Error::NotConfigured { .. }
        | Error::SecretMissing(_)
        | Error::InvalidInput { .. }
        | Error::NotFound { .. }
        | Error::NeedsConfirmation { .. }
        | Error::IncompleteRead { .. }
        | Error::TicketBlocked { .. }
        | Error::NotOurTicket { .. }
        | Error::TicketLeftOpen { .. }
        | Error::File { .. }
        | Error::Desktop { .. }
        | Error::WritingElsewhere
        | Error::Cancelled
        | Error::JobFailed => None,
    }
}

fn meaning(error: &Error) -> (Exit, Option<&'static str>) {
    if let Some(cause) = cause_in_halo(error) {
        let next = if let Error::MissingRight { mend, .. } = error {
            Some(*mend)
        } else {
            next_in_halo(cause)
        };
        return (exit_of_halo(cause), next);
    }
    if let Error::Organizations(cause) = error {
        return meaning_for_organizations(cause);
    }
    if let Error::Vault(cause) = error {
        return (Exit::NotAllowed, Some(next_in_keychain(cause)));
    }
    if matches!(error, Error::InvalidInput { .. }) {
        return (Exit::Usage, None);
    }
    if matches!(error, Error::SecretMissing(_)) {
        let next = "Enter it in Halyard's window, or hand it over with --secret-stdin.";
        return (Exit::NotAllowed, Some(next));
    }
    if matches!(error, Error::WritingElsewhere) {
        return (
            Exit::NotAllowed,
            Some("Wait until it is done, then try again."),
        );
    }
    let next = if matches!(error, Error::NotConfigured { .. }) {
        Some("Go on with the set-up in Halyard's window.")
    } else if matches!(error, Error::TicketBlocked { .. }) {
        Some("Mend it in the ticket rules; nothing was sent.")
    } else {
        None
    };
    (Exit::Problems, next)
}

/// What the database did not do.
fn of_database(error: &database::Error) -> Failure {
    use database::Error as E;
    tracing::error!(?error, "the database failed");
    let (message, next) = match error {
        E::Busy => (
            "Another program is using the database.".to_owned(),
            "Try again when it is done.",
        ),
        E::DiskFull => (
            "There is no room left on the disk.".to_owned(),
            "Make room, then try again. Nothing was half-written.",
        ),
        E::NotFound { .. } => (
            "It is no longer there.".to_owned(),
            "It was removed meanwhile.",
        ),
        E::Conflict { .. } => (
            "It was changed elsewhere meanwhile.".to_owned(),
            "Look at it as it is now, then decide again.",
        ),
        E::Corrupt { .. } => (
            "The database is damaged.".to_owned(),
            "Open Halyard's window: it sets the file aside and names the newest backup.",
        ),
        E::Interrupted
        | E::Stopped
        | E::Panicked
        | E::Invalid { .. }
        | E::Sqlite(_)
        | E::Json(_) => (
            format!("The database did not do it: {error}."),
            "Try again. The logs in the data folder say more.",
        ),
    };
    Failure::new(Exit::Problems, message).next(next)
}

fn meaning_for_organizations(error: &organizations::Error) -> (Exit, Option<&'static str>) {
    if matches!(error, organizations::Error::InvalidInput { .. }) {
        return (Exit::Usage, None);
    }
    let is_there = matches!(error, organizations::Error::FileExists { .. });
    (
        Exit::Problems,
        is_there.then_some("Add --replace, or choose another name."),
    )
}

fn exit_of_halo(error: &halo_api::Error) -> Exit {
    use halo_api::Error as E;
    let is_down = matches!(
        error,
        E::RateLimited { .. } | E::RemoteUnavailable { .. } | E::NotHalo { .. }
    );
    let is_refused = matches!(
        error,
        E::Unauthorized { .. }
            | E::InvalidScope { .. }
            | E::WrongTenant { .. }
            | E::Forbidden { .. }
    );
    if is_down || error.is_on_the_way() {
        Exit::Unreachable
    } else if is_refused {
        Exit::NotAllowed
    } else {
        Exit::Problems
    }
}

fn next_in_halo(error: &halo_api::Error) -> Option<&'static str> {
    use halo_api::Error as E;
    if matches!(error, E::Unauthorized { .. }) {
        Some(
            "Look at the application in Halo, or replace the secret with `connect replace-secret`.",
        )
    } else if matches!(error, E::Forbidden { .. } | E::InvalidScope { .. }) {
        Some("`connect check` names the right that is missing, and where it is ticked.")
    } else if matches!(error, E::RateLimited { .. } | E::RemoteUnavailable { .. }) {
        Some("Try again later.")
    } else if error.is_on_the_way() {
        Some("Make sure that this computer is online and that Halo's address is right.")
    } else {
        None
    }
}

fn next_in_keychain(error: &VaultError) -> &'static str {
    match error {
        VaultError::Locked | VaultError::Dismissed | VaultError::Asking => {
            "Unlock it, or hand the secret over with --secret-stdin."
        }
        VaultError::EntryChanged(_) => "Replace the secret with `connect replace-secret`.",
        VaultError::NoSession
        | VaultError::NoService
        | VaultError::Silent
        | VaultError::Interrupted
        | VaultError::TooLong { .. }
        | VaultError::Failed { .. } => "Hand the secret over with --secret-stdin.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_did_not_do_is_said_in_sentences() {
        use database::Error as E;
        for error in [
            E::Busy,
            E::DiskFull,
            E::NotFound { what: "profile" },
            E::Conflict { current_version: 2 },
            E::Stopped,
            E::Invalid { column: "state" },
        ] {
            let failure = Failure::from(Error::Store(error));
            let message = &failure.message;
            assert!(message.starts_with(char::is_uppercase), "{message}");
            assert!(message.ends_with('.'), "{message}");
            assert!(failure.next.is_some(), "{message}");
        }
    }
}
