//! Makes sets: names as service providers have them, customers with their families and duplicates, organisations with
//! the noise that creeps in between two systems.

mod company;
mod noise;
mod random;
mod words;

use std::collections::HashSet;

use company::{Company, Lists, trade};
use domain::{
    CustomerId, Organization, OrganizationId,
    matching::{CustomerRecord, domains_of},
};
use random::Random;
use words::FREE_MAIL;

use crate::set::{Set, Truth};

/// What kind of set is made.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// The same seed makes the same set.
    pub seed: u64,
    /// How many organisations.
    pub organizations: usize,
    /// How many customers.
    pub customers: usize,
    /// How names change, in per cent of the organisations that have a customer: unchanged, light, medium, heavy, trading
    /// under another name, renamed, initials. The rest is unchanged.
    pub noise: [usize; 6],
    /// Customers in a hundred that have branches, sisters in another trade, and duplicates.
    pub families: [usize; 3],
    /// Records in a hundred without a domain.
    pub without_domain: usize,
    /// Organisations in a hundred that have no customer; a third of them look like one that has.
    pub strangers: usize,
}

impl Recipe {
    /// A bit of everything.
    pub const fn mixed(seed: u64, organizations: usize, customers: usize) -> Self {
        Self {
            seed,
            organizations,
            customers,
            noise: [42, 30, 6, 3, 3, 1],
            families: [5, 5, 5],
            without_domain: 15,
            strangers: 20,
        }
    }

    /// Names that are nearly the same.
    pub const fn light(seed: u64, organizations: usize, customers: usize) -> Self {
        Self {
            noise: [70, 5, 0, 0, 0, 0],
            ..Self::mixed(seed, organizations, customers)
        }
    }

    /// Names that somebody typed in a hurry.
    pub const fn heavy(seed: u64, organizations: usize, customers: usize) -> Self {
        Self {
            noise: [20, 40, 25, 3, 3, 2],
            ..Self::mixed(seed, organizations, customers)
        }
    }

    /// Many branches and sisters, fewer domains, more strangers.
    pub const fn families(seed: u64, organizations: usize, customers: usize) -> Self {
        Self {
            families: [20, 20, 8],
            without_domain: 35,
            strangers: 30,
            ..Self::mixed(seed, organizations, customers)
        }
    }
}

/// A customer before it has an id.
struct Record {
    name: String,
    domains: String,
    inactive: bool,
    /// Which company it is.
    company: usize,
}

/// Makes a set.
pub fn generate(recipe: &Recipe) -> Set {
    let lists = Lists::new();
    let mut random = Random::new(recipe.seed);
    let mut companies = Vec::new();
    let mut records: Vec<Record> = Vec::new();
    while records.len() < recipe.customers {
        let company = Company::new(&lists, &mut random);
        for member in family(&company, recipe, &lists, &mut random) {
            add_records(
                &member,
                companies.len(),
                recipe,
                &lists,
                &mut random,
                &mut records,
            );
            companies.push(member);
        }
    }
    records.truncate(recipe.customers);
    random.shuffle(&mut records);

    let mut of_company: Vec<HashSet<CustomerId>> = vec![HashSet::new(); companies.len()];
    let mut set = Set::default();
    // 1 is Halo's own "Unknown".
    for (id, record) in (2..).map(CustomerId::new).zip(&records) {
        of_company[record.company].insert(id);
        set.customers.push(CustomerRecord {
            domains: domains_of([record.domains.as_str()]),
            inactive: record.inactive,
            ..CustomerRecord::named(id, &record.name)
        });
    }
    let mut present: Vec<usize> = (0..companies.len())
        .filter(|&at| {
            of_company[at]
                .iter()
                .any(|id| usize::try_from(id.get() - 2).is_ok_and(|at| !records[at].inactive))
        })
        .collect();
    random.shuffle(&mut present);
    let mut present = present.into_iter();
    for id in (1..).map(OrganizationId::new).take(recipe.organizations) {
        let is_stranger = random.percent(recipe.strangers);
        let known = if is_stranger { None } else { present.next() };
        let ((name, domain, kind), customers) = if let Some(at) = known {
            let company = known_as(&companies[at], recipe, &lists, &mut random);
            (company, of_company[at].clone())
        } else {
            let company = stranger(&companies, &lists, &mut random);
            (company, HashSet::new())
        };
        let truth = Truth {
            customers,
            kind: kind.to_owned(),
        };
        set.organizations.push(Organization {
            id,
            name,
            domains: domains_of([domain.as_str()]),
            external_id: None,
            tenant_id: None,
        });
        set.truth.insert(id, truth);
    }
    set
}

