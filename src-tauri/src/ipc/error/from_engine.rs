//! Every failure of the engine as the page sees it: code, sentence, remedy.

use engine::{Error, database, organizations};

use super::from_halo::{halo, said};
use super::from_vault::vault;
use super::{AppError, ErrorCode, Remedy, RemedyAction};

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        AppError::from(&error)
    }
}

/// The only right that is asked for alone, at the moment when it is needed.
fn may_not_write_customers() -> ErrorCode {
    ErrorCode::Forbidden {
        scope: "Client".to_owned(),
    }
}

impl From<&Error> for AppError {
    fn from(error: &Error) -> Self {
        let own = |code, action, next: &str| AppError::new(code, error.to_string(), action, next);
        let shown = match error {
            Error::Halo(cause) => AppError {
                halo: said(cause),
                ..halo(cause)
            },
            Error::NewSecret(cause) => AppError {
                halo: said(cause),
                message: error.to_string(),
                ..halo(cause)
            },
            Error::MissingRight { mend, cause, .. } => AppError {
                halo: said(cause),
                ..own(may_not_write_customers(), RemedyAction::None, mend)
            },
            Error::NeedsConfirmation { .. } => own(
                ErrorCode::NeedsConfirmation,
                RemedyAction::None,
                "Nothing was changed.",
            ),
            Error::Address(_) => own(
                ErrorCode::InvalidUrl,
                RemedyAction::None,
                "Copy the address from the browser while Halo is open, or the resource server from Configuration > Integrations > HaloPSA API.",
            ),
            Error::NoSuchHost {
                cause,
                did_you_mean,
            } => no_such_host(cause, did_you_mean),
            Error::Store(cause) => store(cause),
            Error::Vault(cause) => vault(cause),
            Error::Certificate(_) => own(
                ErrorCode::CertificateRefused,
                RemedyAction::ChooseFile,
                "Choose another file; nothing was stored.",
            ),
            Error::SecretMissing(_) => own(
                ErrorCode::SecretMissing,
                RemedyAction::EnterSecret,
                "Enter the secret again. If it is lost, make a new one in Halo: it shows each only once.",
            ),
            Error::ChangedSecretRefused(cause) => AppError {
                halo: said(cause),
                ..own(
                    ErrorCode::Unauthorized,
                    RemedyAction::EnterSecret,
                    "Enter the secret again.",
                )
            },
            Error::Organizations(cause) => organizations(cause),
            Error::NotConfigured { .. } => own(
                ErrorCode::NotConfigured,
                RemedyAction::Reconnect,
                "Go on with the connection's set-up.",
            ),
            Error::InvalidInput { field, .. } => own(
                ErrorCode::InvalidInput {
                    field: (*field).to_owned(),
                },
                RemedyAction::None,
                "Correct the field; nothing was saved.",
            ),
            Error::NotFound { .. } => own(
                ErrorCode::NotFound,
                RemedyAction::None,
                "It may have been removed meanwhile.",
            ),
            Error::IncompleteRead { .. } => own(
                ErrorCode::RemoteChanged {
                    endpoint: "/Client".to_owned(),
                },
                RemedyAction::Retry,
                "What was read completely before was kept. Read again.",
            ),
            Error::BrokenRead { cause, .. } => broken_read(error, cause),
            Error::TicketBlocked { .. } => own(
                ErrorCode::NotConfigured,
                RemedyAction::None,
                "Mend it in the ticket rules; nothing was sent.",
            ),
            Error::NotOurTicket { .. } => own(
                ErrorCode::Refused,
                RemedyAction::None,
                "It was left alone. Look at it in Halo and close it there if it is the test's.",
            ),
            Error::TicketLeftOpen { mend, .. } => {
                own(ErrorCode::NotConfigured, RemedyAction::None, mend)
            }
            Error::File { source, .. } => file(source, error.to_string()),
            Error::Desktop { .. } | Error::WritingElsewhere => beside_us(error),
            Error::Cancelled => cancelled(),
            Error::JobFailed => AppError::internal(),
        };
        shown.logged(error)
    }
}

/// Another program of this computer is in the way.
fn beside_us(error: &Error) -> AppError {
    let (code, next) = if matches!(error, Error::WritingElsewhere) {
        (
            ErrorCode::StoreBusy,
            "Wait until it is done, then try again.",
        )
    } else {
        (ErrorCode::Internal, "Nothing was changed.")
    };
    AppError::new(code, error.to_string(), RemedyAction::Retry, next)
}

fn no_such_host(cause: &Error, did_you_mean: &str) -> AppError {
    let cause = AppError::from(cause);
    AppError {
        halo: cause.halo,
        ..AppError::new(
            ErrorCode::NoSuchHost {
                did_you_mean: did_you_mean.to_owned(),
            },
            cause.message,
            RemedyAction::None,
            &format!("Did you mean {did_you_mean}?"),
        )
    }
}

fn broken_read(error: &Error, cause: &engine::halo_api::Error) -> AppError {
    let shown = halo(cause);
    let text = format!(
        "{} The next read goes on where this one stopped, for 15 minutes.",
        shown.remedy.text
    );
    AppError {
        message: error.to_string(),
        halo: said(cause),
        remedy: Remedy {
            text,
            ..shown.remedy
        },
        ..shown
    }
}

