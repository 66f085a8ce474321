//! A set to measure on: organisations, customers, and which belong together.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use domain::{
    CustomerId, Organization, OrganizationId,
    matching::{CustomerRecord, domains_of},
};

/// Where the files of a set are.
#[derive(Clone, Debug)]
pub struct Files {
    /// `org_id,name,domains`
    pub organizations: PathBuf,
    /// `customer_id,name,domains,inactive`
    pub customers: PathBuf,
    /// `org_id,customer_id,all_ids,kind,...`; `all_ids` are parted by bars.
    pub truth: PathBuf,
}

/// What an organisation really is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// Every customer that is right; none if it has no customer.
    pub customers: HashSet<CustomerId>,
    /// What was done to its name.
    pub kind: String,
}

/// Organisations, customers, and which belong together.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// The vendor's side.
    pub organizations: Vec<Organization>,
    /// Halo's side.
    pub customers: Vec<CustomerRecord>,
    /// By organisation.
    pub truth: HashMap<OrganizationId, Truth>,
}

impl Set {
    /// Reads a set. Domains are whatever stands there; they are made registrable.
    ///
    /// # Errors
    /// A file that cannot be read, a column that is missing, an id that is no number.
    pub fn read(files: &Files) -> Result<Self> {
        let mut set = Self::default();
        for row in rows(&files.organizations, &["org_id", "name", "domains"])? {
            set.organizations.push(Organization {
                id: OrganizationId::new(row[0].parse().context("org_id is no number")?),
                name: row[1].clone(),
                domains: domains_of([row[2].as_str()]),
                external_id: None,
                tenant_id: None,
            });
        }
        for row in rows(
            &files.customers,
            &["customer_id", "name", "domains", "inactive"],
        )? {
            set.customers.push(CustomerRecord {
                domains: domains_of([row[2].as_str()]),
                inactive: matches!(row[3].trim(), "1" | "true" | "yes"),
                ..CustomerRecord::named(
                    customer_id(&row[0]).context("customer_id is no number")?,
                    &row[1],
                )
            });
        }
        for row in rows(&files.truth, &["org_id", "customer_id", "all_ids", "kind"])? {
            let ids = row[2].split('|').chain([row[1].as_str()]);
            let customers = ids
                .filter(|id| !id.trim().is_empty())
                .map(customer_id)
                .collect::<Result<_>>()
                .context("all_ids holds something that is no number")?;
            set.truth.insert(
                OrganizationId::new(row[0].parse().context("org_id is no number")?),
                Truth {
                    customers,
                    kind: row[3].clone(),
                },
            );
        }
        Ok(set)
    }

    /// The same names without a domain.
    #[must_use]
    pub fn without_domains(mut self) -> Self {
        for organization in &mut self.organizations {
            organization.domains.clear();
        }
        for customer in &mut self.customers {
            customer.domains.clear();
        }
        self
    }

    /// Half of the organisations, by whether their id is odd, against all customers.
    #[must_use]
    pub fn half(mut self, is_odd: bool) -> Self {
        let stays = |id: OrganizationId| (id.get() % 2 != 0) == is_odd;
        self.organizations
            .retain(|organization| stays(organization.id));
        self.truth.retain(|id, _| stays(*id));
        self
    }

    /// How many organisations have a customer.
    pub fn matchable(&self) -> usize {
        self.truth
            .values()
            .filter(|truth| !truth.customers.is_empty())
            .count()
    }
}

/// A customer's id. Files may use 1, which is Halo's own "Unknown", so all are moved by one.
fn customer_id(text: &str) -> Result<CustomerId> {
    let id: i32 = text.trim().parse()?;
    Ok(CustomerId::new(id.saturating_add(1)))
}

/// The named columns of a file, row by row. A column may be missing only from the end of a row.
fn rows(path: &Path, columns: &[&str]) -> Result<Vec<Vec<String>>> {
    let context = || format!("reading {}", path.display());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .with_context(context)?;
    let headers = reader.headers().with_context(context)?.clone();
    let places: Vec<usize> = columns
        .iter()
        .map(|column| {
            headers
                .iter()
                .position(|header| header.trim_start_matches('\u{feff}') == *column)
                .with_context(|| format!("{} has no column {column}", path.display()))
        })
        .collect::<Result<_>>()?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.with_context(context)?;
        let row = places
            .iter()
            .map(|&place| record.get(place).unwrap_or_default().to_owned());
        rows.push(row.collect());
    }
    Ok(rows)
}
