//! How long a list is, learnt with one request for one row.

use crate::client::HaloClient;
use crate::error::Error;
use crate::request::ApiRequest;
use crate::wire::{Rows, lenient};

/// How many rows a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowMany {
    /// Halo says how many (`record_count`).
    Told(u64),
    /// It does not; a row came, or none did.
    NotTold {
        /// Whether a row came.
        any: bool,
    },
}

impl HowMany {
    /// Whether there is no row at all.
    pub const fn is_none(self) -> bool {
        matches!(self, Self::Told(0) | Self::NotTold { any: false })
    }

    /// The number, where it is known.
    pub const fn number(self) -> Option<u64> {
        match self {
            Self::Told(number) => Some(number),
            Self::NotTold { any: false } => Some(0),
            Self::NotTold { any: true } => None,
        }
    }

    fn of(found: &Rows) -> Self {
        match (found.count, found.rows.len()) {
            // A list that counts none and sends one does not count.
            (None | Some(0), 1..) => Self::NotTold { any: true },
            (Some(count), _) => Self::Told(count),
            (None, 0) => Self::NotTold { any: false },
        }
    }
}

impl HaloClient {
    /// Counts the rows of a list.
    pub(crate) async fn count(&self, list: &ApiRequest, key: &str) -> Result<HowMany, Error> {
        let found = self.rows(&list.page(1, 1), key).await?;
        Ok(HowMany::of(&found))
    }

    /// Counts the rows of a list in which number 1 stands for nobody, without that one. Rows come
    /// by id, so that it is the first.
    pub(crate) async fn count_without_nobody(
        &self,
        list: &ApiRequest,
        key: &str,
    ) -> Result<HowMany, Error> {
        const NOBODY: i32 = 1;
        let found = self.rows(&list.page(1, 1), key).await?;
        let first = found.rows.first().and_then(|row| row.get("id"));
        let has_nobody = first.and_then(lenient::int) == Some(NOBODY);
        Ok(match HowMany::of(&found) {
            HowMany::Told(count) => HowMany::Told(count - u64::from(has_nobody)),
            // Whether more follow behind number 1 was not told.
            untold @ HowMany::NotTold { .. } => untold,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_count_is_believed_unless_a_row_speaks_against_it() {
        let of = |count, rows: usize| {
            HowMany::of(&Rows {
                rows: vec![json!({}); rows],
                count,
            })
        };
        assert_eq!(of(Some(7), 1), HowMany::Told(7));
        assert_eq!(of(Some(0), 0).number(), Some(0));
        assert_eq!(of(Some(0), 1), HowMany::NotTold { any: true });
        assert_eq!(of(None, 1).number(), None);
        assert!(of(None, 0).is_none() && of(Some(0), 0).is_none());
    }
}
