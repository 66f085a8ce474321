//! The way to the network: what is kept where, and that a change works at once.

use engine::network::{LoginForm, ProxyForm, WayTest};
use engine::ports::{PasswordPlace, ProxyMode, VaultError};
use engine::{Error, Wait};
use halo_api::{Error as HaloError, ProxyProblem, TlsProblem};
use halo_sim::Discovery;
use network_fixtures::{Authority, Behind, ConnectProxy, Identity, TlsServer, Validity};
use secrecy::{ExposeSecret, SecretString};

use crate::support::Bench;

const HOST: &str = "halo.fernhill.example";

/// A Halo with a certificate of a private authority, behind a proxy.
struct Fernhill {
    bench: Bench,
    proxy: ConnectProxy,
    authority: Authority,
    _server: TlsServer,
}

impl Fernhill {
    async fn new() -> Self {
        let bench = Bench::new().await;
        // The certificates are made now, and TLS looks at the day of this computer.
        bench.clock.set_to_today();
        bench
            .halo
            .set_discovery(Discovery::Elsewhere(format!("https://{HOST}/auth")));
        let authority = Authority::new("Fernhill Root CA").unwrap();
        let identity = authority.certify(HOST, Validity::Now).unwrap();
        let behind = Behind::Server(bench.halo.addr());
        let server = TlsServer::start(&identity, behind).await.unwrap();
        let proxy = ConnectProxy::start().await.unwrap();
        proxy.add_host(HOST, server.address());
        Self {
            bench,
            proxy,
            authority,
            _server: server,
        }
    }