/// A company with its branches and its sisters in other trades.
fn family(company: &Company, recipe: &Recipe, lists: &Lists, random: &mut Random) -> Vec<Company> {
    let mut family = vec![company.clone()];
    let [branches, sisters, _] = recipe.families;
    if random.percent(branches) {
        for _ in 0..=random.below(3) {
            family.push(Company {
                town: Some(*random.pick(&lists.towns)),
                ..company.clone()
            });
        }
        family.sort_by_key(|member| member.town);
        family.dedup_by_key(|member| member.town);
    }
    if random.percent(sisters) {
        let mut sister = Company {
            trade: Some(trade(company.country, random)),
            ..company.clone()
        };
        if sister.trade.map(|(group, _)| group) != company.trade.map(|(group, _)| group) {
            sister.domain = sister.new_domain(lists, random);
            family.push(sister);
        }
    }
    family
}

fn add_records(
    company: &Company,
    number: usize,
    recipe: &Recipe,
    lists: &Lists,
    random: &mut Random,
    records: &mut Vec<Record>,
) {
    let mut name = noise::written(company, random);
    if random.percent(4) {
        name = noise::noted(&name, random);
    }
    if random.percent(3) {
        let legal = Company::new(lists, random);
        name = noise::trading_as(&noise::written(&legal, random), &name, random);
    }
    let domains = match random.below(100) {
        chance if chance < recipe.without_domain => String::new(),
        chance if chance < recipe.without_domain + 6 => (*random.pick(FREE_MAIL)).to_owned(),
        chance if chance < recipe.without_domain + 8 => "our-own-support.co.uk".to_owned(),
        chance if chance < recipe.without_domain + 11 => company.new_domain(lists, random),
        _ => company.domain.clone(),
    };
    let inactive = random.percent(5);
    let [_, _, duplicates] = recipe.families;
    if random.percent(duplicates) {
        records.push(Record {
            name: noise::retired(&name, random),
            domains: if random.percent(50) {
                domains.clone()
            } else {
                String::new()
            },
            inactive: random.percent(50),
            company: number,
        });
    }
    records.push(Record {
        name,
        domains,
        inactive,
        company: number,
    });
}

/// How the vendor knows a company: name, domain, what was done to the name.
fn known_as(
    company: &Company,
    recipe: &Recipe,
    lists: &Lists,
    random: &mut Random,
) -> (String, String, &'static str) {
    let mut chance = random.below(100);
    let at = recipe.noise.iter().position(|&share| {
        let is_hit = chance < share;
        chance = chance.saturating_sub(share);
        is_hit
    });
    let (name, kind) = match at {
        Some(0) => (noise::light(company, random), "light"),
        Some(1) => (noise::medium(company, lists, random), "medium"),
        Some(2) => (noise::heavy(company, lists, random), "heavy"),
        Some(3) => {
            let legal = Company::new(lists, random);
            let name = noise::written(&legal, random);
            if random.percent(50) {
                let trading = noise::light(company, random);
                (noise::trading_as(&name, &trading, random), "trading_as")
            } else {
                (name, "trading_as")
            }
        }
        Some(4) => (
            noise::written(&Company::new(lists, random), random),
            "rename",
        ),
        Some(5) => (noise::acronym(company, random), "acronym"),
        _ => (noise::written(company, random), "same"),
    };
    let domain = match random.below(100) {
        chance if chance < recipe.without_domain => String::new(),
        chance if chance < recipe.without_domain + 5 => {
            let label = company.domain.split('.').next().unwrap_or_default();
            format!("{label}.onmicrosoft.com")
        }
        chance if chance < recipe.without_domain + 9 => company.new_domain(lists, random),
        chance if chance < recipe.without_domain + 12 => Company::new(lists, random).domain,
        _ => company.domain.clone(),
    };
    (name, domain, kind)
}

/// An organisation that no customer is.
fn stranger(
    companies: &[Company],
    lists: &Lists,
    random: &mut Random,
) -> (String, String, &'static str) {
    let new = Company::new(lists, random);
    if !random.percent(33) {
        return (noise::light(&new, random), new.domain, "none_new");
    }
    let mut alike = companies[random.below(companies.len())].clone();
    let group = |company: &Company| company.trade.map(|(group, _)| group);
    if random.percent(60) && group(&new) != group(&alike) {
        alike.trade = new.trade;
    } else {
        alike.core = match alike.core.split_once(' ') {
            Some((first, _)) => format!("{first} {}", new.core),
            None => format!("{} & {}", alike.core, new.core),
        };
    }
    (noise::light(&alike, random), new.domain, "none_lookalike")
}
