//! GUIDs, secrets and tokens: the only random things of the simulator. Row GUIDs are derived, so they never change.

const TOKEN_ALPHABET: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A GUID that is always the same for the same kind of row and the same id.
pub(crate) fn row_guid(kind: &str, id: i64) -> String {
    // FNV-1a: any stable spread will do, the GUID only has to differ between kinds.
    let kind = kind.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{kind:08x}-5a10-4000-8000-{:012x}", id.unsigned_abs())
}

/// A fresh random GUID.
pub(crate) fn random_guid() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    Ok(format!(
        "{}-{}-4{}-a{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..]
    ))
}

/// A fresh client secret: two GUIDs joined by a hyphen, as Halo makes them.
pub(crate) fn random_secret() -> Result<String, getrandom::Error> {
    Ok(format!("{}-{}", random_guid()?, random_guid()?))
}

/// A fresh bearer token that looks like a JWT. Clients must treat it as opaque, so its parts are random.
pub(crate) fn random_token(payload_chars: usize) -> Result<String, getrandom::Error> {
    const HEADER: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9";
    Ok(format!(
        "{HEADER}.eyJ{}.{}",
        random_text(payload_chars)?,
        random_text(342)?
    ))
}

fn random_text(chars: usize) -> Result<String, getrandom::Error> {
    let mut bytes = vec![0_u8; chars];
    getrandom::fill(&mut bytes)?;
    Ok(bytes
        .iter()
        .map(|byte| char::from(TOKEN_ALPHABET[usize::from(byte & 63)]))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_have_the_usual_form() {
        for guid in [random_guid().unwrap(), row_guid("priority", 3)] {
            let lengths: Vec<usize> = guid.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{guid}");
            assert!(
                guid.chars().all(|c| c == '-' || c.is_ascii_hexdigit()),
                "{guid}"
            );
        }
        assert_ne!(row_guid("status", 1), row_guid("priority", 1));
        assert_ne!(random_guid().unwrap(), random_guid().unwrap());
    }
}
