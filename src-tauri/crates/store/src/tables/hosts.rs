//! The Halo that a profile is joined to, as discovery found it: columns of the table `profile`.

use domain::{HostNetwork, Hosting, ProfileId};
use rusqlite::named_params;
use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::profiles::ProfileRow;
use crate::{Connection, Result, decode};

/// What discovery found out about a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostFacts {
    /// See [`ProfileRow::address_typed`].
    pub address_typed: Option<String>,
    /// See [`ProfileRow::api_base`].
    pub api_base: Option<String>,
    /// See [`ProfileRow::auth_url`].
    pub auth_url: Option<String>,
    /// See [`ProfileRow::tenant`].
    pub tenant: Option<String>,
    /// See [`ProfileRow::app_version`].
    pub app_version: Option<String>,
    /// See [`ProfileRow::found_by`].
    pub found_by: Option<String>,
    /// See [`ProfileRow::original_host`].
    pub original_host: Option<String>,
    /// See [`ProfileRow::hosting`].
    pub hosting: Option<Hosting>,
    /// See [`ProfileRow::host_network`].
    pub network: Option<HostNetwork>,
    /// See [`ProfileRow::certificate`].
    pub certificate: Option<CertificateFacts>,
}

/// What is shown of a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateFacts {
    /// Who signed it.
    pub issuer: String,
    /// Until when it is valid, RFC 3339 in UTC.
    pub valid_until: String,
}

/// Remembers what discovery found. Another host or authorisation server counts as a new one.
pub fn save(conn: &Connection, id: ProfileId, facts: &HostFacts, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        "profile",
        "UPDATE profile SET address_typed = :address_typed, api_base = :api_base, auth_url = :auth_url, tenant = :tenant,
             app_version = :app_version, found_by = :found_by, original_host = :original_host,
             hosting = :hosting, host_network = :network, certificate = :certificate,
             host_since = CASE WHEN api_base IS :api_base AND auth_url IS :auth_url THEN host_since ELSE :now END,
             updated_at = :now, version = version + 1 WHERE id = :id",
        named_params! {
            ":id": id.get(),
            ":address_typed": facts.address_typed,
            ":api_base": facts.api_base,
            ":auth_url": facts.auth_url,
            ":tenant": facts.tenant,
            ":app_version": facts.app_version,
            ":found_by": facts.found_by,
            ":original_host": facts.original_host,
            ":hosting": facts.hosting.map(Hosting::code),
            ":network": facts.network.map(HostNetwork::code),
            ":certificate": facts.certificate.as_ref().map(serde_json::to_string).transpose()?,
            ":now": now,
        },
    )
}
