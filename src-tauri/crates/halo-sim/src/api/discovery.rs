//! What a stranger may ask: `authinfo`, `InstanceInfo` and the `OpenID` document. Which of them answer can be chosen.

use http::Method;
use serde_json::{Value, json};

use crate::{
    Discovery, identifiers,
    server::{Call, Reply, Settings},
};

/// Answers a discovery request; `None` when it is not one.
pub(crate) fn answer(call: &Call, settings: &Settings) -> Option<Reply> {
    if call.method != Method::GET {
        return None;
    }
    let variant = &settings.discovery;
    match call.path_lower.as_str() {
        "/api/authinfo" => Some(match variant {
            Discovery::NoAuthInfo | Discovery::OidcOnly | Discovery::None => Reply::not_found(),
            Discovery::Html => Reply::portal_page(),
            Discovery::Full
            | Discovery::BareAuthHost
            | Discovery::SelfHosted
            | Discovery::Elsewhere(_) => {
                Reply::ok(json!({ "auth_url": auth_url(settings), "tenant_id": tenant(settings) }))
            }
        }),
        "/api/instanceinfo" => Some(match variant {
            Discovery::OidcOnly | Discovery::None => Reply::not_found(),
            Discovery::Html => Reply::portal_page(),
            Discovery::Full
            | Discovery::NoAuthInfo
            | Discovery::BareAuthHost
            | Discovery::SelfHosted
            | Discovery::Elsewhere(_) => Reply::ok(instance_info(settings)),
        }),
        path => {
            let server = path.strip_suffix("/.well-known/openid-configuration")?;
            let own = if *variant == Discovery::BareAuthHost {
                ""
            } else {
                "/auth"
            };
            let answers = server == own && !matches!(variant, Discovery::None | Discovery::Html);
            Some(if answers {
                openid(settings)
            } else {
                Reply::not_found()
            })
        }
    }
}

/// The authorisation server's address as discovery tells it.
pub(crate) fn auth_url(settings: &Settings) -> String {
    match &settings.discovery {
        Discovery::BareAuthHost => settings.base_url.clone(),
        Discovery::Elsewhere(url) => url.clone(),
        Discovery::Full
        | Discovery::NoAuthInfo
        | Discovery::OidcOnly
        | Discovery::None
        | Discovery::SelfHosted
        | Discovery::Html => format!("{}/auth", settings.base_url),
    }
}

fn tenant(settings: &Settings) -> Value {
    if settings.discovery == Discovery::SelfHosted {
        Value::Null
    } else {
        json!(settings.tenant)
    }
}

fn instance_info(settings: &Settings) -> Value {
    json!({
        "app_name": settings.product.app_name(),
        "app_version": if settings.old_build { "2.148.12" } else { "2.236.133" },
        "database_version": if settings.old_build { "2148" } else { "2236" },
        "nhserver_version": "1364.01",
        "agent_url": settings.base_url,
        "portal_url": format!("{}/portal/", settings.base_url),
        "auth_url": auth_url(settings),
        "tenant_id": tenant(settings),
        "hosted_group": if settings.discovery == Discovery::SelfHosted { "" } else { "Simulator" },
        "dbid": identifiers::row_guid("database", 1),
        "agent_count": 0,
        "licensed_agent_count": 0,
        "online_agent_count": 0,
        "last_login": "2026-10-03T19:13:49",
        "last_task_run": "2026-10-03T19:10:02",
        "mobileapp_enabled": true,
        "using_chat_service": true,
    })
}

fn openid(settings: &Settings) -> Reply {
    let auth = auth_url(settings);
    Reply::ok(json!({
        "issuer": auth,
        "authorization_endpoint": format!("{auth}/authorize"),
        "token_endpoint": format!("{auth}/token"),
        "jwks_uri": format!("{auth}/.well-known/jwks"),
        "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}
