//! Keeping suggestions up to date: one matcher a profile stays in memory beside the file. After an edit it is told of the
//! organisations that are others than it knows, thinks on a thread of its own, and what it suggests differently is
//! written.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    CustomerId, OrganizationId, ProfileId,
    matching::{CustomerRecord, Standing, Suggester, Suggestion},
};
use store::{Connection, Store};

use super::error::Result;
use super::learnt::Learnt;

/// From this many changed organisations on, all are read in one go.
const MANY: usize = 100;

/// Works the suggestions of a profile out anew after customers were read.
///
/// # Errors
/// [`super::Error::Store`].
pub async fn recompute_suggestions(store: &Store, profile: ProfileId) -> Result<()> {
    bring_up(store, profile, true).await.map(|_| ())
}

/// Same, after an edit that is already kept: a failure here must not make the edit look undone. Accepting brings them up
/// to date for itself, so old ones can be seen for a while but never accepted.
pub(super) async fn refresh(store: &Store, profile: ProfileId) {
    if let Err(error) = bring_up(store, profile, false).await {
        tracing::warn!(%profile, %error, "suggestions could not be renewed");
    }
}

/// Same, with every row compared: the table was found to be others than what is suggested.
pub(super) async fn rewrite(store: &Store, profile: ProfileId) {
    let slot = store.beside::<Matchers>().of(profile);
    if let Some(kept) = slot.lock().await.as_mut() {
        kept.unwritten = None;
    }
    refresh(store, profile).await;
}

/// Brings the suggestions up to date and answers all of them, with what they were made from.
pub(super) async fn up_to_date(
    store: &Store,
    profile: ProfileId,
) -> Result<(Stamp, Vec<Suggestion>)> {
    let kept = bring_up(store, profile, false).await?;
    Ok(kept
        .as_ref()
        .map(|kept| (kept.stamp.clone(), kept.suggester.all().cloned().collect()))
        .unwrap_or_default())
}

type Slot = Arc<tokio::sync::Mutex<Option<Kept>>>;

/// The matchers that are kept, by profile.
#[derive(Default)]
struct Matchers(Mutex<HashMap<ProfileId, Slot>>);

impl Matchers {
    fn of(&self, profile: ProfileId) -> Slot {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(slots.entry(profile).or_default())
    }
}

/// One matcher with what it knows.
struct Kept {
    suggester: Suggester,
    stamp: Stamp,
    versions: HashMap<OrganizationId, i32>,
    customers: HashMap<CustomerId, u64>,
    learnt: Learnt,
    /// Whose rows may be others than what is suggested now; `None`: all may.
    unwritten: Option<BTreeSet<OrganizationId>>,
}

async fn bring_up(
    store: &Store,
    profile: ProfileId,
    anew: bool,
) -> Result<tokio::sync::OwnedMutexGuard<Option<Kept>>> {
    let slot = store.beside::<Matchers>().of(profile);
    let mut slot = slot.lock_owned().await;
    let mut look_at_customers = anew;
    loop {
        // Taken out, so that after a failure it is built from scratch.
        let before = slot.take();
        let (kept, news) = store
            .read(move |tx| {
                let news = News::read(tx, profile, before.as_ref(), look_at_customers)?;
                Ok((before, news))
            })
            .await?;
        look_at_customers = false;
        let kept = tokio::task::spawn_blocking(move || take_in(kept, news))
            .await
            .map_err(|_| store::Error::Panicked)?;
        let (mut kept, is_current) = store
            .write(move |tx| {
                let is_current = Stamp::now(tx, profile)? == kept.stamp;
                if is_current {
                    kept.write(tx, profile)?;
                }
                Ok((kept, is_current))
            })
            .await?;
        // Otherwise somebody made an edit in between, which the answer does not know.
        if is_current {
            kept.unwritten = Some(BTreeSet::new());
            *slot = Some(kept);
            return Ok(slot);
        }
        *slot = Some(kept);
    }
}

/// What is others than the matcher knows.
struct News {
    stamp: Stamp,
    learnt: Option<Learnt>,
    versions: HashMap<OrganizationId, i32>,
    standings: Vec<(OrganizationId, Standing)>,
    customers: Option<Vec<CustomerRecord>>,
}

impl News {
    fn read(
        conn: &Connection,
        profile: ProfileId,
        known: Option<&Kept>,
        look_at_customers: bool,
    ) -> store::Result<Self> {
        let stamp = Stamp::now(conn, profile)?;
        let mut learnt = known.map(|known| known.learnt.clone()).unwrap_or_default();
        let has_learnt = learnt.read_on(conn, profile)? || known.is_none();
        let versions: HashMap<OrganizationId, i32> = store::organizations::versions(conn, profile)?
            .into_iter()
            .collect();
        let nothing = HashMap::new();
        let before = known.map_or(&nothing, |known| &known.versions);
        let mut changed: BTreeSet<OrganizationId> = versions
            .iter()
            .filter(|(id, version)| before.get(*id) != Some(*version))
            .map(|(id, _)| *id)
            .collect();
        let known_edits = known.map_or(stamp.edits, |known| known.stamp.edits);
        let touched = store::edits::touched_after(conn, profile, known_edits.0)?;
        changed.extend(touched.into_iter().filter(|id| versions.contains_key(id)));
        let gone = before.keys().filter(|id| !versions.contains_key(*id));
        let gone = gone.map(|id| (*id, Standing::default()));
        let mut standings: Vec<(OrganizationId, Standing)> = gone.collect();
        if changed.len() < MANY {
            for id in changed {
                standings.push((id, store::suggestions::standing(conn, profile, id)?));
            }
        } else {
            let all = store::suggestions::standings(conn, profile)?;
            standings.extend(all.into_iter().filter(|(id, _)| changed.contains(id)));
        }
        let are_customers_others =
            look_at_customers || known.is_none_or(|known| known.stamp.customers != stamp.customers);
        Ok(Self {
            learnt: has_learnt.then_some(learnt),
            versions,
            standings,
            customers: are_customers_others
                .then(|| store::suggestions::customers(conn, profile))
                .transpose()?,
            stamp,
        })
    }
}

