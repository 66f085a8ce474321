//! Between the wizard's wire types and the engine's.

use engine::domain::recipe::{RecipeItem, RecipeList};
use engine::domain::vendor::Vendor;
use engine::domain::{CheckState, Features, SecretPlace, SourceKind};
use engine::halo_api::FoundBy;
use engine::wizard::{
    Check, CheckKey, CheckOutcome, Credentials, CredentialsSaved, Found, TypedAddresses, Wizard,
};

use super::{
    CheckDto, CheckKeyDto, CheckStateDto, CredentialsDto, CredentialsSavedDto, DiscoveryDto,
    FeaturesDto, FoundByDto, RecipeItemDto, RecipePlaceDto, SecretPlaceDto, SourceKindDto,
    TypedAddressesDto, VendorKeyDto, VendorPresetDto, VocabularyStatusDto, VocabularyWordDto,
    WizardDto,
};

impl VendorKeyDto {
    /// Key of the preset.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Palisade => "palisade",
            Self::Dropsuite => "dropsuite",
            Self::Other => "other",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "palisade" => Self::Palisade,
            "dropsuite" => Self::Dropsuite,
            _ => Self::Other,
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Palisade => "E-mail security",
            Self::Dropsuite => "Backup and archiving",
            Self::Other => "Any product with organisations, tickets and seats",
        }
    }
}

impl From<Vendor> for VendorPresetDto {
    fn from(vendor: Vendor) -> Self {
        let key = VendorKeyDto::from_code(&vendor.key);
        let word = |key, name| VocabularyWordDto { key, name };
        Self {
            key,
            mark: super::super::profiles::mark(&vendor.name),
            about: key.about().to_owned(),
            name: vendor.name,
            statuses: vendor
                .statuses
                .into_iter()
                .map(|s| VocabularyStatusDto {
                    key: s.key,
                    name: s.name,
                    is_closed: s.is_closed,
                })
                .collect(),
            levels: vendor
                .levels
                .into_iter()
                .map(|l| word(l.key, l.name))
                .collect(),
            products: vendor
                .products
                .into_iter()
                .map(|p| word(p.key, p.name))
                .collect(),
        }
    }
}

impl From<SourceKindDto> for SourceKind {
    fn from(source: SourceKindDto) -> Self {
        match source {
            SourceKindDto::Csv => Self::Csv,
            SourceKindDto::Manual => Self::Manual,
        }
    }
}

impl From<SourceKind> for SourceKindDto {
    fn from(source: SourceKind) -> Self {
        match source {
            SourceKind::Manual => Self::Manual,
            SourceKind::Csv | SourceKind::Excel | SourceKind::Api | SourceKind::HaloCustomers => {
                Self::Csv
            }
        }
    }
}

impl From<Found> for DiscoveryDto {
    fn from(found: Found) -> Self {
        Self {
            host: found.host,
            api_base: found.api_base,
            auth_url: found.auth_url,
            tenant: found.tenant,
            found_by: match found.found_by {
                Some(FoundBy::AuthInfo) => FoundByDto::AuthInfo,
                Some(FoundBy::InstanceInfo) => FoundByDto::InstanceInfo,
                Some(FoundBy::OpenIdConfiguration) => FoundByDto::Oidc,
                Some(FoundBy::TokenAddress) => FoundByDto::Convention,
                None => FoundByDto::Typed,
            },
            app: found.app,
            original_host: found.original_host,
            notes: found.notes,
            is_local: found.is_local,
        }
    }
}

impl From<TypedAddressesDto> for TypedAddresses {
    fn from(typed: TypedAddressesDto) -> Self {
        Self {
            api: typed.api,
            auth: typed.auth,
            tenant: typed.tenant,
        }
    }
}

impl From<Features> for FeaturesDto {
    fn from(features: Features) -> Self {
        Self {
            tickets: features.tickets,
            status: features.status,
            seats: features.seats,
        }
    }
}

impl From<FeaturesDto> for Features {
    fn from(features: FeaturesDto) -> Self {
        Self {
            tickets: features.tickets,
            status: features.status,
            seats: features.seats,
        }
    }
}

