//! The table of hosts that people paste, and of hosts that attackers would like to be pasted.

use proptest::prelude::*;

use super::{BlockReason, HostClass, Origin, OriginError, OriginNote};

fn accepted(input: &str) -> (String, Vec<OriginNote>) {
    let parsed = Origin::parse(input).unwrap_or_else(|error| panic!("{input:?}: {error}"));
    (parsed.origin.as_str().to_owned(), parsed.notes)
}

#[test]
fn spellings_of_one_hosted_halo_are_equal() {
    for input in [
        "acme.halopsa.com",
        "https://acme.halopsa.com/api/",
        "acme.halopsa.com/portal?x=1",
        "HTTPS://ACME.halopsa.com:443//auth",
        "  https://acme.halopsa.com/tickets?id=3#top \n",
        "http://acme.halopsa.com",
        "http://acme.halopsa.com:80/",
        "acme.halopsa.com.",
        "acme.halopsa.com:443",
        "acme.halopsa.com:",
        "<https://acme.halopsa.com>",
        "\"acme.halopsa.com\",",
        "//acme.halopsa.com/api",
        "acme.halopsa.com /api",
        "acme",
        "ACME",
        "\u{feff}acme.halopsa.com\u{200b}",
        "ac\u{200b}me.halopsa.com\u{200f}",
        "acme%2Ehalopsa.com",
        "ａｃｍｅ.halopsa.com",
    ] {
        assert_eq!(accepted(input).0, "https://acme.halopsa.com", "{input:?}");
    }
}

