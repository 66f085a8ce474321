//! What was changed about an address that somebody pasted, in words for the screen.

use std::fmt;

/// One thing that was changed about the given address, or that is worth knowing about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OriginNote {
    /// Blanks, quotes or brackets around the address were removed.
    BlanksRemoved,
    /// The address came without `https://`.
    SchemeAdded,
    /// The address said `http://`.
    UpgradedToHttps,
    /// The address named a page; only its host is used.
    PathRemoved {
        /// What was cut off, at most 60 characters.
        path: String,
    },
    /// The port was the one that is used anyway.
    DefaultPortRemoved,
    /// The address names a port of its own.
    PortKept {
        /// The port.
        port: u16,
    },
    /// The host held capitals.
    LowerCased,
    /// The host ended with a dot.
    TrailingDotRemoved,
    /// A bare name was completed to the host of a hosted Halo.
    NameCompleted {
        /// The name as given.
        given: String,
    },
    /// The host was written in an unusual way, such as an address as one number.
    AddressRewritten {
        /// The host as given.
        given: String,
    },
    /// The name holds letters beyond a-z, which can imitate others.
    InternationalName {
        /// The name as given.
        given: String,
    },
    /// A part of the name mixes Latin letters with ones that only look Latin.
    MixedAlphabets {
        /// One of the others.
        letter: char,
    },
    /// One of Halo's domains stands in the host, but the host belongs to somebody else.
    HaloNameInside {
        /// Halo's domain.
        domain: &'static str,
        /// The last two parts of the host.
        end: String,
    },
    /// Characters that cannot be seen were removed.
    InvisibleRemoved,
    /// The host is an address of a private network.
    PrivateAddress,
    /// The host is this computer.
    ThisComputer,
}

impl OriginNote {
    /// Whether the administrator should make sure that it is the right host before going on.
    pub fn is_warning(&self) -> bool {
        match self {
            Self::AddressRewritten { .. }
            | Self::InternationalName { .. }
            | Self::MixedAlphabets { .. }
            | Self::HaloNameInside { .. }
            | Self::InvisibleRemoved
            | Self::PrivateAddress => true,
            Self::BlanksRemoved
            | Self::UpgradedToHttps
            | Self::NameCompleted { .. }
            | Self::SchemeAdded
            | Self::PathRemoved { .. }
            | Self::DefaultPortRemoved
            | Self::PortKept { .. }
            | Self::LowerCased
            | Self::TrailingDotRemoved
            | Self::ThisComputer => false,
        }
    }
}

impl fmt::Display for OriginNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BlanksRemoved => f.write_str("Blanks around the address were removed."),
            Self::SchemeAdded => f.write_str("The missing start of the address was added."),
            Self::UpgradedToHttps => f.write_str(
                "The address said http; https is used, so that nothing travels in clear.",
            ),
            Self::PathRemoved { path } => write!(f, "Only the host is used; “{path}” was cut off."),
            Self::DefaultPortRemoved => {
                f.write_str("The port was left out, since it is the usual one.")
            }
            Self::PortKept { port } => write!(f, "Port {port} is used."),
            Self::LowerCased => f.write_str("Capitals in the host were made small."),
            Self::TrailingDotRemoved => f.write_str("The dot at the end was removed."),
            Self::NameCompleted { given } => {
                write!(
                    f,
                    "“{given}” was completed to the address of a hosted Halo."
                )
            }
            Self::AddressRewritten { given } => {
                write!(f, "“{given}” is an unusual way of writing this host.")
            }
            Self::InternationalName { given } => write!(
                f,
                "“{given}” holds letters that can imitate others; the name is shown in its technical form. Make sure it is yours."
            ),
            Self::MixedAlphabets { letter } => write!(
                f,
                "“{letter}” in this name is not the Latin letter it looks like. Imitations of a name are made like this; do not go on unless the name is yours."
            ),
            Self::HaloNameInside { domain, end } => write!(
                f,
                "This host belongs to {end}, not to {domain}. Make sure that it is yours."
            ),
            Self::InvisibleRemoved => {
                f.write_str("Invisible characters were removed from the address.")
            }
            Self::PrivateAddress => f.write_str(
                "This is an address of a private network, as a self-hosted Halo may have.",
            ),
            Self::ThisComputer => f.write_str("This is this computer."),
        }
    }
}
