//! Letters that look like others: what tells an imitation of a host from the real one.

/// A letter that is not Latin in a part of the name that also has Latin ones: how most imitations
/// are made. `host` may be in its technical form (`xn--`).
pub(super) fn foreign_letter(host: &str) -> Option<char> {
    let (readable, _) = idna::domain_to_unicode(host);
    readable.split('.').find_map(|label| {
        let has_latin = label.chars().any(|c| c.is_ascii_alphabetic());
        label.chars().find(|&c| has_latin && imitates_latin(c))
    })
}

/// Letters of the alphabets whose letters pass for Latin ones: Greek, Cyrillic, Armenian, Cherokee.
fn imitates_latin(c: char) -> bool {
    c.is_alphabetic()
        && matches!(
            c,
            '\u{370}'..='\u{3ff}'
                | '\u{1f00}'..='\u{1fff}'
                | '\u{400}'..='\u{52f}'
                | '\u{1c80}'..='\u{1c8f}'
                | '\u{2de0}'..='\u{2dff}'
                | '\u{a640}'..='\u{a69f}'
                | '\u{530}'..='\u{58f}'
                | '\u{13a0}'..='\u{13ff}'
                | '\u{ab70}'..='\u{abbf}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_mixed_names_are_imitations() {
        for (host, letter) in [
            ("\u{430}cme.halopsa.com", Some('\u{430}')),
            ("xn--cme-5cd.halopsa.com", Some('\u{430}')),
            ("acme.hal\u{3bf}psa.com", Some('\u{3bf}')),
            ("b\u{fc}cher.example", None),
            ("\u{440}\u{443}\u{441}.example", None),
            ("\u{65e5}\u{672c}abc.example", None),
            ("acme.halopsa.com", None),
        ] {
            assert_eq!(foreign_letter(host), letter, "{host}");
        }
    }
}
