//! The token call: a form with the client credentials, the tenant as a query parameter.

use std::collections::HashMap;

use http::Method;
use serde_json::json;
use tokio::time::Instant;

use crate::{
    Discovery, identifiers,
    model::{AuthenticationMethod, Token, World},
    server::{Call, Reply, Settings},
};

/// Whether a path is the token call's in the present discovery variant.
pub(crate) fn is_token_path(path: &str, settings: &Settings) -> bool {
    path == if settings.discovery == Discovery::BareAuthHost {
        "/token"
    } else {
        "/auth/token"
    }
}

/// Issues a token, or says why not.
pub(crate) fn issue(world: &mut World, call: &Call, settings: &Settings) -> Reply {
    if call.method != Method::POST {
        return Reply::empty(405);
    }
    // A wrong tenant never reaches the token code: the front end fails to find the database.
    let is_shared_host = settings.discovery != Discovery::SelfHosted;
    match call.text("tenant") {
        Some(tenant) if is_shared_host && !tenant.eq_ignore_ascii_case(&settings.tenant) => {
            return Reply::bare_status(500);
        }
        None if is_shared_host && settings.tenant_required => return Reply::bare_status(500),
        _ => {}
    }
    if !call
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    {
        return refuse(
            400,
            "invalid_request",
            "The mandatory 'Content-Type' header must be form-urlencoded.",
        );
    }
    let form: HashMap<String, String> = url::form_urlencoded::parse(&call.body)
        .into_owned()
        .collect();
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    match field("grant_type") {
        "client_credentials" => {}
        "" => {
            return refuse(
                400,
                "invalid_request",
                "The mandatory 'grant_type' parameter is missing.",
            );
        }
        _ => {
            return refuse(
                400,
                "unsupported_grant_type",
                "The specified 'grant_type' is not supported.",
            );
        }
    }
    let application = world.applications.iter().find(|application| {
        application.client_id == field("client_id")
            && application.secret == field("client_secret")
            && application.active
            && !application.for_other_addresses
    });
    let Some(application) = application else {
        return refuse(
            401,
            "invalid_client",
            "The specified client credentials are invalid.",
        );
    };
    if application.method != AuthenticationMethod::ClientSecret {
        return refuse(
            400,
            "unauthorized_client",
            "This client application is not allowed to use the specified grant type.",
        );
    }
    let Some(granted) = application.grant(field("scope")) else {
        return refuse(
            400,
            "invalid_scope",
            "The specified 'scope' is not supported.",
        );
    };

    // A token that carries everything is several kilobytes long, one without a scope is short.
    let payload = if granted.is_useless() { 300 } else { 1800 };
    let Ok(text) = identifiers::random_token(payload) else {
        return Reply::bare_status(500);
    };
    let expires = Instant::now() + settings.token_lifetime;
    let token = Token {
        client_id: application.client_id.clone(),
        granted: granted.clone(),
        expires,
    };
    world.tokens.insert(text.clone(), token);
    world.tokens_issued += 1;
    Reply::ok(json!({
        "scope": granted.text(),
        "token_type": "Bearer",
        "access_token": text,
        "expires_in": settings.token_lifetime.as_secs(),
        "refresh_token": null,
        "id_token": null,
    }))
    .header("cache-control", "no-store")
}

fn refuse(status: u16, error: &str, description: &str) -> Reply {
    Reply::json(
        status,
        json!({ "error": error, "error_description": description }),
    )
}
