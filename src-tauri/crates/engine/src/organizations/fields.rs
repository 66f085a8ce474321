//! What may stand in an organisation's fields, for forms and files alike.

use domain::matching::registrable_domain;

/// A text field of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Name,
    ExternalId,
    TenantId,
    Note,
}

impl Field {
    /// Its name in the wire types.
    pub(super) const fn wire(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ExternalId => "externalId",
            Self::TenantId => "tenantId",
            Self::Note => "note",
        }
    }

    /// Its name in a sentence.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ExternalId => "external id",
            Self::TenantId => "tenant id",
            Self::Note => "note",
        }
    }

    /// Longest text, in characters.
    const fn longest(self) -> usize {
        match self {
            Self::Name | Self::ExternalId | Self::TenantId => 300,
            Self::Note => 4_000,
        }
    }

    /// The text as it is kept, `None` when there is none.
    ///
    /// # Errors
    /// What is wrong with it, in words without a full stop.
    pub(crate) fn read(self, text: &str) -> Result<Option<String>, String> {
        let text = text.trim();
        let is_line_break = |c: char| self == Self::Note && matches!(c, '\n' | '\r' | '\t');
        if text.chars().any(|c| c.is_control() && !is_line_break(c)) {
            return Err(format!("The {} holds control characters", self.noun()));
        }
        if text.chars().count() > self.longest() {
            return Err(format!(
                "The {} is longer than {} characters",
                self.noun(),
                self.longest()
            ));
        }
        let kept = match self {
            // Microsoft shows it in small letters and takes it in both.
            Self::TenantId => text.to_ascii_lowercase(),
            Self::Name | Self::ExternalId | Self::Note => text.to_owned(),
        };
        Ok((!kept.is_empty()).then_some(kept))
    }
}

/// The registrable domains in a text, each once, in the order in which they stand there, and the pieces that are none.
pub(super) fn domains(text: &str) -> (Vec<String>, Vec<&str>) {
    let mut domains: Vec<String> = Vec::new();
    let mut others = Vec::new();
    let pieces = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'))
        .filter(|piece| !piece.is_empty());
    for piece in pieces {
        match registrable_domain(piece) {
            Some(domain) if domains.contains(&domain) => {}
            Some(domain) => domains.push(domain),
            None => others.push(piece),
        }
    }
    (domains, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_and_empty_ones_are_none() {
        assert_eq!(
            Field::Name.read("  Wren Dental "),
            Ok(Some("Wren Dental".to_owned()))
        );
        assert_eq!(Field::Name.read(" \t "), Ok(None));
        assert_eq!(Field::TenantId.read("AB-12"), Ok(Some("ab-12".to_owned())));
    }

    #[test]
    fn long_texts_and_control_characters_are_refused() {
        assert!(Field::Name.read(&"é".repeat(300)).is_ok());
        assert!(Field::Name.read(&"é".repeat(301)).is_err());
        assert!(Field::Name.read("a\u{0}b").is_err());
        assert!(Field::Name.read("a\nb").is_err());
        assert!(Field::Note.read("a\nb").is_ok());
        assert!(Field::Note.read("a\u{1b}b").is_err());
    }

    #[test]
    fn domains_keep_their_order_and_the_rest_is_told() {
        assert_eq!(
            domains("wren.example, https://www.b.example/x;WREN.example | fernhill"),
            (
                vec!["wren.example".to_owned(), "b.example".to_owned()],
                vec!["fernhill"]
            )
        );
    }
}
