//! What is mapped, as it was when somebody last looked, and the records that are not so any more.

use domain::{
    CustomerId, Decision, LicenceId, OrganizationId, ProfileId, SlaId,
    drift::{
        GoneLicence, GoneOrganization, Known, KnownObjects, MovedPair, ObjectKind,
        SourceOrganization,
    },
};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// What is remembered of Halo's configuration.
pub fn of_rules(conn: &Connection, profile: ProfileId) -> Result<KnownObjects> {
    let rows = decode::rows(
        conn,
        "SELECT kind, object_key, name, sla FROM known_object
         WHERE profile_id = ?1 AND kind IN ('ticket_type', 'sla', 'priority', 'status')",
        [profile.get()],
        |row| {
            let known = Known {
                name: row.get("name")?,
                sla: decode::optional_id(row, "sla", SlaId::new)?,
            };
            let kind = decode::coded(row, "kind", ObjectKind::from_code)?;
            Ok(((kind, row.get("object_key")?), known))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// What is remembered of a thing.
pub fn get(
    conn: &Connection,
    profile: ProfileId,
    kind: ObjectKind,
    key: &str,
) -> Result<Option<Known>> {
    decode::row(
        conn,
        "SELECT name, sla FROM known_object WHERE profile_id = ?1 AND kind = ?2 AND object_key = ?3",
        params![profile.get(), kind.code(), key],
        |row| {
            Ok(Known {
                name: row.get("name")?,
                sla: decode::optional_id(row, "sla", SlaId::new)?,
            })
        },
    )
}

/// Remembers a thing as it is, in place of what it was.
pub fn put(
    conn: &Connection,
    profile: ProfileId,
    kind: ObjectKind,
    key: &str,
    known: &Known,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO known_object (profile_id, kind, object_key, name, sla, noted_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            profile.get(),
            kind.code(),
            key,
            known.name,
            known.sla.map(SlaId::get),
            now
        ],
    )?;
    Ok(())
}

/// Forgets a thing.
pub fn forget(conn: &Connection, profile: ProfileId, kind: ObjectKind, key: &str) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM known_object WHERE profile_id = ?1 AND kind = ?2 AND object_key = ?3",
        params![profile.get(), kind.code(), key],
    )?;
    Ok(())
}

/// Pairs whose customer is gone, switched off, or has another name than the one last looked at, by the organisation's
/// name.
pub fn moved_pairs(conn: &Connection, profile: ProfileId) -> Result<Vec<MovedPair>> {
    decode::rows(
        conn,
        "SELECT p.organization_id, o.name AS organization, p.customer_id, coalesce(k.name, p.customer_name) AS known_name,
             c.name, c.inactive,
             p.accepted_inactive = 1 OR EXISTS (SELECT 1 FROM warning_set_aside AS s
                 WHERE s.organization_id = p.organization_id AND s.customer_id = p.customer_id AND s.kind = 'inactive')
                 AS accepted,
             (SELECT count(*) FROM ticket AS t WHERE t.profile_id = p.profile_id
                 AND t.organization_id = p.organization_id AND t.state = 'held') AS held
         FROM pair AS p
         JOIN organization AS o ON o.id = p.organization_id
         LEFT JOIN customer AS c ON c.profile_id = p.profile_id AND c.id = p.customer_id
         LEFT JOIN known_object AS k ON k.profile_id = p.profile_id AND k.kind = 'customer'
             AND k.object_key = p.organization_id || ':' || p.customer_id
         WHERE p.profile_id = ?1
             AND (c.id IS NULL OR c.inactive = 1 OR c.name <> coalesce(k.name, p.customer_name))
         ORDER BY o.sort_key, o.id",
        [profile.get()],
        |row| {
            let name: Option<String> = row.get("name")?;
            let inactive: Option<bool> = row.get("inactive")?;
            Ok(MovedPair {
                organization: decode::id(row, "organization_id", OrganizationId::new)?,
                name: row.get("organization")?,
                customer: decode::id(row, "customer_id", CustomerId::new)?,
                known_name: row.get("known_name")?,
                now: name.zip(inactive),
                accepted_inactive: row.get("accepted")?,
                held: row.get("held")?,
            })
        },
    )
}

/// Licences that pairs count seats on and that their customer's last list did not have.
pub fn gone_licences(conn: &Connection, profile: ProfileId) -> Result<Vec<GoneLicence>> {
    decode::rows(
        conn,
        "SELECT l.organization_id, o.name AS organization, l.product_key, coalesce(v.name, l.product_key) AS product,
             l.licence_id, l.licence_name, r.no_module
         FROM pair_licence AS l
         JOIN pair AS p ON p.organization_id = l.organization_id
         JOIN organization AS o ON o.id = l.organization_id
         JOIN licence_read AS r ON r.profile_id = p.profile_id AND r.customer_id = p.customer_id
         LEFT JOIN customer_licence AS c
             ON c.profile_id = p.profile_id AND c.customer_id = p.customer_id AND c.id = l.licence_id
         LEFT JOIN vendor_product AS v ON v.profile_id = p.profile_id AND v.product_key = l.product_key
         WHERE p.profile_id = ?1 AND c.id IS NULL ORDER BY o.sort_key, o.id, l.product_key",
        [profile.get()],
        |row| {
            Ok(GoneLicence {
                organization: decode::id(row, "organization_id", OrganizationId::new)?,
                name: row.get("organization")?,
                product_key: row.get("product_key")?,
                product: row.get("product")?,
                licence: decode::id(row, "licence_id", LicenceId::new)?,
                licence_name: row.get("licence_name")?,
                no_module: row.get("no_module")?,
            })
        },
    )
}

