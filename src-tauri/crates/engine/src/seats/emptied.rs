//! "Halo has no licences any more": said by hand, after Halo listed none where there had been some. A read by itself never
//! takes them away, for a lost right looks the same.

use domain::ProfileId;
use halo_api::LicenceQuery;
use store::Connection;
use store::journal;

use super::AFTER_SEATS;
use super::pages::licence_list;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// What would go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEmpty {
    /// When Halo listed none.
    pub at: String,
    /// Licences that are kept here from before.
    pub licences: u32,
    /// Their customers.
    pub customers: u32,
    /// Organisations for which one of them was chosen.
    pub chosen: u32,
}

/// What would go; `None` while nothing speaks for it.
pub(super) fn found_empty(
    conn: &Connection,
    profile: ProfileId,
) -> store::Result<Option<FoundEmpty>> {
    let Some(at) = store::seats::found_empty_at(conn, profile)? else {
        return Ok(None);
    };
    let kept = store::licences::all(conn, profile)?;
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut customers: Vec<_> = kept.iter().map(|(customer, _)| *customer).collect();
    customers.dedup();
    Ok(Some(FoundEmpty {
        at,
        licences: small(kept.len()),
        customers: small(customers.len()),
        chosen: small(store::licences::of_pairs(conn, profile)?.len()),
    }))
}

impl Engine {
    /// Takes the licences away that Halo lists no more, because somebody says that this is so. Halo is asked once more
    /// first. Answers how many went.
    ///
    /// # Errors
    /// `InvalidInput` where Halo lists licences, or nothing spoke for it before; whatever stops the list.
    pub async fn confirm_no_licences(&self, profile: ProfileId) -> Result<u32> {
        let found = self
            .store
            .read(move |tx| found_empty(tx, profile))
            .await?
            .ok_or_else(|| refuse("Read the licences first.".to_owned()))?;
        let halo = self.halo_for_work(profile).await?;
        let query = LicenceQuery {
            customer_id: None,
            include_inactive: true,
        };
        let list = match licence_list(&halo, &query, |_, _| {}).await {
            Ok(list) => list,
            Err(error) => return Err(self.explain(profile, error).await),
        };
        if !list.rows.is_empty() {
            return Err(refuse(format!(
                "Halo lists {} licences by now. Nothing was taken away. Read them again.",
                list.rows.len()
            )));
        }
        let (no_module, now) = (list.no_module, self.now());
        let before = format!(
            "{} licences of {} customers",
            found.licences, found.customers
        );
        self.store
            .write(move |tx| {
                store::licences::replace_all(tx, profile, &[], no_module, &now)?;
                store::seats::set_read(tx, profile, no_module, &now)?;
                let what = "Halo has no licences any more, said by hand";
                let sides = (Some(before.as_str()), Some("none"));
                journal::enter_change(tx, profile, what, sides, &now)
            })
            .await?;
        self.renew_problems(profile).await?;
        self.events.invalidated(Some(profile), &AFTER_SEATS);
        self.events
            .invalidated(Some(profile), &[Tag::Organizations, Tag::Problems]);
        Ok(found.licences)
    }
}

fn refuse(message: String) -> Error {
    Error::InvalidInput {
        field: "licences",
        message,
    }
}
