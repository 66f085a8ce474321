//! Many customers with names that look like names: for counting, scrolling and matching, not for reading.

use super::epoch;
use crate::model::World;

const FIRST: [&str; 40] = [
    "Amber", "Ash", "Beacon", "Birch", "Blue", "Bright", "Castle", "Cedar", "Clear", "Copper",
    "Crown", "Dale", "Eagle", "East", "Elm", "Fair", "Fern", "Glen", "Gold", "Green", "Harbour",
    "Hazel", "High", "Hill", "Holly", "Iron", "Ivy", "Lake", "Long", "Maple", "Mill", "North",
    "Oak", "Park", "River", "Silver", "Stone", "Summit", "West", "Willow",
];
const SECOND: [&str; 40] = [
    "bank", "beck", "borough", "bourne", "bridge", "brook", "bury", "cliff", "combe", "cote",
    "croft", "dale", "den", "field", "ford", "gate", "grove", "ham", "haven", "hurst", "land",
    "leigh", "ley", "mead", "mere", "moor", "mouth", "ness", "point", "ridge", "shaw", "side",
    "stead", "stone", "thorpe", "ton", "view", "wick", "wood", "worth",
];
const TRADES: [&str; 16] = [
    "Accountants",
    "Architects",
    "Brewery",
    "Care Homes",
    "Catering",
    "Dental Care",
    "Engineering Ltd",
    "Estates",
    "Freight",
    "Garden Centre",
    "Housing Association",
    "Insurance Brokers",
    "Joinery",
    "Solicitors LLP",
    "Surgery",
    "Veterinary Practice",
];
const TOWNS: [&str; 10] = [
    "Bath", "Derby", "Exeter", "Leeds", "Lincoln", "Oxford", "Perth", "Truro", "Wells", "York",
];

/// Adds customers until there are `customers` in all.
pub(super) fn fill(world: &mut World, customers: usize) {
    for index in 0..customers.saturating_sub(world.customers.len()) {
        // Steps of different lengths, so that neighbours differ in more than one word.
        let (first, second) = (
            FIRST[index % FIRST.len()],
            SECOND[(index / FIRST.len()) % SECOND.len()],
        );
        let round = index / (FIRST.len() * SECOND.len());
        let trade = TRADES[(round + index) % TRADES.len()];
        let series = round / TRADES.len();
        let mut name = format!("{first}{second} {trade}");
        let mut domain = format!("{first}{second}{}", trade.replace(' ', "")).to_lowercase();
        if series > 0 {
            let town = TOWNS[series % TOWNS.len()];
            name = format!("{name} {town}");
            domain = format!("{domain}-{}", town.to_lowercase());
        }
        if series >= TOWNS.len() {
            name = format!("{name} {series}");
            domain = format!("{domain}{series}");
        }
        let domain = format!("{domain}.example");
        let id = world.add_customer(&name, &domain, "Main", epoch());
        world.add_user(id, "Office", "Desk", &format!("office@{domain}"));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_as_many_as_asked_and_names_hardly_repeat() {
        let mut world = World::default();
        fill(&mut world, 50_000);
        assert_eq!(world.customers.len(), 50_000);
        let names: BTreeSet<&str> = world
            .customers
            .values()
            .map(|customer| customer.name.as_str())
            .collect();
        assert_eq!(names.len(), 50_000);
    }
}
