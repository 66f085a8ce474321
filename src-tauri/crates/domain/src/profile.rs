//! The small vocabulary of a profile and its connection.

use crate::code::coded_enum;

coded_enum! {
    /// Where a profile's organisations come from.
    pub enum SourceKind {
        /// Typed by hand.
        Manual = "manual",
        /// A CSV file.
        Csv = "csv",
        /// An Excel file.
        Excel = "excel",
        /// The vendor's own JSON API.
        Api = "api",
        /// Halo's customers themselves (domain import).
        HaloCustomers = "halo_customers",
    }
}

coded_enum! {
    /// Where the client secret is kept. Never in the database.
    pub enum SecretPlace {
        /// There is none.
        None = "none",
        /// In the operating system's keychain.
        Keychain = "keychain",
        /// In memory, until the program ends.
        Session = "session",
    }
}

/// From this age on, in days, a client secret should be replaced. Halo never ends one by itself, so whoever got hold of
/// it once could use it for ever.
pub const SECRET_IS_OLD_AFTER_DAYS: u32 = 365;

coded_enum! {
    /// What the badge on the integration's card says.
    pub enum ConnectionState {
        /// Never connected.
        NotConnected = "not_connected",
        /// It can do the job: every check passed.
        Connected = "connected",
        /// It was set up, and something does not hold.
        NeedsAttention = "needs_attention",
        /// The administrator took the secret away.
        Revoked = "revoked",
    }
}

coded_enum! {
    /// How one access check ended.
    pub enum CheckState {
        /// As it has to be.
        Passed = "passed",
        /// Works, with a remark.
        Warning = "warning",
        /// Does not work.
        Failed = "failed",
        /// Halo's answers do not show it, neither that it works nor that it does not.
        CannotTell = "cannot_tell",
        /// Not run, because an earlier one failed or nobody asked for it.
        Skipped = "skipped",
    }
}

coded_enum! {
    /// How a check means the rights that it names.
    pub enum Naming {
        /// Each of them is missing, or set to something else.
        Missing = "missing",
        /// One of them is; Halo's answer is the same for all.
        OneOf = "one_of",
        /// Whether they are there does not show.
        Unproven = "unproven",
    }
}

coded_enum! {
    /// Who runs a Halo.
    pub enum Hosting {
        /// Halo.
        Hosted = "hosted",
        /// Its owner.
        SelfHosted = "self_hosted",
    }
}

coded_enum! {
    /// The network that the name of a Halo led to when it was checked.
    pub enum HostNetwork {
        /// The Internet.
        Public = "public",
        /// A private network.
        Private = "private",
        /// This computer.
        ThisComputer = "this_computer",
    }
}

coded_enum! {
    /// Something a connection may be wanted for.
    pub enum Feature {
        /// Tickets go from the vendor to Halo.
        Tickets = "tickets",
        /// Statuses come back and follow each other.
        Status = "status",
        /// Seat counts are compared with Halo's software licences.
        Seats = "seats",
    }
}

/// What a connection is wanted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// See [`Feature::Tickets`].
    pub tickets: bool,
    /// See [`Feature::Status`].
    pub status: bool,
    /// See [`Feature::Seats`].
    pub seats: bool,
}

impl Features {
    /// Whether this one is wanted.
    pub const fn has(self, feature: Feature) -> bool {
        match feature {
            Feature::Tickets => self.tickets,
            Feature::Status => self.status,
            Feature::Seats => self.seats,
        }
    }

    /// Whether nothing is wanted yet.
    pub const fn none(self) -> bool {
        !self.tickets && !self.status && !self.seats
    }
}

coded_enum! {
    /// What came of asking Halo whether a revoked secret still works.
    pub enum ProofOutcome {
        /// Halo gave a token: the application is still active.
        StillWorks = "still_works",
        /// Halo refused it.
        Refused = "refused",
        /// Halo could not be asked.
        NotAsked = "not_asked",
    }
}
