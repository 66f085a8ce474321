//! Takes an address apart, in the many spellings that a browser would take as well.
//!
//! A parser of its own in front of the URL library: that one silently drops tabs and line breaks,
//! reads `acme.halopsa.com:8443` as a scheme, and cannot say what it changed.

use std::net::IpAddr;

use url::Host;

use super::halo_names::halo_name_inside;
use super::look_alike::foreign_letter;
use super::{HostClass, OriginError, OriginNote, address};

/// Longest name the domain name system allows.
const MAX_HOST: usize = 253;
/// Where a hosted Halo with a bare name lives.
const HOSTED_SUFFIX: &str = ".halopsa.com";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    pub(super) const fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

pub(super) fn bare_http(scheme: Option<Scheme>) -> bool {
    scheme == Some(Scheme::Http)
}

/// Removes what cannot be seen and what a paste brings along.
pub(super) fn clean(input: &str, notes: &mut Vec<OriginNote>) -> Result<String, OriginError> {
    let around =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '“' | '”');
    let trimmed = input.trim_matches(around).trim_end_matches([',', ';']);
    if trimmed.chars().any(char::is_control) {
        return Err(OriginError::ControlCharacter);
    }
    let visible: String = trimmed.chars().filter(|c| !is_invisible(*c)).collect();
    if visible.len() != trimmed.len() {
        notes.push(OriginNote::InvisibleRemoved);
    }
    // A blank can stand between an invisible character and the end.
    let text = visible.trim_matches(around).to_owned();
    if text.is_empty() {
        return Err(OriginError::Empty);
    }
    if trimmed.len() != input.len() || text.len() != visible.len() {
        notes.push(OriginNote::BlanksRemoved);
    }
    Ok(text)
}

/// Zero-width characters, direction marks and soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// Splits off `https://`. A colon may also begin a port (`acme.halopsa.com:8443`), so that not
/// everything before a colon is a scheme.
pub(super) fn split_scheme(text: &str) -> Result<(Option<Scheme>, &str), OriginError> {
    let end = text.find(['/', '?', '#', '\\', '[']).unwrap_or(text.len());
    let Some(colon) = text[..end].find(':') else {
        // `//host/path`, as copied out of a page's source.
        return Ok((None, text.trim_start_matches('/')));
    };
    let (name, rest) = (&text[..colon], &text[colon + 1..]);
    if let Some(after) = rest.strip_prefix("//") {
        return match name.to_ascii_lowercase().as_str() {
            "https" => Ok((Some(Scheme::Https), after)),
            "http" => Ok((Some(Scheme::Http), after)),
            _ => Err(unsupported(name)),
        };
    }
    let until_path = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    if until_path.contains('@') {
        return Err(user_info(until_path));
    }
    // More colons: an IPv6 address without its brackets. A dot before the colon: a host.
    let is_port = until_path.chars().all(|c| c.is_ascii_digit());
    if is_port || text[..end].matches(':').count() > 1 || name.contains('.') {
        return Ok((None, text));
    }
    Err(unsupported(name))
}

/// Says where an address with a user name really leads.
pub(super) fn user_info(authority: &str) -> OriginError {
    let host = authority.rsplit('@').next().unwrap_or_default();
    OriginError::HasUserInfo {
        leads_to: host.chars().take(60).collect(),
    }
}

fn unsupported(scheme: &str) -> OriginError {
    OriginError::UnsupportedScheme {
        scheme: scheme.chars().take(20).collect(),
    }
}

pub(super) fn split_path(rest: &str) -> Result<(&str, &str), OriginError> {
    // Browsers read a backslash as a slash, other programs as part of the host: too unclear.
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let authority = authority.trim();
    if authority.is_empty() || authority.contains('\\') || authority.contains(char::is_whitespace) {
        return Err(OriginError::Malformed);
    }
    Ok((authority, path))
}

