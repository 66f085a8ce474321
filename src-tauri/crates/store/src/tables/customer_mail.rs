//! Mail domains of a customer's users and sites: counts as read, and what follows from them for the customer's domains.

use std::collections::BTreeMap;

use domain::{CustomerId, MailDomain, ProfileId, own_mail_domains};
use rusqlite::params;

use super::customers::search_text;
use crate::{Connection, Result, decode};

/// Whose mail domains were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailOf {
    /// Users, by their addresses.
    Users,
    /// Sites, by their mail domain.
    Sites,
}

impl MailOf {
    const fn column(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Sites => "sites",
        }
    }
}

/// Puts new counts in the place of all old ones of the same kind. Customers that are not known are left out.
pub fn replace(
    conn: &Connection,
    profile: ProfileId,
    of: MailOf,
    counts: &BTreeMap<(CustomerId, String), u32>,
) -> Result<()> {
    let column = of.column();
    decode::execute(
        conn,
        &format!("UPDATE customer_mail_domain SET {column} = 0 WHERE profile_id = ?1"),
        [profile.get()],
    )?;
    for ((customer, domain), count) in counts {
        decode::execute(
            conn,
            &format!(
                "INSERT INTO customer_mail_domain (profile_id, customer_id, domain, {column})
                 SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM customer WHERE profile_id = ?1 AND id = ?2)
                 ON CONFLICT (profile_id, customer_id, domain) DO UPDATE SET {column} = excluded.{column}"
            ),
            params![profile.get(), customer.get(), domain, count],
        )?;
    }
    decode::execute(
        conn,
        "DELETE FROM customer_mail_domain WHERE profile_id = ?1 AND users = 0 AND sites = 0",
        [profile.get()],
    )?;
    derive(conn, profile)
}

/// Everything that was counted, by customer.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<BTreeMap<CustomerId, Vec<MailDomain>>> {
    let mut found: BTreeMap<CustomerId, Vec<MailDomain>> = BTreeMap::new();
    decode::rows(
        conn,
        "SELECT customer_id, domain, users, sites FROM customer_mail_domain WHERE profile_id = ?1 ORDER BY customer_id, domain",
        [profile.get()],
        |row| {
            let customer = decode::id(row, "customer_id", CustomerId::new)?;
            found.entry(customer).or_default().push(MailDomain {
                domain: row.get("domain")?,
                users: row.get("users")?,
                sites: row.get("sites")?,
            });
            Ok(())
        },
    )?;
    Ok(found)
}

/// Works out anew which mail domains count as a customer's own. To be called whenever customers or counts have
/// changed.
pub(super) fn derive(conn: &Connection, profile: ProfileId) -> Result<()> {
    let found = all(conn, profile)?;
    let mut derived: BTreeMap<CustomerId, Vec<String>> = BTreeMap::new();
    decode::rows(
        conn,
        "SELECT customer_id, domain FROM customer_domain WHERE profile_id = ?1 AND origin = 'mail'",
        [profile.get()],
        |row| {
            let customer = decode::id(row, "customer_id", CustomerId::new)?;
            derived
                .entry(customer)
                .or_default()
                .push(row.get("domain")?);
            Ok(())
        },
    )?;
    for (customer, mails) in &found {
        let own = own_mail_domains(mails);
        let before = derived.remove(customer).unwrap_or_default();
        for gone in before
            .iter()
            .filter(|domain| !own.contains(&domain.as_str()))
        {
            remove(conn, profile, *customer, gone)?;
        }
        for domain in &own {
            decode::execute(
                conn,
                "INSERT OR IGNORE INTO customer_domain (profile_id, customer_id, domain, origin) VALUES (?1, ?2, ?3, 'mail')",
                params![profile.get(), customer.get(), domain],
            )?;
        }
        renew_search_text(conn, profile, *customer)?;
    }
    for (customer, gone) in derived {
        for domain in gone {
            remove(conn, profile, customer, &domain)?;
        }
        renew_search_text(conn, profile, customer)?;
    }
    Ok(())
}

fn remove(conn: &Connection, profile: ProfileId, customer: CustomerId, domain: &str) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM customer_domain WHERE profile_id = ?1 AND customer_id = ?2 AND domain = ?3 AND origin = 'mail'",
        params![profile.get(), customer.get(), domain],
    )?;
    Ok(())
}

fn renew_search_text(conn: &Connection, profile: ProfileId, customer: CustomerId) -> Result<()> {
    let Some(row) = super::customers::get(conn, profile, customer)? else {
        return Ok(());
    };
    let text = search_text(&row.name, &row.domains, row.reference.as_deref());
    decode::execute(
        conn,
        "UPDATE customer SET search_text = ?3 WHERE profile_id = ?1 AND id = ?2 AND search_text <> ?3",
        params![profile.get(), customer.get(), text],
    )?;
    Ok(())
}
