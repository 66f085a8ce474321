//! Customers, their sites and their users (halo-api.md sections 3.1 to 3.3).

use super::row::{FromRow, Row};

/// A customer; Halo calls the resource Client.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// Id; 1 is mostly "Unknown".
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Whether the customer has left.
    pub inactive: bool,
    /// The group it belongs to.
    pub toplevel_id: Option<i32>,
    /// Name of that group.
    pub toplevel_name: Option<String>,
    /// The MSP's own reference (`ref`).
    pub reference: Option<String>,
    /// Number in the accounts (`accountsid`).
    pub account_id: Option<String>,
    /// Web site, as typed.
    pub website: Option<String>,
    /// Mail domain, as typed.
    pub domain: Option<String>,
    /// The site that is used when none is named.
    pub main_site_id: Option<i32>,
    /// Kind of customer, numbered by the tenant.
    pub customer_type: Option<i32>,
    /// Marked as important.
    pub is_vip: bool,
    /// On stop: no work is to be done for it (`stopped`).
    pub on_stop: bool,
    /// Microsoft tenants linked to it, in small letters; in a list only when asked for (`azure_tenants`).
    pub tenant_ids: Vec<String>,
}

impl FromRow for Customer {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            // 0 and -1 stand for "no customer" wherever Halo takes one; a ticket for them would go to the default one.
            id: row.positive("id")?,
            name: row.name("name"),
            inactive: row.yes("inactive"),
            toplevel_id: row.int("toplevel_id"),
            toplevel_name: row.text("toplevel_name"),
            reference: row.text("ref"),
            account_id: row.text("accountsid"),
            website: row.text("website"),
            domain: row.text("domain"),
            main_site_id: row.positive("main_site_id"),
            customer_type: row.int("customertype"),
            is_vip: row.yes("is_vip"),
            on_stop: row.yes("stopped"),
            tenant_ids: row.rows("azure_tenants", |tenant| {
                Some(tenant.text("azure_tenant_id")?.to_ascii_lowercase())
            }),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// A site of a customer; every customer has at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// The customer.
    pub client_id: Option<i32>,
    /// Name of the customer.
    pub client_name: Option<String>,
    /// Whether the site is closed.
    pub inactive: bool,
    /// The SLA that overrides that of the ticket type.
    pub sla_id: Option<i32>,
    /// Mail domain; only in a single record.
    pub email_domain: Option<String>,
}

impl FromRow for Site {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            client_id: row.positive("client_id"),
            client_name: row.text("client_name"),
            inactive: row.yes("inactive"),
            sla_id: row.positive("sla_id"),
            email_domain: row.text("emaildomain"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// A user: a person at a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// Id.
    pub id: i32,
    /// Name, possibly empty; "General User" stands for nobody.
    pub name: String,
    /// Mail address (`emailaddress`).
    pub email: Option<String>,
    /// Second mail address; only in a single record.
    pub email2: Option<String>,
    /// Third mail address; only in a single record.
    pub email3: Option<String>,
    /// Sign-in name.
    pub login: Option<String>,
    /// The customer.
    pub client_id: Option<i32>,
    /// Name of the customer.
    pub client_name: Option<String>,
    /// The site; always a whole number here, unlike in Halo.
    pub site_id: Option<i32>,
    /// Name of the site.
    pub site_name: Option<String>,
    /// Whether the person has left.
    pub inactive: bool,
    /// A machine's account.
    pub is_service_account: bool,
    /// Marked as an important contact.
    pub is_important: bool,
    /// Id in Microsoft Entra.
    pub azure_id: Option<String>,
    /// The agent that is the same person.
    pub linked_agent_id: Option<i32>,
}

impl User {
    /// Every mail address of the person.
    pub fn emails(&self) -> impl Iterator<Item = &str> {
        [&self.email, &self.email2, &self.email3]
            .into_iter()
            .filter_map(|email| email.as_deref())
    }
}

impl FromRow for User {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            email: row.text("emailaddress"),
            email2: row.text("email2"),
            email3: row.text("email3"),
            login: row.text("login"),
            client_id: row.positive("client_id"),
            client_name: row.text("client_name"),
            site_id: row
                .positive("site_id_int")
                .or_else(|| row.positive("site_id")),
            site_name: row.text("site_name"),
            inactive: row.yes("inactive"),
            is_service_account: row.yes("isserviceaccount"),
            is_important: row.yes("isimportantcontact"),
            azure_id: row
                .text("azure_id")
                .or_else(|| row.text("azureoid"))
                .or_else(|| row.text("aaduserid")),
            linked_agent_id: row.positive("linked_agent_id"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}
