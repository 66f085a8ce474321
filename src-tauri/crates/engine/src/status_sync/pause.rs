//! When Halo is not asked by itself.

use domain::Feature;
use domain::health::{Health, HealthState};
use store::profiles::ProfileRow;

/// Why polls pause until somebody has done something, as a sentence without a full stop; `None` when they go on. What may
/// pass by itself is no reason: then the polls are what finds out that it has.
pub(super) fn pause(row: &ProfileRow, health: &Health) -> Option<String> {
    if !row.features.has(Feature::Status) {
        return Some("This connection is not wanted for statuses".to_owned());
    }
    let passes = match health.state {
        HealthState::Connected
        | HealthState::NeedsAttention
        | HealthState::Offline
        | HealthState::Proxy
        | HealthState::SignInPage
        | HealthState::RateLimited
        | HealthState::OutOfOrder => true,
        HealthState::NotConnected
        | HealthState::Revoked
        | HealthState::OtherHalo
        | HealthState::SignInRefused
        | HealthState::AgentRefused
        | HealthState::TenantUnknown
        | HealthState::RightLost
        | HealthState::HostGone
        | HealthState::Untrusted
        | HealthState::SecretMissing
        | HealthState::KeychainLocked
        | HealthState::KeychainUnavailable => false,
    };
    if passes {
        None
    } else {
        // A lost right to something else than tickets stops nothing here.
        health.blocked.tickets.clone()
    }
}
