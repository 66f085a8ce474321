//! A secret from the standard input. It is never an argument: those are seen by everybody on the computer, and kept in the
//! shell's history.

use std::io::{IsTerminal as _, Read as _};

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use crate::failure::Failure;

/// More is no secret of Halo's.
const LONGEST: u64 = 16 * 1024;

/// Reads all of the standard input as one secret, without the line break at its end.
pub(crate) fn from_standard_input() -> Result<SecretString, Failure> {
    let input = std::io::stdin();
    if input.is_terminal() {
        crate::remark("Paste the client secret, then press Enter and Ctrl-D.");
    }
    let mut text = Zeroizing::new(String::new());
    input
        .lock()
        .take(LONGEST)
        .read_to_string(&mut text)
        .map_err(|_| Failure::usage("The standard input cannot be read as a secret."))?;
    let secret = text.trim_end_matches(['\n', '\r']);
    if secret.is_empty() {
        return Err(Failure::usage("There is no secret on the standard input."));
    }
    Ok(SecretString::from(secret))
}