fn file(cause: &std::io::Error, message: String) -> AppError {
    if cause.kind() == std::io::ErrorKind::StorageFull {
        return disk_full();
    }
    AppError::new(
        ErrorCode::Internal,
        message,
        RemedyAction::Retry,
        "Make sure that the data folder can be written to.",
    )
}

pub(super) fn cancelled() -> AppError {
    AppError::new(
        ErrorCode::Cancelled,
        "Stopped.",
        RemedyAction::None,
        "What was done before stays.",
    )
}

fn disk_full() -> AppError {
    AppError::new(
        ErrorCode::DiskFull,
        "There is no room left on the disk.",
        RemedyAction::Retry,
        "Make room, then try again. Nothing was half-written.",
    )
}

fn store(error: &database::Error) -> AppError {
    use database::Error as E;
    match error {
        E::Busy => AppError::new(
            ErrorCode::StoreBusy,
            "Another program is using Halyard's database.",
            RemedyAction::Retry,
            "Close it, or wait a moment.",
        ),
        E::DiskFull => disk_full(),
        E::Interrupted => cancelled(),
        E::NotFound { .. } => AppError::new(
            ErrorCode::NotFound,
            "It is no longer there.",
            RemedyAction::None,
            "It was removed meanwhile; go back and choose another.",
        ),
        E::Conflict { current_version } => conflict(*current_version),
        E::Corrupt { .. } => AppError::new(
            ErrorCode::StoreCorrupt {
                moved_to: String::new(),
            },
            "The database is damaged.",
            RemedyAction::Update,
            "Close Halyard and start it again: it sets the damaged file aside and offers the newest backup.",
        ),
        E::Stopped | E::Panicked | E::Invalid { .. } | E::Sqlite(_) | E::Json(_) => {
            AppError::internal()
        }
    }
}

fn conflict(current_version: i32) -> AppError {
    AppError::new(
        ErrorCode::Conflict { current_version },
        "It was changed elsewhere meanwhile.",
        RemedyAction::Retry,
        "Look at it as it is now, then decide again.",
    )
}

fn organizations(error: &organizations::Error) -> AppError {
    use organizations::Error as E;
    let message = error.to_string();
    match error {
        E::NotFound { .. } => AppError::new(
            ErrorCode::NotFound,
            message,
            RemedyAction::None,
            "It was removed meanwhile; go back and choose another.",
        ),
        E::Conflict { current_version } => conflict(*current_version),
        E::InvalidInput { field, .. } => AppError::new(
            ErrorCode::InvalidInput {
                field: (*field).to_owned(),
            },
            message,
            RemedyAction::None,
            "Correct the field; nothing was saved.",
        ),
        E::File { .. } => AppError::new(
            ErrorCode::FileUnreadable,
            message,
            RemedyAction::ChooseFile,
            "Choose another file; nothing was imported.",
        ),
        E::ListSource { is_passing, .. } => AppError::new(
            ErrorCode::ListUnreadable,
            message,
            if *is_passing {
                RemedyAction::Retry
            } else {
                RemedyAction::None
            },
            "Nothing was imported. Correct the settings, or read the list again later.",
        ),
        E::Cancelled => cancelled(),
        E::FileExists { .. } => AppError::new(
            ErrorCode::NeedsConfirmation,
            message,
            RemedyAction::None,
            "Replace it, or choose another name.",
        ),
        E::NotWritten { .. } => AppError::new(
            ErrorCode::FileNotWritten,
            message,
            RemedyAction::ChooseFile,
            "Choose another place; a file that was there is as it was.",
        ),
        E::CustomerTaken { may_share, .. } => taken(
            message,
            *may_share,
            "Mapping it here parts it from that organisation. Undo brings both back.",
        ),
        E::PairDoubtful {
            taken: is_taken,
            may_share,
            ..
        } => taken(
            message,
            *may_share,
            if *is_taken {
                "Mapping it here parts it from that organisation, and the rest counts as right. Undo brings both back."
            } else {
                "If you map it all the same, this counts as right and is not raised again."
            },
        ),
        E::StillShared { .. } => AppError::new(
            ErrorCode::NeedsConfirmation,
            message,
            RemedyAction::None,
            "They stay mapped, and count as problems until each customer has one organisation only.",
        ),
        E::TicketsWait { .. } | E::WouldSend { .. } => AppError::new(
            ErrorCode::NeedsConfirmation,
            message,
            RemedyAction::None,
            "What is in Halo cannot be taken back from here.",
        ),
        E::CustomerInactive { .. } => AppError::new(
            ErrorCode::NeedsConfirmation,
            message,
            RemedyAction::None,
            "Map it all the same only if you are sure.",
        ),
        E::Store(cause) => store(cause),
    }
}

/// A pair that needs a yes; where the customer can be shared, one of two.
fn taken(message: String, may_share: bool, alone: &str) -> AppError {
    if may_share {
        return AppError::new(
            ErrorCode::CustomerTaken,
            message,
            RemedyAction::None,
            "Map both and it is shared, or take it over and the other loses it. Undo brings everything back.",
        );
    }
    AppError::new(
        ErrorCode::NeedsConfirmation,
        message,
        RemedyAction::None,
        alone,
    )
}
