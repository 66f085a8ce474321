//! A list of licences from Halo, page by page: all of it, or an error.

use domain::CustomerId;
use halo_api::{HaloClient, LicenceQuery};
use store::licences::LicenceRow;

use super::read::as_row;
use crate::error::{Error, Result};
use crate::halo_read::expect_complete;

/// What Halo lists.
#[derive(Debug)]
pub(crate) struct LicenceList {
    /// Licences with whom they belong to.
    pub(crate) rows: Vec<(CustomerId, LicenceRow)>,
    /// Halo answers that it has no software licences at all.
    pub(crate) no_module: bool,
}

impl LicenceList {
    /// Refuses a list without a licence where `known` were read before: neither a lost right nor a gateway's 404 takes
    /// them away. Deleting all of them in Halo looks the same, and then the old list stays.
    pub(crate) fn expect_some_of(self, known: usize) -> Result<Self> {
        if known == 0 || !self.rows.is_empty() {
            return Ok(self);
        }
        let reason = if self.no_module {
            format!("Halo answers that it has no software licences, where {known} were read before")
        } else {
            format!(
                "Halo lists no licence, where {known} were read before (Software Licensing Access Level)"
            )
        };
        Err(Error::IncompleteRead {
            what: "licences",
            received: 0,
            expected: u64::try_from(known).ok(),
            reason,
        })
    }
}

/// Reads a list. `on_page` is told after each page how many rows came and how many Halo announced.
pub(crate) async fn licence_list(
    halo: &HaloClient,
    query: &LicenceQuery,
    on_page: impl Fn(u64, Option<u64>) + Send,
) -> Result<LicenceList> {
    let mut pager = halo.licences(query);
    let mut rows = Vec::new();
    let mut is_first = true;
    loop {
        match pager.next().await {
            Ok(Some(page)) => {
                rows.extend(page.items.into_iter().filter_map(as_row));
                on_page(page.progress.received, page.progress.expected);
                is_first = false;
            }
            Ok(None) => break,
            // So a Halo answers whose asset management is switched off (confidence L). Once there was a page it is not.
            Err(halo_api::Error::NotFound { .. }) if is_first => {
                return Ok(LicenceList {
                    rows,
                    no_module: true,
                });
            }
            Err(error) => return Err(error.into()),
        }
    }
    expect_complete(pager.completeness(), "licences")?;
    Ok(LicenceList {
        rows,
        no_module: false,
    })
}
