//! The two threads that own the connections, and the handle that hands them work.
//!
//! One thread writes, one reads. Work is a closure, its answer comes through a one-shot channel, so nothing here
//! blocks an async thread and no lock is held across a query.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use crate::{Error, Result, tables::journal};

/// How many steps of `SQLite`'s machine pass between two looks at whether somebody still waits for the answer.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A handle to the open file. Clones share it; the last one to go closes it.
#[derive(Clone, Debug)]
pub struct Store {
    threads: Arc<Threads>,
    beside: Arc<Beside>,
    who: Arc<OnceLock<String>>,
}

/// What others keep in memory about the file, one of a kind; it goes with the last handle.
#[derive(Debug, Default)]
struct Beside(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

#[derive(Debug)]
struct Threads {
    path: PathBuf,
    reader: Worker,
    writer: Worker,
}

#[derive(Debug)]
struct Worker {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Store {
    pub(crate) fn start(path: PathBuf, writer: Connection, reader: Connection) -> Self {
        Self {
            threads: Arc::new(Threads {
                path,
                reader: Worker::start("store-reader", reader),
                writer: Worker::start("store-writer", writer),
            }),
            beside: Arc::default(),
            who: Arc::default(),
        }
    }

    /// What its one user of this type keeps in memory about the file: made when it is first asked for, shared by all
    /// handles, gone when the last of them is.
    pub fn beside<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        let mut kept = self.beside.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::<T>::default());
        // What stands under a type is of that type.
        Arc::clone(found).downcast().unwrap_or_default()
    }

    /// Says who is at the computer, for the journal's lines of what is done here. Said once; a name without a letter says
    /// nothing.
    pub fn set_who(&self, who: &str) {
        let who = who.trim();
        if !who.is_empty() {
            // Whoever said it first goes on being it.
            drop(self.who.set(who.to_owned()));
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.threads.path
    }

    /// Runs queries on one consistent snapshot. They are interrupted when the future is dropped.
    ///
    /// # Errors
    /// What the job answers, or [`Error`] when it could not run to its end.
    pub async fn read<T, F>(&self, job: F) -> Result<T>
    where
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let abandoned = Abandoned::default();
        let flag = Arc::clone(&abandoned.0);
        self.threads.reader.send(Box::new(move |conn| {
            if flag.load(Ordering::Relaxed) {
                return;
            }
            let seen = Arc::clone(&flag);
            let look = move || seen.load(Ordering::Relaxed);
            let result = conn
                .progress_handler(STEPS_BETWEEN_LOOKS, Some(look))
                .map_err(Error::from)
                .and_then(|()| guarded(conn, TransactionBehavior::Deferred, job));
            if let Err(error) = conn.progress_handler(0, None::<fn() -> bool>) {
                tracing::error!(%error, "progress handler could not be taken off");
            }
            // Nobody may be waiting any more, which is their business.
            drop(answer.send(result));
        }))?;
        let result = answered.await.map_err(|_| Error::Stopped);
        drop(abandoned);
        result?
    }

    /// Runs a change as one transaction: all of it is kept, or nothing.
    ///
    /// It runs to its end even when the future is dropped. Changes run one after the other, in the order of calling.
    ///
    /// # Errors
    /// What the job answers (its changes are rolled back), or [`Error`] when it could not be kept.
    pub async fn write<T, F>(&self, job: F) -> Result<T>
    where
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        self.transact(job).await
    }

    /// Same as [`Store::write`], with an error of the caller's own.
    ///
    /// # Errors
    /// What the job answers (its changes are rolled back), or [`Error`] when it could not be kept.
    pub async fn transact<T, E, F>(&self, job: F) -> std::result::Result<T, E>
    where
        F: FnOnce(&Transaction<'_>) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let who = Arc::clone(&self.who);
        self.threads.writer.send(Box::new(move |conn| {
            // IMMEDIATE: a change that would have to wait fails before it has done anything.
            // What it entered into the journal is sealed before anybody else can look at it.
            let sealed = |tx: &Transaction<'_>| {
                let newest = journal::newest(tx)?;
                let value = job(tx)?;
                journal::seal(tx, newest, who.get().map(String::as_str))?;
                Ok(value)
            };
            drop(answer.send(guarded(conn, TransactionBehavior::Immediate, sealed)));
        }))?;
        answered.await.map_err(|_| E::from(Error::Stopped))?
    }

    /// Asks the writing connection something outside of any transaction, when its changes until now are kept.
    ///
    /// # Errors
    /// What the question answers, or [`Error::Stopped`].
    pub(crate) async fn ask_writer<T, F>(&self, question: F) -> Result<T>
    where
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.threads.writer.send(Box::new(move |conn| {
            // Nobody may be waiting any more, which is their business.
            drop(answer.send(question(conn)));
        }))?;
        answered.await.map_err(|_| Error::Stopped)?
    }

    /// Finishes what was asked for, then closes the file in order. Blocks until that is done.
    ///
    /// Whatever is asked for later answers [`Error::Stopped`].
    pub fn close(&self) {
        self.threads.close();
    }
}

/// Raises its flag when it is dropped, which tells the reading thread that nobody waits any more.
#[derive(Default)]
struct Abandoned(Arc<AtomicBool>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Threads {
    fn close(&self) {
        // The writer last: the connection that closes last folds the journal into the file, and only it may.
        self.reader.stop();
        self.writer.stop();
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.close();
    }
}

impl Worker {
    fn start(name: &str, mut conn: Connection) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let spawned = thread::Builder::new().name(name.to_owned()).spawn(move || {
            for job in queue {
                job(&mut conn);
            }
            if let Err(error) = conn.close() {
                tracing::error!(error = %error.1, "database connection did not close in order");
            }
        });
        let thread = spawned
            .inspect_err(|error| tracing::error!(%error, "thread {name} could not be started"))
            .ok();
        Self {
            jobs: Mutex::new(Some(jobs)),
            thread: Mutex::new(thread),
        }
    }

    fn send(&self, job: Job) -> Result<()> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let jobs = jobs.as_ref().ok_or(Error::Stopped)?;
        jobs.send(job).map_err(|_| Error::Stopped)
    }

    fn stop(&self) {
        drop(
            self.jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // A job may hold the last handle; its thread cannot wait for itself, and ends right after it anyway.
        if let Some(thread) = thread.filter(|t| t.thread().id() != thread::current().id())
            && thread.join().is_err()
        {
            tracing::error!("a database thread ended by panic");
        }
    }
}

/// Runs a job in a transaction. A panic in it becomes an error, and the thread lives on.
fn guarded<T, E, F>(
    conn: &mut Connection,
    behavior: TransactionBehavior,
    job: F,
) -> std::result::Result<T, E>
where
    F: FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    E: From<Error>,
{
    // Nothing is seen half-done afterwards: a panic drops the transaction, which rolls back.
    panic::catch_unwind(AssertUnwindSafe(|| {
        let tx = conn
            .transaction_with_behavior(behavior)
            .map_err(Error::from)?;
        let value = job(&tx)?;
        tx.commit().map_err(Error::from)?;
        Ok(value)
    }))
    .unwrap_or_else(|payload| {
        tracing::error!(message = panic_message(&*payload), "database job panicked");
        Err(E::from(Error::Panicked))
    })
}

fn panic_message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

/// Waits for a store's answer without an async runtime.
#[cfg(test)]
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime")
        .block_on(future)
}
