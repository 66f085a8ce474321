//! Mail and web domains as evidence.
//!
//! The public suffix list is compiled in; nothing is resolved or fetched.

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

use idna::AsciiDenyList;

use super::hashing::FastState;

/// A longer text is no domain, URL or e-mail address.
const LONGEST_TEXT: usize = 2_048;

/// Hosts that give addresses to everybody, so that a shared domain says nothing.
static FREE_MAIL: LazyLock<HashSet<&str, FastState>> = LazyLock::new(|| {
    "126.com 163.com aim.com alice.it arcor.de att.net bellsouth.net bigpond.com \
     bigpond.net.au bluewin.ch blueyonder.co.uk btinternet.com btopenworld.com cantv.net \
     centrum.cz charter.net comcast.net cox.net duck.com earthlink.net eircom.net \
     email.cz fastmail.com fastmail.fm foxmail.com free.fr freenet.de freeserve.co.uk \
     hey.com hushmail.com icloud.com iinet.net.au inbox.lv inbox.ru interia.pl kpnmail.nl \
     laposte.net libero.it live.be live.ca live.co.uk live.com live.com.au live.de \
     live.dk live.fr live.ie live.it live.nl live.no live.se mac.com mail.com mail.de \
     mail.ee mail.ru mailbox.org me.com msn.com naver.com neuf.fr ntlworld.com o2.co.uk \
     o2.pl onet.pl onmicrosoft.com optonline.net optusnet.com.au orange.fr outlook.com.br \
     pm.me posteo.de proton.me protonmail.ch protonmail.com qq.com rediffmail.com \
     rocketmail.com rogers.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com \
     sky.com skynet.be sympatico.ca t-online.de talktalk.net telenet.be telus.net tin.it \
     tiscali.co.uk tiscali.it tuta.com tutanota.com tutanota.de uol.com.br verizon.net \
     videotron.ca virgilio.it virgin.net virginmedia.com wanadoo.fr web.de windstream.net \
     wp.pl xs4all.nl xtra.co.nz ymail.com ziggo.nl zoho.com zohomail.com"
        .split_whitespace()
        .collect()
});

/// Free-mail brands that exist under the suffixes of many countries.
const FREE_MAIL_BRANDS: &[&str] = &[
    "aol",
    "gmail",
    "gmx",
    "googlemail",
    "hotmail",
    "outlook",
    "yahoo",
    "yandex",
];

/// What every Microsoft tenant gets a name of its own under. Two tenants share nothing by it.
const START_DOMAINS: [&str; 3] = ["onmicrosoft.com", "onmicrosoft.us", "onmicrosoft.de"];

/// The domain somebody registered, from whatever was pasted: a URL, an e-mail address, a host name.
///
/// Lower case, internationalised names in their ASCII form. `None` for addresses of machines, single words, public
/// suffixes and anything else that is no domain.
pub fn registrable_domain(text: &str) -> Option<String> {
    let host = host_of(text)?;
    let ascii = idna::domain_to_ascii_cow(host.as_bytes(), AsciiDenyList::URL).ok()?;
    let ascii = ascii.trim_end_matches('.');
    let well_formed = ascii.len() <= 253
        && ascii.contains('.')
        && ascii.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
        && !ascii
            .rsplit('.')
            .next()?
            .bytes()
            .all(|b| b.is_ascii_digit());
    if !well_formed {
        return None;
    }
    if let Some(tenant) = tenant_name(ascii) {
        let start = START_DOMAINS.iter().find(|start| ascii.ends_with(*start))?;
        return Some(format!("{tenant}.{start}"));
    }
    psl::domain_str(ascii).map(str::to_owned)
}

/// What a tenant is called in its start domain (`wren` in `wren.mail.onmicrosoft.com`).
fn tenant_name(domain: &str) -> Option<&str> {
    let rest = START_DOMAINS
        .iter()
        .find_map(|start| domain.strip_suffix(start)?.strip_suffix('.'))?;
    let rest = rest.strip_suffix(".mail").unwrap_or(rest);
    rest.rsplit('.').next().filter(|name| !name.is_empty())
}

/// The word in a registrable domain: without the public suffix and without hyphens.
pub(super) fn label(domain: &str) -> String {
    let word = tenant_name(domain).unwrap_or_else(|| {
        psl::suffix_str(domain)
            .and_then(|suffix| domain.strip_suffix(suffix)?.strip_suffix('.'))
            .unwrap_or(domain)
    });
    word.replace('-', "")
}