impl From<(RecipeItem, bool)> for RecipeItemDto {
    fn from((item, ticked): (RecipeItem, bool)) -> Self {
        Self {
            key: item.key.to_owned(),
            place: match item.list {
                RecipeList::Role => RecipePlaceDto::Role,
                RecipeList::Agent => RecipePlaceDto::Agent,
                RecipeList::Application => RecipePlaceDto::Application,
            },
            setting: item.label.to_owned(),
            value: item.value,
            path: item.path.iter().map(|&step| step.to_owned()).collect(),
            why: item.why.to_owned(),
            ticked,
        }
    }
}

impl From<SecretPlace> for SecretPlaceDto {
    fn from(place: SecretPlace) -> Self {
        match place {
            SecretPlace::None => Self::None,
            SecretPlace::Keychain => Self::Keychain,
            SecretPlace::Session => Self::Session,
        }
    }
}

impl From<CredentialsDto> for Credentials {
    fn from(credentials: CredentialsDto) -> Self {
        Self {
            client_id: credentials.client_id,
            client_secret: credentials.client_secret,
            session_only: credentials.session_only,
        }
    }
}

impl From<CredentialsSaved> for CredentialsSavedDto {
    fn from(saved: CredentialsSaved) -> Self {
        Self {
            place: saved.place.into(),
            notes: saved.notes,
        }
    }
}

impl From<CheckKey> for CheckKeyDto {
    fn from(key: CheckKey) -> Self {
        match key {
            CheckKey::Token => Self::Token,
            CheckKey::Scope => Self::Scope,
            CheckKey::Customers => Self::Customers,
            CheckKey::TicketTypes => Self::TicketTypes,
            CheckKey::Statuses => Self::Statuses,
            CheckKey::Priorities => Self::Priorities,
            CheckKey::Licences => Self::Licences,
        }
    }
}

impl From<CheckKeyDto> for CheckKey {
    fn from(key: CheckKeyDto) -> Self {
        match key {
            CheckKeyDto::Token => Self::Token,
            CheckKeyDto::Scope => Self::Scope,
            CheckKeyDto::Customers => Self::Customers,
            CheckKeyDto::TicketTypes => Self::TicketTypes,
            CheckKeyDto::Statuses => Self::Statuses,
            CheckKeyDto::Priorities => Self::Priorities,
            CheckKeyDto::Licences => Self::Licences,
        }
    }
}

impl From<CheckOutcome> for CheckStateDto {
    fn from(outcome: CheckOutcome) -> Self {
        match outcome {
            CheckOutcome::Waiting => Self::Waiting,
            CheckOutcome::Running => Self::Running,
            CheckOutcome::Ended(CheckState::Passed) => Self::Passed,
            CheckOutcome::Ended(CheckState::Warning) => Self::Warning,
            CheckOutcome::Ended(CheckState::Failed) => Self::Failed,
            CheckOutcome::Ended(CheckState::Skipped) => Self::Skipped,
        }
    }
}

impl From<Check> for CheckDto {
    fn from(check: Check) -> Self {
        Self {
            name: check.key.name().to_owned(),
            key: check.key.into(),
            state: check.outcome.into(),
            meaning: check.meaning,
            missing_right: check.missing_right,
            path: check.path,
            took_ms: check.took_ms,
            checked_at: check.checked_at,
            exchange: check.said.map(Into::into),
        }
    }
}

impl From<Wizard> for WizardDto {
    fn from(wizard: Wizard) -> Self {
        Self {
            profile: wizard.profile.into(),
            name: wizard.name,
            step: wizard.step,
            vendor: VendorKeyDto::from_code(&wizard.vendor_key),
            vendor_name: wizard.vendor_name,
            source: wizard.source.into(),
            is_demo: wizard.is_demo,
            address: wizard.address,
            discovery: wizard.found.map(Into::into),
            features: wizard.features.into(),
            recipe: wizard.recipe.into_iter().map(Into::into).collect(),
            client_id: wizard.client_id,
            secret: wizard.secret.into(),
            secret_saved_at: wizard.secret_saved_at,
            checks: wizard.checks.into_iter().map(Into::into).collect(),
            finished: wizard.finished,
        }
    }
}
