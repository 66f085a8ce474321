//! A vendor's API as a source of organisations: its key, the way there, and the list at hand.

use domain::ProfileId;
use secrecy::{ExposeSecret as _, SecretString};

use crate::Engine;
use crate::error::{Error, Result};
use crate::organizations::{
    self, ApiChoice, ApiList, ApiSettings, ImportPreview, Imported, Remaining, SignIn,
};
use crate::waits::Wait;

/// Longest key, in bytes; no keychain takes much more.
const LONGEST_KEY: usize = 2_000;

impl Engine {
    /// How the vendor's API was asked when its list was last imported.
    pub async fn vendor_api(&self, profile: ProfileId) -> Result<Option<ApiSettings>> {
        Ok(organizations::saved_api(&self.store, profile).await?)
    }

    /// Reads the vendor's list and keeps it at hand. Nothing is saved. `typed` is a new key; without one the key in the
    /// keychain is sent, if it was entered for the same place. Can be stopped by [`Wait::ReadVendorApi`].
    ///
    /// # Errors
    /// `InvalidInput` for settings and keys that cannot be used, `Organizations` with a sentence for everything that is
    /// no list, `Vault`, `Cancelled`.
    pub async fn read_vendor_api(
        &self,
        profile: ProfileId,
        settings: ApiSettings,
        typed: Option<SecretString>,
    ) -> Result<ApiList> {
        let settings = settings.trimmed();
        let address = settings.address()?;
        let wait = self.waits.begin(Wait::ReadVendorApi(profile));
        wait.until_stopped(async |stop| {
            let typed = typed.map(|key| usable(&key)).transpose()?.flatten();
            let key = match (&settings.sign_in, typed.clone()) {
                (SignIn::None, _) => None,
                (_, Some(typed)) => Some(typed),
                (_, None) => Some(self.kept_key(profile, &settings).await?),
            };
            let transport = self.network.to(&address).await?;
            let readings = &self.api_readings;
            let typed = typed.filter(|_| settings.sign_in != SignIn::None);
            Ok(readings
                .read(&transport, profile, settings, key.as_ref(), typed, stop)
                .await?)
        })
        .await
    }

    /// Says what importing the list at hand would do.
    pub async fn preview_vendor_list(
        &self,
        profile: ProfileId,
        choice: ApiChoice,
    ) -> Result<ImportPreview> {
        let reading = self.api_readings.get(profile, &choice.reading).await?;
        Ok(organizations::preview_list(&self.store, profile, reading, choice).await?)
    }

    /// Imports the list at hand in one step that can be undone. The key that was typed goes into the keychain, the
    /// settings to the profile.
    ///
    /// # Errors
    /// `Vault` when the keychain does not take the key; nothing is imported then.
    pub async fn import_vendor_list(
        &self,
        profile: ProfileId,
        choice: ApiChoice,
        gone: Option<Remaining>,
    ) -> Result<Imported> {
        let reading = self.api_readings.get(profile, &choice.reading).await?;
        match (&reading.settings.sign_in, &reading.typed_key) {
            (SignIn::None, _) => {
                // Asked without a key from now on.
                if self.has_vendor_key(profile).await? {
                    self.secrets.forget_vendor_key(profile).await?;
                }
            }
            (_, Some(key)) => self.secrets.keep_vendor_key(profile, key.clone()).await?,
            (_, None) => {}
        }
        let now = self.now();
        let imported =
            organizations::import_list(&self.store, profile, reading, choice, gone, &now).await?;
        self.api_readings.let_go(profile).await;
        Ok(self.imported(profile, imported).await)
    }

    /// Lets the list at hand go, with the key that was typed for it.
    pub async fn let_vendor_list_go(&self, profile: ProfileId) {
        self.api_readings.let_go(profile).await;
    }

    /// Whether a key was put into the keychain for the profile's API.
    pub(crate) async fn has_vendor_key(&self, profile: ProfileId) -> Result<bool> {
        let saved = self.vendor_api(profile).await?;
        Ok(saved.is_some_and(|saved| saved.sign_in != SignIn::None))
    }

    /// The key in the keychain, if it was entered for the place that is asked now: a changed address must not lead it
    /// away.
    async fn kept_key(&self, profile: ProfileId, settings: &ApiSettings) -> Result<SecretString> {
        let saved = self.vendor_api(profile).await?;
        let saved = saved.filter(|saved| saved.sign_in != SignIn::None);
        let Some(place) = saved.and_then(|saved| saved.origin()) else {
            return Err(secret_problem("Enter the key."));
        };
        if settings.origin().as_ref() != Some(&place) {
            return Err(secret_problem(&format!(
                "The key in the keychain is for {place}. Enter the one for this address."
            )));
        }
        let kept = self.secrets.load_vendor_key(profile).await?;
        kept.ok_or_else(|| secret_problem("The key is no longer in the keychain. Enter it again."))
    }
}

/// The key without the blanks that came along when it was copied; `None` for an empty one.
fn usable(key: &SecretString) -> Result<Option<SecretString>> {
    let key = key.expose_secret().trim();
    if key.is_empty() {
        return Ok(None);
    }
    if key.len() > LONGEST_KEY {
        return Err(secret_problem("The key is too long."));
    }
    if !key
        .bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ')
    {
        return Err(secret_problem(
            "The key holds a line break or a letter that no header can carry. Copy it again.",
        ));
    }
    Ok(Some(key.to_owned().into()))
}

fn secret_problem(message: &str) -> Error {
    Error::InvalidInput {
        field: "secret",
        message: message.to_owned(),
    }
}
