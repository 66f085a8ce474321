//! How the work on organisations fails. Every text is a sentence for the administrator.

/// Short for results of this module.
pub type Result<T> = std::result::Result<T, Error>;

/// Something about organisations could not be done. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked for is gone.
    #[error("This {what} is no longer there.")]
    NotFound {
        /// The kind of thing.
        what: &'static str,
    },
    /// It was changed since it was looked at.
    #[error("It was changed elsewhere meanwhile.")]
    Conflict {
        /// The version it has now, 0 when it is gone.
        current_version: i32,
    },
    /// A field cannot be used as it is.
    #[error("{message}")]
    InvalidInput {
        /// Which field, by its name in the wire type.
        field: &'static str,
        /// What is wrong with it, as a sentence.
        message: String,
    },
    /// The file cannot be read as a list.
    #[error("{message}")]
    File {
        /// Why, as a sentence.
        message: String,
    },
    /// A vendor's API does not answer with a list.
    #[error("{message}")]
    ListSource {
        /// Why, as a sentence.
        message: String,
        /// Whether it may well answer later.
        is_passing: bool,
    },
    /// The administrator stopped it.
    #[error("Stopped.")]
    Cancelled,
    /// There is a file at the place already.
    #[error("{name} is there already.")]
    FileExists {
        /// The file's own name.
        name: String,
    },
    /// A file could not be written; one that was there is as it was.
    #[error("{message}")]
    NotWritten {
        /// Why, as a sentence.
        message: String,
    },
    /// Another organisation is mapped to the customer.
    #[error("{customer} is already mapped to {by}.")]
    CustomerTaken {
        /// The customer's name.
        customer: String,
        /// The organisations that have it, in words.
        by: String,
        /// Whether they could share it.
        may_share: bool,
    },
    /// Tickets wait for the pair, and are sent as soon as it is made.
    #[error("{}", sent_then(*tickets, customer))]
    TicketsWait {
        /// The customer's name.
        customer: String,
        /// How many.
        tickets: u32,
    },
    /// Tickets wait for pairs that would come back, and are sent as soon as they have.
    #[error("{what}")]
    WouldSend {
        /// What, and to whom, as sentences.
        what: String,
    },
    /// Something speaks against the pair.
    #[error("{doubts}")]
    PairDoubtful {
        /// What, as sentences.
        doubts: String,
        /// Whether others have the customer.
        taken: bool,
        /// Whether others have the customer, and could share it.
        may_share: bool,
    },
    /// Customers are shared that would no longer be allowed to be.
    #[error("{}", still_shared(*customers, *organizations))]
    StillShared {
        /// How many.
        customers: u32,
        /// How many organisations have them.
        organizations: u32,
    },
    /// Halo has the customer switched off.
    #[error("{customer} is inactive in Halo.")]
    CustomerInactive {
        /// The customer's name.
        customer: String,
    },
    /// The database.
    #[error(transparent)]
    Store(store::Error),
}

fn sent_then(tickets: u32, customer: &str) -> String {
    match tickets {
        1 => format!("1 ticket waits for it, and is sent to {customer} in Halo then."),
        n => format!("{n} tickets wait for it, and are sent to {customer} in Halo then."),
    }
}

fn still_shared(customers: u32, organizations: u32) -> String {
    let customers = match customers {
        1 => "One customer is".to_owned(),
        several => format!("{several} customers are"),
    };
    format!("{customers} shared by {organizations} organisations.")
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound { what } => Self::NotFound { what },
            store::Error::Conflict { current_version } => Self::Conflict { current_version },
            other @ (store::Error::Busy
            | store::Error::DiskFull
            | store::Error::Interrupted
            | store::Error::Stopped
            | store::Error::Panicked
            | store::Error::Corrupt { .. }
            | store::Error::Invalid { .. }
            | store::Error::Sqlite(_)
            | store::Error::Json(_)) => Self::Store(other),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(error.into())
    }
}
