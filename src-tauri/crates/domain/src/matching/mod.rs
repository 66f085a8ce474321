//! Which customer an organisation is: folding of names, normalising of domains, and suggestions made from both.

mod agreement;
mod align;
mod compare;
mod customers;
mod distance;
mod domains;
mod evidence;
mod facts;
mod grams;
mod hashing;
mod index;
mod labels;
mod legal_forms;
mod marks;
mod matcher;
mod name;
mod normalise;
mod obstacle;
mod parallel;
mod places;
mod points;
mod reasons;
mod records;
mod remembered;
mod roles;
mod settle;
mod similar;
mod spellings;
mod suggester;
mod trades;
mod vocabulary;
mod weights;
mod words;

pub use agreement::{NameAgreement, domain_spells, name_agreement};
pub use domains::{domains_of, is_barred_domain, registrable_domain};
pub use matcher::{Matcher, suggest};
pub use normalise::{fold_name, search_key};
pub use obstacle::Obstacle;
pub use records::{CustomerRecord, Input, Memory, Standing};
pub use settle::{Candidate, MAX_CANDIDATES, Suggestion};
pub use suggester::Suggester;

#[cfg(test)]
mod domain_example_tests;
#[cfg(test)]
mod example_tests;
#[cfg(test)]
mod promise_tests;
#[cfg(test)]
mod suggester_tests;
#[cfg(test)]
mod test_records;
