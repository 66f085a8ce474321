//! Organisations, customers and pairs.

mod from_engine;
mod history;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::grid::TermDto;
pub use history::{AcceptedOnDto, FieldChangeDto, HistoryLineDto};

use super::ids::{CustomerId, EditId, OrganizationId};
use super::licences::ChosenLicenceDto;
use super::warnings::{DoubtDto, WarningDto, WarningKindDto};

/// State of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationStateDto {
    /// One clear candidate.
    Suggested,
    /// Several candidates.
    Choose,
    /// No candidate.
    Unmapped,
    /// Paired.
    Mapped,
    /// Put on hold.
    Held,
    /// Left out on purpose.
    Excluded,
    /// Paired with a customer that is gone or inactive.
    Problem,
}

/// The segments of the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationFilterDto {
    /// Suggested, Choose and Unmapped.
    Todo,
    /// One clear candidate.
    Suggested,
    /// Several candidates.
    Choose,
    /// No candidate.
    Unmapped,
    /// Paired.
    Mapped,
    /// On hold.
    Held,
    /// Left out.
    Excluded,
    /// Pairs that no longer hold.
    Problems,
    /// Everything.
    All,
}

/// Column to sort by. To do sorts weakest evidence first unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationSortDto {
    /// What needs a person most comes first.
    NeedFirst,
    /// By the organisation's name.
    Name,
    /// By the customer's name.
    Customer,
    /// By the strength of the evidence, weakest first.
    Evidence,
}

/// A window of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationQueryDto {
    /// Segment.
    pub filter: OrganizationFilterDto,
    /// Text filter, as it was typed.
    pub text: String,
    /// Order.
    pub sort: OrganizationSortDto,
    /// Whether the order is turned round.
    pub descending: bool,
    /// First row, from 0.
    pub offset: u32,
    /// Rows at most, up to 200.
    pub limit: u32,
}

/// How strong the evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BandDto {
    /// Several identifiers agree.
    Certain,
    /// One identifier agrees and nobody else has it.
    Strong,
    /// Agrees, but not alone.
    Possible,
    /// Hardly.
    Weak,
}

/// A kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReasonDto {
    /// Paired by the administrator.
    ByHand,
    /// Same external id.
    ExternalId,
    /// Same Microsoft tenant id.
    TenantId,
    /// Same domain.
    Domain,
    /// Same name.
    Name,
    /// Same as a name that one of them trades under.
    TradingName,
    /// One name is the initials of the other.
    Initials,
    /// A domain spells the name.
    NameInDomain,
    /// A branch of the customer has the domain.
    BranchDomain,
    /// A similar name.
    SimilarName,
    /// An alias learnt before.
    Alias,
}

/// A row of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRowDto {
    /// Identifier.
    pub id: OrganizationId,
    /// For optimistic edits.
    pub version: i32,
    /// Name.
    pub name: String,
    /// First domain.
    pub domain: Option<String>,
    /// State.
    pub state: OrganizationStateDto,
    /// Paired or first suggested customer.
    pub customer: Option<CustomerRefDto>,
    /// How many candidates there are.
    pub candidates: u32,
    /// Strength of the first one's evidence.
    pub band: Option<BandDto>,
    /// Its evidence.
    pub reasons: Vec<ReasonDto>,
    /// What speaks against the pair, the gravest first; without what was set aside.
    pub warnings: Vec<WarningKindDto>,
    /// Held or excluded until a day that has come.
    pub to_review: bool,
}

/// A customer by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRefDto {
    /// Halo's id.
    pub id: CustomerId,
    /// Name.
    pub name: String,
}

/// A window of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationPageDto {
    /// First row's number, from 0.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<OrganizationRowDto>,
    /// Rows that fit the query in all.
    pub total: u32,
    /// Counts of all segments for the text filter.
    pub counts: OrganizationCountsDto,
    /// What the text filter means.
    pub terms: Vec<TermDto>,
}

/// Counts for every segment, for the same text filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationCountsDto {
    /// Suggested, Choose and Unmapped.
    pub todo: u32,
    /// One clear candidate.
    pub suggested: u32,
    /// Several candidates.
    pub choose: u32,
    /// No candidate.
    pub unmapped: u32,
    /// Paired.
    pub mapped: u32,
    /// On hold.
    pub held: u32,
    /// Left out.
    pub excluded: u32,
    /// Pairs that no longer hold, and what is to be looked at again.
    pub problems: u32,
    /// Of these, what is held or excluded until a day that has come.
    pub to_review: u32,
    /// Everything.
    pub all: u32,
}

/// Seats of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatsDto {
    /// Product's name.
    pub product: String,
    /// Seats.
    pub seats: u32,
}

/// Customer's side of the details pane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerDto {
    /// Halo's id.
    pub id: CustomerId,
    /// Name.
    pub name: String,
    /// Domains, best first.
    pub domains: Vec<String>,
    /// Whether Halo marks it inactive.
    pub inactive: bool,
    /// Whether the last complete read still had it.
    pub present: bool,
    /// The other organisations that are paired with it, in words.
    pub taken_by: Option<String>,
}

/// A candidate with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CandidateDto {
    /// The customer.
    pub customer: CustomerDto,
    /// Strength.
    pub band: BandDto,
    /// Each piece of evidence as a sentence.
    pub evidence: Vec<EvidenceDto>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceDto {
    /// Kind.
    pub reason: ReasonDto,
    /// Sentence.
    pub text: String,
}

