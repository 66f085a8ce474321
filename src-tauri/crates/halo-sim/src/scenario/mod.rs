//! The data an instance starts with. Everything is invented and the same at every start.

mod configuration;
mod csv_file;
mod large;
mod msp;

use std::fmt;

use jiff::Timestamp;

pub use csv_file::{DEMO_CSV_BAD_LINES, DEMO_CSV_GOOD_LINES, demo_organizations_csv};

use crate::model::World;

/// What an instance holds when it starts.
#[derive(Clone)]
pub struct Scenario {
    name: &'static str,
    world: World,
    main_agent: i64,
}

impl Scenario {
    /// A believable MSP: 150 customers, among them "Unknown" (1), the MSP itself (2), inactive ones and two names that
    /// occur twice; sites, users, licences, a few tickets.
    #[must_use]
    pub fn msp() -> Self {
        Self::of("msp", msp::fill)
    }

    /// `customers` customers in all, "Unknown" and the MSP itself among them.
    #[must_use]
    pub fn large(customers: usize) -> Self {
        Self::of("large", |world| large::fill(world, customers))
    }

    /// "Unknown", the MSP itself and three customers, with the whole configuration.
    #[must_use]
    pub fn small() -> Self {
        Self::of("small", |world| {
            for (name, domain) in [
                ("Contoso Ltd", "contoso.example"),
                ("Fabrikam & Sons", "fabrikam.example"),
                ("Wide World Importers", "wideworld.example"),
            ] {
                let id = world.add_customer(name, domain, "Main", epoch());
                world.add_user(id, "Ann", "Smith", &format!("ann.smith@{domain}"));
            }
        })
    }

    fn of(name: &'static str, fill: impl FnOnce(&mut World)) -> Self {
        let mut world = World::default();
        let main_agent = configuration::fill(&mut world);
        world.add_customer("Unknown", "", "Unknown", epoch());
        let own = world.add_customer(
            "Northwind IT Services",
            "northwind-it.example",
            "Head Office",
            epoch(),
        );
        if let Some(customer) = world.customers.get_mut(&own) {
            customer.toplevel_id = 2;
            "https://www.northwind-it.example".clone_into(&mut customer.website);
        }
        world.add_user(own, "Sam", "Jones", "sam.jones@northwind-it.example");
        fill(&mut world);
        Self {
            name,
            world,
            main_agent,
        }
    }

    pub(crate) fn into_world(self) -> (World, i64) {
        (self.world, self.main_agent)
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Scenario({}, {} customers)",
            self.name,
            self.world.customers.len()
        )
    }
}

/// When everything that has always been there was made: 2026-09-01 08:00 UTC.
fn epoch() -> Timestamp {
    Timestamp::constant(1_788_249_600, 0)
}
