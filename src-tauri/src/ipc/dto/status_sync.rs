//! Keeping statuses in step: what was chosen, how the polls stand, how one ticket's two statuses stand.

use std::time::Duration;

use engine::domain::StatusId;
use engine::domain::status_sync::{BothSides, ConflictRule, Side, SyncState};
use engine::{PollFailure, SettledWords, StatusConflict, StatusSide, StatusSync, SyncSettings};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What happens when a status was changed on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConflictRuleDto {
    /// Halo's is taken.
    HaloWins,
    /// The one here is sent.
    HereWins,
    /// The later change stays.
    NewestWins,
    /// The administrator decides.
    Ask,
}

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SideDto {
    /// What is here.
    Here,
    /// What Halo has.
    Halo,
}

/// How a ticket's two statuses stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SyncStateDto {
    /// They belong together.
    InStep,
    /// Halo has not been asked yet.
    NotRead,
    /// The one here is to be sent.
    Waiting,
    /// It is being sent.
    Sending,
    /// It was sent, and the answer was lost.
    Unconfirmed,
    /// Both were changed, and the administrator decides.
    Conflict,
    /// The maps do not join them any more, and the administrator decides.
    MapsChanged,
    /// The one here has no partner in Halo.
    NoPartnerInHalo,
    /// Halo's has no partner here.
    NoPartnerHere,
    /// Halo refused it.
    Refused,
    /// The ticket was merged into another.
    Merged,
    /// It was deleted in Halo.
    Deleted,
    /// Halo does not show it any more.
    Vanished,
}

/// A poll that did not come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollFailureDto {
    /// When.
    pub at: String,
    /// What happened, as a sentence.
    pub what: String,
}

/// How keeping statuses in step stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusSyncDto {
    /// What happens when both are changed.
    pub rule: ConflictRuleDto,
    /// Seconds between two polls.
    pub interval_seconds: u32,
    /// Tickets that are followed.
    pub followed: u32,
    /// When the last complete poll was made.
    pub polled_at: Option<String>,
    /// When the next is due; `null` while there is none.
    pub next_at: Option<String>,
    /// Halo is being asked.
    pub is_polling: bool,
    /// Why polls pause, as a sentence without a full stop.
    pub paused: Option<String>,
    /// Why the last poll did not come in.
    pub failure: Option<PollFailureDto>,
    /// Halo is asked less often than chosen, for nothing happens.
    pub is_slow: bool,
    /// Names of the vendor's statuses without a partner in Halo.
    pub lonely_here: Vec<String>,
    /// Names of Halo's statuses without a partner here.
    pub lonely_there: Vec<String>,
}

/// One side of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConflictSideDto {
    /// The status.
    pub name: String,
    /// Since when, at the latest.
    pub at: Option<String>,
    /// What the other side gets when it stays; `null` when it has no partner there.
    pub becomes: Option<String>,
}

/// How a conflict was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettledDto {
    /// By which rule; `ask` when the administrator decided.
    pub by: ConflictRuleDto,
    /// Whose status stayed.
    pub winner: SideDto,
    /// The status here before.
    pub here: String,
    /// Halo's before.
    pub there: String,
    /// When.
    pub at: String,
}

/// A ticket's two statuses side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusConflictDto {
    /// How they stand.
    pub state: SyncStateDto,
    /// What that means and what comes of it, in sentences.
    pub meaning: String,
    /// The profile's rule for conflicts.
    pub rule: ConflictRuleDto,
    /// The status here.
    pub here: ConflictSideDto,
    /// Halo's.
    pub there: ConflictSideDto,
    /// What both last agreed on, as "Open here, New in Halo" would name them.
    pub agreed: Option<(String, String)>,
    /// The vendor's key that was shown.
    pub here_key: String,
    /// Halo's id that was shown.
    pub there_id: i32,
    /// How the last conflict was decided.
    pub settled: Option<SettledDto>,
    /// Halo has the ticket under another customer than it was made for.
    pub has_moved: bool,
}

