//! Answers of a token address, good and bad, without a network.

use super::reply::{Granted, read_life};
use super::*;
use crate::error::{AuthProblem, TokenReplyProblem};
use crate::transport::Reply;
use serde_json::json;

fn credentials() -> Credentials {
    Credentials {
        auth_url: Url::parse("https://acme.halopsa.com/auth").unwrap(),
        tenant: Some("acme".to_owned()),
        client_id: "id".to_owned(),
        client_secret: SecretString::from("canary-secret"),
        scope: "all".to_owned(),
    }
}

fn read(status: u16, body: &str) -> Result<Granted, Error> {
    let reply = Reply {
        status,
        retry_after: None,
        server_time: None,
        body: body.into(),
    };
    let url = token_url(&credentials().auth_url, Some("acme"));
    reply::read(&credentials(), &url, &reply, 64)
}

fn problem(body: &str) -> TokenReplyProblem {
    match read(200, body).map(|_| ()) {
        Err(Error::BadTokenReply { host, problem }) => {
            assert_eq!(host, "acme.halopsa.com");
            problem
        }
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
    assert!(token.header.is_sensitive());
    assert_eq!(token.life, Duration::from_mins(10));
    let grant = |scopes: &[&str]| TokenGrant {
        scopes: scopes.iter().map(|&s| s.to_owned()).collect(),
        expires_in: Duration::ZERO,
    };
    assert!(grant(&["all"]).allows("edit:tickets"));
    assert!(!grant(&["all"]).allows("admin"));
    assert!(!grant(&["read:tickets"]).allows("edit:tickets"));
    assert!(grant(&["all:standard"]).allows("edit:tickets"));
    assert!(!grant(&["all:standard"]).allows("admin"));
    assert!(!grant(&["all:standard"]).allows("all"));
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
    assert_eq!(read_life(None), Some(Duration::from_hours(1)));
}

#[test]
fn answers_without_a_token_are_told_apart() {
    use TokenReplyProblem as P;
    let of_type = |found: &str| P::TokenType {
        found: found.to_owned(),
    };
    let long = format!(r#"{{"access_token":"{}"}}"#, "x".repeat(40_000));
    for (body, expected) in [
        ("<html><title>Shop</title></html>", P::WebPage),
        ("<html><form>Password <input></form></html>", P::SignInPage),
        ("", P::NotJson),
        ("{\"access", P::NotJson),
        ("null", P::NoAccessToken),
        ("[]", P::NoAccessToken),
        ("{}", P::NoAccessToken),
        (r#"{"access_token":null}"#, P::NoAccessToken),
        (r#"{"access_token":7}"#, P::NoAccessToken),
        (r#"{"access_token":" "}"#, P::NoAccessToken),
        (r#"{"access_token":"x","expires_in":0}"#, P::AlreadyExpired),
        (r#"{"access_token":"x","expires_in":-1}"#, P::AlreadyExpired),
        (
            r#"{"access_token":"x","expires_in":"0"}"#,
            P::AlreadyExpired,
        ),
        (r#"{"access_token":"x\ny"}"#, P::Unusable),
        (r#"{"access_token":"x\ty"}"#, P::Unusable),
        (r#"{"access_token":"x y"}"#, P::Unusable),
        (r#"{"access_token":"x\u0000y"}"#, P::Unusable),
        (r#"{"access_token":"x\u007fy"}"#, P::Unusable),
        (r#"{"access_token":"t\u00f6ken"}"#, P::Unusable),
        (&long, P::Unusable),
        (r#"{"access_token":"x","token_type":"MAC"}"#, of_type("MAC")),
        (
            r#"{"access_token":"x","token_type":"a\nb and a very long one"}"#,
            of_type("ab and a very long o"),
        ),
    ] {
        assert_eq!(problem(body), expected, "{body:.60}");
    }
    let usable = read(200, r#"{"access_token":" x.y.z\n","expires_in":1e99}"#).unwrap();
    assert_eq!(usable.header, "Bearer x.y.z");
    assert_eq!(usable.life, Duration::from_hours(24));
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
    for status in [404, 405] {
        assert!(matches!(
            refused(status, "<html>"),
            Error::BadTokenReply {
                problem: TokenReplyProblem::NoTokenAddress,
                ..
            }
        ));
    }
    assert!(matches!(
        refused(200, "Rate Limit Reached - 300 Requests"),
        Error::RateLimited { .. }
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

#[test]
fn a_repeated_secret_is_taken_out_before_the_words_are_cut() {
    let padding = "x".repeat(190);
    let body =
        format!(r#"{{"error":"invalid_client","error_description":"{padding}canary-secret"}}"#);
    let error = read(401, &body).unwrap_err();
    assert!(!format!("{error:?}").contains("canary"), "{error:?}");
}
