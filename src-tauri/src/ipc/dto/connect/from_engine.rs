//! Between the wizard's wire types and the engine's.

use engine::domain::vendor::Vendor;
use engine::domain::{Features, SecretPlace, SourceKind};
use engine::wizard::{Credentials, CredentialsSaved, TypedAddresses, Wizard};

use super::{
    CredentialsDto, CredentialsSavedDto, FeaturesDto, SecretPlaceDto, SourceKindDto,
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
            // Which kind of file it is, the file itself tells.
            SourceKindDto::File => Self::Csv,
            SourceKindDto::Api => Self::Api,
            SourceKindDto::HaloCustomers => Self::HaloCustomers,
            SourceKindDto::Manual => Self::Manual,
        }
    }
}

impl From<SourceKind> for SourceKindDto {
    fn from(source: SourceKind) -> Self {
        match source {
            SourceKind::Manual => Self::Manual,
            SourceKind::Csv | SourceKind::Excel => Self::File,
            SourceKind::Api => Self::Api,
            SourceKind::HaloCustomers => Self::HaloCustomers,
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
            offered_tenant: wizard.offered_tenant,
            checks: wizard.checks.into_iter().map(Into::into).collect(),
            finished: wizard.finished,
        }
    }
}
