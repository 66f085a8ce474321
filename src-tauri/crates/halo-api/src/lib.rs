//! Client for the HaloPSA endpoints that a ticket and seat integration needs.
//!
//! What lives here: addresses and discovery, the access token, requests as plain values, paging,
//! waiting and trying again, and the records as Halo sends them. What deliberately does not: any
//! rule about what the records mean to the program that reads them, any storage, any screen text
//! beyond one plain sentence per error.
//!
//! The order in which to read: [`Origin`] → [`discover`] → [`HaloClient`] → [`Pager`].

mod answer;
mod certificate;
mod client;
mod count;
mod discovery;
mod endpoints;
mod error;
mod limit;
mod observer;
mod origin;
mod page;
mod request;
mod retry;
mod token;
mod transport;
mod wire;

pub use certificate::{Certificate, CertificateFileError, read_certificate_file};
pub use client::{ClientConfig, HaloClient};
pub use count::HowMany;
pub use discovery::{Discovery, FoundBy, Hosting, discover};
pub use endpoints::{
    CategoryLevel, CustomerQuery, FoundTickets, LicenceQuery, Lookup, READ_INVOICES, SiteQuery,
    StatusQuery, TicketQuery, UserQuery,
};
pub use error::{
    AuthProblem, ConnectProblem, Error, Exchange, HaloMessage, MessageKind, NotHaloAnswer,
    ProxyProblem, TimeoutPhase, TlsProblem, TokenReplyProblem, WriteOutcome,
};
pub use limit::{BudgetState, RateLimit, RequestBudget};
pub use observer::{Call, Observer};
pub use origin::{
    BlockReason, HostClass, NormalizedOrigin, Origin, OriginError, OriginNote, did_you_mean,
};
pub use page::{Bookmark, Completeness, IncompleteReason, Listing, Page, Pager, Progress};
pub use retry::RetryPolicy;
pub use rustls::pki_types::CertificateDer;
pub use token::TokenGrant;
pub use transport::{
    BypassRule, ForeignAnswer, HttpSettings, Proxy, ProxyAddress, ProxyAddressError, ProxyChoice,
    ProxyInUse, ProxyLogin, Transport,
};
pub use wire::{
    Action, Agent, AgentDetail, AgentTeam, Category, Claim, CustomField, Customer, FieldInfo,
    InvoiceLine, Licence, LicenceCount, LineLicence, LookupValue, Me, NewAction, NewCustomField,
    NewCustomer, NewLicence, NewTicket, Outcome, Priority, RecurringInvoice, Site, Sla, Status,
    Team, Ticket, TicketType, TicketTypeDetail, TicketTypeField, TicketUpdate, User,
};
