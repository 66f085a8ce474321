//! The token: whether Halo gives one, what it grants, and what it would grant.

use std::time::Duration;

use domain::Features;
use domain::recipe::keys;
use halo_api::{AuthProblem, Error, HaloClient};

use super::finding::{Finding, Right};
use super::words;

/// A sign-in that Halo accepted.
pub(super) struct SignedIn {
    /// Works with the scopes that the application has.
    pub(super) halo: HaloClient,
    /// The scopes that are wanted and not there.
    pub(super) missing: Vec<&'static str>,
    /// Whether there is a token that is good for anything.
    pub(super) is_of_use: bool,
    /// The scopes that the token says it has; empty when it does not say.
    granted: Vec<String>,
    expires_in: Duration,
}

/// Asks for a token. Where the application lacks one of the scopes, Halo gives none at all and does not say which it is
/// (halo-api section 2); so each is asked for alone, and what remains is worked with.
pub(super) async fn sign_in(halo: &HaloClient, features: Features) -> Result<SignedIn, Error> {
    let wanted = domain::recipe::scopes(features);
    let refused = match halo.token().await {
        Ok(grant) => {
            // Some servers give less than was asked for instead of refusing.
            let told = !grant.scopes.is_empty();
            let missing = wanted
                .into_iter()
                .filter(|scope| told && !grant.allows(scope));
            return Ok(SignedIn {
                halo: halo.clone(),
                missing: missing.collect(),
                is_of_use: true,
                granted: grant.scopes,
                expires_in: grant.expires_in,
            });
        }
        Err(error @ Error::InvalidScope { .. }) => error,
        Err(error) => return Err(error),
    };
    let (mut held, mut missing) = (Vec::new(), Vec::new());
    for scope in wanted {
        match halo.asking_for(scope).token().await {
            Ok(_) => held.push(scope),
            Err(Error::InvalidScope { .. }) => missing.push(scope),
            Err(error) => return Err(error),
        }
    }
    if missing.is_empty() {
        // Each alone is granted and all together are not: no scope explains that.
        return Err(refused);
    }
    let halo = halo.asking_for(&held.join(" "));
    let mut signed_in = SignedIn {
        halo,
        missing,
        is_of_use: !held.is_empty(),
        granted: Vec::new(),
        expires_in: Duration::ZERO,
    };
    if signed_in.is_of_use {
        let grant = signed_in.halo.token().await?;
        (signed_in.granted, signed_in.expires_in) = (grant.scopes, grant.expires_in);
    }
    Ok(signed_in)
}

/// "Token".
pub(super) fn token(signed_in: &SignedIn) -> Finding {
    let accepted = "Halo accepts the client id and secret";
    let minutes = signed_in.expires_in.as_secs() / 60;
    Finding::passed(match minutes {
        0 => format!("{accepted}."),
        minutes => format!("{accepted}; the token lasts {minutes} minutes."),
    })
}

/// "Token", where Halo gives none.
pub(super) fn refused(error: &Error) -> Finding {
    let finding = if let Error::Unauthorized { reason, .. } = error {
        unauthorized(*reason, error)
    } else if matches!(error, Error::WrongTenant { .. }) {
        Finding::failed(error.to_string())
            .remedy("Go back to Find Halo and compare the tenant.")
            .about([Right::with_value(
                keys::APPLICATION_API_DETAILS,
                "the tenant",
            )])
    } else if error.is_retryable() {
        Finding::failed(error.to_string()).remedy("Check again in a moment; nothing was changed.")
    } else {
        Finding::failed(error.to_string())
    };
    finding.said(error)
}

fn unauthorized(reason: AuthProblem, error: &Error) -> Finding {
    match reason {
        AuthProblem::InvalidClient => {
            Finding::failed("Halo does not accept the client id and secret.")
                .remedy("Halo gives this same answer to four causes. Look at them in this order.")
                .about([
                    Right::with_value(
                        keys::APPLICATION_CLIENT_ID,
                        "the one of the saved application",
                    ),
                    Right::with_value(
                        keys::APPLICATION_SECRET,
                        "the newest one; make another if in doubt",
                    ),
                    keys::APPLICATION_ACTIVE.into(),
                    keys::APPLICATION_IP_RESTRICTION.into(),
                ])
                .one_of_them()
        }
        AuthProblem::GrantNotAllowed => Finding::failed(
            "Halo knows the application, but does not let it sign in by client id and secret.",
        )
        .about([keys::APPLICATION_METHOD]),
        AuthProblem::TokenRefused => Finding::failed(error.to_string()),
    }
}

/// "Granted scope".
pub(super) fn scope(signed_in: &SignedIn) -> Finding {
    if !signed_in.missing.is_empty() {
        let names = words::and(&signed_in.missing);
        let rights = signed_in
            .missing
            .iter()
            .map(|scope| Right::with_value(keys::APPLICATION_PERMISSIONS, *scope));
        return Finding::failed(format!("The application does not have {names}.")).about(rights);
    }
    let granted: Vec<&str> = signed_in.granted.iter().map(String::as_str).collect();
    if granted.is_empty() {
        return Finding::cannot_tell("Halo's token does not say what it may do.")
            .remedy("Each check below tries for itself.")
            .about([keys::APPLICATION_PERMISSIONS]);
    }
    Finding::passed(format!("Covers {}.", words::few(&granted)))
}
