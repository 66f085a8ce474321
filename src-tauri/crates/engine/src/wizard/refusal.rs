//! What a refused check means, with the next step where no missing right is
//! the cause.

use domain::ProfileId;
use halo_api::{AuthProblem, Error as HaloError};

use crate::Engine;
use crate::error::Error;

impl Engine {
    /// A failure in words, with what to do about it.
    pub(super) async fn meaning_of(&self, profile: ProfileId, error: HaloError) -> String {
        let advice = if matches!(error, HaloError::WrongTenant { .. }) {
            Some(self.tenant_advice(profile).await)
        } else {
            advice(&error).map(str::to_owned)
        };
        let error = self.explain(profile, Error::Halo(error)).await;
        let advice = if matches!(error, Error::ChangedSecretRefused(_)) {
            Some("Enter the secret again.".to_owned())
        } else {
            advice
        };
        match advice {
            Some(advice) => format!("{error} {advice}"),
            None => error.to_string(),
        }
    }
}

fn advice(error: &HaloError) -> Option<&'static str> {
    if let HaloError::Unauthorized { reason, .. } = error {
        return Some(match reason {
            AuthProblem::InvalidClient => {
                "Compare the client id with the saved application in Halo, then enter the secret again or make a new one."
            }
            AuthProblem::GrantNotAllowed => {
                "Set the application's authentication method to Client ID and Secret (Services), then check again."
            }
            AuthProblem::TokenRefused => {
                "Make sure that the application and its agent are active in Halo, then check again."
            }
        });
    }
    if matches!(error, HaloError::InvalidScope { .. }) {
        return Some("Tick it on the application's page in Halo, save there, then check again.");
    }
    error
        .is_retryable()
        .then_some("Check again in a moment; nothing was changed.")
}