/// Tells the matcher what is new.
fn take_in(kept: Option<Kept>, news: News) -> Kept {
    let mut kept = kept.unwrap_or_else(|| Kept {
        suggester: Suggester::new(
            Vec::new(),
            std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        ),
        stamp: Stamp::default(),
        versions: HashMap::new(),
        customers: HashMap::new(),
        learnt: Learnt::default(),
        unwritten: None,
    });
    let mut changed = BTreeSet::new();
    if let Some(customers) = news.customers {
        changed.append(&mut kept.take_in_customers(customers));
    }
    let suggester = &mut kept.suggester;
    let Rules {
        may_share,
        partly_read,
    } = news.stamp.rules;
    changed.append(&mut suggester.set_rules(may_share, partly_read));
    if let Some(learnt) = news.learnt {
        changed.append(&mut suggester.set_aliases(learnt.aliases()));
        kept.learnt = learnt;
    }
    changed.append(&mut suggester.change(news.standings));
    (kept.stamp, kept.versions) = (news.stamp, news.versions);
    if let Some(unwritten) = &mut kept.unwritten {
        unwritten.append(&mut changed);
    }
    kept
}

impl Kept {
    fn take_in_customers(&mut self, records: Vec<CustomerRecord>) -> BTreeSet<OrganizationId> {
        let marks: HashMap<CustomerId, u64> = records
            .iter()
            .map(|record| (record.id, fingerprint(record)))
            .collect();
        let before = std::mem::replace(&mut self.customers, marks);
        let gone: Vec<CustomerId> = before
            .keys()
            .filter(|id| !self.customers.contains_key(*id))
            .copied()
            .collect();
        let is_other =
            |record: &&CustomerRecord| before.get(&record.id) != self.customers.get(&record.id);
        let changed = records.iter().filter(is_other).count();
        if changed + gone.len() == 0 {
            return BTreeSet::new();
        }
        if self.suggester.is_much(changed + gone.len()) {
            return self.suggester.replace_customers(records);
        }
        let put: Vec<CustomerRecord> = records.iter().filter(is_other).cloned().collect();
        self.suggester.change_customers(&put, &gone)
    }

    fn write(&self, conn: &Connection, profile: ProfileId) -> store::Result<()> {
        let Some(unwritten) = &self.unwritten else {
            let all: Vec<Suggestion> = self.suggester.all().cloned().collect();
            return store::suggestions::replace(conn, profile, &all);
        };
        let changed: Vec<(OrganizationId, Option<Suggestion>)> = unwritten
            .iter()
            // The rows of one that is gone went with it.
            .filter(|id| self.versions.contains_key(*id))
            .map(|id| (*id, self.suggester.of(*id).cloned()))
            .collect();
        store::suggestions::put(conn, profile, &changed)
    }
}

fn fingerprint(record: &CustomerRecord) -> u64 {
    let mut hasher = DefaultHasher::new();
    record.hash(&mut hasher);
    hasher.finish()
}

/// Differs whenever what suggestions are made from may differ.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Stamp {
    edits: (i32, u32),
    rules: Rules,
    customers: CustomerStamp,
}

/// How matching is done.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Rules {
    may_share: bool,
    partly_read: bool,
}

/// Differs whenever the customers may differ.
#[derive(Debug, Clone, Default, PartialEq)]
struct CustomerStamp {
    read_at: Option<String>,
    /// While the very first read is under way: how far it is.
    received: u32,
    mail_read_at: (Option<String>, Option<String>),
    own: Option<CustomerId>,
}

impl Stamp {
    pub(super) fn now(conn: &Connection, profile: ProfileId) -> store::Result<Self> {
        let row = store::profiles::get(conn, profile)?;
        let sync = store::customer_sync::load(conn, profile)?;
        let partly_read = row.last_read_at.is_none();
        let received = match store::customer_reads::last(conn, profile)? {
            Some(read) if partly_read => read.received,
            Some(_) | None => 0,
        };
        Ok(Self {
            edits: store::edits::stamp(conn, profile)?,
            rules: Rules {
                may_share: row.may_share,
                partly_read,
            },
            customers: CustomerStamp {
                read_at: row.last_read_at,
                received,
                mail_read_at: sync
                    .map(|sync| (sync.users_read_at, sync.sites_read_at))
                    .unwrap_or_default(),
                own: row.own_customer_id,
            },
        })
    }
}