/// The details pane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationDetailDto {
    /// Identifier.
    pub id: OrganizationId,
    /// For optimistic edits.
    pub version: i32,
    /// Name.
    pub name: String,
    /// Domains.
    pub domains: Vec<String>,
    /// External id.
    pub external_id: Option<String>,
    /// Microsoft tenant id.
    pub tenant_id: Option<String>,
    /// Seats by product.
    pub seats: Vec<SeatsDto>,
    /// Note.
    pub note: Option<String>,
    /// State.
    pub state: OrganizationStateDto,
    /// Why it is held, excluded or a problem.
    pub state_reason: Option<String>,
    /// What speaks against the pair, the gravest first.
    pub warnings: Vec<WarningDto>,
    /// The paired customer.
    pub pair: Option<CandidateDto>,
    /// Candidates, best first.
    pub candidates: Vec<CandidateDto>,
    /// The customer that was made in Halo for it and is not its own now.
    pub left_in_halo: Option<CustomerRefDto>,
    /// The day to look at it again, as `2027-03-01`.
    pub review_on: Option<String>,
    /// Whether that day has come.
    pub to_review: bool,
    /// Its held tickets, which are sent to Halo once it is mapped.
    pub held_tickets: u32,
}

/// Seats as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TypedSeatsDto {
    /// The product's name.
    pub product: String,
    /// A whole number, or nothing.
    pub seats: String,
}

/// An organisation typed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationFormDto {
    /// Name.
    pub name: String,
    /// Domains, separated by blanks, commas or lines.
    pub domains: String,
    /// External id.
    pub external_id: String,
    /// Microsoft tenant id.
    pub tenant_id: String,
    /// Note.
    pub note: String,
    /// Seats typed for products; those of other products stay.
    pub seats: Vec<TypedSeatsDto>,
}

/// What was said to what speaks against a pair: an inactive customer, one that others have, warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConsentDto {
    /// Nothing yet: the pair is refused, with the reason.
    Ask,
    /// It was seen. Whoever else has the customer loses it.
    TakeOver,
    /// It was seen. Whoever else has the customer keeps it.
    Share,
}

/// What to do with an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "act")]
pub enum DecisionDto {
    /// Pair it.
    #[serde(rename_all = "camelCase")]
    Map {
        /// With which customer.
        customer: CustomerId,
        /// What was said to whatever speaks against it.
        consent: ConsentDto,
    },
    /// Pair it, and say which licences count its seats.
    #[serde(rename_all = "camelCase")]
    Connect {
        /// With which customer.
        customer: CustomerId,
        /// For each product.
        licences: Vec<ChosenLicenceDto>,
        /// As for `map`.
        consent: ConsentDto,
    },
    /// Part it.
    Unmap,
    /// This customer is not the one.
    #[serde(rename_all = "camelCase")]
    NotThisOne {
        /// Which.
        customer: CustomerId,
    },
    /// Put on hold.
    #[serde(rename_all = "camelCase")]
    Hold {
        /// Why; may be empty.
        reason: String,
        /// The day to look at it again, as `2027-03-01`.
        review_on: Option<String>,
    },
    /// Leave out.
    #[serde(rename_all = "camelCase")]
    Exclude {
        /// Why.
        reason: String,
        /// The day to look at it again, as `2027-03-01`.
        review_on: Option<String>,
    },
    /// Take back a hold or an exclusion.
    Release,
    /// What a warning says of the pair is right.
    #[serde(rename_all = "camelCase")]
    SettleWarning {
        /// Which.
        warning: WarningKindDto,
    },
    /// Raise a warning again that was set aside.
    #[serde(rename_all = "camelCase")]
    RaiseWarning {
        /// Which.
        warning: WarningKindDto,
    },
}

/// A local edit that can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EditDto {
    /// For undo; `null` when nothing changed.
    pub id: Option<EditId>,
    /// What was done, for the toast.
    pub what: String,
    /// The organisation it was about, when it was one.
    pub organization: Option<OrganizationId>,
}

/// Customers that fit a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerHitsDto {
    /// At most 50.
    pub customers: Vec<CustomerDto>,
    /// How many fit in all.
    pub total: u32,
}

/// A group in the preview of accepting suggestions, weakest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptGroupDto {
    /// Strength.
    pub band: BandDto,
    /// Evidence that the group shares.
    pub reasons: Vec<ReasonDto>,
    /// How many.
    pub count: u32,
    /// Up to five pairs as examples.
    pub examples: Vec<AcceptExampleDto>,
}

/// An example pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptExampleDto {
    /// Organisation.
    pub organization: String,
    /// Customer.
    pub customer: String,
}

/// What accepting suggestions would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptPreviewDto {
    /// Pairs that would be made.
    pub total: u32,
    /// By evidence.
    pub groups: Vec<AcceptGroupDto>,
    /// Clear suggestions that are left out because something speaks against them.
    pub doubtful: u32,
    /// The first five of those.
    pub doubts: Vec<DoubtDto>,
    /// Suggestions that stay for a person, those left out among them.
    pub left: u32,
    /// Stands for exactly these pairs; accepting gives it back.
    pub mark: String,
    /// Held tickets that would be sent to Halo then.
    pub held_tickets: u32,
}
