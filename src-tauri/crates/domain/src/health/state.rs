//! The one state that is shown, its next act, and what cannot be done meanwhile.

use super::{Area, Noted, Standing, Trouble};
use crate::code::coded_enum;
use crate::{ConnectionState, Features};

coded_enum! {
    /// How a connection stands, in one word.
    pub enum HealthState {
        /// The wizard has not come to a connection yet.
        NotConnected = "not_connected",
        /// It does its job.
        Connected = "connected",
        /// A check did not pass.
        NeedsAttention = "needs_attention",
        /// The administrator took the secret away.
        Revoked = "revoked",
        /// The address leads to another Halo than the one the pairs were made with.
        OtherHalo = "other_halo",
        /// Halo refuses client id and secret.
        SignInRefused = "sign_in_refused",
        /// Halo refuses the agent.
        AgentRefused = "agent_refused",
        /// Halo knows no such tenant.
        TenantUnknown = "tenant_unknown",
        /// A right is gone.
        RightLost = "right_lost",
        /// Halo is no longer at its address.
        HostGone = "host_gone",
        /// Nothing answers.
        Offline = "offline",
        /// The proxy is in the way.
        Proxy = "proxy",
        /// The network wants a sign-in.
        SignInPage = "sign_in_page",
        /// The connection is not safe.
        Untrusted = "untrusted",
        /// Halo asked to wait, or as many requests were sent as it takes in a while.
        RateLimited = "rate_limited",
        /// Halo is out of order.
        OutOfOrder = "out_of_order",
        /// The secret is gone.
        SecretMissing = "secret_missing",
        /// The keychain is locked.
        KeychainLocked = "keychain_locked",
        /// There is no keychain.
        KeychainUnavailable = "keychain_unavailable",
    }
}

impl HealthState {
    /// What is the case, in a few words that name nobody and no address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotConnected => "not connected",
            Self::Connected => "connected",
            Self::NeedsAttention => "a check did not pass",
            Self::Revoked => "revoked",
            Self::OtherHalo => "the address leads to another Halo",
            Self::SignInRefused => "Halo refuses the sign-in",
            Self::AgentRefused => "Halo refuses the agent",
            Self::TenantUnknown => "Halo knows no such tenant",
            Self::RightLost => "a right is gone",
            Self::HostGone => "Halo is not at its address",
            Self::Offline => "nothing answers",
            Self::Proxy => "the proxy is in the way",
            Self::SignInPage => "the network wants a sign-in",
            Self::Untrusted => "the connection is not safe",
            Self::RateLimited => "Halo takes no more requests for now",
            Self::OutOfOrder => "Halo is out of order",
            Self::SecretMissing => "the secret is gone",
            Self::KeychainLocked => "the keychain is locked",
            Self::KeychainUnavailable => "there is no keychain",
        }
    }
}

impl From<Trouble> for HealthState {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::SignInRefused => Self::SignInRefused,
            Trouble::AgentRefused => Self::AgentRefused,
            Trouble::TenantUnknown => Self::TenantUnknown,
            Trouble::RightLost => Self::RightLost,
            Trouble::HostGone => Self::HostGone,
            Trouble::Offline => Self::Offline,
            Trouble::Proxy => Self::Proxy,
            Trouble::SignInPage => Self::SignInPage,
            Trouble::Untrusted => Self::Untrusted,
            Trouble::RateLimited => Self::RateLimited,
            Trouble::OutOfOrder => Self::OutOfOrder,
            Trouble::SecretMissing => Self::SecretMissing,
            Trouble::KeychainLocked => Self::KeychainLocked,
            Trouble::KeychainUnavailable => Self::KeychainUnavailable,
        }
    }
}

/// The one thing to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextAct {
    /// Nothing: all is well.
    None,
    /// Go on with the wizard.
    Connect,
    /// Give the connection a new secret.
    ReplaceSecret,
    /// Run the check of this area, or all of them.
    CheckAccess(Option<Area>),
    /// Ask Halo again.
    TryAgain,
    /// Look at proxy and certificates in the settings.
    OpenNetwork,
    /// Look at the address and the tenant.
    ChangeAddress,
    /// Say whether it is the same Halo.
    DecideHalo,
}

/// Why something cannot be done now, as a sentence without a full stop (it stands in a tooltip); `None` when it can.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocked {
    /// Reading customers and configuration.
    pub read: Option<String>,
    /// Writing tickets.
    pub tickets: Option<String>,
    /// Running the checks.
    pub check: Option<String>,
}

/// What the state is made from.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// What the badge says after the wizard.
    pub connection: ConnectionState,
    /// Why.
    pub note: Option<&'a str>,
    /// What the connection is wanted for.
    pub features: Features,
    /// What the last calls told.
    pub standing: &'a Standing,
    /// Until when requests are held back, RFC 3339.
    pub held_until: Option<&'a str>,
    /// Whether the address leads to another Halo, and nobody has said yet what that means.
    pub other_halo: Option<&'a str>,
}

/// How a connection stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// In one word.
    pub state: HealthState,
    /// What is the case, one sentence.
    pub what: Option<String>,
    /// Since when.
    pub since: Option<String>,
    /// From when on Halo takes more requests.
    pub until: Option<String>,
    /// The area whose right is gone.
    pub lost: Option<Area>,
    /// What to do.
    pub next: NextAct,
    /// What cannot be done meanwhile.
    pub blocked: Blocked,
}

