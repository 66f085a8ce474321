//! The table of hosts that people paste, and of hosts that attackers would like to be pasted.

use proptest::prelude::*;

use super::OriginNote::{
    AddressRewritten, BlanksRemoved, DefaultPortRemoved, HaloNameInside, InternationalName,
    InvisibleRemoved, LowerCased, MixedAlphabets, NameCompleted, PathRemoved, PortKept,
    PrivateAddress, SchemeAdded, ThisComputer, TrailingDotRemoved, UpgradedToHttps,
};
use super::{HostClass, Origin, OriginNote};

/// What becomes of a text in the address field.
#[derive(Debug, PartialEq, Eq)]
enum Becomes {
    /// This address, with these notes.
    Taken(&'static str, Vec<OriginNote>),
    /// Nothing; this is said.
    Refused(&'static str),
}
use Becomes::{Refused, Taken};

const ACME: &str = "https://acme.halopsa.com";
const EMPTY: &str = "Enter the address of your Halo, for example acme.halopsa.com.";
const CONTROL: &str = "The address holds a line break or another control character.";
const MALFORMED: &str = "This is not the address of a host. It should look like acme.halopsa.com.";
const BAD_PORT: &str = "The port in the address is not a number from 1 to 65535.";
const TOO_LONG: &str = "This text is too long to be the address of a Halo.";
const METADATA: &str =
    "169.254.169.254 is not contacted: it is the address of a cloud metadata service.";

fn cut(path: &str) -> OriginNote {
    PathRemoved {
        path: path.to_owned(),
    }
}

fn foreign(given: &str) -> OriginNote {
    InternationalName {
        given: given.to_owned(),
    }
}

fn rewritten(given: &str) -> OriginNote {
    AddressRewritten {
        given: given.to_owned(),
    }
}

fn completed(given: &str) -> OriginNote {
    NameCompleted {
        given: given.to_owned(),
    }
}

fn not_halos(domain: &'static str, end: &str) -> OriginNote {
    HaloNameInside {
        domain,
        end: end.to_owned(),
    }
}

/// limits.md section 7, cases 1 to 6, and what belongs to them.
#[rustfmt::skip]
fn table() -> Vec<(&'static str, Becomes)> {
    vec![
        // What is copied from a browser or from Halo's own pages.
        ("https://acme.halopsa.com", Taken(ACME, vec![])),
        ("acme.halopsa.com", Taken(ACME, vec![SchemeAdded])),
        ("https://acme.halopsa.com/api/", Taken(ACME, vec![cut("/api/")])),
        ("acme.halopsa.com/portal?x=1", Taken(ACME, vec![SchemeAdded, cut("/portal?x=1")])),
        ("HTTPS://ACME.halopsa.com:443//auth", Taken(ACME, vec![LowerCased, DefaultPortRemoved, cut("//auth")])),
        ("  https://acme.halopsa.com/tickets?id=3#top \n", Taken(ACME, vec![BlanksRemoved, cut("/tickets?id=3#top")])),
        ("acme.halopsa.com /api", Taken(ACME, vec![SchemeAdded, cut("/api")])),
        ("<https://acme.halopsa.com>", Taken(ACME, vec![BlanksRemoved])),
        ("\"acme.halopsa.com\",", Taken(ACME, vec![BlanksRemoved, SchemeAdded])),
        ("//acme.halopsa.com/api", Taken(ACME, vec![SchemeAdded, cut("/api")])),
        ("acme.halopsa.com.", Taken(ACME, vec![TrailingDotRemoved, SchemeAdded])),
        ("acme.halopsa.com:", Taken(ACME, vec![SchemeAdded])),
        ("acme%2Ehalopsa.com", Taken(ACME, vec![rewritten("acme%2Ehalopsa.com"), SchemeAdded])),
        ("acme", Taken(ACME, vec![completed("acme"), SchemeAdded])),
        ("ACME", Taken(ACME, vec![LowerCased, completed("ACME"), SchemeAdded])),
        ("https://uk-trial.halopsa.com/", Taken("https://uk-trial.halopsa.com", vec![])),
        ("acme.haloitsm.com", Taken("https://acme.haloitsm.com", vec![SchemeAdded])),
        ("acme.haloservicedesk.com", Taken("https://acme.haloservicedesk.com", vec![SchemeAdded])),
        ("acme.trial.usehalo.com", Taken("https://acme.trial.usehalo.com", vec![SchemeAdded])),
        ("https://halo", Taken("https://halo", vec![])),
        ("halo.corp.example:8443/x", Taken("https://halo.corp.example:8443", vec![SchemeAdded, PortKept { port: 8443 }, cut("/x")])),
        // Never in clear.
        ("http://acme.halopsa.com", Taken(ACME, vec![UpgradedToHttps])),
        ("http://acme.halopsa.com:80/", Taken(ACME, vec![UpgradedToHttps, DefaultPortRemoved])),
        ("http://halo.corp.example:8080", Taken("https://halo.corp.example:8080", vec![UpgradedToHttps, PortKept { port: 8080 }])),
        // The host that is really contacted is the one that is shown.
        ("https://acme.halopsa.com@evil.example", Refused("What stands before “@” is a user name; this address leads to evil.example. Enter only the host.")),
        ("https://user:pw@acme.halopsa.com", Refused("What stands before “@” is a user name; this address leads to acme.halopsa.com. Enter only the host.")),
        ("user:pw@acme.halopsa.com", Refused("What stands before “@” is a user name; this address leads to acme.halopsa.com. Enter only the host.")),
        ("ann@acme.example", Refused("What stands before “@” is a user name; this address leads to acme.example. Enter only the host.")),
        ("https://evil.example#.halopsa.com", Taken("https://evil.example", vec![cut("#.halopsa.com")])),
        ("https://evil.example/acme.halopsa.com", Taken("https://evil.example", vec![cut("/acme.halopsa.com")])),
        ("https://acme.halopsa.com.evil.example", Taken("https://acme.halopsa.com.evil.example", vec![not_halos("halopsa.com", "evil.example")])),
        ("https://acme-halopsa.com", Taken("https://acme-halopsa.com", vec![not_halos("halopsa.com", "acme-halopsa.com")])),
        ("https://acme.halopsa.com\\@evil.example", Refused(MALFORMED)),
        ("https://acme.halopsa.com\\evil", Refused(MALFORMED)),
        // This computer, and its many spellings.
        ("localhost:43127", Taken("http://localhost:43127", vec![SchemeAdded, PortKept { port: 43127 }, ThisComputer])),
        ("localhost.", Taken("http://localhost", vec![TrailingDotRemoved, SchemeAdded, ThisComputer])),
        ("https://localhost:43127", Taken("https://localhost:43127", vec![PortKept { port: 43127 }, ThisComputer])),
        ("http://127.0.0.1:8080/api", Taken("http://127.0.0.1:8080", vec![PortKept { port: 8080 }, cut("/api"), ThisComputer])),
        ("[::1]:8080", Taken("http://[::1]:8080", vec![SchemeAdded, PortKept { port: 8080 }, ThisComputer])),
        ("::1", Taken("http://[::1]", vec![SchemeAdded, ThisComputer])),
        ("0x7f.1", Taken("http://127.0.0.1", vec![rewritten("0x7f.1"), SchemeAdded, ThisComputer])),
        ("2130706433", Taken("http://127.0.0.1", vec![rewritten("2130706433"), SchemeAdded, ThisComputer])),
        ("0177.0.0.1", Taken("http://127.0.0.1", vec![rewritten("0177.0.0.1"), SchemeAdded, ThisComputer])),
        // A private network may hold a Halo of one's own.
        ("https://10.1.2.3", Taken("https://10.1.2.3", vec![PrivateAddress])),
        ("192.168.0.9:444", Taken("https://192.168.0.9:444", vec![SchemeAdded, PortKept { port: 444 }, PrivateAddress])),
        ("http://172.16.0.1", Taken("https://172.16.0.1", vec![UpgradedToHttps, PrivateAddress])),
        ("[0:0:0:0:0:ffff:10.0.0.1]", Taken("https://[::ffff:a00:1]", vec![rewritten("[0:0:0:0:0:ffff:10.0.0.1]"), SchemeAdded, PrivateAddress])),
        ("[fc00::5]", Taken("https://[fc00::5]", vec![SchemeAdded, PrivateAddress])),
        // What no Halo has and others would like us to ask.
        ("169.254.169.254", Refused(METADATA)),
        ("http://0xa9fea9fe/latest", Refused(METADATA)),
        ("https://2852039166", Refused(METADATA)),
        ("[::ffff:169.254.169.254]", Refused("[::ffff:a9fe:a9fe] is not contacted: it is the address of a cloud metadata service.")),
        ("[64:ff9b::a9fe:a9fe]", Refused("[64:ff9b::a9fe:a9fe] is not contacted: it is the address of a cloud metadata service.")),
        ("http://metadata.google.internal/", Refused("metadata.google.internal is not contacted: it is the address of a cloud metadata service.")),
        ("100.100.100.200", Refused("100.100.100.200 is not contacted: it is the address of a cloud metadata service.")),
        ("169.254.1.1", Refused("169.254.1.1 is not contacted: it is a link-local address.")),
        ("fe80::1", Refused("[fe80::1] is not contacted: it is a link-local address.")),
        ("0.0.0.0", Refused("0.0.0.0 is not contacted: it stands for no address at all.")),
        ("0", Refused("0.0.0.0 is not contacted: it stands for no address at all.")),
        ("255.255.255.255", Refused("255.255.255.255 is not contacted: it is a multicast or broadcast address.")),
        ("224.0.0.251", Refused("224.0.0.251 is not contacted: it is a multicast or broadcast address.")),
        ("245.1.1.1", Refused("245.1.1.1 is not contacted: it is a reserved address.")),
        ("1.2.3.4.5", Refused(MALFORMED)),
        ("256.1.1.1", Refused(MALFORMED)),
        ("[fe80::1%eth0]", Refused(MALFORMED)),
        ("[::1", Refused(MALFORMED)),
        // Letters that look like others, and letters that cannot be seen.
        ("https://\u{430}cme.halopsa.com", Taken("https://xn--cme-5cd.halopsa.com", vec![foreign("\u{430}cme.halopsa.com"), MixedAlphabets { letter: '\u{430}' }])),
        ("https://acme.hal\u{3bf}psa.com", Taken("https://acme.xn--halpsa-k0e.com", vec![foreign("acme.hal\u{3bf}psa.com"), MixedAlphabets { letter: '\u{3bf}' }])),
        ("https://xn--cme-5cd.halopsa.com", Taken("https://xn--cme-5cd.halopsa.com", vec![foreign("xn--cme-5cd.halopsa.com"), MixedAlphabets { letter: '\u{430}' }])),
        ("https://b\u{fc}cher.example", Taken("https://xn--bcher-kva.example", vec![foreign("b\u{fc}cher.example")])),
        ("ac\u{200b}me.halopsa.com", Taken(ACME, vec![InvisibleRemoved, SchemeAdded])),
        ("\u{feff}acme.halopsa.com\u{200f}", Taken(ACME, vec![InvisibleRemoved, SchemeAdded])),
        ("https://acme.\u{202e}halopsa.com", Taken(ACME, vec![InvisibleRemoved])),
        ("https://ac\u{ad}me.halopsa.com", Taken(ACME, vec![InvisibleRemoved])),
        ("\u{ff41}\u{ff43}\u{ff4d}\u{ff45}.halopsa.com", Taken(ACME, vec![foreign("\u{ff41}\u{ff43}\u{ff4d}\u{ff45}.halopsa.com"), SchemeAdded])),
        // Nothing, too much, or something else altogether.
        ("", Refused(EMPTY)),
        (" \t\n\u{a0} ", Refused(EMPTY)),
        ("\u{200b}", Refused(EMPTY)),
        ("file:///etc/passwd", Refused("An address that starts with “file:” cannot be used; a Halo is reached by https.")),
        ("javascript:alert(1)", Refused("An address that starts with “javascript:” cannot be used; a Halo is reached by https.")),
        ("data:text/html,x", Refused("An address that starts with “data:” cannot be used; a Halo is reached by https.")),
        ("ftp://acme.halopsa.com", Refused("An address that starts with “ftp:” cannot be used; a Halo is reached by https.")),
        ("https:acme", Refused("An address that starts with “https:” cannot be used; a Halo is reached by https.")),
        ("acme.halopsa.com\nHost: evil", Refused(CONTROL)),
        ("acme\0.halopsa.com", Refused(CONTROL)),
        ("https://acme.halopsa.com\t/api", Refused(CONTROL)),
        ("https://acme.halopsa.com:0", Refused(BAD_PORT)),
        ("https://acme.halopsa.com:99999", Refused(BAD_PORT)),
        ("https://acme.halopsa.com:8o8", Refused(BAD_PORT)),
        ("https://", Refused(MALFORMED)),
        ("https:///api", Refused(MALFORMED)),
        ("acme corp", Refused(MALFORMED)),
        ("acme..halopsa.com", Refused(MALFORMED)),
        (".halopsa.com", Refused(MALFORMED)),
        ("https:\\\\acme.halopsa.com", Refused("An address that starts with “https:” cannot be used; a Halo is reached by https.")),
    ]
}

#[test]
fn every_host_becomes_what_it_should() {
    let table = table();
    assert!(table.len() >= 60, "{}", table.len());
    let long = "a".repeat(3_000);
    let label = format!("https://{}.com", "a".repeat(64));
    let more = [
        (long.as_str(), Refused(TOO_LONG)),
        (label.as_str(), Refused(MALFORMED)),
    ];
    let wrong: Vec<String> = table
        .iter()
        .chain(&more)
        .filter_map(|(input, expected)| check(input, expected).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(input: &str, expected: &Becomes) -> Result<(), String> {
    let parsed = Origin::parse(input);
    let as_expected = match (&parsed, expected) {
        (Ok(parsed), Taken(address, notes)) => {
            parsed.origin.as_str() == *address && parsed.notes == *notes
        }
        (Err(error), Refused(sentence)) => error.to_string() == *sentence,
        (Ok(_), Refused(_)) | (Err(_), Taken(..)) => false,
    };
    if as_expected {
        return Ok(());
    }
    Err(format!(
        "{input:?}\n  gives  {parsed:?}\n  not    {expected:?}"
    ))
}

#[test]
fn what_should_be_looked_at_again_is_a_warning() {
    let warns = |input: &str| {
        let notes = Origin::parse(input).unwrap().notes;
        notes.iter().any(OriginNote::is_warning)
    };
    for input in [
        "https://\u{430}cme.halopsa.com",
        "https://xn--cme-5cd.halopsa.com",
        "ac\u{200b}me.halopsa.com",
        "acme.halopsa.com\u{200f}",
        "https://acme.halopsa.com.evil.example",
        "2130706433",
    ] {
        assert!(warns(input), "{input:?}");
    }
    assert!(!warns(" https://ACME.halopsa.com:443/api "));
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
                PortKept { .. } | PrivateAddress | ThisComputer | InternationalName { .. }
            ));
            prop_assert_eq!(changed, None);
        }
    }
}

#[test]
fn only_an_address_proves_by_its_text_which_network_it_is_in() {
    for (typed, class) in [
        ("https://10.1.2.3", Some(HostClass::Private)),
        ("http://localhost:8080", Some(HostClass::Loopback)),
        ("https://halo.corp.example", None),
        ("https://acme.halopsa.com", None),
    ] {
        let origin = Origin::parse(typed).unwrap().origin;
        assert_eq!(origin.certain_class(), class, "{typed}");
    }
}
