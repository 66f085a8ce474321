//! Takes our own secret out of an answer, should a server ever repeat it.

use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded::byte_serialize;

const MARK: &str = "[secret]";

/// The body without the secret: as it is, as it stands in JSON, and as it was sent.
pub(super) fn redact(body: &[u8], secret: &SecretString) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let mut redacted = text.into_owned();
    for disguise in disguises(secret.expose_secret()) {
        redacted = redacted.replace(&disguise, MARK);
    }
    redacted.into_bytes()
}

fn disguises(secret: &str) -> Vec<String> {
    if secret.is_empty() {
        return Vec::new();
    }
    let quoted = serde_json::Value::from(secret).to_string();
    let in_json = quoted.trim_matches('"').to_owned();
    let as_sent: String = byte_serialize(secret.as_bytes()).collect();
    vec![secret.to_owned(), in_json, as_sent]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_disguise() {
        let secret = SecretString::from("se\"c&r\u{e9}t=\n+");
        for (body, expected) in [
            ("no secret here", "no secret here"),
            ("[se\"c&r\u{e9}t=\n+]", "[[secret]]"),
            (
                r#"{"error":"x","error_description":"se\"c&r\u{e9}t=\n+?"}"#,
                r#"{"error":"x","error_description":"[secret]?"}"#,
            ),
            (
                "client_secret=se%22c%26r%C3%A9t%3D%0A%2B&scope=all",
                "client_secret=[secret]&scope=all",
            ),
        ] {
            let body = body.replace("\\u{e9}", "\u{e9}");
            let redacted = redact(body.as_bytes(), &secret);
            assert_eq!(String::from_utf8(redacted).unwrap(), expected);
        }
        let nothing = SecretString::from("");
        assert_eq!(redact(b"abc", &nothing), b"abc");
    }
}
