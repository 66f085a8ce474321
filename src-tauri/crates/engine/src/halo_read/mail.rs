//! Mail domains: what the addresses of Halo's users and the fields of its sites tell about a customer.
//!
//! A list of users gives their addresses a hundred at a time; the mail domain of a site comes only with that one site
//! (halo-api.md sections 3.2 and 3.3). So a few users are read along with the customers; many users, and sites, only
//! when somebody asks for it and has seen what it costs.

use std::collections::{BTreeMap, BTreeSet};

use domain::matching::registrable_domain;
use domain::{CustomerId, ProfileId};
use halo_api::{HowMany, SiteQuery, UserQuery};
use store::customer_mail::MailOf;

use super::{Job, expect_complete, with_accepted};
use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskId, TaskKind};

/// So many users are read without asking: ten requests.
const FEW_USERS: u64 = 1_000;

/// Rows that Halo gives to one request (halo-api.md section 3.0).
const ROWS_PER_REQUEST: u64 = 100;

type Counts = BTreeMap<(CustomerId, String), u32>;

/// What reading mail domains costs, and when it was done last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailPlan {
    /// Users in Halo; `None` when it does not tell, or the agent may not read them.
    pub users: Option<u32>,
    /// Requests for all of them.
    pub user_requests: u32,
    /// Sites in Halo.
    pub sites: Option<u32>,
    /// Requests for all sites in a list, and one each for those of customers without any domain; about.
    pub site_requests: u32,
    /// When users were read.
    pub users_read_at: Option<String>,
    /// When sites were read.
    pub sites_read_at: Option<String>,
}

fn users_with_addresses() -> UserQuery {
    UserQuery {
        exclude_general_user: true,
        ..UserQuery::default()
    }
}

impl Engine {
    /// What reading the mail domains of users and sites would cost; itself two requests.
    pub async fn mail_plan(&self, profile: ProfileId) -> Result<MailPlan> {
        let halo = self.halo_for_work(profile).await?;
        let allowed = |counted: std::result::Result<HowMany, halo_api::Error>| match counted {
            Err(halo_api::Error::Forbidden { .. }) => Ok(None),
            other => other.map(HowMany::number),
        };
        let users = allowed(halo.count_users(&users_with_addresses()).await)?;
        let sites = allowed(halo.count_sites(&SiteQuery::default()).await)?;
        let (without, known) = self
            .store
            .read(move |tx| {
                let without = store::customers::without_domain(tx, profile)?.len();
                Ok((without, store::customer_sync::load(tx, profile)?))
            })
            .await?;
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let lists = |rows: Option<u64>| rows.unwrap_or(0).div_ceil(ROWS_PER_REQUEST);
        let single = u64::try_from(without).unwrap_or(u64::MAX);
        Ok(MailPlan {
            users: users.map(small),
            user_requests: small(lists(users)),
            sites: sites.map(small),
            site_requests: small(lists(sites).saturating_add(single)),
            users_read_at: known.as_ref().and_then(|known| known.users_read_at.clone()),
            sites_read_at: known.and_then(|known| known.sites_read_at),
        })
    }

