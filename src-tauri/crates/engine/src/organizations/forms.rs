//! Organisations typed by hand: add, change, delete.

use domain::{Decision, OrganizationId, ProfileId, SourceKind, vendor::VendorProduct};
use store::{
    Connection, Store,
    organizations::{OrganizationContent, OrganizationRow},
};

use super::edits::{Draft, Edited};
use super::error::{Error, Result};
use super::fields::{Field, domains};
use super::seats;
use super::suggestions::refresh;

/// The fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Name.
    pub name: String,
    /// Domains, with blanks, commas or semicolons between them.
    pub domains: String,
    /// The vendor's own id.
    pub external_id: String,
    /// The Microsoft tenant id.
    pub tenant_id: String,
    /// A remark.
    pub note: String,
    /// Seats: a product's name, and a number or nothing. Other products keep theirs.
    pub seats: Vec<(String, String)>,
}

/// The fields as they are kept.
struct Checked {
    name: String,
    domains: Vec<String>,
    external_id: Option<String>,
    tenant_id: Option<String>,
    note: Option<String>,
}

/// Adds an organisation.
///
/// # Errors
/// [`Error::InvalidInput`] for the first field that cannot be used.
pub async fn add(store: &Store, profile: ProfileId, form: Form, now: &str) -> Result<Edited> {
    let checked = check(&form)?;
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            expect_external_id_free(tx, profile, checked.external_id.as_deref(), None)?;
            let mut draft = Draft::of(tx, profile, Vec::new())?;
            let what = format!("{} added", checked.name);
            let content = OrganizationContent {
                name: checked.name,
                domains: checked.domains,
                external_id: checked.external_id,
                tenant_id: checked.tenant_id,
                note: checked.note,
                seats: seats::typed(Vec::new(), &form.seats, &products(tx, profile)?)?,
                source: SourceKind::Manual,
                decision: Decision::Open,
                decision_reason: None,
            };
            let id = store::organizations::insert(tx, profile, &content, &now)?;
            draft.added(id);
            draft.enter(tx, "add", what, Some(id), &now)
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

/// Changes an organisation's fields. Its pair stays.
///
/// # Errors
/// [`Error::InvalidInput`] for the first field that cannot be used, [`Error::NotFound`], [`Error::Conflict`].
pub async fn update(
    store: &Store,
    profile: ProfileId,
    id: OrganizationId,
    version: i32,
    form: Form,
    now: &str,
) -> Result<Edited> {
    let checked = check(&form)?;
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            let old = find(tx, profile, id)?;
            let what = if old.name == checked.name {
                format!("{} changed", old.name)
            } else {
                format!("{} renamed to {}", old.name, checked.name)
            };
            let content = OrganizationContent {
                name: checked.name,
                domains: checked.domains,
                external_id: checked.external_id,
                tenant_id: checked.tenant_id,
                note: checked.note,
                seats: seats::typed(old.seats.clone(), &form.seats, &products(tx, profile)?)?,
                ..old.content()
            };
            if content == old.content() {
                return Ok(Edited::nothing("Nothing was changed", Some(id)));
            }
            store::organizations::expect_version(tx, profile, id, version)?;
            expect_external_id_free(tx, profile, content.external_id.as_deref(), Some(id))?;
            let draft = Draft::of(tx, profile, vec![id])?;
            store::organizations::update(tx, profile, id, &content, &now)?;
            draft.enter(tx, "update", what, Some(id), &now)
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

/// Deletes an organisation here, with its pair. Halo is not touched.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`].
pub async fn delete(
    store: &Store,
    profile: ProfileId,
    id: OrganizationId,
    version: i32,
    now: &str,
) -> Result<Edited> {
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            let old = find(tx, profile, id)?;
            store::organizations::expect_version(tx, profile, id, version)?;
            let draft = Draft::of(tx, profile, vec![id])?;
            store::organizations::delete(tx, profile, id)?;
            draft.enter(
                tx,
                "delete",
                format!("{} deleted", old.name),
                Some(id),
                &now,
            )
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

/// The organisation.
pub(super) fn find(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
) -> Result<OrganizationRow> {
    store::organizations::get(conn, profile, id)?.ok_or(Error::NotFound {
        what: "organisation",
    })
}

fn products(conn: &Connection, profile: ProfileId) -> Result<Vec<VendorProduct>> {
    Ok(store::vendors::load(conn, profile)?.products)
}

fn check(form: &Form) -> Result<Checked> {
    let text = |field: Field, text: &str| {
        field.read(text).map_err(|flaw| Error::InvalidInput {
            field: field.wire(),
            message: format!("{flaw}."),
        })
    };
    let name = text(Field::Name, &form.name)?.ok_or_else(|| Error::InvalidInput {
        field: Field::Name.wire(),
        message: "Type a name.".to_owned(),
    })?;
    let (domains, others) = domains(&form.domains);
    if let Some(other) = others.first() {
        let shown: String = other.chars().take(60).collect();
        return Err(Error::InvalidInput {
            field: "domains",
            message: format!("“{shown}” is not a domain. A domain looks like fernhill.example."),
        });
    }
    Ok(Checked {
        name,
        domains,
        external_id: text(Field::ExternalId, &form.external_id)?,
        tenant_id: text(Field::TenantId, &form.tenant_id)?,
        note: text(Field::Note, &form.note)?,
    })
}

fn expect_external_id_free(
    conn: &Connection,
    profile: ProfileId,
    external_id: Option<&str>,
    own: Option<OrganizationId>,
) -> Result<()> {
    let Some(external_id) = external_id else {
        return Ok(());
    };
    match store::organizations::holder_of_external_id(conn, profile, external_id)? {
        Some((id, name)) if Some(id) != own => Err(Error::InvalidInput {
            field: Field::ExternalId.wire(),
            message: format!("{name} already has this external id."),
        }),
        Some(_) | None => Ok(()),
    }
}
