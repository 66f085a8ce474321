//! A vendor's JSON API as a source of organisations.

use engine::organizations::{ApiChoice, ApiList, ApiSettings, Paging, SignIn};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::import::ColumnUseDto;

/// How an API knows who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum ApiSignInDto {
    /// Not at all.
    None,
    /// By a bearer token.
    Bearer,
    /// By a key in a header of this name.
    #[serde(rename_all = "camelCase")]
    Header {
        /// For example `X-API-Key`.
        name: String,
    },
}

/// How a list goes on behind its first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum ApiPagingDto {
    /// Everything comes at once.
    None,
    /// The reply names the address of the next page.
    #[serde(rename_all = "camelCase")]
    NextLink {
        /// JSON path to it.
        path: String,
    },
    /// Pages are counted by a parameter of the address.
    #[serde(rename_all = "camelCase")]
    PageNumber {
        /// Its name.
        parameter: String,
        /// The number of the first page.
        first: u32,
    },
}

/// How a vendor's API is asked; never its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApiSettingsDto {
    /// The address of the list.
    pub url: String,
    /// How the API knows us.
    pub sign_in: ApiSignInDto,
    /// JSON path to the list; empty: the largest list in the reply.
    pub list: String,
    /// How the list goes on.
    pub paging: ApiPagingDto,
    /// JSON paths within a row, beside those that are found.
    pub paths: Vec<String>,
}

/// A question to a vendor's API. The secret is read once and never sent back.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApiRequestDto {
    /// How it is asked.
    pub settings: ApiSettingsDto,
    /// The key; `null` takes the one in the keychain, if it is for the same place.
    #[specta(type = Option<String>)]
    pub secret: Option<SecretString>,
}

/// A list as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApiListDto {
    /// Names this reading; to be handed back.
    pub reading: String,
    /// JSON path to the list.
    pub list: String,
    /// Other lists in the reply.
    pub others: Vec<String>,
    /// Pages that were read.
    pub pages: u32,
    /// Rows in all.
    pub rows: u32,
}

/// What of a list is imported.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApiChoiceDto {
    /// Which reading.
    pub reading: String,
    /// Further JSON paths within a row.
    pub paths: Vec<String>,
    /// What each column holds; `null` remembers or guesses.
    pub columns: Option<Vec<ColumnUseDto>>,
}

impl From<ApiSettingsDto> for ApiSettings {
    fn from(settings: ApiSettingsDto) -> Self {
        Self {
            url: settings.url,
            sign_in: match settings.sign_in {
                ApiSignInDto::None => SignIn::None,
                ApiSignInDto::Bearer => SignIn::Bearer,
                ApiSignInDto::Header { name } => SignIn::Header { name },
            },
            list: settings.list,
            paging: match settings.paging {
                ApiPagingDto::None => Paging::None,
                ApiPagingDto::NextLink { path } => Paging::NextLink { path },
                ApiPagingDto::PageNumber { parameter, first } => {
                    Paging::PageNumber { parameter, first }
                }
            },
            paths: settings.paths,
        }
    }
}

impl From<ApiSettings> for ApiSettingsDto {
    fn from(settings: ApiSettings) -> Self {
        Self {
            url: settings.url,
            sign_in: match settings.sign_in {
                SignIn::None => ApiSignInDto::None,
                SignIn::Bearer => ApiSignInDto::Bearer,
                SignIn::Header { name } => ApiSignInDto::Header { name },
            },
            list: settings.list,
            paging: match settings.paging {
                Paging::None => ApiPagingDto::None,
                Paging::NextLink { path } => ApiPagingDto::NextLink { path },
                Paging::PageNumber { parameter, first } => {
                    ApiPagingDto::PageNumber { parameter, first }
                }
            },
            paths: settings.paths,
        }
    }
}

impl From<ApiList> for ApiListDto {
    fn from(list: ApiList) -> Self {
        Self {
            reading: list.reading,
            list: list.list,
            others: list.others,
            pages: list.pages,
            rows: list.rows,
        }
    }
}

impl From<ApiChoiceDto> for ApiChoice {
    fn from(choice: ApiChoiceDto) -> Self {
        let columns = choice.columns;
        Self {
            reading: choice.reading,
            paths: choice.paths,
            columns: columns.map(|columns| columns.into_iter().map(Into::into).collect()),
        }
    }
}
