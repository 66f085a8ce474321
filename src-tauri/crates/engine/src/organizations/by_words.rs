//! An organisation by what a person or a script calls it.

use domain::matching::search_key;
use domain::{OrganizationId, ProfileId};
use store::Store;

use super::error::{Error, Result};

/// The one organisation with this external id, or this name whatever its case and accents, or this domain; the first of
/// the three that fits decides.
///
/// # Errors
/// [`Error::NotFound`] when none is called so, [`Error::InvalidInput`] when several are: nobody guesses.
pub async fn by_words(store: &Store, profile: ProfileId, words: &str) -> Result<OrganizationId> {
    let (wanted, key) = (words.trim().to_owned(), search_key(words));
    let domain = wanted.to_lowercase();
    let all = store
        .read(move |tx| store::organizations::all(tx, profile))
        .await?;
    let fits: [&dyn Fn(&store::organizations::OrganizationRow) -> bool; 3] = [
        &|row| row.external_id.as_deref() == Some(wanted.as_str()),
        &|row| search_key(&row.name) == key,
        &|row| row.domains.contains(&domain),
    ];
    for fit in fits {
        let mut found = all.iter().filter(|row| fit(row));
        match (found.next(), found.next()) {
            (None, _) => {}
            (Some(one), None) => return Ok(one.id),
            (Some(one), Some(other)) => {
                return Err(Error::InvalidInput {
                    field: "organization",
                    message: format!(
                        "“{wanted}” may be {} or {}. Use the external id.",
                        one.name, other.name
                    ),
                });
            }
        }
    }
    Err(Error::NotFound {
        what: "organisation",
    })
}
