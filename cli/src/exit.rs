//! How the program ends, for whatever started it.

use std::process::ExitCode;

/// The exit codes that the help text promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything is as it should be.
    Fine,
    /// Something has to be looked at.
    Problems,
    /// Halo, the keychain or another Halyard does not allow it.
    NotAllowed,
    /// Halo cannot be reached.
    Unreachable,
    /// The command cannot be understood.
    Usage,
}

impl Exit {
    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Problems => 1,
            Self::NotAllowed => 2,
            Self::Unreachable => 3,
            Self::Usage => 64,
        }
    }

    /// Fine, or problems.
    pub(crate) const fn fine_if(is_fine: bool) -> Self {
        if is_fine { Self::Fine } else { Self::Problems }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
