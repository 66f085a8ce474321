//! The fields of a new customer. Only its name is always sent; the rest is asked for where this Halo demands it.

use halo_api::NewCustomer;

use crate::error::{Error, Result};

/// Longest text of a field, in characters. Halo's own limits are longer or not known.
const LONGEST: usize = 200;

/// A field that some tenants demand (halo-api section 3.1, confidence M).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// The name of the first site.
    Site,
    /// The name of the first contact.
    ContactName,
    /// The mail address of the first contact.
    ContactEmail,
}

impl Demand {
    const ALL: [Self; 3] = [Self::Site, Self::ContactName, Self::ContactEmail];

    /// As it is kept.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::ContactName => "contact_name",
            Self::ContactEmail => "contact_email",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|demand| demand.code() == code)
    }

    /// What a refusal asks for. Halo's sentences differ from version to version; the nouns do not.
    pub(super) fn named_in(refusal: &str) -> Option<Self> {
        let text = refusal.to_lowercase();
        if text.contains("email") || text.contains("e-mail") {
            Some(Self::ContactEmail)
        } else if text.contains("contact") || text.contains("user") {
            Some(Self::ContactName)
        } else if text.contains("site") {
            Some(Self::Site)
        } else {
            None
        }
    }

    /// The field's name in the wire type.
    const fn field(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::ContactName => "contactName",
            Self::ContactEmail => "contactEmail",
        }
    }

    /// What it is called on screen.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Site => "First site",
            Self::ContactName => "First contact",
            Self::ContactEmail => "The contact's e-mail address",
        }
    }
}

/// The fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerForm {
    /// Name.
    pub name: String,
    /// Name of the first site.
    pub site: String,
    /// Name of the first contact.
    pub contact_name: String,
    /// Mail address of the first contact.
    pub contact_email: String,
}

impl CustomerForm {
    pub(super) fn value(&self, demand: Demand) -> &str {
        match demand {
            Demand::Site => self.site.trim(),
            Demand::ContactName => self.contact_name.trim(),
            Demand::ContactEmail => self.contact_email.trim(),
        }
    }

    /// What is sent. A field that is not demanded is not sent, whatever stands in it.
    ///
    /// # Errors
    /// `InvalidInput` for the first field that cannot be used.
    pub(super) fn checked(&self, demands: &[Demand]) -> Result<NewCustomer> {
        let name = usable("name", &self.name)?;
        if name.is_empty() {
            return Err(invalid("name", "Type the customer's name."));
        }
        let mut customer = NewCustomer {
            name,
            ..NewCustomer::default()
        };
        for &demand in demands {
            let value = usable(demand.field(), self.value(demand))?;
            if value.is_empty() {
                return Err(invalid(demand.field(), "This Halo wants it filled in."));
            }
            if demand == Demand::ContactEmail && !looks_like_mail(&value) {
                return Err(invalid(demand.field(), "That is no e-mail address."));
            }
            match demand {
                Demand::Site => customer.site_name = Some(value),
                Demand::ContactName => customer.contact_name = Some(value),
                Demand::ContactEmail => customer.contact_email = Some(value),
            }
        }
        Ok(customer)
    }
}

fn usable(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(invalid(field, "It holds control characters."));
    }
    if text.chars().count() > LONGEST {
        return Err(invalid(field, "It is longer than 200 characters."));
    }
    Ok(text.to_owned())
}

fn looks_like_mail(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
}

fn invalid(field: &'static str, message: &str) -> Error {
    Error::InvalidInput {
        field,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_demanded_is_sent() {
        let form = CustomerForm {
            name: "  Wren Dental ".to_owned(),
            site: "Main".to_owned(),
            contact_name: "Ann Wren".to_owned(),
            contact_email: "ann@wren.example".to_owned(),
        };
        let plain = form.checked(&[]).unwrap();
        let named = NewCustomer {
            name: "Wren Dental".to_owned(),
            ..NewCustomer::default()
        };
        assert_eq!(plain, named);
        let full = form.checked(&Demand::ALL).unwrap();
        assert_eq!(full.site_name.as_deref(), Some("Main"));
        assert_eq!(full.contact_email.as_deref(), Some("ann@wren.example"));
    }

    #[test]
    fn what_cannot_be_used_is_named_by_its_field() {
        let check =
            |form: CustomerForm, demands: &[Demand], expected: &str| match form.checked(demands) {
                Err(Error::InvalidInput { field, .. }) => assert_eq!(field, expected),
                other => panic!("{other:?}"),
            };
        let named = |name: &str| CustomerForm {
            name: name.to_owned(),
            ..CustomerForm::default()
        };
        check(named(" "), &[], "name");
        check(named("a\u{0}b"), &[], "name");
        check(named(&"a".repeat(201)), &[], "name");
        check(named("Wren"), &[Demand::Site], "site");
        let mail = CustomerForm {
            contact_email: "ann at wren".to_owned(),
            ..named("Wren")
        };
        check(mail, &[Demand::ContactEmail], "contactEmail");
    }

    #[test]
    fn a_refusal_tells_which_field_is_wanted() {
        let check = |text: &str, expected: Option<Demand>| {
            assert_eq!(Demand::named_in(text), expected, "{text}");
        };
        check("Please enter a Site name", Some(Demand::Site));
        check("Please enter a Contact name", Some(Demand::ContactName));
        check(
            "A contact email address is required",
            Some(Demand::ContactEmail),
        );
        check("A record with this name already exists", None);
        for demand in Demand::ALL {
            assert_eq!(Demand::from_code(demand.code()), Some(demand));
        }
    }
}
