//! What is made of the answers, without a network.

use super::*;
use serde_json::json;

fn found(given: &str, auth_info: Value, instance: Value) -> Discovery {
    let origin = Origin::parse(given).unwrap().origin;
    let transport = Transport::default();
    let cancel = CancellationToken::new();
    let probe = Probe {
        transport: &transport,
        origin: &origin,
        cancel: &cancel,
        budget: RequestBudget::default(),
    };
    let auth_info = Finding::Json(auth_info);
    let instance = Finding::Json(instance);
    let address = probe.check_auth_url(auth_url(&auth_info).unwrap()).unwrap();
    probe.found(FoundBy::AuthInfo, address, &[&auth_info, &instance])
}

#[test]
fn a_hosted_halo_is_described() {
    let halo = found(
        "contoso.halopsa.com",
        json!({"auth_url": "https://contoso.halopsa.com/auth/", "tenant_id": "contoso"}),
        json!({"app_name": "Halo PSA", "app_version": "2.236.133", "hosted_group": "US16",
               "agent_url": "https://contoso.halopsa.com", "tenant_id": "other"}),
    );
    assert_eq!(halo.api_base.as_str(), "https://contoso.halopsa.com/api");
    assert_eq!(halo.auth_url.as_str(), "https://contoso.halopsa.com/auth");
    assert_eq!(halo.tenant.as_deref(), Some("contoso"));
    assert_eq!(halo.hosting, Hosting::Hosted);
    assert_eq!(halo.app_version.as_deref(), Some("2.236.133"));
    assert_eq!(halo.original_host, None);
}

#[test]
fn a_custom_domain_is_told_with_the_original_name() {
    let halo = found(
        "help.contoso.com",
        json!({"auth_url": "https://contoso.halopsa.com/auth/token", "tenant_id": null}),
        json!({}),
    );
    assert_eq!(halo.auth_url.as_str(), "https://contoso.halopsa.com/auth");
    assert_eq!(halo.original_host.as_deref(), Some("contoso.halopsa.com"));
    let by_agent_url = found(
        "help.contoso.com",
        json!({"auth_url": "https://help.contoso.com/auth"}),
        json!({"agent_url": "https://contoso.halopsa.com/"}),
    );
    assert_eq!(
        by_agent_url.original_host.as_deref(),
        Some("contoso.halopsa.com")
    );
    let own = found(
        "halo.corp.example",
        json!({"auth_url": "https://halo.corp.example/auth"}),
        json!({}),
    );
    assert_eq!(
        (own.original_host, own.hosting),
        (None, Hosting::SelfHosted)
    );
}

#[test]
fn an_address_that_halo_names_is_not_trusted_blindly() {
    let origin = Origin::parse("help.contoso.com").unwrap().origin;
    let probe = Probe {
        transport: &Transport::default(),
        origin: &origin,
        cancel: &CancellationToken::new(),
        budget: RequestBudget::default(),
    };
    for bad in [
        "http://help.contoso.com/auth",
        "http://127.0.0.1/auth",
        "https://169.254.169.254/auth",
        "https://a:b@help.contoso.com/auth",
    ] {
        assert!(
            probe.check_auth_url(Url::parse(bad).unwrap()).is_err(),
            "{bad}"
        );
    }
    for nonsense in [
        json!({"auth_url": "auth"}),
        json!({"auth_url": 3}),
        json!([]),
    ] {
        assert_eq!(auth_url(&Finding::Json(nonsense)), None);
    }
    assert_eq!(auth_url(&Finding::Else(NotHaloAnswer::Html)), None);
}
