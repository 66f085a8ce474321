//! The proxy as it is typed, checked before anything is saved or asked.

use halo_api::{BypassRule, Proxy, ProxyAddress, ProxyChoice, ProxyLogin};
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};
use crate::ports::{PasswordPlace, ProxyMode, ProxySettings};

/// Longest name or password; directories have shorter ones.
const LONGEST: usize = 256;

/// The form as filled in.
#[derive(Debug, Clone)]
pub struct ProxyForm {
    /// Which proxy.
    pub mode: ProxyMode,
    /// Its address; only looked at for [`ProxyMode::This`], as are the others.
    pub address: String,
    /// Its login, when it wants one.
    pub login: Option<LoginForm>,
    /// Hosts that go past it, one each.
    pub bypass: Vec<String>,
}

/// A login as filled in.
#[derive(Debug, Clone)]
pub struct LoginForm {
    /// Name.
    pub user: String,
    /// Password; `None` keeps the saved one.
    pub password: Option<SecretString>,
    /// Keep the password in memory only.
    pub session_only: bool,
}

impl ProxyForm {
    /// The password that was typed, when the form's proxy is used at all.
    pub(super) fn new_password(&self) -> Option<SecretString> {
        match self.mode {
            ProxyMode::This => self.login.as_ref()?.password.clone(),
            ProxyMode::System | ProxyMode::None => None,
        }
    }
}

/// A form in which everything can be used.
#[derive(Debug)]
pub(super) struct Checked {
    mode: ProxyMode,
    this: Option<CheckedProxy>,
}

#[derive(Debug)]
struct CheckedProxy {
    address: ProxyAddress,
    user: Option<String>,
    place: PasswordPlace,
    bypass: Vec<BypassRule>,
}

impl Checked {
    pub(super) fn from_form(form: &ProxyForm, saved: &ProxySettings) -> Result<Self> {
        if form.mode != ProxyMode::This {
            return Ok(Self {
                mode: form.mode,
                this: None,
            });
        }
        let address = address(&form.address)?;
        let bypass = bypass(form.bypass.iter().map(String::as_str))?;
        let (user, place) = match &form.login {
            None => (None, PasswordPlace::None),
            Some(login) => (Some(user(&login.user)?), place(login, saved)?),
        };
        Ok(Self {
            mode: form.mode,
            this: Some(CheckedProxy {
                address,
                user,
                place,
                bypass,
            }),
        })
    }

    /// What was saved is checked again: the file can be edited by hand.
    pub(super) fn from_settings(saved: &ProxySettings) -> Result<Self> {
        let this = match saved.mode {
            ProxyMode::System | ProxyMode::None => None,
            ProxyMode::This => Some(CheckedProxy {
                address: address(&saved.address)?,
                user: Some(saved.user.clone()).filter(|user| !user.is_empty()),
                place: saved.password,
                bypass: bypass(saved.bypass.iter().map(String::as_str))?,
            }),
        };
        Ok(Self {
            mode: saved.mode,
            this,
        })
    }

    /// As it is kept. A proxy that is not used leaves nothing behind.
    pub(super) fn settings(&self) -> ProxySettings {
        let Some(this) = &self.this else {
            return ProxySettings {
                mode: self.mode,
                ..ProxySettings::default()
            };
        };
        ProxySettings {
            mode: self.mode,
            address: this.address.to_string(),
            user: this.user.clone().unwrap_or_default(),
            password: this.place,
            bypass: this
                .bypass
                .iter()
                .map(|rule| rule.as_str().to_owned())
                .collect(),
        }
    }

    /// As the transport takes it. Without its password a login is left out:
    /// the proxy then says that it wants one.
    pub(super) fn choice(self, password: Option<SecretString>) -> ProxyChoice {
        let this = match (self.mode, self.this) {
            (ProxyMode::System, _) => return ProxyChoice::System,
            (ProxyMode::None, _) | (_, None) => return ProxyChoice::None,
            (ProxyMode::This, Some(this)) => this,
        };
        let login = this
            .user
            .zip(password)
            .map(|(user, password)| ProxyLogin { user, password });
        ProxyChoice::This(Proxy {
            address: this.address,
            login,
            bypass: this.bypass,
        })
    }
}