    /// Reads the mail domains of all users, of sites, or of both.
    pub async fn read_mail_domains(
        &self,
        profile: ProfileId,
        users: bool,
        sites: bool,
    ) -> Result<TaskId> {
        let halo = self.halo_for_work(profile).await?;
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::ReadMailDomains,
            profile,
            "Reading mail domains",
            move |mut handle| async move {
                let halo = halo.with_cancel(handle.cancel().clone());
                let meter = Meter::start(halo.budget());
                let mut job = Job {
                    profile,
                    halo: &halo,
                    meter: &meter,
                    handle: &mut handle,
                };
                let end = engine.read_mail(&mut job, users, sites).await;
                // What came before it was stopped counts.
                crate::organizations::recompute_suggestions(&engine.store, profile).await?;
                crate::organizations::renew_warnings(&engine.store, profile).await?;
                let accepted = engine.accept_automatically(profile).await;
                let changed = [Tag::Customers, Tag::Organizations, Tag::Home];
                engine.events.invalidated(Some(profile), &changed);
                end?;
                Ok(Ended::well(with_accepted("Mail domains read", accepted)))
            },
        ))
    }

    async fn read_mail(&self, job: &mut Job<'_>, users: bool, sites: bool) -> Result<()> {
        if users {
            let counts = count_users(job, None).await?.unwrap_or_default();
            self.keep_mail(job.profile, MailOf::Users, counts).await?;
        }
        if sites {
            // Those that have one by now need not be asked about.
            let profile = job.profile;
            let without = self
                .store
                .read(move |tx| store::customers::without_domain(tx, profile))
                .await?;
            let counts = count_sites(job, &without.into_iter().collect()).await?;
            self.keep_mail(profile, MailOf::Sites, counts).await?;
        }
        Ok(())
    }

    /// Reads the users along with the customers, if there are not too many. Nothing of the customers hangs on it.
    pub(super) async fn read_few_users(&self, job: &mut Job<'_>) -> Result<()> {
        match count_users(job, Some(FEW_USERS)).await {
            Ok(Some(counts)) => self.keep_mail(job.profile, MailOf::Users, counts).await,
            Ok(None) => Ok(()),
            Err(error) if error.is_cancelled() => Ok(()),
            Err(error) => {
                tracing::info!(profile = %job.profile, %error, "users were not read along");
                Ok(())
            }
        }
    }

    async fn keep_mail(&self, profile: ProfileId, of: MailOf, counts: Counts) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                store::customer_mail::replace(tx, profile, of, &counts)?;
                store::customer_sync::mail_read(tx, profile, of, &now)
            })
            .await?;
        Ok(())
    }
}

/// How many users of each customer have each mail domain. `None` when there are more users than `most`.
async fn count_users(job: &mut Job<'_>, most: Option<u64>) -> Result<Option<Counts>> {
    let mut counts = Counts::new();
    let mut pager = job.halo.users(&users_with_addresses());
    while let Some(page) = pager.next().await? {
        let progress = page.progress;
        if most.is_some_and(|most| progress.expected.is_none_or(|expected| expected > most)) {
            return Ok(None);
        }
        for user in page.items.iter().filter(|user| !user.is_service_account) {
            let Some(customer) = user.client_id.map(CustomerId::new) else {
                continue;
            };
            let domains: BTreeSet<String> = user.emails().filter_map(registrable_domain).collect();
            for domain in domains {
                *counts.entry((customer, domain)).or_default() += 1;
            }
        }
        job.progress("Reading users", progress.received, progress.expected);
    }
    expect_complete(pager.completeness(), "users")?;
    Ok(Some(counts))
}

/// How many sites of each customer have each mail domain. Only the sites of `wanted` are asked about one by one.
async fn count_sites(job: &mut Job<'_>, wanted: &BTreeSet<CustomerId>) -> Result<Counts> {
    let mut counts = Counts::new();
    let mut count = |customer: CustomerId, text: Option<&str>| {
        if let Some(domain) = text.and_then(registrable_domain) {
            *counts.entry((customer, domain)).or_default() += 1;
        }
    };
    let mut to_ask = Vec::new();
    let mut pager = job.halo.sites(&SiteQuery::default());
    while let Some(page) = pager.next().await? {
        for site in page.items {
            let Some(customer) = site.client_id.map(CustomerId::new) else {
                continue;
            };
            match &site.email_domain {
                Some(text) => count(customer, Some(text)),
                None if wanted.contains(&customer) => to_ask.push((customer, site.id)),
                None => {}
            }
        }
        job.progress(
            "Reading sites",
            page.progress.received,
            page.progress.expected,
        );
    }
    expect_complete(pager.completeness(), "sites")?;
    let total = u64::try_from(to_ask.len()).ok();
    for ((customer, site), done) in to_ask.into_iter().zip(1..) {
        match job.halo.site(site).await {
            Ok(site) => count(customer, site.email_domain.as_deref()),
            Err(halo_api::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        job.progress("Reading the sites’ mail domains", done, total);
    }
    Ok(counts)
}
