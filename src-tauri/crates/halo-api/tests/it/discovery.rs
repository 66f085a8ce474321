//! Finding a Halo, and finding out that there is none.

use halo_api::{
    ClientConfig, ConnectProblem, Error, FoundBy, HaloClient, HostClass, Hosting, HttpSettings,
    NotHaloAnswer, Origin, ProxyProblem, RequestBudget, Transport, discover,
};
use halo_sim::{Discovery as Mode, Fault, Product};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::setup::{Canned, find, keeps_the_contract, origin, quick, small};

#[tokio::test]
async fn everything_is_learnt_from_authinfo_and_instance_info() {
    let halo = small().await;
    let found = find(&halo).await.unwrap();
    assert_eq!(found.found_by, FoundBy::AuthInfo);
    assert_eq!(found.tenant.as_deref(), Some(halo.tenant()));
    assert_eq!(found.auth_url.as_str(), format!("{}/auth", halo.base_url()));
    assert_eq!(found.api_base.as_str(), format!("{}/api", halo.base_url()));
    assert!(found.app_name.is_some() && found.app_version.is_some());
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn other_halos_answer_other_questions() {
    let halo = small().await;
    let auth = format!("{}/auth", halo.base_url());
    for (mode, found_by) in [
        (Mode::NoAuthInfo, FoundBy::InstanceInfo),
        (Mode::OidcOnly, FoundBy::OpenIdConfiguration),
    ] {
        halo.set_discovery(mode);
        let found = find(&halo).await.unwrap();
        assert_eq!(
            (found.found_by, found.auth_url.as_str()),
            (found_by, auth.as_str())
        );
    }
}

#[tokio::test]
async fn trials_other_products_and_self_hosted_ones_are_found_and_can_be_used() {
    for (mode, product, tenant, auth, hosting) in [
        (Mode::Full, Product::Psa, true, "/auth", Hosting::Hosted),
        (Mode::BareAuthHost, Product::Psa, true, "/", Hosting::Hosted),
        (Mode::Full, Product::Itsm, true, "/auth", Hosting::Hosted),
        (
            Mode::NoAuthInfo,
            Product::ServiceDesk,
            true,
            "/auth",
            Hosting::Hosted,
        ),
        (
            Mode::SelfHosted,
            Product::Psa,
            false,
            "/auth",
            Hosting::SelfHosted,
        ),
        (
            Mode::SelfHosted,
            Product::Itsm,
            false,
            "/auth",
            Hosting::SelfHosted,
        ),
    ] {
        let halo = small().await;
        halo.set_discovery(mode.clone());
        halo.set_product(product);
        let found = find(&halo).await.unwrap();
        let case = format!("{mode:?}, {product:?}");
        assert_eq!(found.auth_url.path(), auth, "{case}");
        assert_eq!(found.tenant.is_some(), tenant, "{case}");
        assert_eq!(found.hosting, hosting, "{case}");
        assert_eq!(found.network, Some(HostClass::Loopback), "{case}");
        let app = found.app_name.clone().unwrap();
        let words = match product {
            Product::Psa => "PSA",
            Product::Itsm => "ITSM",
            Product::ServiceDesk => "Service Desk",
        };
        assert!(app.ends_with(words), "{case}: {app}");
        let config = ClientConfig {
            api_base: found.api_base,
            auth_url: found.auth_url,
            tenant: found.tenant,
            client_id: halo.client_id().to_owned(),
            client_secret: SecretString::from(halo.client_secret()),
            scope: "all".to_owned(),
        };
        let client =
            HaloClient::new(Transport::new(quick()), config, RequestBudget::default()).unwrap();
        assert!(!client.teams().await.unwrap().is_empty(), "{case}");
    }
}

#[tokio::test]
async fn a_trial_that_tells_nothing_is_found_on_the_bare_host() {
    let halo = small().await;
    halo.set_discovery(Mode::BareAuthHost);
    halo.set_tenant_required(false);
    for silent in ["/authinfo", "/InstanceInfo"] {
        halo.fault(Fault::get(silent).status(404));
    }
    let found = find(&halo).await.unwrap();
    assert_eq!(
        (found.found_by, found.auth_url.path()),
        (FoundBy::TokenAddress, "/")
    );
}

#[tokio::test]
async fn a_token_address_is_believed_only_if_it_answers_like_one() {
    let halo = small().await;
    halo.set_discovery(Mode::None);
    halo.set_tenant_required(false);
    let found = find(&halo).await.unwrap();
    assert_eq!(found.found_by, FoundBy::TokenAddress);
    assert_eq!(found.hosting, Hosting::SelfHosted);
    let asked = &halo.requests_to("POST", "/auth/token")[0];
    assert_eq!(asked.form("client_id"), None);

    let elsewhere = r#"{"token":"hello"}"#;
    halo.fault(Fault::post("/auth/token").reply(200, "application/json", elsewhere));
    let error = find(&halo).await.unwrap_err();
    assert!(matches!(error, Error::NotHalo { .. }), "{error}");
}

#[tokio::test]
async fn a_custom_domain_shows_the_name_that_halo_has_for_it() {
    let halo = small().await;
    let elsewhere = "https://contoso.halopsa.com/auth";
    halo.set_discovery(Mode::Elsewhere(elsewhere.to_owned()));
    let found = find(&halo).await.unwrap();
    assert_eq!(found.auth_url.as_str(), elsewhere);
    assert_eq!(found.original_host.as_deref(), Some("contoso.halopsa.com"));
    for blocked in [
        "https://169.254.169.254/auth",
        "http://contoso.halopsa.com/auth",
    ] {
        halo.set_discovery(Mode::Elsewhere(blocked.to_owned()));
        let error = find(&halo).await.unwrap_err();
        assert!(matches!(error, Error::InvalidHost(_)), "{error}");
    }
}

#[tokio::test]
async fn what_is_not_a_halo_is_named() {
    let halo = small().await;
    halo.fault(Fault::everything().html());
    let page = find(&halo).await.unwrap_err();
    assert!(
        matches!(
            page,
            Error::NotHalo {
                found: NotHaloAnswer::SignInPage | NotHaloAnswer::Html,
                ..
            }
        ),
        "{page}"
    );
    let found = |error: Error| match error {
        Error::NotHalo { found, .. } => found,
        other => panic!("{other}"),
    };
    let shop = Canned::http(
        "200 OK",
        "Content-Type: text/html\r\n",
        b"<html>Shop</html>",
    );
    let shop = Canned::start(shop).await.find(quick()).await;
    assert_eq!(found(shop.unwrap_err()), NotHaloAnswer::Html);
    let nothing = Canned::http("404 Not Found", "", b"");
    let nothing = Canned::start(nothing).await.find(quick()).await;
    assert_eq!(found(nothing.unwrap_err()), NotHaloAnswer::NotFound);
    let json = Canned::http(
        "200 OK",
        "Content-Type: application/json\r\n",
        b"{\"ok\":true}",
    );
    let json = Canned::start(json).await.find(quick()).await;
    assert_eq!(found(json.unwrap_err()), NotHaloAnswer::OtherJson);
    let proxy = Canned::http("407 Proxy Authentication Required", "", b"");
    let proxy = Canned::start(proxy).await.find(quick()).await;
    assert!(matches!(
        proxy.unwrap_err(),
        Error::Proxy {
            kind: ProxyProblem::LoginNeeded,
            ..
        }
    ));
}

#[tokio::test]
async fn a_moment_of_trouble_does_not_stop_it() {
    let halo = small().await;
    halo.fault(Fault::get("/authinfo").status(429).once());
    halo.fault(Fault::get("/InstanceInfo").status(503).once());
    assert_eq!(find(&halo).await.unwrap().found_by, FoundBy::AuthInfo);
}

#[tokio::test]
async fn nobody_at_home_is_told_from_nowhere_at_all() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let refused = async |address: &str, settings: HttpSettings| {
        let transport = Transport::new(settings);
        discover(&transport, &origin(address), &CancellationToken::new())
            .await
            .unwrap_err()
    };
    let error = refused(&format!("http://{closed}"), quick()).await;
    assert_eq!(
        error,
        Error::Unreachable {
            host: "127.0.0.1".to_owned(),
            kind: ConnectProblem::Refused
        }
    );
    // Names under .invalid never exist; without a network not even that can be found out.
    let error = refused("https://halo.invalid", quick()).await;
    assert!(
        matches!(
            error,
            Error::UnknownHost { .. }
                | Error::Unreachable {
                    kind: ConnectProblem::NoRoute,
                    ..
                }
        ),
        "{error:?}"
    );
    assert!(Origin::parse("http://169.254.169.254").is_err());
}

#[tokio::test]
async fn cancelling_ends_the_search() {
    let halo = small().await;
    halo.fault(Fault::get("/authinfo").delay(std::time::Duration::from_secs(30)));
    let cancel = CancellationToken::new();
    let transport = Transport::new(quick());
    let address = origin(halo.base_url());
    let (found, ()) = tokio::join!(discover(&transport, &address, &cancel), async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        cancel.cancel();
    });
    assert_eq!(found.unwrap_err(), Error::Cancelled);
}
