//! Which profile a command is about.

use engine::{Engine, Profile};

use crate::failure::Failure;

/// The profile of this name or number; without either, the only one there is.
///
/// # Errors
/// When there is none, or it is not clear which.
pub(crate) async fn chosen(engine: &Engine, wanted: Option<&str>) -> Result<Profile, Failure> {
    let mut profiles = engine.profiles().await?;
    let names = profiles
        .iter()
        .map(|profile| format!("{} ({})", profile.name, profile.id))
        .collect::<Vec<_>>()
        .join(", ");
    if let Some(wanted) = wanted {
        let is_it = |profile: &Profile| {
            profile.name.to_lowercase() == wanted.to_lowercase() || profile.id.to_string() == wanted
        };
        return profiles.into_iter().find(is_it).ok_or_else(|| {
            Failure::usage(format!(
                "There is no profile “{wanted}”. There are: {names}."
            ))
        });
    }
    match (profiles.pop(), profiles.is_empty()) {
        (None, _) => {
            Err(Failure::usage("There is no profile yet.")
                .next("Connect in Halyard's window first."))
        }
        (Some(only), true) => Ok(only),
        (Some(_), false) => Err(Failure::usage(format!(
            "Name one of the profiles with --profile: {names}."
        ))),
    }
}
