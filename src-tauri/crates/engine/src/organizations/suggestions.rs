//! Keeping suggestions up to date: read what the matcher needs, let it think on a thread of its own, put its answer in.

use domain::{
    CustomerReadId, ProfileId,
    matching::{Input, Obstacle, suggest},
};
use store::{Connection, Store};

use super::error::Result;
use super::learnt;

/// Works all suggestions of a profile out anew.
///
/// # Errors
/// [`super::Error::Store`].
pub async fn recompute_suggestions(store: &Store, profile: ProfileId) -> Result<()> {
    loop {
        let (stamp, input, knows_all) = store
            .read(move |tx| {
                Ok((
                    Stamp::now(tx, profile)?,
                    input(tx, profile)?,
                    store::profiles::get(tx, profile)?.last_read_at.is_some(),
                ))
            })
            .await?;
        let mut suggestions = tokio::task::spawn_blocking(move || suggest(input))
            .await
            .map_err(|_| store::Error::Panicked)?;
        if !knows_all {
            // Only the first pages of Halo's list are here: whether somebody else has the same domain or name cannot be
            // told, so a person has to choose.
            for first in suggestions
                .iter_mut()
                .filter_map(|suggestion| suggestion.candidates.first_mut())
            {
                first.obstacle.get_or_insert(Obstacle::PartlyRead);
            }
        }
        let is_current = store
            .write(move |tx| {
                let is_current = Stamp::now(tx, profile)? == stamp;
                if is_current {
                    store::suggestions::replace(tx, profile, &suggestions)?;
                }
                Ok(is_current)
            })
            .await?;
        // Otherwise somebody made an edit in between, which the answer does not know.
        if is_current {
            return Ok(());
        }
    }
}

/// Same, after an edit that is already kept: a failure here must not make the edit look undone. Accepting works
/// suggestions out for itself, so old ones can be seen for a while but never accepted.
pub(super) async fn refresh(store: &Store, profile: ProfileId) {
    if let Err(error) = recompute_suggestions(store, profile).await {
        tracing::warn!(%profile, %error, "suggestions could not be renewed");
    }
}

/// Everything that suggestions are made from, as it stands now.
pub(super) fn input(conn: &Connection, profile: ProfileId) -> store::Result<Input> {
    let mut input = store::suggestions::input(conn, profile)?;
    input.memory.aliases = learnt::aliases(conn, profile)?;
    Ok(input)
}

/// Differs whenever the matcher's input may differ.
#[derive(PartialEq)]
struct Stamp {
    edits: (i32, u32),
    read: Option<(CustomerReadId, bool)>,
}

impl Stamp {
    fn now(conn: &Connection, profile: ProfileId) -> store::Result<Self> {
        Ok(Self {
            edits: store::edits::stamp(conn, profile)?,
            read: store::customer_reads::last(conn, profile)?.map(|read| (read.id, read.complete)),
        })
    }
}
