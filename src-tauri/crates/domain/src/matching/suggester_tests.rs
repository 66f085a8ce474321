//! The kept suggestions are those that would be made from scratch, whatever was changed on the way.

use std::{collections::BTreeMap, num::NonZeroUsize};

use proptest::prelude::*;

use super::{test_records::*, *};
use crate::{CustomerId, Organization, OrganizationId};

const NAMES: &[&str] = &[
    "Wren",
    "wren ltd",
    "Wren Dental",
    "Wren Dental (Leeds)",
    "Ashdown & Pryce",
    "Ashdown and Pryce LLP",
    "Hill",
];
const DOMAINS: &[&str] = &["", "wren.example", "hill.example", "group.example"];

#[derive(Clone, Debug)]
enum Edit {
    Waits(i32, &'static str, &'static str),
    IsGone(i32),
    Pairs(i32, i32),
    Rejects(i32, i32),
    Aliases(Vec<(&'static str, i32)>),
    Rules(bool, bool),
    Customer(i32, &'static str, &'static str, bool),
    CustomerGone(i32),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let (name, domain) = (
        || prop::sample::select(NAMES),
        || prop::sample::select(DOMAINS),
    );
    prop_oneof![
        4 => (1..7i32, name(), domain()).prop_map(|(id, name, domain)| Edit::Waits(id, name, domain)),
        1 => (1..7i32).prop_map(Edit::IsGone),
        3 => (1..7i32, 2..9i32).prop_map(|(id, customer)| Edit::Pairs(id, customer)),
        2 => (1..7i32, 2..9i32).prop_map(|(id, customer)| Edit::Rejects(id, customer)),
        1 => prop::collection::vec((name(), 2..9i32), 0..3).prop_map(Edit::Aliases),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(share, partly)| Edit::Rules(share, partly)),
        3 => (2..9i32, name(), domain(), any::<bool>())
            .prop_map(|(id, name, domain, inactive)| Edit::Customer(id, name, domain, inactive)),
        1 => (2..9i32).prop_map(Edit::CustomerGone),
    ]
}

/// The same, kept in the plainest way.
#[derive(Default)]
struct Plain {
    standings: BTreeMap<OrganizationId, Standing>,
    customers: BTreeMap<CustomerId, CustomerRecord>,
    aliases: Vec<(String, CustomerId)>,
    rules: (bool, bool),
}

impl Plain {
    fn worked_out_anew(&self) -> Vec<Suggestion> {
        let standings = || self.standings.iter();
        let pairs = standings().filter_map(|(id, standing)| Some((*id, standing.pair?)));
        let rejected = standings()
            .flat_map(|(id, standing)| standing.rejected.iter().map(|customer| (*id, *customer)));
        suggest(Input {
            organizations: standings().filter_map(|(_, s)| s.waiting.clone()).collect(),
            customers: self.customers.values().cloned().collect(),
            memory: Memory {
                pairs: pairs.collect(),
                rejected: rejected.collect(),
                aliases: self.aliases.clone(),
                may_share: self.rules.0,
                partly_read: self.rules.1,
            },
        })
    }

    /// Makes an edit in both, and answers whose suggestion is said to be another one.
    fn make(
        &mut self,
        edit: Edit,
        kept: &mut Suggester,
    ) -> std::collections::BTreeSet<OrganizationId> {
        let customer_of = CustomerId::new;
        let mut stand = |id: i32, change: &dyn Fn(&mut Standing)| {
            let id = OrganizationId::new(id);
            let standing = self.standings.entry(id).or_default();
            change(standing);
            kept.change([(id, standing.clone())])
        };
        match edit {
            Edit::Waits(id, name, domain) => stand(id, &|standing| {
                let organization: Organization = organization(id, name, domain);
                (standing.waiting, standing.pair) = (Some(organization), None);
            }),
            Edit::IsGone(id) => stand(id, &|standing| *standing = Standing::default()),
            Edit::Pairs(id, customer) => stand(id, &|standing| {
                (standing.waiting, standing.pair) = (None, Some(customer_of(customer)));
            }),
            Edit::Rejects(id, customer) => stand(id, &|standing| {
                standing.rejected.push(customer_of(customer));
            }),
            Edit::Aliases(aliases) => {
                let named = |(name, id): (&str, i32)| (name.to_owned(), customer_of(id));
                let new: Vec<_> = aliases.into_iter().map(named).collect();
                let gone = std::mem::replace(&mut self.aliases, new);
                kept.change_aliases(&gone, &self.aliases)
            }
            Edit::Rules(may_share, partly_read) => {
                self.rules = (may_share, partly_read);
                kept.set_rules(may_share, partly_read)
            }
            Edit::Customer(id, name, domain, inactive) => {
                let record = CustomerRecord {
                    inactive,
                    ..customer(id, name, domain)
                };
                self.customers.insert(record.id, record.clone());
                if id % 2 == 0 {
                    kept.change_customers(&[record], &[])
                } else {
                    kept.replace_customers(self.customers.values().cloned().collect())
                }
            }
            Edit::CustomerGone(id) => {
                self.customers.remove(&customer_of(id));
                kept.change_customers(&[], &[customer_of(id)])
            }
        }
    }
}

proptest! {
    #[test]
    fn after_every_edit_it_is_as_if_made_worked_out_anew(edits in prop::collection::vec(any_edit(), 1..40)) {
        let mut plain = Plain::default();
        let mut kept = Suggester::new(Vec::new(), NonZeroUsize::MIN);
        let mut before: Vec<Suggestion> = Vec::new();
        for edit in edits {
            let changed = plain.make(edit.clone(), &mut kept);
            let now: Vec<Suggestion> = kept.all().cloned().collect();
            prop_assert_eq!(&now, &plain.worked_out_anew(), "after {:?}", edit);
            let of = |all: &[Suggestion], id: OrganizationId| all.iter().find(|s| s.organization == id).cloned();
            for id in (1..7).map(OrganizationId::new) {
                prop_assert_eq!(changed.contains(&id), of(&before, id) != of(&now, id), "{} after {:?}", id, edit);
            }
            before = now;
        }
    }
}
