//! Why Halo gave no token, with what only the engine knows about it.

use domain::ProfileId;

use super::finding::Finding;
use super::sign_in;
use crate::Engine;
use crate::error::Error;

impl Engine {
    /// "Token", where Halo gives none. A tenant that Halo does not know is followed by the one that it names, and a
    /// secret that was changed in the keychain by hand is not looked for in Halo.
    pub(super) async fn token_refused(
        &self,
        profile: ProfileId,
        error: halo_api::Error,
    ) -> Finding {
        let refused = sign_in::refused(&error);
        if matches!(error, halo_api::Error::WrongTenant { .. }) {
            return refused.remedy(self.tenant_advice(profile).await);
        }
        let cause = self.explain(profile, Error::Halo(error)).await;
        if matches!(cause, Error::ChangedSecretRefused(_)) {
            return Finding {
                said: refused.said,
                ..Finding::failed(cause.to_string()).remedy("Enter the secret again.")
            };
        }
        refused
    }
}
