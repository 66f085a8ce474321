//! What the end of one call tells about the connection.

use std::time::Duration;

use domain::health::{Area, Noted, Outcome, Trouble};
use halo_api::{AuthProblem, Call, Error, NotHaloAnswer, TokenReplyProblem};
use jiff::Timestamp;

/// How long to wait when Halo asks for it without saying how long: its own count rolls over five minutes, and the
/// oldest requests of a full window leave it within one.
const UNNAMED_WAIT: Duration = Duration::from_mins(1);

/// The area that a list or a write belongs to (halo-api section 3.0). Lists that a connection can do without have none.
fn area_of(resource: &str, is_write: bool) -> Option<Area> {
    match resource {
        "Client" => Some(Area::Customers),
        "TicketType" | "Status" | "Priority" | "SLA" | "Team" => Some(Area::TicketSettings),
        "Tickets" | "Actions" if is_write => Some(Area::WriteTickets),
        "Tickets" | "Actions" => Some(Area::Tickets),
        "SoftwareLicence" => Some(Area::Licences),
        _ => None,
    }
}

/// `None` for a call that was stopped, which tells nothing.
pub(super) fn of_call(call: Call<'_>, error: Option<&Error>, now: Timestamp) -> Option<Outcome> {
    let area = match call {
        // One record may be closed to the agent while the list is open.
        Call::Token
        | Call::Api {
            is_of_one: true,
            is_write: false,
            ..
        } => None,
        Call::Api {
            resource, is_write, ..
        } => area_of(resource, is_write),
    };
    let Some(error) = error else {
        return Some(match (call, area) {
            (Call::Token, _) => Outcome::TokenGiven,
            (Call::Api { .. }, Some(area)) => Outcome::Worked(area),
            (Call::Api { .. }, None) => Outcome::Answered,
        });
    };
    of_error(error, area, now)
}

fn of_error(error: &Error, area: Option<Area>, now: Timestamp) -> Option<Outcome> {
    let failed = |trouble| {
        Some(Outcome::Failed(Noted {
            trouble,
            what: error.to_string(),
            since: seconds_later(now, 0),
            until: None,
        }))
    };
    let refused = |area| {
        Some(Outcome::Refused(
            area,
            Noted {
                trouble: Trouble::RightLost,
                what: right_words(area, error),
                since: seconds_later(now, 0),
                until: None,
            },
        ))
    };
    match error {
        Error::Cancelled => None,
        Error::Unauthorized { reason, .. } => failed(match reason {
            AuthProblem::TokenRefused => Trouble::AgentRefused,
            AuthProblem::InvalidClient | AuthProblem::GrantNotAllowed => Trouble::SignInRefused,
        }),
        Error::InvalidScope { .. } => refused(Area::Application),
        Error::WrongTenant { .. } => failed(Trouble::TenantUnknown),
        Error::Forbidden { .. } => area.map_or(Some(Outcome::Answered), refused),
        Error::RateLimited { retry_after, .. } => {
            let wait = retry_after.unwrap_or(UNNAMED_WAIT);
            Some(Outcome::Failed(Noted {
                trouble: Trouble::RateLimited,
                what: error.to_string(),
                since: seconds_later(now, 0),
                until: Some(seconds_later(now, wait.as_secs())),
            }))
        }
        Error::BadTokenReply {
            problem:
                TokenReplyProblem::WebPage
                | TokenReplyProblem::SignInPage
                | TokenReplyProblem::NoTokenAddress,
            ..
        } => failed(Trouble::HostGone),
        Error::RemoteUnavailable { .. } | Error::Timeout { .. } | Error::BadTokenReply { .. } => {
            failed(Trouble::OutOfOrder)
        }
        Error::Tls { .. } | Error::Setup { .. } => failed(Trouble::Untrusted),
        Error::Proxy { .. } => failed(Trouble::Proxy),
        Error::Unreachable { .. } | Error::Interrupted { .. } => failed(Trouble::Offline),
        Error::NotHalo {
            found: NotHaloAnswer::SignInPage,
            ..
        } => failed(Trouble::SignInPage),
        Error::UnknownHost { .. }
        | Error::NotHalo { .. }
        | Error::RedirectRefused { .. }
        | Error::InvalidHost(_)
        | Error::BlockedAddress { .. } => failed(Trouble::HostGone),
        // Halo answered the token; what it said is the caller's to judge.
        Error::NotFound { .. }
        | Error::Rejected { .. }
        | Error::RemoteChanged { .. }
        | Error::TooLarge { .. }
        | Error::Incomplete { .. } => Some(Outcome::Answered),
    }
}

/// What is refused, with the right that opens it in Halo's own words (the recipe has where it is ticked).
fn right_words(area: Area, error: &Error) -> String {
    match area {
        Area::Application => error.to_string(),
        Area::Customers => {
            "Halo does not let the agent read customers (Customers Access Level).".to_owned()
        }
        Area::TicketSettings => {
            "Halo does not let the agent read ticket types, statuses and priorities (Tickets Access Level)."
                .to_owned()
        }
        Area::Tickets => {
            "Halo does not let the agent read tickets (Tickets Access Level).".to_owned()
        }
        Area::WriteTickets => {
            "Halo refused to create or change a ticket (Can add new Tickets, Tickets Access Level)."
                .to_owned()
        }
        Area::Licences => {
            "Halo does not let the agent read software licences (Software Licensing Access Level)."
                .to_owned()
        }
    }
}

/// A moment as it is stored: RFC 3339 in UTC, whole seconds. One that lies ahead is never told too early.
pub(crate) fn seconds_later(now: Timestamp, seconds: u64) -> String {
    let begun = u64::from(seconds > 0 && now.subsec_nanosecond() > 0);
    let seconds = i64::try_from(seconds.saturating_add(begun)).unwrap_or(i64::MAX);
    let second = now.as_second().saturating_add(seconds);
    Timestamp::from_second(second).unwrap_or(now).to_string()
}

/// Time from `now` to a stored moment; `None` when it is over.
pub(super) fn time_until(until: &str, now: Timestamp) -> Option<Duration> {
    let until: Timestamp = until.parse().ok()?;
    let seconds = u64::try_from(until.as_second() - now.as_second()).ok()?;
    (seconds > 0).then(|| Duration::from_secs(seconds))
}