/// The state that comes first wins: what the administrator did, then what stops everything, then what stops a part.
pub fn health(facts: &Facts<'_>) -> Health {
    let shown = |state, next, what: Option<&str>| Health {
        state,
        what: what.map(str::to_owned),
        since: None,
        until: None,
        lost: None,
        next,
        blocked: blocked(state, None),
    };
    match facts.connection {
        ConnectionState::Revoked => {
            return shown(HealthState::Revoked, NextAct::Connect, facts.note);
        }
        ConnectionState::NotConnected => {
            return shown(HealthState::NotConnected, NextAct::Connect, facts.note);
        }
        ConnectionState::Connected | ConnectionState::NeedsAttention => {}
    }
    if let Some(what) = facts.other_halo {
        return shown(HealthState::OtherHalo, NextAct::DecideHalo, Some(what));
    }
    if let Some(noted) = &facts.standing.link {
        return troubled(noted, None);
    }
    if let Some(until) = facts.held_until {
        return Health {
            until: Some(until.to_owned()),
            ..shown(HealthState::RateLimited, NextAct::TryAgain, None)
        };
    }
    let lost = facts.standing.lost.iter();
    if let Some((area, noted)) = lost
        .filter(|(area, _)| area.is_needed(facts.features))
        .min_by_key(|(area, _)| **area)
    {
        return troubled(noted, Some(*area));
    }
    match facts.connection {
        ConnectionState::NeedsAttention => shown(
            HealthState::NeedsAttention,
            NextAct::CheckAccess(None),
            facts.note,
        ),
        ConnectionState::Connected | ConnectionState::NotConnected | ConnectionState::Revoked => {
            shown(HealthState::Connected, NextAct::None, facts.note)
        }
    }
}

fn troubled(noted: &Noted, area: Option<Area>) -> Health {
    let state = HealthState::from(noted.trouble);
    Health {
        state,
        what: Some(noted.what.clone()),
        since: Some(noted.since.clone()),
        until: noted.until.clone(),
        lost: area,
        next: next_act(noted.trouble, area),
        blocked: blocked(state, area),
    }
}

fn next_act(trouble: Trouble, area: Option<Area>) -> NextAct {
    match trouble {
        Trouble::SignInRefused | Trouble::SecretMissing => NextAct::ReplaceSecret,
        Trouble::AgentRefused => NextAct::CheckAccess(None),
        Trouble::RightLost => NextAct::CheckAccess(area),
        Trouble::TenantUnknown | Trouble::HostGone => NextAct::ChangeAddress,
        Trouble::Proxy | Trouble::Untrusted => NextAct::OpenNetwork,
        Trouble::Offline
        | Trouble::SignInPage
        | Trouble::RateLimited
        | Trouble::OutOfOrder
        | Trouble::KeychainLocked
        | Trouble::KeychainUnavailable => NextAct::TryAgain,
    }
}

/// What stops, and why. The checks stay open wherever they may tell more.
fn blocked(state: HealthState, area: Option<Area>) -> Blocked {
    let all = |reason: &str| Blocked {
        read: Some(reason.to_owned()),
        tickets: Some(reason.to_owned()),
        check: Some(reason.to_owned()),
    };
    let work = |reason: &str| Blocked {
        check: None,
        ..all(reason)
    };
    match state {
        HealthState::Connected | HealthState::NeedsAttention => Blocked::default(),
        HealthState::NotConnected => work("The connection is not set up yet"),
        HealthState::Revoked => all("The connection is revoked. Connect again first"),
        HealthState::OtherHalo => work("Say first whether this is the same Halo"),
        HealthState::SignInRefused => work("Halo refuses the sign-in. Replace the secret first"),
        HealthState::AgentRefused => {
            work("Halo refuses the agent. Switch it on in Halo, then check access")
        }
        HealthState::TenantUnknown => {
            work("Halo knows no such tenant. Correct it in Find Halo first")
        }
        HealthState::RightLost => by_area(area),
        HealthState::HostGone => work("Halo is no longer at its address. Change the address first"),
        HealthState::Offline => work("Halo does not answer. Try again first"),
        HealthState::Proxy => work("The proxy does not let Halyard through to Halo"),
        HealthState::SignInPage => {
            work("The network wants you to sign in. Do that in the browser, then try again")
        }
        HealthState::Untrusted => work("The connection to Halo is not safe, so nothing is sent"),
        HealthState::RateLimited => all("Halo takes no more requests for now"),
        HealthState::OutOfOrder => work("Halo is out of order. Try again first"),
        HealthState::SecretMissing => all("The client secret is missing. Enter it first"),
        HealthState::KeychainLocked => work("The keychain is locked. Unlock it, then try again"),
        HealthState::KeychainUnavailable => work("The keychain does not answer. Try again first"),
    }
}

fn by_area(area: Option<Area>) -> Blocked {
    let reason = |text: &str| Some(text.to_owned());
    match area {
        None | Some(Area::Application) => {
            let text = "The application in Halo no longer has all permissions. Check access first";
            Blocked {
                read: reason(text),
                tickets: reason(text),
                check: None,
            }
        }
        Some(Area::Customers) => Blocked {
            read: reason("Halo no longer lets the agent read customers. Check access first"),
            ..Blocked::default()
        },
        Some(Area::TicketSettings) => {
            let text = "Halo no longer lets the agent read ticket settings. Check access first";
            Blocked {
                read: reason(text),
                tickets: reason(text),
                check: None,
            }
        }
        Some(Area::Tickets) => Blocked {
            tickets: reason("Halo no longer lets the agent read tickets. Check access first"),
            ..Blocked::default()
        },
        // Halo refuses a single ticket or type in the same words as all of them, so the next try may well work; and
        // nothing but comparing seats needs licences.
        Some(Area::WriteTickets | Area::Licences) => Blocked::default(),
    }
}