    fn root_file(&self) -> String {
        self.file("fernhill.crt", self.authority.pem().as_bytes())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.bench.engine.data_dir().join(name);
        fs_err::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn form(&self, login: Option<(&str, Option<&str>)>) -> ProxyForm {
        ProxyForm {
            mode: ProxyMode::This,
            address: self.proxy.url(),
            login: login.map(|(user, password)| LoginForm {
                user: user.to_owned(),
                password: password.map(SecretString::from),
                session_only: false,
            }),
            bypass: Vec::new(),
        }
    }
}

fn is_proxy(error: &Error, expected: ProxyProblem) -> bool {
    matches!(error, Error::Halo(HaloError::Proxy { kind, .. }) if *kind == expected)
}

fn is_unknown_authority(error: &Error) -> bool {
    let Error::Halo(HaloError::Tls { kind, .. }) = error else {
        return false;
    };
    *kind == TlsProblem::UnknownAuthority
}

#[tokio::test]
async fn a_change_works_with_the_next_question() {
    let fernhill = Fernhill::new().await;
    let engine = &fernhill.bench.engine;
    let profile = fernhill.bench.profile().await;
    let find = async || engine.find_halo(profile, HOST).await;

    engine.save_proxy(fernhill.form(None)).await.unwrap();
    assert!(is_unknown_authority(&find().await.unwrap_err()));
    let added = engine
        .add_root_certificates(&fernhill.root_file())
        .await
        .unwrap();
    assert_eq!(added, ["Fernhill Root CA"]);
    find().await.unwrap();

    fernhill.proxy.require_login("ann", "right");
    let error = find().await.unwrap_err();
    assert!(is_proxy(&error, ProxyProblem::LoginNeeded), "{error:?}");
    let wrong = fernhill.form(Some(("ann", Some("wrong"))));
    engine.save_proxy(wrong).await.unwrap();
    let error = find().await.unwrap_err();
    assert!(is_proxy(&error, ProxyProblem::LoginRefused), "{error:?}");
    let right = fernhill.form(Some(("ann", Some("right"))));
    engine.save_proxy(right).await.unwrap();
    find().await.unwrap();
    // Saved again without typing the password again.
    engine
        .save_proxy(fernhill.form(Some(("ann", None))))
        .await
        .unwrap();
    find().await.unwrap();

    let sha256 = engine.network().await.unwrap().roots.readable[0]
        .0
        .sha256
        .clone();
    engine.remove_root_certificate(&sha256).await.unwrap();
    engine.remove_root_certificate(&sha256).await.unwrap();
    assert!(is_unknown_authority(&find().await.unwrap_err()));
}

#[tokio::test]
async fn the_password_is_in_the_keychain_and_nowhere_else() {
    let fernhill = Fernhill::new().await;
    let engine = &fernhill.bench.engine;
    let vault = &fernhill.bench.vault;
    let passwords = || -> Vec<String> {
        let entries = vault.entries.lock().unwrap();
        entries
            .iter()
            .filter(|(account, _)| account.ends_with("/proxy"))
            .map(|(_, password)| password.expose_secret().to_owned())
            .collect()
    };
    let typed = || fernhill.form(Some(("ann", Some("canary 4711"))));
    engine.save_proxy(typed()).await.unwrap();
    assert_eq!(passwords(), ["canary 4711"]);
    let kept = format!("{:?}{:?}", engine.settings().await, engine.network().await);
    assert!(!kept.contains("canary"), "{kept}");
    assert_eq!(
        engine.settings().await.proxy.password,
        PasswordPlace::Keychain
    );

    // Away from the proxy: its password goes too.
    let system = ProxyForm {
        mode: ProxyMode::System,
        ..typed()
    };
    assert_eq!(engine.save_proxy(system).await.unwrap(), [""; 0]);
    assert_eq!(passwords(), [""; 0]);
    assert_eq!(engine.settings().await.proxy.address, "");
}

#[tokio::test]
async fn without_a_keychain_nothing_is_changed_unless_the_session_is_enough() {
    let fernhill = Fernhill::new().await;
    let engine = &fernhill.bench.engine;
    *fernhill.bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let mut typed = fernhill.form(Some(("ann", Some("pw"))));
    let refused = engine.save_proxy(typed.clone()).await.unwrap_err();
    assert!(matches!(refused, Error::Vault(VaultError::Locked)));
    assert_eq!(engine.settings().await.proxy.mode, ProxyMode::System);

    if let Some(login) = &mut typed.login {
        login.session_only = true;
    }
    engine.save_proxy(typed).await.unwrap();
    let view = engine.network().await.unwrap();
    assert!(view.has_password);
    assert_eq!(view.proxy.password, PasswordPlace::Session);

    // Unlocked meanwhile: it moves without being typed again.
    *fernhill.bench.vault.refuses.lock().unwrap() = None;
    let kept = fernhill.form(Some(("ann", None)));
    engine.save_proxy(kept).await.unwrap();
    let view = engine.network().await.unwrap();
    assert_eq!(view.proxy.password, PasswordPlace::Keychain);
    {
        let entries = fernhill.bench.vault.entries.lock().unwrap();
        let mut secrets = entries.values();
        assert!(secrets.any(|secret| secret.expose_secret() == "pw"));
    }
    let none = ProxyForm {
        mode: ProxyMode::None,
        ..fernhill.form(None)
    };
    engine.save_proxy(none).await.unwrap();
    assert!(!engine.network().await.unwrap().has_password);
}

#[tokio::test]
async fn a_locked_keychain_stands_between_here_and_the_proxy_only() {
    let fernhill = Fernhill::new().await;
    let engine = &fernhill.bench.engine;
    let profile = fernhill.bench.profile().await;
    let typed = fernhill.form(Some(("ann", Some("pw"))));
    engine.save_proxy(typed).await.unwrap();
    *fernhill.bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let error = engine.find_halo(profile, HOST).await.unwrap_err();
    assert!(matches!(error, Error::Vault(VaultError::Locked)));
    // This computer is reached without any proxy, so without its password.
    fernhill.bench.halo.set_discovery(Discovery::Full);
    let here = fernhill.bench.halo.base_url();
    engine.find_halo(profile, here).await.unwrap();

    // The old password cannot be taken out now, which is said; the rest is done.
    let none = ProxyForm {
        mode: ProxyMode::None,
        ..fernhill.form(None)
    };
    let notes = engine.save_proxy(none).await.unwrap();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(engine.settings().await.proxy.mode, ProxyMode::None);
}

#[tokio::test]
async fn what_would_not_help_is_not_stored() {
    let fernhill = Fernhill::new().await;
    let engine = &fernhill.bench.engine;
    let past = Authority::valid("Old CA", Validity::Past).unwrap();
    let future = Authority::valid("New CA", Validity::Future).unwrap();
    let server = fernhill.authority.certify(HOST, Validity::Now).unwrap();
    let with_key = format!("{}{}", past.pem(), past.key_pem());
    for (bytes, sentence) in [
        (
            past.pem().into_bytes(),
            "The certificate of Old CA expired on",
        ),
        (future.pem().into_bytes(), "is only valid from"),
        (
            server.pem().as_bytes().to_vec(),
            "issued it: Fernhill Root CA",
        ),
        (with_key.into_bytes(), "holds a private key"),
        (b"a picture".to_vec(), "holds no certificate"),
    ] {
        let file = fernhill.file("tried.pem", &bytes);
        let error = engine.add_root_certificates(&file).await.unwrap_err();
        assert!(matches!(error, Error::Certificate(_)), "{error:?}");
        assert!(error.to_string().contains(sentence), "{error}");
    }
    for nowhere in ["", "/nonexistent/root.pem", "/dev/zero", "/"] {
        let error = engine.add_root_certificates(nowhere).await.unwrap_err();
        assert!(error.to_string().contains("cannot be read"), "{error}");
    }
    assert!(!engine.data_dir().join("certificates").exists());

    // One that is signed by itself vouches for its own server.
    let itself = Identity::self_signed(HOST).unwrap();
    let file = fernhill.file("itself.der", &itself.der());
    engine.add_root_certificates(&file).await.unwrap();
    engine.add_root_certificates(&file).await.unwrap();
    fs_err::write(engine.data_dir().join("certificates/notes.txt"), "hello").unwrap();
    let roots = engine.network().await.unwrap().roots;
    assert_eq!(roots.readable.len(), 1);
    assert_eq!(roots.unreadable, ["notes.txt"]);
}

#[tokio::test]
async fn the_way_is_tested_before_it_is_saved() {
    let fernhill = Fernhill::new().await;
    let engine = &fernhill.bench.engine;
    let test = async |login| {
        let proxy = fernhill.form(login);
        let address = format!("https://{HOST}/api");
        engine.test_way(WayTest { address, proxy }).await
    };
    let report = test(None).await.unwrap();
    assert_eq!(report.host, HOST);
    let stranger = report.certificate.unwrap();
    assert_eq!(stranger.issuer, "Fernhill Root CA");
    assert!(matches!(report.halo, Err(HaloError::Tls { .. })));

    engine
        .add_root_certificates(&fernhill.root_file())
        .await
        .unwrap();
    fernhill.proxy.require_login("ann", "right");
    let report = test(Some(("ann", Some("wrong")))).await.unwrap();
    assert!(matches!(
        report.halo,
        Err(HaloError::Proxy {
            kind: ProxyProblem::LoginRefused,
            ..
        })
    ));
    let report = test(Some(("ann", Some("right")))).await.unwrap();
    assert!(report.halo.is_ok(), "{:?}", report.halo);
    let proxy = report.proxy.unwrap();
    assert_eq!(proxy.address, fernhill.proxy.address().to_string());
    assert!(proxy.has_login);
    // Nothing was kept.
    assert_eq!(engine.settings().await.proxy.mode, ProxyMode::System);
    assert!(fernhill.bench.vault.entries.lock().unwrap().is_empty());
    let bad = test(Some(("", Some("right")))).await.unwrap_err();
    assert!(matches!(
        bad,
        Error::InvalidInput {
            field: "proxyUser",
            ..
        }
    ));
}

#[tokio::test]
async fn a_question_that_nobody_answers_can_be_stopped() {
    let fernhill = Fernhill::new().await;
    let engine = &fernhill.bench.engine;
    let profile = fernhill.bench.profile().await;
    let identity = fernhill.authority.certify("slow.example", Validity::Now);
    let slow = TlsServer::start(&identity.unwrap(), Behind::Silence).await;
    let slow = slow.unwrap();
    fernhill.proxy.add_host("slow.example", slow.address());
    engine
        .add_root_certificates(&fernhill.root_file())
        .await
        .unwrap();
    engine.save_proxy(fernhill.form(None)).await.unwrap();
    let asked = async || {
        // The question is on its way once the proxy has opened the tunnel.
        while fernhill.proxy.requests().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    let (found, ()) = tokio::join!(engine.find_halo(profile, "slow.example"), async {
        asked().await;
        engine.stop_waiting(Wait::TestWay);
        engine.stop_waiting(Wait::FindHalo(profile));
    });
    assert!(found.unwrap_err().is_cancelled());
    let test = WayTest {
        address: "slow.example".to_owned(),
        proxy: fernhill.form(None),
    };
    let (tested, ()) = tokio::join!(engine.test_way(test), async {
        asked().await;
        engine.stop_waiting(Wait::TestWay);
    });
    assert!(tested.unwrap_err().is_cancelled());
}