#[test]
fn the_real_host_is_what_counts() {
    for (input, expected) in [
        (
            "https://acme.halopsa.com.evil.example",
            "https://acme.halopsa.com.evil.example",
        ),
        ("https://evil.example#.halopsa.com", "https://evil.example"),
        (
            "https://evil.example/acme.halopsa.com",
            "https://evil.example",
        ),
        ("halo.corp.example:8443/x", "https://halo.corp.example:8443"),
        (
            "http://halo.corp.example:8080",
            "https://halo.corp.example:8080",
        ),
        ("https://halo", "https://halo"),
        ("halo:8443", "https://halo:8443"),
        ("10.0.0.5", "https://10.0.0.5"),
        ("192.168.0.9:444", "https://192.168.0.9:444"),
        ("0x7f.1", "http://127.0.0.1"),
        ("2130706433", "http://127.0.0.1"),
        ("0177.0.0.1", "http://127.0.0.1"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("::1", "http://[::1]"),
        ("[0:0:0:0:0:ffff:10.0.0.1]", "https://[::ffff:a00:1]"),
        ("localhost.", "http://localhost"),
        ("localhost:43127", "http://localhost:43127"),
        ("https://localhost:43127", "https://localhost:43127"),
        ("http://127.0.0.1:8080/api", "http://127.0.0.1:8080"),
        ("\u{430}cme.halopsa.com", "https://xn--cme-5cd.halopsa.com"),
    ] {
        assert_eq!(accepted(input).0, expected, "{input:?}");
    }
}

#[test]
fn changes_are_told() {
    let notes = |input: &str| accepted(input).1;
    assert_eq!(notes("https://acme.halopsa.com"), []);
    assert_eq!(notes("acme.halopsa.com"), [OriginNote::SchemeAdded]);
    assert_eq!(
        notes(" HTTP://Acme.halopsa.com:80/api "),
        [
            OriginNote::BlanksRemoved,
            OriginNote::LowerCased,
            OriginNote::UpgradedToHttps,
            OriginNote::DefaultPortRemoved,
            OriginNote::PathRemoved {
                path: "/api".to_owned()
            },
        ]
    );
    assert_eq!(
        notes("acme"),
        [
            OriginNote::NameCompleted {
                given: "acme".to_owned()
            },
            OriginNote::SchemeAdded
        ]
    );
    assert!(
        notes("https://2130706433").contains(&OriginNote::AddressRewritten {
            given: "2130706433".to_owned()
        })
    );
    assert!(notes("https://10.1.2.3").contains(&OriginNote::PrivateAddress));
    assert!(notes("http://127.0.0.1:1").contains(&OriginNote::ThisComputer));
    assert!(notes("https://acme.halopsa.com.").contains(&OriginNote::TrailingDotRemoved));
    for look_alike in [
        "https://\u{430}cme.halopsa.com",
        "https://xn--cme-5cd.halopsa.com",
        "ac\u{200b}me.halopsa.com",
        "acme.halopsa.com\u{200f}",
    ] {
        assert!(
            notes(look_alike).iter().any(OriginNote::is_warning),
            "{look_alike:?}"
        );
    }
}

#[test]
fn what_is_no_halo_is_refused() {
    let blocked = |host: &str, reason| OriginError::Blocked {
        host: host.to_owned(),
        reason,
    };
    let scheme = |scheme: &str| OriginError::UnsupportedScheme {
        scheme: scheme.to_owned(),
    };
    let cases: Vec<(String, OriginError)> = [
        ("", OriginError::Empty),
        (" \t\n\u{a0} ", OriginError::Empty),
        ("\u{200b}", OriginError::Empty),
        ("file:///etc/passwd", scheme("file")),
        ("javascript:alert(1)", scheme("javascript")),
        ("data:text/html,x", scheme("data")),
        ("ftp://acme.halopsa.com", scheme("ftp")),
        ("https:acme", scheme("https")),
        (
            "https://acme.halopsa.com@evil.example",
            OriginError::HasUserInfo,
        ),
        ("https://user:pw@acme.halopsa.com", OriginError::HasUserInfo),
        ("user:pw@acme.halopsa.com", OriginError::HasUserInfo),
        ("ann@acme.example", OriginError::HasUserInfo),
        (
            "acme.halopsa.com\nHost: evil",
            OriginError::ControlCharacter,
        ),
        ("acme\0.halopsa.com", OriginError::ControlCharacter),
        (
            "https://acme.halopsa.com\t/api",
            OriginError::ControlCharacter,
        ),
        ("https://acme.halopsa.com:0", OriginError::BadPort),
        ("https://acme.halopsa.com:99999", OriginError::BadPort),
        ("https://acme.halopsa.com:8o8", OriginError::BadPort),
        ("https://", OriginError::Malformed),
        ("https:///api", OriginError::Malformed),
        ("acme corp", OriginError::Malformed),
        ("acme..halopsa.com", OriginError::Malformed),
        (".halopsa.com", OriginError::Malformed),
        ("https:\\\\acme.halopsa.com", scheme("https")),
        (
            "https://acme.halopsa.com\\@evil.example",
            OriginError::Malformed,
        ),
        ("https://acme.halopsa.com\\evil", OriginError::Malformed),
        ("1.2.3.4.5", OriginError::Malformed),
        ("[fe80::1%eth0]", OriginError::Malformed),
        ("[::1", OriginError::Malformed),
        (
            "169.254.169.254",
            blocked("169.254.169.254", BlockReason::Metadata),
        ),
        (
            "http://0xa9fea9fe/latest",
            blocked("169.254.169.254", BlockReason::Metadata),
        ),
        (
            "[::ffff:169.254.169.254]",
            blocked("[::ffff:a9fe:a9fe]", BlockReason::Metadata),
        ),
        ("fe80::1", blocked("[fe80::1]", BlockReason::LinkLocal)),
        ("0.0.0.0", blocked("0.0.0.0", BlockReason::Unspecified)),
        ("0", blocked("0.0.0.0", BlockReason::Unspecified)),
        (
            "255.255.255.255",
            blocked("255.255.255.255", BlockReason::Multicast),
        ),
        (
            "http://metadata.google.internal/",
            blocked("metadata.google.internal", BlockReason::Metadata),
        ),
    ]
    .into_iter()
    .map(|(input, error)| (input.to_owned(), error))
    .chain([
        ("a".repeat(3000), OriginError::TooLong),
        (
            format!("https://{}.com", "a".repeat(64)),
            OriginError::Malformed,
        ),
    ])
    .collect();
    for (input, expected) in cases {
        match Origin::parse(&input) {
            Err(error) => {
                assert_eq!(error, expected, "{input:?}");
                assert!(!error.to_string().contains('\n'));
            }
            Ok(parsed) => panic!("{input:?} became {}", parsed.origin),
        }
    }
}

#[test]
fn addresses_that_halo_names_are_held_to_the_same_rules() {
    let check = |text: &str| Origin::of_url(&url::Url::parse(text).unwrap());
    assert_eq!(
        check("https://auth.acme.example/auth").unwrap().as_str(),
        "https://auth.acme.example"
    );
    assert!(check("http://auth.acme.example/auth").is_err());
    assert!(check("https://a:b@auth.acme.example/").is_err());
    assert!(check("https://169.254.169.254/auth").is_err());
    assert!(check("http://127.0.0.1:9/auth").unwrap().is_loopback());
}

proptest! {
    #[test]
    fn any_text_is_taken_or_refused_without_a_panic(text in any::<String>()) {
        if let Ok(parsed) = Origin::parse(&text) {
            let origin = parsed.origin;
            prop_assert!(origin.as_str().starts_with("https://")
                || (origin.as_str().starts_with("http://") && origin.class() == HostClass::Loopback));
            prop_assert!(origin.as_str().is_ascii());
            prop_assert!(!origin.as_str().contains('@'));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(
        host in "[a-zA-Z0-9]{1,12}(\\.[a-zA-Z][a-zA-Z0-9-]{0,8}[a-zA-Z]){0,3}\\.?",
        scheme in prop::sample::select(vec!["", "http://", "https://", "HTTPS://"]),
        port in prop::option::of(1_u16..),
        path in "(/[ -~]{0,12})?",
        blanks in "[ \t\n]{0,2}",
    ) {
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let text = format!("{blanks}{scheme}{host}{port}{path}{blanks}");
        if let Ok(first) = Origin::parse(&text) {
            let again = Origin::parse(first.origin.as_str()).unwrap();
            prop_assert_eq!(again.origin, first.origin);
            let changed = again.notes.into_iter().find(|note| !matches!(
                note,
                OriginNote::PortKept { .. }
                    | OriginNote::PrivateAddress
                    | OriginNote::ThisComputer
                    | OriginNote::InternationalName { .. }
            ));
            prop_assert_eq!(changed, None);
        }
    }
}
