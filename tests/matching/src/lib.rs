//! Measures the matcher: how often it is right, how sure it may be, what it costs.
//!
//! Sets come from files or are made here ([`generate`]). Nothing in this crate is part of the program.

mod costs;
mod generate;
mod measure;
mod resources;
mod set;

pub use costs::{Costs, Updates, costs_of};
pub use generate::{Recipe, generate};
pub use measure::{Accepted, Bin, Measured, Point, measure};
pub use resources::Cost;
pub use set::{Files, Set, Truth};
