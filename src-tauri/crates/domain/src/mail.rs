//! Which of the mail domains seen at a customer are its own.

use crate::matching::is_barred_domain;

/// A mail domain seen at a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDomain {
    /// A registrable domain, as [`crate::matching::registrable_domain`] makes it.
    pub domain: String,
    /// Users with an address there.
    pub users: u32,
    /// Sites for which Halo has it as the mail domain.
    pub sites: u32,
}

/// A domain belongs to the customer when one user in so many has it. Somebody of a supplier or of the service provider
/// among many users says nothing about the customer.
const ONE_IN: u32 = 3;

/// The customer's own among the mail domains seen at it, in the order given.
///
/// What an administrator typed at a site counts. What users have counts when enough of them have it; those with a
/// free-mail address are not asked.
pub fn own_mail_domains(seen: &[MailDomain]) -> Vec<&str> {
    let usable = || seen.iter().filter(|mail| !is_barred_domain(&mail.domain));
    let users: u32 = usable().map(|mail| mail.users).sum();
    usable()
        .filter(|mail| {
            mail.sites > 0 || (mail.users > 0 && mail.users.saturating_mul(ONE_IN) >= users)
        })
        .map(|mail| mail.domain.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_enough_users_or_a_site_have_is_the_customers_own() {
        let check = |seen: &[(&str, u32, u32)], own: &[&str]| {
            let seen: Vec<MailDomain> = seen
                .iter()
                .map(|&(domain, users, sites)| MailDomain {
                    domain: domain.to_owned(),
                    users,
                    sites,
                })
                .collect();
            assert_eq!(own_mail_domains(&seen), own, "{seen:?}");
        };
        check(&[("wren.example", 1, 0)], &["wren.example"]);
        check(
            &[("wren.example", 9, 0), ("msp.example", 1, 0)],
            &["wren.example"],
        );
        check(
            &[("wren.example", 4, 0), ("wren-dental.example", 2, 0)],
            &["wren.example", "wren-dental.example"],
        );
        // Free mail neither counts nor outweighs.
        check(
            &[("gmail.com", 40, 0), ("wren.example", 1, 0)],
            &["wren.example"],
        );
        check(&[("gmail.com", 3, 1), ("onmicrosoft.com", 1, 0)], &[]);
        check(
            &[("wren.example", 90, 0), ("lab.example", 1, 1)],
            &["wren.example", "lab.example"],
        );
        check(&[("wren.example", 0, 1)], &["wren.example"]);
        check(&[], &[]);
    }
}
