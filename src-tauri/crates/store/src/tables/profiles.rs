//! Profiles: one vendor product joined to one Halo instance.

use domain::{
    ConnectionState, CustomerId, Features, HostNetwork, Hosting, ProfileId, SecretPlace,
    SourceKind, vendor::Vendor,
};
use rusqlite::{Row, params};

use super::hosts::CertificateFacts;
use super::vendors;
use crate::{Connection, Error, Result, decode};

const WHAT: &str = "profile";

/// A profile. The client secret is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row has a column for each, and they are chosen one by one"
)]
pub struct ProfileRow {
    /// Our id.
    pub id: ProfileId,
    /// Key of the vendor's preset.
    pub vendor_key: String,
    /// The vendor's name.
    pub vendor_name: String,
    /// The profile's own name.
    pub name: String,
    /// Where its organisations come from.
    pub source: SourceKind,
    /// Whether it is joined to the built-in demo Halo.
    pub is_demo: bool,
    /// The address as the administrator typed it.
    pub address_typed: Option<String>,
    /// Address of the API, such as `https://acme.halopsa.com/api`.
    pub api_base: Option<String>,
    /// Address of the authorisation server.
    pub auth_url: Option<String>,
    /// Tenant, where the host serves several.
    pub tenant: Option<String>,
    /// Halo's version.
    pub app_version: Option<String>,
    /// Which way of discovery found the host.
    pub found_by: Option<String>,
    /// Halo's own name for a host with a custom domain.
    pub original_host: Option<String>,
    /// Who runs it.
    pub hosting: Option<Hosting>,
    /// The network that the host's name led to when it was checked.
    pub host_network: Option<HostNetwork>,
    /// The certificate that the host showed.
    pub certificate: Option<CertificateFacts>,
    /// Since when the connection is with this host.
    pub host_since: Option<String>,
    /// What the connection is wanted for.
    pub features: Features,
    /// Client id of the application.
    pub client_id: Option<String>,
    /// Where the secret is kept.
    pub secret_place: SecretPlace,
    /// When the secret was saved.
    pub secret_saved_at: Option<String>,
    /// The wizard's step, 1 to 5.
    pub wizard_step: u8,
    /// Whether the wizard has been gone through.
    pub wizard_finished: bool,
    /// When the ticket rules were put off after connecting.
    pub rules_skipped_at: Option<String>,
    /// What the badge says.
    pub connection: ConnectionState,
    /// Why it says so.
    pub connection_note: Option<String>,
    /// When all customers were last read.
    pub last_read_at: Option<String>,
    /// The MSP's own customer, to whom test tickets go.
    pub own_customer_id: Option<CustomerId>,
    /// Whether several organisations may have one customer.
    pub may_share: bool,
    /// Whether suggestions that are certain or strong are accepted by themselves.
    pub auto_accept: bool,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Rises with every change.
    pub version: i32,
}

/// Makes a profile with a copy of the vendor's vocabulary.
pub fn insert(
    conn: &Connection,
    vendor: &Vendor,
    name: &str,
    source: SourceKind,
    is_demo: bool,
    now: &str,
) -> Result<ProfileId> {
    decode::execute(
        conn,
        "INSERT INTO profile (vendor_key, vendor_name, name, source, is_demo, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        params![vendor.key, vendor.name, name, source.code(), is_demo, now],
    )?;
    let id = ProfileId::new(decode::last_id(conn)?);
    vendors::replace(conn, id, vendor)?;
    Ok(id)
}

/// One profile.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(conn: &Connection, id: ProfileId) -> Result<ProfileRow> {
    decode::row(
        conn,
        "SELECT * FROM profile WHERE id = ?1",
        [id.get()],
        read,
    )?
    .ok_or(Error::NotFound { what: WHAT })
}

/// All profiles, oldest first.
pub fn list(conn: &Connection) -> Result<Vec<ProfileRow>> {
    decode::rows(conn, "SELECT * FROM profile ORDER BY id", [], read)
}

