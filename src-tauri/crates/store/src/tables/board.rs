//! What the board is laid out from: both sides by name, the lines between them, and the rows of a window.
//!
//! The layout itself (groups, the order in step, places) is a rule of `domain`.

use std::collections::HashMap;

use domain::{
    Band, CustomerId, OrganizationId, OrganizationState, ProfileId, UNKNOWN_CUSTOMER,
    board::{Line, LineKind},
    warning::WarningKind,
};
use rusqlite::{params, params_from_iter};

use super::grid::{Condition, GridFilter, GridText, listed, patterns, states};
use crate::{Connection, Error, Result, decode};

/// An organisation as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardOrganization {
    /// Our id.
    pub id: OrganizationId,
    /// The name.
    pub name: String,
    /// Its main domain.
    pub domain: Option<String>,
    /// Where it stands.
    pub state: OrganizationState,
    /// What speaks against its pair and was not set aside, the gravest first.
    pub warnings: Vec<WarningKind>,
    /// The name its customer had when the pair was made.
    pub paired_name: Option<String>,
    /// Whether the day to look at it again has come.
    pub to_review: bool,
    /// The organisation's version.
    pub version: i32,
}

/// A customer as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardCustomer {
    /// Halo's id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// A domain, if there is one.
    pub domain: Option<String>,
    /// Whether Halo has it switched off.
    pub inactive: bool,
}

/// Changes whenever something in the file has changed, seen from this connection.
pub fn data_version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

/// The organisations that the filter lets through, by name.
pub fn organizations(
    conn: &Connection,
    profile: ProfileId,
    filter: GridFilter,
    text: &GridText,
) -> Result<Vec<(OrganizationId, OrganizationState)>> {
    states(conn, listed(profile, filter, text))
}

/// All pairs, and all candidates of organisations that wait for a decision: of a clear suggestion only the first.
/// The lines of one organisation come best first.
pub fn lines(conn: &Connection, profile: ProfileId) -> Result<Vec<Line>> {
    decode::rows(
        conn,
        "SELECT l.organization_id, p.customer_id, p.band, l.state, 1 AS position
         FROM pair AS p CROSS JOIN organization_list AS l ON l.organization_id = p.organization_id
         WHERE p.profile_id = ?1
         UNION ALL
         SELECT l.organization_id, s.customer_id, s.band, l.state, s.position
         FROM organization_list AS l CROSS JOIN suggestion AS s ON s.organization_id = l.organization_id
         WHERE l.profile_id = ?1 AND (l.state = 'choose' OR (l.state = 'suggested' AND s.is_clear = 1))
         ORDER BY 1, 5",
        [profile.get()],
        |row| {
            Ok(Line {
                organization: decode::id(row, "organization_id", OrganizationId::new)?,
                customer: decode::id(row, "customer_id", CustomerId::new)?,
                kind: LineKind::of(decode::coded(row, "state", OrganizationState::from_code)?)
                    .ok_or(Error::Invalid { column: "state" })?,
                band: decode::coded(row, "band", Band::from_code)?,
            })
        },
    )
}

/// The customers that the text filter lets through, and those of `also`, by name; with whether Halo has each switched
/// off. Halo's "Unknown" is never among them. A filter by reasons or warnings asks about pairs, and one by reviews about
/// organisations: they let only `also` through.
pub fn customers(
    conn: &Connection,
    profile: ProfileId,
    text: &GridText,
    also: &[CustomerId],
) -> Result<Vec<(CustomerId, bool)>> {
    let mut found = Condition::new("id <> ?", UNKNOWN_CUSTOMER.get());
    for pattern in patterns(&text.words).chain(patterns(&text.customers)) {
        found.and("search_text LIKE ? ESCAPE '\\'", [pattern]);
    }
    for pattern in patterns(&text.domains) {
        found.and(
            "id IN (SELECT customer_id FROM customer_domain WHERE profile_id = customer.profile_id AND domain LIKE ? ESCAPE '\\')",
            [pattern],
        );
    }
    if text.inactive {
        found.and("inactive = 1", []);
    }
    if !text.reasons.is_empty() || !text.warnings.is_empty() || text.to_review {
        found.and("0", []);
    }
    let mut params = vec![profile.get().into()];
    params.append(&mut found.params);
    // Without a filter everything is found already.
    let others = if text.is_empty() {
        ""
    } else {
        let ids: Vec<String> = also.iter().map(ToString::to_string).collect();
        params.push(format!("[{}]", ids.join(",")).into());
        "OR id IN (SELECT value FROM json_each(?))"
    };
    decode::rows(
        conn,
        &format!(
            "SELECT id, inactive FROM customer WHERE profile_id = ? AND (({}) {others}) ORDER BY sort_key, id",
            found.sql
        ),
        params_from_iter(params),
        |row| {
            Ok((
                decode::id(row, "id", CustomerId::new)?,
                row.get("inactive")?,
            ))
        },
    )
}

/// Some organisations by id; one that is gone is left out.
pub fn organization_rows(
    conn: &Connection,
    profile: ProfileId,
    ids: &[OrganizationId],
) -> Result<HashMap<OrganizationId, BoardOrganization>> {
    let mut rows = HashMap::with_capacity(ids.len());
    for id in ids {
        let row = decode::row(
            conn,
            "SELECT o.id, o.name, o.version, l.state, p.customer_name,
                 (SELECT domain FROM organization_domain WHERE organization_id = o.id ORDER BY position LIMIT 1) AS domain,
                 (SELECT group_concat(kind, ' ') FROM pair_warning WHERE organization_id = o.id AND set_aside = 0) AS warnings,
                 EXISTS (SELECT 1 FROM review_due WHERE organization_id = o.id) AS to_review
             FROM organization AS o JOIN organization_list AS l ON l.organization_id = o.id
             LEFT JOIN pair AS p ON p.organization_id = o.id
             WHERE o.profile_id = ?1 AND o.id = ?2",
            params![profile.get(), id.get()],
            |row| {
                Ok(BoardOrganization {
                    id: *id,
                    name: row.get("name")?,
                    domain: row.get("domain")?,
                    state: decode::coded(row, "state", OrganizationState::from_code)?,
                    warnings: decode::warnings(row.get_ref("warnings")?.as_str().ok()),
                    paired_name: row.get("customer_name")?,
                    to_review: row.get("to_review")?,
                    version: row.get("version")?,
                })
            },
        )?;
        rows.extend(row.map(|row| (*id, row)));
    }
    Ok(rows)
}

/// Some customers by id; one that Halo no longer lists is left out.
pub fn customer_rows(
    conn: &Connection,
    profile: ProfileId,
    ids: &[CustomerId],
) -> Result<HashMap<CustomerId, BoardCustomer>> {
    let mut rows = HashMap::with_capacity(ids.len());
    for id in ids {
        let row = decode::row(
            conn,
            "SELECT c.name, c.inactive,
                 (SELECT min(d.domain) FROM customer_domain AS d WHERE d.profile_id = c.profile_id AND d.customer_id = c.id) AS domain
             FROM customer AS c WHERE c.profile_id = ?1 AND c.id = ?2",
            params![profile.get(), id.get()],
            |row| {
                Ok(BoardCustomer {
                    id: *id,
                    name: row.get("name")?,
                    domain: row.get("domain")?,
                    inactive: row.get("inactive")?,
                })
            },
        )?;
        rows.extend(row.map(|row| (*id, row)));
    }
    Ok(rows)
}
