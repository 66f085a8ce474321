//! Customers that were made in Halo from here: what was sent, what became of it, and what this Halo demands.

use domain::{
    CustomerId, OrganizationId, ProfileId,
    matching::{fold_name, search_key},
};
use rusqlite::params;

use super::customers::{CustomerInput, search_text};
use crate::{Connection, Result, decode};

/// What became of a creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreationState {
    /// Sent, and no answer has been seen: it may be in Halo.
    Sent,
    /// Surely not done.
    Refused,
    /// Done.
    Made,
}

impl CreationState {
    const fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Made => "made",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Sent, Self::Refused, Self::Made]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// One creation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreationRow {
    /// Our number of it.
    pub id: i32,
    /// The name that was sent.
    pub name: String,
    /// What became of it.
    pub state: CreationState,
    /// Halo's id, once it is known.
    pub customer: Option<CustomerId>,
    /// When it was sent.
    pub sent_at: String,
}

/// Enters a creation that is about to be sent.
pub fn begin(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    name: &str,
    now: &str,
) -> Result<i32> {
    decode::execute(
        conn,
        "INSERT INTO customer_creation (profile_id, organization_id, name, state, sent_at) VALUES (?1, ?2, ?3, 'sent', ?4)",
        params![profile.get(), organization.get(), name, now],
    )?;
    decode::last_id(conn)
}

/// Notes that it was surely not done.
pub fn refuse(conn: &Connection, id: i32) -> Result<()> {
    decode::execute_on(
        conn,
        "creation",
        "UPDATE customer_creation SET state = 'refused' WHERE id = ?1 AND state = 'sent'",
        [id],
    )
}

/// Notes the customer that was made.
pub fn finish(conn: &Connection, id: i32, customer: CustomerId) -> Result<()> {
    decode::execute_on(
        conn,
        "creation",
        "UPDATE customer_creation SET state = 'made', customer_id = ?2 WHERE id = ?1",
        [id, customer.get()],
    )
}

/// The last creation for an organisation.
pub fn last(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
) -> Result<Option<CreationRow>> {
    decode::row(
        conn,
        "SELECT id, name, state, customer_id, sent_at FROM customer_creation
         WHERE profile_id = ?1 AND organization_id = ?2 ORDER BY id DESC LIMIT 1",
        [profile.get(), organization.get()],
        |row| {
            Ok(CreationRow {
                id: row.get("id")?,
                name: row.get("name")?,
                state: decode::coded(row, "state", CreationState::from_code)?,
                customer: decode::optional_id(row, "customer_id", CustomerId::new)?,
                sent_at: row.get("sent_at")?,
            })
        },
    )
}

/// Fields without which this Halo refused a customer, as codes of the engine.
pub fn demands(conn: &Connection, profile: ProfileId) -> Result<Vec<String>> {
    decode::rows(
        conn,
        "SELECT field FROM customer_demand WHERE profile_id = ?1 ORDER BY field",
        [profile.get()],
        |row| Ok(row.get(0)?),
    )
}

/// Remembers that this Halo demands a field.
pub fn add_demand(conn: &Connection, profile: ProfileId, field: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR IGNORE INTO customer_demand (profile_id, field) VALUES (?1, ?2)",
        params![profile.get(), field],
    )?;
    Ok(())
}

/// Puts one customer into the snapshot that was just seen in Halo, in the place of what was known of it.
pub fn put_into_snapshot(
    conn: &Connection,
    profile: ProfileId,
    customer: &CustomerInput,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO customer (profile_id, id, name, sort_key, search_text, reference, inactive, tenant_ids, first_seen_at, fold_key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (profile_id, id) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key,
             search_text = excluded.search_text, reference = excluded.reference, inactive = excluded.inactive,
             tenant_ids = excluded.tenant_ids, fold_key = excluded.fold_key",
        params![
            profile.get(),
            customer.id.get(),
            customer.name,
            search_key(&customer.name),
            search_text(
                &customer.name,
                customer.domains.iter().chain(&customer.web_domains),
                customer.reference.as_deref(),
            ),
            customer.reference,
            customer.inactive,
            customer.tenant_ids.join(" "),
            now,
            fold_name(&customer.name),
        ],
    )?;
    for (domains, origin) in [
        (&customer.domains, "domain"),
        (&customer.web_domains, "website"),
    ] {
        for domain in domains.iter().filter(|domain| !domain.is_empty()) {
            decode::execute(
                conn,
                "INSERT OR IGNORE INTO customer_domain (profile_id, customer_id, domain, origin) VALUES (?1, ?2, ?3, ?4)",
                params![profile.get(), customer.id.get(), domain, origin],
            )?;
        }
    }
    Ok(())
}
