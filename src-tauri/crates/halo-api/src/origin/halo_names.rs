//! The names under which Halo itself runs instances, and what people make of them by mistake.

use super::Origin;

/// Domains of Halo's own hosts (halo-api.md section 1, confidence M). Only used to tell a custom
/// domain from Halo's own name and to mend a typo, never to refuse a host.
const HALO_DOMAINS: [&str; 5] = [
    "halopsa.com",
    "haloitsm.com",
    "haloservicedesk.com",
    "halocrm.io",
    "usehalo.com",
];
/// More letters than this wrong, and it is another name rather than a typo.
const MOST_WRONG: usize = 2;

/// Whether Halo runs this host under its own name.
pub(crate) fn is_halo_host(host: &str) -> bool {
    HALO_DOMAINS.iter().any(|domain| {
        host.strip_suffix(domain)
            .is_some_and(|before| before.ends_with('.'))
    })
}

/// A Halo domain that stands in a host without being its end, as in `acme.halopsa.com.evil.example`.
pub(super) fn halo_name_inside(host: &str) -> Option<&'static str> {
    let is_inside = |domain: &&&str| host.contains(**domain) && host != **domain;
    HALO_DOMAINS
        .iter()
        .find(is_inside)
        .filter(|_| !is_halo_host(host))
        .copied()
}

/// The host of a Halo that was probably meant by a text that led nowhere: `acme.halopsa.con`,
/// `acme halopsa`, `acme,halopsa,com`. `None` when nothing is near, or nothing would change.
///
/// ```
/// assert_eq!(halo_api::did_you_mean("acme.haloposa.com").as_deref(), Some("acme.halopsa.com"));
/// assert_eq!(halo_api::did_you_mean("halo.acme.example"), None);
/// ```
pub fn did_you_mean(typed: &str) -> Option<String> {
    let host = host_part(typed);
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let mut best: Option<(usize, String)> = None;
    for domain in HALO_DOMAINS {
        let short = domain.split('.').next().unwrap_or(domain);
        // A typo can swallow the ending, or put a dot into the name.
        for taken in 1..=3.min(labels.len().saturating_sub(1)) {
            let (before, end) = labels.split_at(labels.len() - taken);
            let end = end.join(".");
            let distance = if taken == 1 {
                // Without its ending the name has to be right: `support` is no typo of `usehalo`.
                if end != short {
                    continue;
                }
                1
            } else {
                strsim::osa_distance(&end, domain)
            };
            if distance <= MOST_WRONG && best.as_ref().is_none_or(|(least, _)| distance < *least) {
                best = Some((distance, format!("{}.{domain}", before.join("."))));
            }
        }
    }
    let (_, meant) = best?;
    let origin = Origin::parse(&format!("https://{meant}")).ok()?.origin;
    let is_new = Origin::parse(typed).is_ok_and(|parsed| parsed.origin.host() == origin.host());
    (!is_new).then(|| origin.host().to_owned())
}

/// What is probably meant as the host: no scheme, no path, and dots where others put blanks.
fn host_part(typed: &str) -> String {
    let text = typed.trim().to_lowercase();
    let rest = text
        .split_once("://")
        .map_or(text.as_str(), |(_, rest)| rest);
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    rest[..end]
        .chars()
        .take(100)
        .map(|c| {
            if c.is_whitespace() || matches!(c, ',' | ';' | '_') {
                '.'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_are_mended_and_other_names_left_alone() {
        for (typed, meant) in [
            ("fernhill halopsa", Some("fernhill.halopsa.com")),
            ("fernhill halopsa.com", Some("fernhill.halopsa.com")),
            ("fernhill.halopsa", Some("fernhill.halopsa.com")),
            (
                "https://fernhill.halopsa.con/tickets",
                Some("fernhill.halopsa.com"),
            ),
            ("fernhill,halopsa,com", Some("fernhill.halopsa.com")),
            ("Fernhill.HaloPSA.co", Some("fernhill.halopsa.com")),
            ("fernhill.halo.psa.com", Some("fernhill.halopsa.com")),
            ("fernhill.haloitms.com", Some("fernhill.haloitsm.com")),
            ("fernhill..halopsa.com", Some("fernhill.halopsa.com")),
            ("desk.trial.usehalo.con", Some("desk.trial.usehalo.com")),
            (
                "fernhill.haloservicdesk.com",
                Some("fernhill.haloservicedesk.com"),
            ),
            ("fernhill.halopsa.com", None),
            ("fernhill", None),
            ("halopsa.con", None),
            ("halo.fernhill.example", None),
            ("acme.hallo.com", None),
            ("", None),
            ("https://", None),
        ] {
            assert_eq!(did_you_mean(typed).as_deref(), meant, "{typed:?}");
        }
    }

    #[test]
    fn halos_own_names_are_known_by_their_end() {
        assert!(is_halo_host("acme.halopsa.com") && is_halo_host("x.trial.usehalo.com"));
        assert!(!is_halo_host("halopsa.com") && !is_halo_host("nohalopsa.com"));
        assert_eq!(
            halo_name_inside("acme.halopsa.com.evil.example"),
            Some("halopsa.com")
        );
        assert_eq!(halo_name_inside("acme-halopsa.com"), Some("halopsa.com"));
        assert_eq!(halo_name_inside("acme.halopsa.com"), None);
        assert_eq!(halo_name_inside("www.halo.example"), None);
    }
}