/// Organisations that came from a list and are not as they were last looked at: new ones, and those whose newest change
/// came from an import. By name.
pub fn changed_at_source(conn: &Connection, profile: ProfileId) -> Result<Vec<SourceOrganization>> {
    decode::rows(
        conn,
        "SELECT o.id, o.name, k.name AS known_name, o.decision,
             EXISTS (SELECT 1 FROM pair AS p WHERE p.organization_id = o.id) AS is_mapped
         FROM organization AS o
         LEFT JOIN known_object AS k ON k.profile_id = o.profile_id AND k.kind = 'organization' AND k.object_key = CAST(o.id AS TEXT)
         WHERE o.profile_id = ?1 AND o.source IN ('csv', 'excel', 'api')
             AND (k.name IS NULL OR (k.name <> o.name AND (
                 SELECT e.kind FROM edit_organization AS t JOIN edit AS e ON e.id = t.edit_id
                 WHERE t.organization_id = o.id AND e.undone_at IS NULL ORDER BY e.id DESC LIMIT 1) = 'import'))
         ORDER BY o.sort_key, o.id",
        [profile.get()],
        |row| {
            let decision = decode::coded(row, "decision", Decision::from_code)?;
            let is_mapped: bool = row.get("is_mapped")?;
            Ok(SourceOrganization {
                id: decode::id(row, "id", OrganizationId::new)?,
                name: row.get("name")?,
                known_name: row.get("known_name")?,
                is_open: decision == Decision::Open && !is_mapped,
            })
        },
    )
}

/// Remembers organisations about which something was decided and those of a first import that stands, and follows names
/// that were changed here. What is gone is forgotten.
pub fn follow_organizations(conn: &Connection, profile: ProfileId, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR IGNORE INTO known_object (profile_id, kind, object_key, name, noted_at)
         SELECT o.profile_id, 'organization', o.id, o.name, ?2 FROM organization AS o
         WHERE o.profile_id = ?1 AND (o.decision <> 'open' OR o.source NOT IN ('csv', 'excel', 'api')
             OR EXISTS (SELECT 1 FROM pair AS p WHERE p.organization_id = o.id)
             OR (SELECT count(*) FROM import_run AS r LEFT JOIN edit AS e ON e.id = r.edit_id
                 WHERE r.profile_id = o.profile_id AND r.source = o.source AND e.undone_at IS NULL) < 2)
             AND NOT EXISTS (SELECT 1 FROM known_object AS k
                 WHERE k.profile_id = o.profile_id AND k.kind = 'organization' AND k.object_key = CAST(o.id AS TEXT))",
        params![profile.get(), now],
    )?;
    decode::execute(
        conn,
        "UPDATE known_object AS k SET name = o.name, noted_at = ?2 FROM organization AS o
         WHERE k.profile_id = ?1 AND k.kind = 'organization' AND o.profile_id = ?1 AND o.id = CAST(k.object_key AS INTEGER)
             AND k.name <> o.name
             AND coalesce((SELECT e.kind FROM edit_organization AS t JOIN edit AS e ON e.id = t.edit_id
                 WHERE t.organization_id = o.id AND e.undone_at IS NULL ORDER BY e.id DESC LIMIT 1), '') <> 'import'",
        params![profile.get(), now],
    )?;
    decode::execute(
        conn,
        "DELETE FROM known_object WHERE profile_id = ?1 AND kind = 'organization'
             AND NOT EXISTS (SELECT 1 FROM organization AS o WHERE o.profile_id = ?1 AND o.id = CAST(known_object.object_key AS INTEGER))",
        [profile.get()],
    )?;
    Ok(())
}

/// Forgets the accepted names of customers whose pair was made anew since: then the pair's own name is the one that was
/// last looked at. The name of a pair that is gone is kept for the undo that brings it back, as long as the organisation
/// is here.
pub fn follow_pairs(conn: &Connection, profile: ProfileId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM known_object AS k WHERE k.profile_id = ?1 AND k.kind = 'customer'
             AND (NOT EXISTS (SELECT 1 FROM organization AS o WHERE o.id = CAST(k.object_key AS INTEGER))
                 OR EXISTS (SELECT 1 FROM pair AS p WHERE p.organization_id = CAST(k.object_key AS INTEGER)
                     AND k.object_key = p.organization_id || ':' || p.customer_id AND p.accepted_at > k.noted_at))",
        [profile.get()],
    )?;
    Ok(())
}

/// Organisations that a list had and the newest import of it had not. Excluded ones are not missed. By name.
pub fn gone_from_source(conn: &Connection, profile: ProfileId) -> Result<Vec<GoneOrganization>> {
    decode::rows(
        conn,
        "WITH counted AS (
             SELECT r.id, r.source FROM import_run AS r LEFT JOIN edit AS e ON e.id = r.edit_id
             WHERE r.profile_id = ?1 AND e.undone_at IS NULL),
         newest AS (SELECT source, max(id) AS id FROM counted GROUP BY source)
         SELECT o.id, o.name, p.customer_name FROM organization AS o
         LEFT JOIN pair AS p ON p.organization_id = o.id
         WHERE o.profile_id = ?1 AND o.decision <> 'excluded'
             AND o.id IN (SELECT m.organization_id FROM counted JOIN import_member AS m ON m.run_id = counted.id)
             AND o.id NOT IN (SELECT m.organization_id FROM newest JOIN import_member AS m ON m.run_id = newest.id)
         ORDER BY o.sort_key, o.id",
        [profile.get()],
        |row| {
            Ok(GoneOrganization {
                id: decode::id(row, "id", OrganizationId::new)?,
                name: row.get("name")?,
                customer: row.get("customer_name")?,
            })
        },
    )
}
