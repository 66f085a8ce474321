//! What all requests share: the world, settings, faults, limiter and recorder, each behind its own short lock.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::limiter::Limiter;
use crate::{
    Discovery, Product, contract::Violation, faults::FaultBook, model::World,
    recorder::RecordedRequest,
};

/// What can be switched while the server runs.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "these are switches")]
pub(crate) struct Settings {
    pub(crate) base_url: String,
    pub(crate) tenant: String,
    pub(crate) tenant_required: bool,
    pub(crate) token_lifetime: Duration,
    pub(crate) discovery: Discovery,
    pub(crate) old_build: bool,
    pub(crate) product: Product,
    /// Whether a missing access level is answered with 403 rather than with an empty list.
    pub(crate) refuses_aloud: bool,
    /// Whether the module that holds software licences is switched on.
    pub(crate) licence_module: bool,
    /// Whether the lines in the list of recurring invoices tell their licences, as those of a single one do.
    pub(crate) invoice_list_has_licences: bool,
    /// Fields that a new customer has to come with, beside its name.
    pub(crate) customer_demands: Vec<&'static str>,
}

/// The state of a running simulator.
pub(crate) struct Shared {
    world: Mutex<World>,
    settings: Mutex<Settings>,
    faults: Mutex<FaultBook>,
    limiter: Mutex<Limiter>,
    requests: Mutex<Vec<RecordedRequest>>,
    violations: Mutex<Vec<Violation>>,
}

impl Shared {
    pub(crate) fn new(world: World, settings: Settings) -> Self {
        Self {
            world: Mutex::new(world),
            settings: Mutex::new(settings),
            faults: Mutex::default(),
            limiter: Mutex::default(),
            requests: Mutex::default(),
            violations: Mutex::default(),
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        locked(&self.world)
    }

    pub(crate) fn settings(&self) -> MutexGuard<'_, Settings> {
        locked(&self.settings)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultBook> {
        locked(&self.faults)
    }

    pub(crate) fn limiter(&self) -> MutexGuard<'_, Limiter> {
        locked(&self.limiter)
    }

    pub(crate) fn requests(&self) -> MutexGuard<'_, Vec<RecordedRequest>> {
        locked(&self.requests)
    }

    pub(crate) fn violations(&self) -> MutexGuard<'_, Vec<Violation>> {
        locked(&self.violations)
    }
}

/// A test that panics while it holds a lock has failed already; the others may go on.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
