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
use super::learnt::{Learnt, Lesson};

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

/// Same, after one that put customers into the snapshot: no stamp tells of these.
pub(crate) async fn refresh_with_customers(store: &Store, profile: ProfileId) {
    if let Err(error) = recompute_suggestions(store, profile).await {
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
        .and_then(|kept| {
            let stamp = kept.stamp.clone()?;
            Some((stamp, kept.suggester.all().cloned().collect()))
        })
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
    /// `None`: it knows nothing yet.
    stamp: Option<Stamp>,
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
                let mut kept = before.unwrap_or_else(Kept::of_nothing);
                let news = News::read(tx, profile, &mut kept, look_at_customers)?;
                Ok((kept, news))
            })
            .await?;
        look_at_customers = false;
        let kept = tokio::task::spawn_blocking(move || kept.take_in(news))
            .await
            .map_err(|_| store::Error::Panicked)?;
        let (mut kept, is_current) = store
            .write(move |tx| {
                let is_current = Some(Stamp::now(tx, profile)?) == kept.stamp;
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

/// What is others than the matcher knows: after an edit, what the edit touched.
struct News {
    stamp: Stamp,
    lesson: Lesson,
    standings: Vec<(OrganizationId, Standing)>,
    customers: Option<Vec<CustomerRecord>>,
}

impl News {
    fn read(
        conn: &Connection,
        profile: ProfileId,
        known: &mut Kept,
        look_at_customers: bool,
    ) -> store::Result<Self> {
        let stamp = Stamp::now(conn, profile)?;
        let before = known.stamp.as_ref();
        let are_customers_others =
            look_at_customers || before.is_none_or(|before| before.customers != stamp.customers);
        Ok(Self {
            standings: standings_since(conn, profile, before)?,
            lesson: known.learnt.read_on(conn, profile)?,
            customers: are_customers_others
                .then(|| store::suggestions::customers(conn, profile))
                .transpose()?,
            stamp,
        })
    }
}

/// How the organisations stand that changed since then, those that are gone as by default; without a moment all.
fn standings_since(
    conn: &Connection,
    profile: ProfileId,
    before: Option<&Stamp>,
) -> store::Result<Vec<(OrganizationId, Standing)>> {
    let Some(before) = before else {
        let all = store::suggestions::standings(conn, profile)?;
        return Ok(all.into_iter().collect());
    };
    let changed = store::organization_changes::after(conn, profile, before.changes)?;
    if changed.len() < MANY {
        return changed
            .into_iter()
            .map(|id| Ok((id, store::suggestions::standing(conn, profile, id)?)))
            .collect();
    }
    let mut all = store::suggestions::standings(conn, profile)?;
    let standing = |id| (id, all.remove(&id).unwrap_or_default());
    Ok(changed.into_iter().map(standing).collect())
}

impl Kept {
    fn of_nothing() -> Self {
        Self {
            suggester: Suggester::new(
                Vec::new(),
                std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            ),
            stamp: None,
            customers: HashMap::new(),
            learnt: Learnt::default(),
            unwritten: None,
        }
    }

    /// Tells the matcher what is new.
    fn take_in(mut self, news: News) -> Self {
        let mut changed = BTreeSet::new();
        if let Some(customers) = news.customers {
            changed.append(&mut self.take_in_customers(customers));
        }
        let suggester = &mut self.suggester;
        let Rules {
            may_share,
            partly_read,
        } = news.stamp.rules;
        changed.append(&mut suggester.set_rules(may_share, partly_read));
        let Lesson { gone, new } = news.lesson;
        changed.append(&mut suggester.change_aliases(&gone, &new));
        changed.append(&mut suggester.change(news.standings));
        self.stamp = Some(news.stamp);
        if let Some(unwritten) = &mut self.unwritten {
            unwritten.append(&mut changed);
        }
        self
    }

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
    /// The newest change of an organisation.
    changes: i64,
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
            changes: store::organization_changes::newest(conn, profile)?,
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
