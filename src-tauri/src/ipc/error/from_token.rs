//! Why Halo gave no token, in the administrator's words.

use engine::halo_api::{AuthProblem, TokenReplyProblem};

use super::{ErrorCode, RemedyAction};

type Shown = (ErrorCode, RemedyAction, &'static str);

pub(super) fn sign_in_refused(problem: AuthProblem) -> Shown {
    let (action, text) = match problem {
        AuthProblem::InvalidClient => (
            RemedyAction::EnterSecret,
            "Compare the client id with the saved application in Halo (it changes until Save is pressed), then enter the secret again or make a new one.",
        ),
        AuthProblem::GrantNotAllowed => (
            RemedyAction::Reconnect,
            "Set the application's authentication method to Client ID and Secret (Services).",
        ),
        AuthProblem::TokenRefused => (
            RemedyAction::Reconnect,
            "Make sure that the application and its agent are active in Halo, then check again.",
        ),
    };
    (ErrorCode::Unauthorized, action, text)
}

pub(super) fn scope_refused(scope: &str) -> Shown {
    (
        ErrorCode::Forbidden {
            scope: scope.to_owned(),
        },
        RemedyAction::Reconnect,
        "Tick it among the application's permissions in Halo as the recipe says, save there, then check again.",
    )
}

pub(super) fn tenant_unknown() -> Shown {
    (
        ErrorCode::TenantNotFound,
        RemedyAction::Reconnect,
        "Compare the field Tenant with the one under Configuration > Integrations > HaloPSA API.",
    )
}

pub(super) fn token_unusable(problem: &TokenReplyProblem) -> Shown {
    use TokenReplyProblem as P;
    match problem {
        // Whatever answers there has the secret now.
        P::WebPage | P::SignInPage | P::NoTokenAddress => (
            ErrorCode::NotHalo,
            RemedyAction::Reconnect,
            "The client id and secret were sent to it. Compare the authorisation server with the one that Halo shows; if that server is not your Halo, make a new secret in Halo.",
        ),
        P::NotJson | P::NoAccessToken | P::TokenType { .. } | P::AlreadyExpired | P::Unusable => (
            ErrorCode::RemoteChanged {
                endpoint: "token".to_owned(),
            },
            RemedyAction::Retry,
            "Halo may have been updated or is being worked on. Try again; if it stays, look for a newer Halyard.",
        ),
    }
}
