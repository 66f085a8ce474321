//! Answers of a token address, good and bad, without a network.

use super::*;
use serde_json::json;

fn source() -> TokenSource {
    TokenSource::new(Credentials {
        auth_url: Url::parse("https://acme.halopsa.com/auth").unwrap(),
        tenant: Some("acme".to_owned()),
        client_id: "id".to_owned(),
        client_secret: SecretString::from("canary-secret"),
        scope: "all".to_owned(),
    })
}

fn read(status: u16, body: &str) -> Result<Token, Error> {
    let reply = Reply {
        status,
        retry_after: None,
        body: body.into(),
    };
    let url = token_url(&source().credentials.auth_url, Some("acme"));
    source().read(&Transport::default(), &url, &reply, Instant::now())
}

fn problem(body: &str) -> TokenReplyProblem {
    match read(200, body).map(|_| ()) {
        Err(Error::BadTokenReply { problem }) => problem,
        other => panic!("{body}: {other:?}"),
    }
}

#[test]
fn the_tenant_is_a_query_parameter() {
    let url = |auth: &str, tenant| token_url(&Url::parse(auth).unwrap(), tenant).to_string();
    assert_eq!(
        url("https://a.example/auth", Some("Acme & Co")),
        "https://a.example/auth/token?tenant=Acme+%26+Co"
    );
    assert_eq!(
        url("https://a.example/auth/", None),
        "https://a.example/auth/token"
    );
    assert_eq!(
        url("https://a.example", Some("")),
        "https://a.example/token"
    );
}

#[test]
fn a_grant_is_read() {
    let body = json!({
        "access_token": "eyJ.x.y", "token_type": "bearer", "expires_in": "600",
        "scope": "read:tickets  edit:tickets", "refresh_token": null
    });
    let token = read(200, &body.to_string()).ok().unwrap();
    assert_eq!(token.scopes, ["read:tickets", "edit:tickets"]);
    assert!(token.bearer.header.is_sensitive());
    assert_eq!(token.expires_at - token.renew_at, Duration::from_mins(1));
    let grant = |scopes: &[&str]| TokenGrant {
        scopes: scopes.iter().map(|&s| s.to_owned()).collect(),
        expires_in: Duration::ZERO,
    };
    assert!(grant(&["all"]).allows("edit:tickets"));
    assert!(!grant(&["all"]).allows("admin"));
    assert!(!grant(&["read:tickets"]).allows("edit:tickets"));
}

#[test]
fn lives_make_sense_or_not() {
    for (value, expected) in [
        (json!(3600), Some(3600)),
        (json!("3600"), Some(3600)),
        (json!(3600.0), Some(3600)),
        (json!(1e99), Some(24 * 3600)),
        (json!(0), None),
        (json!(-1), None),
        (json!(null), Some(3600)),
        (json!("soon"), Some(3600)),
    ] {
        assert_eq!(
            read_life(Some(&value)),
            expected.map(Duration::from_secs),
            "{value}"
        );
    }
    assert_eq!(read_life(None), Some(USUAL_LIFE));
}

#[test]
fn answers_without_a_token_are_told_apart() {
    assert_eq!(problem("{}"), TokenReplyProblem::NoAccessToken);
    assert_eq!(
        problem(r#"{"access_token":" "}"#),
        TokenReplyProblem::NoAccessToken
    );
    assert_eq!(problem("{\"access"), TokenReplyProblem::NotJson);
    assert_eq!(problem(""), TokenReplyProblem::NotJson);
    assert_eq!(
        problem(r#"{"access_token":"x","expires_in":0}"#),
        TokenReplyProblem::AlreadyExpired
    );
    assert_eq!(
        problem(r#"{"access_token":"x\ny"}"#),
        TokenReplyProblem::Unusable
    );
    assert_eq!(
        problem(r#"{"access_token":"x","token_type":"MAC"}"#),
        TokenReplyProblem::TokenType {
            found: "MAC".to_owned()
        }
    );
}

#[test]
fn refusals_are_told_apart_and_never_repeat_the_secret() {
    let refused = |status, body: &str| read(status, body).map(|_| ()).unwrap_err();
    let reason = |error: &Error| {
        let Error::Unauthorized { reason, .. } = error else {
            return None;
        };
        Some(*reason)
    };
    let wrong = refused(
        401,
        r#"{"error":"invalid_client","error_description":"canary-secret?"}"#,
    );
    assert_eq!(reason(&wrong), Some(AuthProblem::InvalidClient));
    assert_eq!(wrong.halo_text(), Some("[secret]?"));
    assert!(!format!("{wrong:?} {wrong}").contains("canary-secret"));
    assert_eq!(reason(&refused(401, "")), Some(AuthProblem::InvalidClient));
    assert_eq!(
        reason(&refused(400, r#"{"error":"unsupported_grant_type"}"#)),
        Some(AuthProblem::GrantNotAllowed)
    );
    assert!(matches!(
        refused(400, r#"{"error":"invalid_scope"}"#),
        Error::InvalidScope { scope, .. } if scope == "all"
    ));
    assert!(matches!(
        refused(200, r#"{"error":"invalid_scope"}"#),
        Error::InvalidScope { .. }
    ));
    assert!(matches!(
        refused(500, "<html>"),
        Error::WrongTenant { tenant: Some(tenant), .. } if tenant == "acme"
    ));
    assert!(matches!(
        refused(404, "<html>"),
        Error::NotHalo {
            found: NotHaloAnswer::NotFound,
            ..
        }
    ));
    assert!(matches!(
        refused(200, "<html><title>Shop</title></html>"),
        Error::NotHalo {
            found: NotHaloAnswer::Html,
            ..
        }
    ));
    assert!(matches!(
        refused(200, "<html><form>Password <input></form></html>"),
        Error::NotHalo {
            found: NotHaloAnswer::SignInPage,
            ..
        }
    ));
    assert!(matches!(refused(429, ""), Error::RateLimited { .. }));
    assert!(matches!(
        refused(503, ""),
        Error::RemoteUnavailable { status: 503, .. }
    ));
    assert!(matches!(
        refused(400, "canary-secret is odd"),
        Error::Rejected { message, .. } if message.text.as_deref() == Some("[secret] is odd")
    ));
}
