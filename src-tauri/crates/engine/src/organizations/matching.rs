//! How a profile's organisations are matched: whether customers may be shared, and whether what is clear is accepted by
//! itself.

use domain::ProfileId;
use store::Store;

use super::error::{Error, Result};
use super::suggestions::refresh;
use super::warnings;

/// How matching is done, and what hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchingSettings {
    /// Whether several organisations may have one customer.
    pub may_share: bool,
    /// Whether clear suggestions are accepted after each read and import.
    pub auto_accept: bool,
    /// Customers that several organisations have.
    pub shared_customers: u32,
    /// How many organisations these are.
    pub sharing_organizations: u32,
}

/// How matching is done.
///
/// # Errors
/// [`Error::Store`].
pub async fn matching_settings(store: &Store, profile: ProfileId) -> Result<MatchingSettings> {
    let settings = store
        .read(move |tx| {
            let row = store::profiles::get(tx, profile)?;
            let (shared_customers, sharing_organizations) = store::pairs::shared(tx, profile)?;
            Ok(MatchingSettings {
                may_share: row.may_share,
                auto_accept: row.auto_accept,
                shared_customers,
                sharing_organizations,
            })
        })
        .await?;
    Ok(settings)
}

/// Allows or forbids that several organisations have one customer. Those that share one keep it when that is forbidden,
/// and each becomes a problem.
///
/// # Errors
/// [`Error::StillShared`] unless `confirmed`.
pub async fn set_may_share(
    store: &Store,
    profile: ProfileId,
    may_share: bool,
    confirmed: bool,
    now: &str,
) -> Result<()> {
    let now = now.to_owned();
    store
        .transact(move |tx| {
            if store::profiles::may_share(tx, profile)? == may_share {
                return Ok(());
            }
            let (customers, organizations) = store::pairs::shared(tx, profile)?;
            if !may_share && customers > 0 && !confirmed {
                return Err(Error::StillShared {
                    customers,
                    organizations,
                });
            }
            store::profiles::set_may_share(tx, profile, may_share, &now)?;
            if !may_share {
                // It was said while sharing was no question, and would hide that it is one now.
                store::warnings::raise_shared_again(tx, profile)?;
            }
            Ok(warnings::renew_all(tx, profile)?)
        })
        .await?;
    refresh(store, profile).await;
    Ok(())
}

/// Leaves every suggestion to a person again. Pairs that were made stay.
///
/// # Errors
/// [`Error::Store`].
pub async fn switch_automatic_off(store: &Store, profile: ProfileId, now: &str) -> Result<()> {
    let now = now.to_owned();
    Ok(store
        .write(move |tx| store::profiles::set_auto_accept(tx, profile, false, &now))
        .await?)
}
