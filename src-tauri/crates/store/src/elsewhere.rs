//! Whether another program has written to the file.

use crate::{Error, Result, Store};

impl Store {
    /// A number that is another one whenever somebody else has changed the file since it was last asked for. What this
    /// handle writes itself does not change it.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be read.
    pub async fn version_elsewhere(&self) -> Result<i64> {
        // The connection that writes is asked, for to any other its own changes are somebody else's.
        self.ask_writer(|conn| {
            conn.pragma_query_value(None, "data_version", |row| row.get(0))
                .map_err(Error::from)
        })
        .await
    }
}
