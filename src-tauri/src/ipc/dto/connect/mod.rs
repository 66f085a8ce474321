//! The connect wizard, steps 1 to 5. What step 2 finds is in `found`, the recipe of step 3 in `recipe`, the checks of
//! step 5 in `checks`.

mod checks;
mod found;
mod from_engine;
mod recipe;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::ProfileId;
pub use checks::{CheckDto, CheckKeyDto, CheckStateDto, NamedRightDto, NamingDto};
pub use found::{DiscoveryDto, FoundByDto, HostCertificateDto, HostNetworkDto, HostingDto};
pub use recipe::{RecipeItemDto, RecipePlaceDto};

/// Which vendor's product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VendorKeyDto {
    /// Palisade (e-mail security).
    Palisade,
    /// Dropsuite (backup).
    Dropsuite,
    /// Any other product; the administrator names it.
    Other,
}

/// Where organisations will come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SourceKindDto {
    /// A CSV file or an Excel workbook.
    File,
    /// The vendor's own JSON API.
    Api,
    /// Halo's own customers.
    HaloCustomers,
    /// Typed by hand.
    Manual,
}

/// A word of the vendor's own vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VocabularyWordDto {
    /// Stable key.
    pub key: String,
    /// What the vendor calls it.
    pub name: String,
}

/// A status of the vendor's own vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VocabularyStatusDto {
    /// Stable key.
    pub key: String,
    /// What the vendor calls it.
    pub name: String,
    /// Whether a ticket in it is over.
    pub is_closed: bool,
}

/// A vendor that Halyard knows beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorPresetDto {
    /// Which.
    pub key: VendorKeyDto,
    /// Name on screen.
    pub name: String,
    /// Two letters for its mark.
    pub mark: String,
    /// What the product is, in a few words.
    pub about: String,
    /// Its ticket statuses.
    pub statuses: Vec<VocabularyStatusDto>,
    /// Its priority levels.
    pub levels: Vec<VocabularyWordDto>,
    /// Its products.
    pub products: Vec<VocabularyWordDto>,
}

/// Step 1 as the administrator filled it in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorChoiceDto {
    /// Which vendor.
    pub vendor: VendorKeyDto,
    /// The product's name; used when the vendor is `other`.
    pub name: String,
    /// Where organisations will come from.
    pub source: SourceKindDto,
}

/// Step 2 typed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TypedAddressesDto {
    /// Resource server.
    pub api: String,
    /// Authorisation server.
    pub auth: String,
    /// Tenant; empty for none.
    pub tenant: String,
}

/// What the connection will be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FeaturesDto {
    /// Create tickets in Halo.
    pub tickets: bool,
    /// Bring status changes back.
    pub status: bool,
    /// Compare and write seats.
    pub seats: bool,
}

/// Where the secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SecretPlaceDto {
    /// Nowhere.
    None,
    /// In the operating system's keychain.
    Keychain,
    /// In memory until Halyard is closed.
    Session,
}

/// Step 4 as filled in. The secret is read once and never sent back.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CredentialsDto {
    /// Client id.
    pub client_id: String,
    /// Client secret; `null` keeps the one that is saved.
    #[specta(type = Option<String>)]
    pub client_secret: Option<SecretString>,
    /// Keep it for this session only, not in the keychain.
    pub session_only: bool,
}

/// What is to take the place of the present credentials. The secret is read once and never sent back.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewSecretDto {
    /// Client id.
    pub client_id: String,
    /// The new secret.
    #[specta(type = String)]
    pub client_secret: SecretString,
    /// Keep it for this session only, not in the keychain.
    pub session_only: bool,
}

impl From<NewSecretDto> for engine::NewSecret {
    fn from(new: NewSecretDto) -> Self {
        Self {
            client_id: new.client_id,
            client_secret: new.client_secret,
            session_only: new.session_only,
        }
    }
}

/// What saving the credentials did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CredentialsSavedDto {
    /// Where the secret is now.
    pub place: SecretPlaceDto,
    /// What was left out of what was pasted, as sentences.
    pub notes: Vec<String>,
}

/// Everything the wizard shows, as saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WizardDto {
    /// The profile that is being connected.
    pub profile: ProfileId,
    /// The profile's own name.
    pub name: String,
    /// Step to go on with, 1 to 5.
    pub step: u8,
    /// Chosen vendor.
    pub vendor: VendorKeyDto,
    /// Its name.
    pub vendor_name: String,
    /// Source of organisations.
    pub source: SourceKindDto,
    /// Whether this is the demo.
    pub is_demo: bool,
    /// The address as it was typed.
    pub address: String,
    /// What was found.
    pub discovery: Option<DiscoveryDto>,
    /// What is wanted.
    pub features: FeaturesDto,
    /// The recipe for these features.
    pub recipe: Vec<RecipeItemDto>,
    /// Client id.
    pub client_id: String,
    /// Where the secret is.
    pub secret: SecretPlaceDto,
    /// When it was saved.
    pub secret_saved_at: Option<String>,
    /// What Halo calls itself, where it did not know the saved tenant.
    pub offered_tenant: Option<String>,
    /// The checks as last run.
    pub checks: Vec<CheckDto>,
    /// Whether the wizard was finished before (repair).
    pub finished: bool,
}
