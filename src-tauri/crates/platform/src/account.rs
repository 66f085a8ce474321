//! Whose account of the computer a program works under.

/// The account's name as the system tells it to every program of a session; `None` where it does not. It is no proof of
/// who sat there: whoever starts a program can tell it another name.
pub fn account_name() -> Option<String> {
    let names = if cfg!(windows) {
        ["USERNAME", "USER"]
    } else {
        ["USER", "LOGNAME"]
    };
    names
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|account| !account.trim().is_empty())
}