pub(super) fn split_port(authority: &str) -> Result<(&str, Option<u16>), OriginError> {
    let (host, port) = if authority.starts_with('[') {
        let end = authority.find(']').ok_or(OriginError::Malformed)? + 1;
        match (&authority[..end], &authority[end..]) {
            (host, "") => (host, None),
            (host, after) => (
                host,
                Some(after.strip_prefix(':').ok_or(OriginError::Malformed)?),
            ),
        }
    } else if authority.matches(':').count() > 1 {
        (authority, None)
    } else {
        match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        }
    };
    match port {
        None | Some("") => Ok((host, None)),
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => match digits.parse() {
            Ok(0) | Err(_) => Err(OriginError::BadPort),
            Ok(port) => Ok((host, Some(port))),
        },
        Some(_) => Err(OriginError::BadPort),
    }
}

/// Reads a host in any spelling that a browser would take, and says what was odd about it.
pub(super) fn read_host(
    given: &str,
    bare: bool,
    notes: &mut Vec<OriginNote>,
) -> Result<(String, HostClass), OriginError> {
    let bracketed = match given.parse::<IpAddr>() {
        Ok(IpAddr::V6(v6)) => format!("[{v6}]"),
        Ok(IpAddr::V4(_)) | Err(_) => given.to_owned(),
    };
    let parsed = Host::parse(&bracketed).map_err(|_| OriginError::Malformed)?;
    let lowered = bracketed.to_lowercase();
    let is_encoded = given.contains('%');
    if given.chars().any(char::is_uppercase) && !is_encoded {
        notes.push(OriginNote::LowerCased);
    }
    let plain = parsed.to_string();
    let plain = plain.trim_end_matches('.');
    let (host, class) = match &parsed {
        Host::Ipv4(ip) => (parsed.to_string(), address::classify_ip((*ip).into())),
        Host::Ipv6(ip) => (parsed.to_string(), address::classify_ip((*ip).into())),
        Host::Domain(name) => {
            let name = read_name(name, bare, given, notes)?;
            let class = address::classify_name(&name);
            (name, class)
        }
    };
    if !given.is_ascii() || host.split('.').any(|label| label.starts_with("xn--")) {
        notes.push(OriginNote::InternationalName {
            given: given.chars().take(60).collect(),
        });
    } else if is_encoded || lowered.trim_end_matches('.') != plain {
        notes.push(OriginNote::AddressRewritten {
            given: given.chars().take(60).collect(),
        });
    }
    if let Some(letter) = foreign_letter(&host) {
        notes.push(OriginNote::MixedAlphabets { letter });
    }
    if let Some(domain) = halo_name_inside(&host) {
        let end = last_two_parts(&host);
        notes.push(OriginNote::HaloNameInside { domain, end });
    }
    match class {
        Ok(class) => Ok((host, class)),
        Err(reason) => Err(OriginError::Blocked { host, reason }),
    }
}

fn last_two_parts(host: &str) -> String {
    let mut parts: Vec<&str> = host.rsplit('.').take(2).collect();
    parts.reverse();
    parts.join(".")
}

fn read_name(
    name: &str,
    bare: bool,
    given: &str,
    notes: &mut Vec<OriginNote>,
) -> Result<String, OriginError> {
    let mut name = name.to_owned();
    if name.ends_with('.') {
        name.pop();
        notes.push(OriginNote::TrailingDotRemoved);
    }
    let well_formed = |label: &str| (1..=63).contains(&label.len());
    if name.len() > MAX_HOST || !name.split('.').all(well_formed) {
        return Err(OriginError::Malformed);
    }
    // A name without a dot is an intranet host when it came with a scheme or port, else the name
    // of a hosted Halo.
    let is_special = !matches!(address::classify_name(&name), Ok(HostClass::Public));
    if bare && !name.contains('.') && !is_special {
        notes.push(OriginNote::NameCompleted {
            given: given.chars().take(60).collect(),
        });
        name.push_str(HOSTED_SUFFIX);
    }
    Ok(name)
}