/// Whether a domain is the one that a Microsoft tenant starts with.
pub(super) fn is_start_domain(domain: &str) -> bool {
    tenant_name(domain).is_some()
}

/// Whether a registrable domain is a free-mail host or Microsoft's start domain, and so no evidence at all.
pub fn is_barred_domain(domain: &str) -> bool {
    let brand = domain.split('.').next().unwrap_or(domain);
    FREE_MAIL_BRANDS.contains(&brand) || FREE_MAIL.contains(domain) || is_start_domain(domain)
}

/// The distinct registrable domains in some texts, sorted. A text may hold several, parted by commas, semicolons,
/// bars or blanks. Barred domains are kept, because they are facts; [`super::suggest`] disregards them.
pub fn domains_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let distinct: BTreeSet<String> = texts
        .into_iter()
        .flat_map(|text| text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|')))
        .filter_map(registrable_domain)
        .collect();
    distinct.into_iter().collect()
}

/// Cuts scheme, path, user, port and wild card off.
fn host_of(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.len() > LONGEST_TEXT {
        return None;
    }
    let (has_scheme, rest) = match text.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, text.strip_prefix("mailto:").unwrap_or(text)),
    };
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = match authority.rsplit_once('@') {
        Some((user, _)) if !has_scheme && (user.is_empty() || user.contains('@')) => return None,
        Some((_, host)) => host,
        None => authority,
    };
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        Some(_) => return None,
        None => host,
    };
    Some(host.strip_prefix("*.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whatever_is_pasted_becomes_the_registered_domain() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(registrable_domain(text).as_deref(), expected, "{text:?}");
        };
        check("wren.example", Some("wren.example"));
        check("  WWW.Wren.Example. ", Some("wren.example"));
        check("https://www.wren.co.uk/contact?x=1#y", Some("wren.co.uk"));
        check(
            "http://user:pw@portal.wren.com.au:8443/",
            Some("wren.com.au"),
        );
        check("jo.smith@mail.wren.org", Some("wren.org"));
        check("mailto:jo@wren.org", Some("wren.org"));
        check("*.wren.org", Some("wren.org"));
        check("zürich-backup.ch", Some("xn--zrich-backup-dlb.ch"));
        check("ＷＲＥＮ.org", Some("wren.org"));
        check("wren.github.io", Some("wren.github.io"));
        check("a@b@c.com", None);
        check("@c.com", None);
        check("co.uk", None);
        check("localhost", None);
        check("10.0.0.1", None);
        check("http://[::1]/", None);
        check("Wren Dental", None);
        check("wren..org", None);
        check("", None);
        check("n/a", None);
        check(&"a.".repeat(4_000), None);
    }

    #[test]
    fn free_mail_and_start_domains_are_barred() {
        for barred in [
            "gmail.com",
            "yahoo.co.uk",
            "hotmail.fr",
            "gmx.at",
            "outlook.com",
            "onmicrosoft.com",
            "live.co.uk",
        ] {
            assert!(is_barred_domain(barred), "{barred}");
        }
        for own in ["wren.example", "mygmail.com", "live.example", "yahoos.com"] {
            assert!(!is_barred_domain(own), "{own}");
        }
        let start = registrable_domain("wren.onmicrosoft.com");
        assert!(start.is_some_and(|domain| is_barred_domain(&domain)));
    }

    #[test]
    fn several_domains_in_one_text_are_found_once_each() {
        assert_eq!(
            domains_of([
                "b.example, a.example;www.a.example",
                "jo@b.example | nothing",
                ""
            ]),
            ["a.example", "b.example"]
        );
    }

    proptest! {
        #[test]
        fn any_text_gives_a_stable_domain_or_none(text in any::<String>()) {
            if let Some(domain) = registrable_domain(&text) {
                prop_assert_eq!(registrable_domain(&domain), Some(domain.clone()));
            }
        }

        // Some short names under .com are public suffixes themselves (x0.com, uk.com); none begins like this.
        #[test]
        fn scheme_path_and_host_part_do_not_matter(name in "acme-[a-z0-9]{1,10}", sub in "[a-z]{1,8}") {
            let plain = registrable_domain(&format!("{name}.com"));
            prop_assert!(plain.is_some());
            prop_assert_eq!(registrable_domain(&format!("https://{sub}.{name}.com:443/a@b")), plain.clone());
            prop_assert_eq!(registrable_domain(&format!("{sub}@{name}.COM")), plain);
        }
    }
}
