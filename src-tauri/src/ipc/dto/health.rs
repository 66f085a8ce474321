//! How a connection stands, and what can be done about it.

use engine::domain::health::{Blocked, Health, HealthState, NextAct};
use engine::{HaloDecision, HaloQuestion};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::connect::CheckKeyDto;

/// How a connection stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HealthStateDto {
    /// The wizard has not come to a connection yet.
    NotConnected,
    /// It does its job.
    Connected,
    /// A check did not pass.
    NeedsAttention,
    /// The administrator took the secret away.
    Revoked,
    /// The address leads to another Halo than before.
    OtherHalo,
    /// Halo refuses client id and secret.
    SignInRefused,
    /// Halo refuses the agent.
    AgentRefused,
    /// Halo knows no such tenant.
    TenantUnknown,
    /// A right is gone.
    RightLost,
    /// Halo is no longer at its address.
    HostGone,
    /// Nothing answers.
    Offline,
    /// The proxy is in the way.
    Proxy,
    /// The network wants a sign-in.
    SignInPage,
    /// The connection is not safe.
    Untrusted,
    /// Halo asked to wait, or as many requests were sent as it takes in a while.
    RateLimited,
    /// Halo is out of order.
    OutOfOrder,
    /// The secret is gone.
    SecretMissing,
    /// The keychain is locked.
    KeychainLocked,
    /// There is no keychain.
    KeychainUnavailable,
}

/// The one thing to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "act")]
pub enum NextActDto {
    /// Nothing.
    None,
    /// Go on with the wizard.
    Connect,
    /// Give the connection a new secret.
    ReplaceSecret,
    /// Run the checks, or one alone.
    #[serde(rename_all = "camelCase")]
    CheckAccess {
        /// Which; `null` is all.
        check: Option<CheckKeyDto>,
    },
    /// Ask Halo again.
    TryAgain,
    /// Look at proxy and certificates.
    OpenNetwork,
    /// Look at the address.
    ChangeAddress,
    /// Say whether it is the same Halo.
    DecideHalo,
}

/// Why something cannot be done now, for its tooltip; `null` when it can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BlockedDto {
    /// Reading customers and configuration.
    pub read: Option<String>,
    /// Writing tickets.
    pub tickets: Option<String>,
    /// Running the checks.
    pub check: Option<String>,
}

/// How a connection stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HealthDto {
    /// In one word.
    pub state: HealthStateDto,
    /// What is the case, one sentence.
    pub what: Option<String>,
    /// Since when.
    pub since: Option<String>,
    /// From when on Halo takes more requests.
    pub until: Option<String>,
    /// What the right that is gone is for, in a word or two.
    pub lost_right: Option<String>,
    /// What to do.
    pub next: NextActDto,
    /// What cannot be done meanwhile.
    pub blocked: BlockedDto,
}

/// What has to be decided about an address that leads to another Halo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HaloQuestionDto {
    /// Host that everything was read from.
    pub old_host: String,
    /// Host at the address now.
    pub new_host: String,
    /// Tenant of the old one.
    pub old_tenant: Option<String>,
    /// Tenant of the new one.
    pub new_tenant: Option<String>,
    /// Whether the tenants tell that it is another one; otherwise nothing tells.
    pub is_surely_other: bool,
    /// Pairs that were made with the old one.
    pub pairs: u32,
    /// Customers that were read from the old one.
    pub customers: u32,
    /// Whether there are ticket rules.
    pub has_rules: bool,
}

/// What the administrator says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HaloDecisionDto {
    /// The same Halo at another address.
    SameHalo,
    /// Another one.
    OtherHalo,
    /// A mistake: back to the old address.
    GoBack,
}

impl From<HealthState> for HealthStateDto {
    fn from(state: HealthState) -> Self {
        match state {
            HealthState::NotConnected => Self::NotConnected,
            HealthState::Connected => Self::Connected,
            HealthState::NeedsAttention => Self::NeedsAttention,
            HealthState::Revoked => Self::Revoked,
            HealthState::OtherHalo => Self::OtherHalo,
            HealthState::SignInRefused => Self::SignInRefused,
            HealthState::AgentRefused => Self::AgentRefused,
            HealthState::TenantUnknown => Self::TenantUnknown,
            HealthState::RightLost => Self::RightLost,
            HealthState::HostGone => Self::HostGone,
            HealthState::Offline => Self::Offline,
            HealthState::Proxy => Self::Proxy,
            HealthState::SignInPage => Self::SignInPage,
            HealthState::Untrusted => Self::Untrusted,
            HealthState::RateLimited => Self::RateLimited,
            HealthState::OutOfOrder => Self::OutOfOrder,
            HealthState::SecretMissing => Self::SecretMissing,
            HealthState::KeychainLocked => Self::KeychainLocked,
            HealthState::KeychainUnavailable => Self::KeychainUnavailable,
        }
    }
}

impl From<NextAct> for NextActDto {
    fn from(next: NextAct) -> Self {
        match next {
            NextAct::None => Self::None,
            NextAct::Connect => Self::Connect,
            NextAct::ReplaceSecret => Self::ReplaceSecret,
            NextAct::CheckAccess(area) => Self::CheckAccess {
                check: area
                    .and_then(engine::wizard::CheckKey::of_area)
                    .map(Into::into),
            },
            NextAct::TryAgain => Self::TryAgain,
            NextAct::OpenNetwork => Self::OpenNetwork,
            NextAct::ChangeAddress => Self::ChangeAddress,
            NextAct::DecideHalo => Self::DecideHalo,
        }
    }
}

impl From<Blocked> for BlockedDto {
    fn from(blocked: Blocked) -> Self {
        Self {
            read: blocked.read,
            tickets: blocked.tickets,
            check: blocked.check,
        }
    }
}

impl From<Health> for HealthDto {
    fn from(health: Health) -> Self {
        Self {
            state: health.state.into(),
            what: health.what,
            since: health.since,
            until: health.until,
            lost_right: health.lost.map(|area| area.name().to_owned()),
            next: health.next.into(),
            blocked: health.blocked.into(),
        }
    }
}

impl From<HaloQuestion> for HaloQuestionDto {
    fn from(question: HaloQuestion) -> Self {
        Self {
            old_host: question.old_host,
            new_host: question.new_host,
            old_tenant: question.old_tenant,
            new_tenant: question.new_tenant,
            is_surely_other: question.is_surely_other,
            pairs: question.pairs,
            customers: question.customers,
            has_rules: question.has_rules,
        }
    }
}

impl From<HaloDecisionDto> for HaloDecision {
    fn from(decision: HaloDecisionDto) -> Self {
        match decision {
            HaloDecisionDto::SameHalo => Self::SameHalo,
            HaloDecisionDto::OtherHalo => Self::OtherHalo,
            HaloDecisionDto::GoBack => Self::GoBack,
        }
    }
}
