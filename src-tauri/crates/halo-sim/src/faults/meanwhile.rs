//! What somebody does in Halo's own window while a client is at work.

use crate::{clock, model::World};

/// One deed to a customer, done just before a request is answered.
#[derive(Debug, Clone)]
pub(crate) enum Meanwhile {
    Create(String),
    Delete(i64),
    Rename(i64, String),
}

impl Meanwhile {
    /// Lets it happen. A customer that is not there is left in peace.
    pub(crate) fn happen(&self, world: &mut World) {
        let now = clock::now();
        match self {
            Self::Create(name) => {
                world.add_customer(name, "", "Main", now);
            }
            Self::Delete(id) => {
                world.remove_customer(*id);
            }
            Self::Rename(id, name) => {
                if let Some(customer) = world.customers.get_mut(id) {
                    name.clone_into(&mut customer.name);
                    customer.updated = now;
                }
            }
        }
    }
}
