//! Who is at the computer, by what the operating system tells every program of theirs. It is a name for the journal, and
//! proves nothing: whoever may start a program may tell it another one.

use engine::ports::Account;

/// The person whose session this program runs in.
pub struct SystemAccount;

impl Account for SystemAccount {
    fn name(&self) -> Option<String> {
        let told = |name: &str| std::env::var(name).ok();
        if cfg!(windows) {
            in_domain(told("USERDOMAIN"), told("USERNAME"))
        } else {
            // A session's own name, then that of its login. Names of a domain hold it already.
            in_domain(None, told("USER").or_else(|| told("LOGNAME")))
        }
    }
}

fn in_domain(domain: Option<String>, user: Option<String>) -> Option<String> {
    let word = |text: Option<String>| {
        let text = text?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let user = word(user)?;
    Some(match word(domain) {
        Some(domain) => format!(r"{domain}\{user}"),
        None => user,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_with_its_domain_where_there_is_one() {
        let check = |domain: Option<&str>, user: Option<&str>, expected: Option<&str>| {
            let found = in_domain(domain.map(str::to_owned), user.map(str::to_owned));
            assert_eq!(found.as_deref(), expected);
        };
        check(Some("ACME"), Some("ann"), Some(r"ACME\ann"));
        check(None, Some("ann"), Some("ann"));
        check(Some(" "), Some("ann "), Some("ann"));
        check(Some("ACME"), Some(""), None);
        check(None, None, None);
    }
}