fn address(text: &str) -> Result<ProxyAddress> {
    ProxyAddress::parse(text).map_err(|error| invalid("proxyAddress", error.to_string()))
}

fn bypass<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<BypassRule>> {
    lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| BypassRule::parse(line).map_err(|sentence| invalid("proxyBypass", sentence)))
        .collect()
}

fn user(text: &str) -> Result<String> {
    let user = text.trim();
    let problem = if user.is_empty() {
        "The name for the login is missing."
    } else if user.contains(':') {
        "A name with a colon cannot be sent to a proxy."
    } else if user.len() > LONGEST || user.chars().any(char::is_control) {
        "This is too long for a name, or holds a line break."
    } else {
        return Ok(user.to_owned());
    };
    Err(invalid("proxyUser", problem.to_owned()))
}

/// Where the password will be. One that was typed goes where it is wanted, one that is kept moves
/// from the memory to the keychain at most: back again it would have to be typed.
fn place(login: &LoginForm, saved: &ProxySettings) -> Result<PasswordPlace> {
    let wanted = if login.session_only {
        PasswordPlace::Session
    } else {
        PasswordPlace::Keychain
    };
    let problem = match &login.password {
        None if saved.password == PasswordPlace::None => "The password is missing.",
        None if saved.password == PasswordPlace::Keychain => return Ok(PasswordPlace::Keychain),
        Some(password) if password.expose_secret().is_empty() => "The password is missing.",
        Some(password)
            if password.expose_secret().len() > LONGEST
                || password.expose_secret().chars().any(char::is_control) =>
        {
            "This is too long for a password, or holds a line break."
        }
        None | Some(_) => return Ok(wanted),
    };
    Err(password_problem(problem))
}

/// A sentence that belongs under the field of the password.
pub(super) fn password_problem(sentence: &str) -> Error {
    invalid("proxyPassword", sentence.to_owned())
}

fn invalid(field: &'static str, message: String) -> Error {
    Error::InvalidInput { field, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(address: &str, user: &str, password: Option<&str>) -> ProxyForm {
        ProxyForm {
            mode: ProxyMode::This,
            address: address.to_owned(),
            login: Some(LoginForm {
                user: user.to_owned(),
                password: password.map(SecretString::from),
                session_only: false,
            }),
            bypass: vec![" *.Corp.example ".to_owned(), String::new()],
        }
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let none = ProxySettings::default();
        let field = |form: &ProxyForm| match Checked::from_form(form, &none) {
            Err(Error::InvalidInput { field, message }) => {
                assert!(message.ends_with('.'), "{message}");
                field
            }
            other => panic!("{other:?}"),
        };
        let good = "http://proxy.example:8080";
        assert_eq!(field(&form("", "ann", Some("pw"))), "proxyAddress");
        assert_eq!(field(&form(good, " ", Some("pw"))), "proxyUser");
        assert_eq!(field(&form(good, "a:b", Some("pw"))), "proxyUser");
        assert_eq!(field(&form(good, "ann", None)), "proxyPassword");
        assert_eq!(field(&form(good, "ann", Some(""))), "proxyPassword");
        assert_eq!(field(&form(good, "ann", Some("a\nb"))), "proxyPassword");
        let mut two = form(good, "ann", Some("pw"));
        two.bypass = vec!["two words".to_owned()];
        assert_eq!(field(&two), "proxyBypass");
    }

    #[test]
    fn a_proxy_that_is_not_used_leaves_nothing_behind() {
        let none = ProxySettings::default();
        let typed = form("proxy.example:8080", " ann ", Some(" pw "));
        let kept = Checked::from_form(&typed, &none).unwrap().settings();
        assert_eq!(
            kept,
            ProxySettings {
                mode: ProxyMode::This,
                address: "http://proxy.example:8080".to_owned(),
                user: "ann".to_owned(),
                password: PasswordPlace::Keychain,
                bypass: vec![".corp.example".to_owned()],
            }
        );
        let unused = ProxyForm {
            mode: ProxyMode::None,
            ..typed
        };
        assert!(unused.new_password().is_none());
        let kept = Checked::from_form(&unused, &kept).unwrap().settings();
        assert_eq!(
            kept,
            ProxySettings {
                mode: ProxyMode::None,
                ..ProxySettings::default()
            }
        );
    }
}
