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
fn every_kind_of_halo_is_told_from_the_others() {
    for (host, auth_info, instance, auth, tenant, hosting) in [
        // A trial on a shared host, with the authorisation server on the bare host.
        (
            "uk-trial.halopsa.com",
            json!({"auth_url": "https://uk-trial.halopsa.com", "tenant_id": "acme"}),
            json!({"app_name": "Halo PSA", "hosted_group": "UK-Trial"}),
            "https://uk-trial.halopsa.com/",
            Some("acme"),
            Hosting::Hosted,
        ),
        (
            "acme.haloitsm.com",
            json!({"auth_url": "https://acme.haloitsm.com/auth", "tenant_id": "acme"}),
            json!({"app_name": "Halo ITSM"}),
            "https://acme.haloitsm.com/auth",
            Some("acme"),
            Hosting::Hosted,
        ),
        (
            "acme.haloservicedesk.com",
            json!({"auth_url": "https://acme.haloservicedesk.com/auth", "tenant_id": "acme"}),
            json!({"app_name": "Halo Service Desk"}),
            "https://acme.haloservicedesk.com/auth",
            Some("acme"),
            Hosting::Hosted,
        ),
        (
            "halo.corp.example",
            json!({"auth_url": "https://halo.corp.example/auth", "tenant_id": ""}),
            json!({"app_name": "Halo PSA", "hosted_group": ""}),
            "https://halo.corp.example/auth",
            None,
            Hosting::SelfHosted,
        ),
        // Somebody's own domain, and Halo does not say which of its names belongs to it.
        (
            "help.acme.example",
            json!({"auth_url": "https://help.acme.example/auth", "tenant_id": "acme"}),
            json!({"hosted_group": "UK-Stable1"}),
            "https://help.acme.example/auth",
            Some("acme"),
            Hosting::Hosted,
        ),
    ] {
        let halo = found(host, auth_info, instance);
        assert_eq!(halo.auth_url.as_str(), auth, "{host}");
        assert_eq!(halo.tenant.as_deref(), tenant, "{host}");
        assert_eq!(halo.hosting, hosting, "{host}");
        assert_eq!(halo.original_host, None, "{host}");
        assert_eq!(
            halo.origin.is_halos_own(),
            !host.ends_with("example"),
            "{host}"
        );
        assert_eq!(halo.network, None, "nobody looked {host} up");
    }
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
