//! The comparison as it was last made, kept until anything in the file changes: the pages of the screen, their counts and
//! Home ask for the same one, and ten thousand organisations are not compared for each of them.

use std::sync::{Arc, Mutex, PoisonError};

use domain::ProfileId;
use store::Connection;

use super::comparison::{Basis, SeatView};

/// The last comparison. It lies beside the store and goes with it.
#[derive(Debug, Default)]
pub(crate) struct LastComparison(Mutex<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    profile: ProfileId,
    data_version: i64,
    views: Arc<Vec<SeatView>>,
}

impl LastComparison {
    /// The rows as the data is now. For a connection that only reads: its data version tells of every change, by whomever.
    pub(super) fn views(
        &self,
        conn: &Connection,
        profile: ProfileId,
    ) -> store::Result<Arc<Vec<SeatView>>> {
        let data_version = store::board::data_version(conn)?;
        {
            let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let fits = |kept: &&Kept| kept.data_version == data_version && kept.profile == profile;
            if let Some(kept) = last.as_ref().filter(fits) {
                return Ok(Arc::clone(&kept.views));
            }
        }
        let views = Arc::new(Basis::load(conn, profile)?.views());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Kept {
            profile,
            data_version,
            views: Arc::clone(&views),
        });
        Ok(views)
    }

    /// How many rows differ, for whoever only wants the number.
    pub(crate) fn differing(&self, conn: &Connection, profile: ProfileId) -> store::Result<u32> {
        let views = self.views(conn, profile)?;
        let differ = views.iter().filter(|view| view.row.differs()).count();
        Ok(u32::try_from(differ).unwrap_or(u32::MAX))
    }
}
