//! A secret from the standard input. It is never an argument: those are seen by everybody on the computer, and kept in the
//! shell's history.

use std::io::{IsTerminal as _, Read as _};

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use crate::failure::Failure;

/// Bytes. More is no secret of Halo's.
const LONGEST: u64 = 16 * 1024;

/// Reads all of the standard input as one secret, without the line break at its end; from a terminal one line, which is not
/// shown.
pub(crate) fn from_standard_input() -> Result<SecretString, Failure> {
    let unreadable = |_| Failure::usage("The standard input cannot be read as a secret.");
    let mut text = Zeroizing::new(String::new());
    let input = std::io::stdin();
    if input.is_terminal() {
        crate::remark("Paste the client secret and press Enter. It is not shown.");
        *text = rpassword::read_password().map_err(unreadable)?;
    } else {
        // One more than may be tells that there is more.
        let mut input = input.lock().take(LONGEST + 1);
        input.read_to_string(&mut text).map_err(unreadable)?;
    }
    let secret = text.trim_end_matches(['\n', '\r']);
    if secret.is_empty() {
        return Err(Failure::usage("There is no secret on the standard input."));
    }
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > LONGEST {
        return Err(Failure::usage(
            "What is on the standard input is too long for a secret.",
        ));
    }
    Ok(SecretString::from(secret))
}
