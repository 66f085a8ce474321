//! Taking organisations and domains from Halo's own customers.

use engine::MailPlan;
use engine::domain::domain_import::Wanted;
use engine::organizations::{
    CustomersGroup, CustomersPreview, CustomersRow, CustomersWanted, CustomersWindow, Edited,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::CustomerId;
use super::organizations::EditDto;

/// What is to be taken from Halo's customers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomersWantedDto {
    /// Organisations for customers that have none.
    pub new_organizations: bool,
    /// Domains for organisations that are there.
    pub more_domains: bool,
    /// New organisations also for customers without a usable domain.
    pub without_domain: bool,
    /// Customers that are left out all the same.
    pub except: Vec<CustomerId>,
}

/// Customers by what is made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CustomersGroupDto {
    /// New organisations.
    New,
    /// Organisations that get domains.
    Extended,
    /// All others, with the reason.
    LeftOut,
}

/// Which rows of the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomersWindowDto {
    /// Of which group.
    pub group: CustomersGroupDto,
    /// Number of the first row, from 0.
    pub offset: u32,
    /// How many at most; 200 are the most.
    pub limit: u32,
}

/// A domain that is left aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AsideDto {
    /// Which.
    pub domain: String,
    /// Why, in words.
    pub reason: String,
}

/// A customer and what is made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomersRowDto {
    /// Which.
    pub customer: CustomerId,
    /// Its name.
    pub name: String,
    /// The organisation it is taken for.
    pub organization: Option<String>,
    /// The domains that would be entered.
    pub domains: Vec<String>,
    /// Domains that are left aside.
    pub aside: Vec<AsideDto>,
    /// Why nothing is made of it.
    pub reason: Option<String>,
    /// Whether it is among those left out by hand.
    pub is_excepted: bool,
}

/// What taking Halo's customers would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomersPreviewDto {
    /// Customers read from Halo, those switched off included.
    pub customers: u32,
    /// New organisations, those left out by hand not counted.
    pub added: u32,
    /// Organisations that get domains, same.
    pub extended: u32,
    /// Domains that they get.
    pub more_domains: u32,
    /// Rows that would be new organisations, those left out by hand included.
    pub new_rows: u32,
    /// Rows that would get domains, same.
    pub extended_rows: u32,
    /// All other rows.
    pub left_out_rows: u32,
    /// The window asked for.
    pub rows: Vec<CustomersRowDto>,
    /// Names what is shown; to be handed back.
    pub mark: String,
}

/// What reading mail domains costs, and when it was done last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MailPlanDto {
    /// Users in Halo; `null` when it does not tell, or the agent may not read them.
    pub users: Option<u32>,
    /// Requests for all of them.
    pub user_requests: u32,
    /// Sites in Halo, same.
    pub sites: Option<u32>,
    /// Requests for all of them, about.
    pub site_requests: u32,
    /// When users were read.
    pub users_read_at: Option<String>,
    /// When sites were read.
    pub sites_read_at: Option<String>,
}

impl From<MailPlan> for MailPlanDto {
    fn from(plan: MailPlan) -> Self {
        Self {
            users: plan.users,
            user_requests: plan.user_requests,
            sites: plan.sites,
            site_requests: plan.site_requests,
            users_read_at: plan.users_read_at,
            sites_read_at: plan.sites_read_at,
        }
    }
}

impl From<CustomersWantedDto> for CustomersWanted {
    fn from(wanted: CustomersWantedDto) -> Self {
        Self {
            kinds: Wanted {
                new_organizations: wanted.new_organizations,
                more_domains: wanted.more_domains,
                without_domain: wanted.without_domain,
            },
            except: wanted.except.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<CustomersWindowDto> for CustomersWindow {
    fn from(window: CustomersWindowDto) -> Self {
        Self {
            group: match window.group {
                CustomersGroupDto::New => CustomersGroup::New,
                CustomersGroupDto::Extended => CustomersGroup::Extended,
                CustomersGroupDto::LeftOut => CustomersGroup::LeftOut,
            },
            offset: window.offset,
            limit: window.limit,
        }
    }
}

impl From<CustomersRow> for CustomersRowDto {
    fn from(row: CustomersRow) -> Self {
        let aside = row.aside.into_iter();
        Self {
            customer: row.customer.into(),
            name: row.name,
            organization: row.organization,
            domains: row.domains,
            aside: aside
                .map(|(domain, reason)| AsideDto { domain, reason })
                .collect(),
            reason: row.reason,
            is_excepted: row.is_excepted,
        }
    }
}

impl From<CustomersPreview> for CustomersPreviewDto {
    fn from(preview: CustomersPreview) -> Self {
        let (new_rows, extended_rows, left_out_rows) = preview.groups;
        Self {
            customers: preview.customers,
            added: preview.added,
            extended: preview.extended,
            more_domains: preview.more_domains,
            new_rows,
            extended_rows,
            left_out_rows,
            rows: preview.rows.into_iter().map(Into::into).collect(),
            mark: preview.mark,
        }
    }
}

/// What taking organisations from Halo's customers did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomersImportedDto {
    /// For undo.
    pub edit: EditDto,
    /// What was accepted after it by itself, a step of its own.
    pub accepted: Option<EditDto>,
}

impl From<(Edited, Option<Edited>)> for CustomersImportedDto {
    fn from((edit, accepted): (Edited, Option<Edited>)) -> Self {
        Self {
            edit: edit.into(),
            accepted: accepted.map(Into::into),
        }
    }
}