impl From<ConflictRule> for ConflictRuleDto {
    fn from(rule: ConflictRule) -> Self {
        match rule {
            ConflictRule::HaloWins => Self::HaloWins,
            ConflictRule::HereWins => Self::HereWins,
            ConflictRule::NewestWins => Self::NewestWins,
            ConflictRule::Ask => Self::Ask,
        }
    }
}

impl From<ConflictRuleDto> for ConflictRule {
    fn from(rule: ConflictRuleDto) -> Self {
        match rule {
            ConflictRuleDto::HaloWins => Self::HaloWins,
            ConflictRuleDto::HereWins => Self::HereWins,
            ConflictRuleDto::NewestWins => Self::NewestWins,
            ConflictRuleDto::Ask => Self::Ask,
        }
    }
}

impl From<Side> for SideDto {
    fn from(side: Side) -> Self {
        match side {
            Side::Here => Self::Here,
            Side::Halo => Self::Halo,
        }
    }
}

impl From<SideDto> for Side {
    fn from(side: SideDto) -> Self {
        match side {
            SideDto::Here => Self::Here,
            SideDto::Halo => Self::Halo,
        }
    }
}

impl From<SyncState> for SyncStateDto {
    fn from(state: SyncState) -> Self {
        match state {
            SyncState::InStep => Self::InStep,
            SyncState::NotRead => Self::NotRead,
            SyncState::Waiting => Self::Waiting,
            SyncState::Sending => Self::Sending,
            SyncState::Unconfirmed => Self::Unconfirmed,
            SyncState::Conflict => Self::Conflict,
            SyncState::MapsChanged => Self::MapsChanged,
            SyncState::NoPartnerInHalo => Self::NoPartnerInHalo,
            SyncState::NoPartnerHere => Self::NoPartnerHere,
            SyncState::Refused => Self::Refused,
            SyncState::Merged => Self::Merged,
            SyncState::Deleted => Self::Deleted,
            SyncState::Vanished => Self::Vanished,
        }
    }
}

impl From<PollFailure> for PollFailureDto {
    fn from(failure: PollFailure) -> Self {
        Self {
            at: failure.at,
            what: failure.what,
        }
    }
}

impl From<StatusSync> for StatusSyncDto {
    fn from(sync: StatusSync) -> Self {
        Self {
            rule: sync.settings.rule.into(),
            interval_seconds: u32::try_from(sync.settings.interval.as_secs()).unwrap_or(u32::MAX),
            followed: sync.followed,
            polled_at: sync.polled_at,
            next_at: sync.next_at,
            is_polling: sync.is_polling,
            paused: sync.paused,
            failure: sync.failure.map(Into::into),
            is_slow: sync.is_slow,
            lonely_here: sync.lonely_here,
            lonely_there: sync.lonely_there,
        }
    }
}

impl From<StatusSide> for ConflictSideDto {
    fn from(side: StatusSide) -> Self {
        Self {
            name: side.name,
            at: side.at,
            becomes: side.becomes,
        }
    }
}

impl From<SettledWords> for SettledDto {
    fn from(settled: SettledWords) -> Self {
        Self {
            by: settled.by.into(),
            winner: settled.winner.into(),
            here: settled.here,
            there: settled.there,
            at: settled.at,
        }
    }
}

impl From<StatusConflict> for StatusConflictDto {
    fn from(conflict: StatusConflict) -> Self {
        Self {
            meaning: conflict.state.meaning().to_owned(),
            state: conflict.state.into(),
            rule: conflict.rule.into(),
            here: conflict.here.into(),
            there: conflict.there.into(),
            agreed: conflict.agreed,
            here_key: conflict.shown.here,
            there_id: conflict.shown.there.get(),
            settled: conflict.settled.map(Into::into),
            has_moved: conflict.has_moved,
        }
    }
}

/// What the administrator chose.
pub(crate) fn settings(rule: ConflictRuleDto, interval_seconds: u32) -> SyncSettings {
    SyncSettings {
        rule: rule.into(),
        interval: Duration::from_secs(u64::from(interval_seconds)),
    }
}

/// The two statuses that a decision was made on.
pub(crate) fn shown(here_key: String, there_id: i32) -> BothSides {
    BothSides {
        here: here_key,
        there: StatusId::new(there_id),
    }
}