/// A name that no other profile has: the wanted one, or with the first number that is free behind it. Capitals do not
/// tell names apart.
pub fn free_name(conn: &Connection, wanted: &str, except: Option<ProfileId>) -> Result<String> {
    let taken: Vec<String> = list(conn)?
        .into_iter()
        .filter(|row| Some(row.id) != except)
        .map(|row| row.name.to_lowercase())
        .collect();
    let is_free = |name: &str| !taken.contains(&name.to_lowercase());
    if is_free(wanted) {
        return Ok(wanted.to_owned());
    }
    // One more number than there are profiles is always free.
    let numbered = (2..=taken.len() + 2).map(|number| format!("{wanted} {number}"));
    Ok(numbered
        .into_iter()
        .find(|name| is_free(name))
        .unwrap_or_else(|| wanted.to_owned()))
}

/// Gives a profile another name. That no other one has it is the caller's to make sure, with [`free_name`].
pub fn set_name(conn: &Connection, id: ProfileId, name: &str, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET name = ?2, updated_at = ?3, version = version + 1 WHERE id = ?1",
        params![id.get(), name, now],
    )
}

/// Remembers that the ticket rules were put off, or with `None` that they no longer are.
pub fn set_rules_skipped(
    conn: &Connection,
    id: ProfileId,
    at: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET rules_skipped_at = ?2, updated_at = ?3, version = version + 1 WHERE id = ?1",
        params![id.get(), at, now],
    )
}

/// Whether several organisations may have one customer.
///
/// # Errors
/// [`Error::NotFound`].
pub fn may_share(conn: &Connection, id: ProfileId) -> Result<bool> {
    decode::value(
        conn,
        "SELECT may_share FROM profile WHERE id = ?1",
        [id.get()],
    )?
    .ok_or(Error::NotFound { what: WHAT })
}

/// The customer that stands for the service provider itself, if somebody said which.
pub fn own_customer(conn: &Connection, id: ProfileId) -> Result<Option<CustomerId>> {
    let own: Option<Option<i32>> = decode::value(
        conn,
        "SELECT own_customer_id FROM profile WHERE id = ?1",
        [id.get()],
    )?;
    Ok(own.flatten().map(CustomerId::new))
}

/// Allows or forbids that several organisations have one customer. Pairs that share one already stay.
pub fn set_may_share(conn: &Connection, id: ProfileId, may_share: bool, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET may_share = ?2, updated_at = ?3, version = version + 1 WHERE id = ?1",
        params![id.get(), may_share, now],
    )
}

/// Says whether suggestions that are certain or strong are accepted by themselves.
pub fn set_auto_accept(conn: &Connection, id: ProfileId, accept: bool, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET auto_accept = ?2, updated_at = ?3, version = version + 1 WHERE id = ?1",
        params![id.get(), accept, now],
    )
}

/// Removes a profile and everything that belongs to it.
pub fn delete(conn: &Connection, id: ProfileId) -> Result<()> {
    decode::execute_on(conn, WHAT, "DELETE FROM profile WHERE id = ?1", [id.get()])
}

/// Changes the vendor, the name and the source. Another vendor brings its own vocabulary.
pub fn set_vendor(
    conn: &Connection,
    id: ProfileId,
    vendor: &Vendor,
    name: &str,
    source: SourceKind,
    now: &str,
) -> Result<()> {
    let before = get(conn, id)?;
    decode::execute(
        conn,
        "UPDATE profile SET vendor_key = ?2, vendor_name = ?3, name = ?4, source = ?5,
             updated_at = ?6, version = version + 1 WHERE id = ?1",
        params![id.get(), vendor.key, vendor.name, name, source.code(), now],
    )?;
    if before.vendor_key != vendor.key {
        vendors::replace(conn, id, vendor)?;
    }
    Ok(())
}

