//! What can be wrong with the two status maps, in words.

use std::fmt;

use super::{Place, Side};

/// Something about the two maps that an administrator may not have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapFinding {
    /// The statuses lead to each other in a circle, and no two of them stand for each other.
    PingPong {
        /// The circle, from one of the vendor's statuses on.
        circle: Vec<Place>,
        /// Their names.
        names: Vec<String>,
    },
    /// One side is closed where the other is open.
    Disagree {
        /// The status that is mapped.
        from: Place,
        /// Its name.
        from_name: String,
        /// What it becomes.
        to: Place,
        /// The name of that.
        to_name: String,
        /// Whether the first is the closed one.
        closes: bool,
    },
    /// Whatever changes on the other side, tickets become this one status and no other.
    DeadEnd {
        /// The status.
        place: Place,
        /// Its name.
        name: String,
    },
    /// No status of the other side closes a ticket on this one.
    NeverCloses {
        /// The side on which tickets stay open.
        side: Side,
    },
    /// Tickets of this side are closed from the other side, and never reopened.
    NeverReopens {
        /// The side on which tickets stay closed.
        side: Side,
    },
    /// A status of the vendor that Halo's partner turns into another one.
    ComesBackAs {
        /// The vendor's status.
        from: Place,
        /// Its name.
        from_name: String,
        /// The name of Halo's status.
        via: String,
        /// The name of what it stands for here.
        to_name: String,
    },
    /// A status without partner.
    NoPartner {
        /// The status.
        place: Place,
        /// Its name.
        name: String,
    },
}

impl MapFinding {
    /// Whether it is wrong for anybody, not only unusual.
    pub const fn is_fault(&self) -> bool {
        match self {
            Self::PingPong { .. } | Self::Disagree { .. } => true,
            Self::DeadEnd { .. }
            | Self::NeverCloses { .. }
            | Self::NeverReopens { .. }
            | Self::ComesBackAs { .. }
            | Self::NoPartner { .. } => false,
        }
    }

    /// The statuses it is about, in order.
    pub fn places(&self) -> Vec<Place> {
        match self {
            Self::PingPong { circle, .. } => circle.clone(),
            Self::Disagree { from, to, .. } => vec![from.clone(), to.clone()],
            Self::DeadEnd { place, .. } | Self::NoPartner { place, .. } => vec![place.clone()],
            Self::ComesBackAs { from, .. } => vec![from.clone()],
            Self::NeverCloses { .. } | Self::NeverReopens { .. } => Vec::new(),
        }
    }
}

impl fmt::Display for MapFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PingPong { names, .. } => write!(
                f,
                "The maps never settle: {}, {} again, and so on.",
                names.join(", then "),
                names.first().map_or("", String::as_str)
            ),
            Self::Disagree {
                from_name,
                to_name,
                closes,
                from,
                ..
            } => {
                let (from_state, to_state) = if *closes {
                    ("closed", "open")
                } else {
                    ("open", "closed")
                };
                let (here, there) = match from {
                    Place::Vendor(_) => ("here", "in Halo"),
                    Place::Halo(_) => ("in Halo", "here"),
                };
                write!(
                    f,
                    "“{from_name}” is {from_state} {here}, but leads to “{to_name}”, which is {to_state} {there}."
                )
            }
            Self::DeadEnd { place, name } => match place {
                Place::Vendor(_) => write!(
                    f,
                    "“{name}” is a dead end: a change in Halo makes a ticket “{name}” here, and never anything else."
                ),
                Place::Halo(_) => write!(
                    f,
                    "“{name}” is a dead end: a change here makes a ticket “{name}” in Halo, and never anything else."
                ),
            },
            Self::NeverCloses { side: Side::Vendor } => {
                f.write_str("No status of Halo closes a ticket here.")
            }
            Self::NeverCloses { side: Side::Halo } => {
                f.write_str("No status here closes a ticket in Halo.")
            }
            Self::NeverReopens { side: Side::Vendor } => {
                f.write_str("A ticket that is reopened in Halo stays closed here.")
            }
            Self::NeverReopens { side: Side::Halo } => {
                f.write_str("A ticket that is reopened here stays closed in Halo.")
            }
            Self::ComesBackAs {
                from_name,
                via,
                to_name,
                ..
            } => write!(
                f,
                "“{from_name}” becomes “{via}” in Halo, which stands for “{to_name}” here."
            ),
            Self::NoPartner { place, name } => match place {
                Place::Vendor(_) => {
                    write!(
                        f,
                        "“{name}” has no partner in Halo: Halo’s side stays as it is."
                    )
                }
                Place::Halo(_) => {
                    write!(
                        f,
                        "Halo’s “{name}” has no partner here: a ticket here stays as it is."
                    )
                }
            },
        }
    }
}
