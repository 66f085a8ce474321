//! Halyard's nouns and rules.
//!
//! Lives here: what an organisation, a customer, a pair and a set of ticket rules are, how names and domains are
//! compared, which Halo settings a connection needs. Does not live here: anything that reads a file, a clock or a
//! network, and anything about how these things are stored or sent. No type here serialises itself.

pub mod billing;
pub mod board;
mod code;
mod customer;
pub mod domain_import;
pub mod drift;
pub mod halo_config;
mod halo_mark;
pub mod health;
mod ids;
pub mod licence;
mod mail;
pub mod matching;
mod organization;
mod pair;
mod profile;
pub mod recipe;
mod run;
pub mod seats;
pub mod spreadsheet;
pub mod status_sync;
pub mod ticket;
pub mod ticket_rules;
pub mod vendor;
pub mod warning;

pub use customer::{Customer, UNKNOWN_CUSTOMER, readable_name};
pub use halo_mark::{HaloMark, Kinship};
pub use ids::{
    CustomerId, CustomerReadId, EditId, LicenceId, OrganizationId, OurTicketId, ProblemId,
    ProfileId, RunId, SeatLineId, SeatPlanId, SendId, SlaId, StatusId, TeamId, TestRunId, TicketId,
    TicketTypeId,
};
pub use mail::{MailDomain, own_mail_domains};
pub use organization::{Decision, Organization, OrganizationState};
pub use pair::{Band, Evidence, Pair, Reason};
pub use profile::{
    CheckState, ConnectionState, Feature, Features, HostNetwork, Hosting, Naming, ProofOutcome,
    SECRET_IS_OLD_AFTER_DAYS, SecretPlace, SourceKind,
};
pub use run::{CleanUp, RunResult, TestRunState};