/// Remembers what the connection is wanted for.
pub fn set_features(conn: &Connection, id: ProfileId, features: Features, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET wants_tickets = ?2, wants_status = ?3, wants_seats = ?4,
             updated_at = ?5, version = version + 1 WHERE id = ?1",
        params![
            id.get(),
            features.tickets,
            features.status,
            features.seats,
            now
        ],
    )
}

/// Remembers the client id, and where the secret is. Never the secret.
pub fn set_credentials(
    conn: &Connection,
    id: ProfileId,
    client_id: Option<&str>,
    place: SecretPlace,
    saved_at: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET client_id = ?2, secret_place = ?3, secret_saved_at = ?4,
             updated_at = ?5, version = version + 1 WHERE id = ?1",
        params![id.get(), client_id, place.code(), saved_at, now],
    )
}

/// Remembers how far the wizard is. `step` is 1 to 5.
pub fn set_wizard(
    conn: &Connection,
    id: ProfileId,
    step: u8,
    finished: bool,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET wizard_step = ?2, wizard_finished = ?3,
             updated_at = ?4, version = version + 1 WHERE id = ?1",
        params![id.get(), step, finished, now],
    )
}

/// Remembers what the badge says and why.
pub fn set_connection(
    conn: &Connection,
    id: ProfileId,
    state: ConnectionState,
    note: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET connection = ?2, connection_note = ?3,
             updated_at = ?4, version = version + 1 WHERE id = ?1",
        params![id.get(), state.code(), note, now],
    )
}

/// Remembers when Halo was last read in full.
pub fn set_last_read(conn: &Connection, id: ProfileId, at: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET last_read_at = ?2, updated_at = ?2, version = version + 1 WHERE id = ?1",
        params![id.get(), at],
    )
}

/// Remembers which customer is the MSP itself.
pub fn set_own_customer(
    conn: &Connection,
    id: ProfileId,
    customer: Option<CustomerId>,
    now: &str,
) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE profile SET own_customer_id = ?2, updated_at = ?3, version = version + 1 WHERE id = ?1",
        params![id.get(), customer.map(CustomerId::get), now],
    )
}

fn read(row: &Row<'_>) -> Result<ProfileRow> {
    Ok(ProfileRow {
        id: decode::id(row, "id", ProfileId::new)?,
        vendor_key: row.get("vendor_key")?,
        vendor_name: row.get("vendor_name")?,
        name: row.get("name")?,
        source: decode::coded(row, "source", SourceKind::from_code)?,
        is_demo: row.get("is_demo")?,
        address_typed: row.get("address_typed")?,
        api_base: row.get("api_base")?,
        auth_url: row.get("auth_url")?,
        tenant: row.get("tenant")?,
        app_version: row.get("app_version")?,
        found_by: row.get("found_by")?,
        original_host: row.get("original_host")?,
        hosting: decode::optional_coded(row, "hosting", Hosting::from_code)?,
        host_network: decode::optional_coded(row, "host_network", HostNetwork::from_code)?,
        certificate: row
            .get::<_, Option<String>>("certificate")?
            .map(|text| serde_json::from_str(&text))
            .transpose()?,
        host_since: row.get("host_since")?,
        features: Features {
            tickets: row.get("wants_tickets")?,
            status: row.get("wants_status")?,
            seats: row.get("wants_seats")?,
        },
        client_id: row.get("client_id")?,
        secret_place: decode::coded(row, "secret_place", SecretPlace::from_code)?,
        secret_saved_at: row.get("secret_saved_at")?,
        wizard_step: row.get("wizard_step")?,
        wizard_finished: row.get("wizard_finished")?,
        rules_skipped_at: row.get("rules_skipped_at")?,
        connection: decode::coded(row, "connection", ConnectionState::from_code)?,
        connection_note: row.get("connection_note")?,
        last_read_at: row.get("last_read_at")?,
        own_customer_id: decode::optional_id(row, "own_customer_id", CustomerId::new)?,
        may_share: row.get("may_share")?,
        auto_accept: row.get("auto_accept")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        version: row.get("version")?,
    })
}
