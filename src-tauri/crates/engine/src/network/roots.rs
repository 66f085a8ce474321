//! Extra root certificates: files in the data folder, one certificate each,
//! named by their fingerprint.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use halo_api::{Certificate, CertificateDer, CertificateFileError, read_certificate_file};
use jiff::Timestamp;

use crate::error::{Error, Result};

/// Enough to know that a file is too large; no more of it is read.
const MOST_READ: u64 = 2 * 1024 * 1024;

/// Why the certificates in a file are not trusted.
#[derive(Debug, thiserror::Error)]
pub enum CertificateRefusal {
    /// What is in the file.
    #[error(transparent)]
    File(#[from] CertificateFileError),
    /// The file cannot be read at all.
    #[error("The file cannot be read. Is it still there, and may you open it?")]
    Unreadable(#[source] std::io::Error),
    /// Its time is over.
    #[error("The certificate of {subject} expired on {day}. Ask for the one that replaced it.")]
    Expired {
        /// Whose it is.
        subject: String,
        /// The last day, in words.
        day: String,
    },
    /// Its time has not come.
    #[error(
        "The certificate of {subject} is only valid from {day} on. Is this computer's clock right?"
    )]
    NotYetValid {
        /// Whose it is.
        subject: String,
        /// The first day, in words.
        day: String,
    },
    /// One of a server, issued by an authority: trusting it would not help.
    #[error(
        "This is the certificate of a server, {subject}. What is needed is the root certificate of whoever issued it: {issuer}."
    )]
    NotARoot {
        /// Whose it is.
        subject: String,
        /// Who issued it.
        issuer: String,
    },
}

/// What is in the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RootCertificates {
    /// Those that can be read, by name, each with whether its time is over.
    pub readable: Vec<(Certificate, bool)>,
    /// Names of files that are no certificates and are not used.
    pub unreadable: Vec<String>,
}

/// `certificates` in the data folder.
#[derive(Debug, Clone)]
pub(super) struct RootFolder {
    path: PathBuf,
}

struct Stored {
    path: PathBuf,
    certificate: Certificate,
    der: CertificateDer<'static>,
}

impl RootFolder {
    pub(super) fn in_folder(data_dir: &Path) -> Self {
        Self {
            path: data_dir.join("certificates"),
        }
    }

    /// Everything in the folder, for the eye.
    pub(super) async fn list(&self, now: Timestamp) -> Result<RootCertificates> {
        let (stored, unreadable) = self.read().await?;
        let mut readable: Vec<_> = stored
            .into_iter()
            .map(|stored| {
                let over = stored.certificate.not_after < now;
                (stored.certificate, over)
            })
            .collect();
        readable.sort_by(|(a, _), (b, _)| a.subject.cmp(&b.subject));
        Ok(RootCertificates {
            readable,
            unreadable,
        })
    }

    /// What may be trusted now. The verifier does not ask a root for its time,
    /// so it is asked here.
    pub(super) async fn usable(&self, now: Timestamp) -> Result<Vec<CertificateDer<'static>>> {
        let (stored, unreadable) = self.read().await?;
        for file in unreadable {
            tracing::warn!(%file, "not a certificate; it is not used");
        }
        Ok(stored
            .into_iter()
            .filter(|stored| stored.certificate.not_after >= now)
            .map(|stored| stored.der)
            .collect())
    }

    /// Copies the certificates of a file into the folder, all or none.
    pub(super) async fn add(&self, file: PathBuf, now: Timestamp) -> Result<Vec<String>> {
        let folder = self.path.clone();
        tokio::task::spawn_blocking(move || {
            let bytes = read_file(&file).map_err(CertificateRefusal::Unreadable)?;
            let found = read_certificate_file(&bytes).map_err(CertificateRefusal::File)?;
            for (certificate, _) in &found {
                check(certificate, now)?;
            }
            fs_err::create_dir_all(&folder).map_err(not_stored)?;
            let mut subjects = Vec::new();
            for (certificate, der) in found {
                let path = folder.join(file_name(&certificate));
                // To a file beside it first, so that a full disk leaves no half certificate.
                let beside = path.with_extension("new");
                fs_err::write(&beside, &der).map_err(not_stored)?;
                fs_err::rename(&beside, &path).map_err(not_stored)?;
                subjects.push(certificate.subject);
            }
            Ok(subjects)
        })
        .await?
    }

    /// Removes a certificate by its fingerprint.
    pub(super) async fn remove(&self, sha256: String) -> Result<()> {
        let (stored, _) = self.read().await?;
        let found = stored
            .into_iter()
            .find(|stored| stored.certificate.sha256 == sha256);
        if let Some(found) = found {
            tokio::task::spawn_blocking(move || fs_err::remove_file(found.path))
                .await?
                .map_err(|source| Error::File {
                    doing: "The certificate could not be removed.",
                    source,
                })?;
        }
        Ok(())
    }

    async fn read(&self) -> Result<(Vec<Stored>, Vec<String>)> {
        let folder = self.path.clone();
        let read = move || -> std::io::Result<_> {
            let entries = match fs_err::read_dir(&folder) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    return Ok((Vec::new(), Vec::new()));
                }
                entries => entries?,
            };
            let (mut stored, mut unreadable) = (Vec::new(), Vec::new());
            for entry in entries {
                let path = entry?.path();
                // Left over from a disk that was full.
                if path.extension().is_some_and(|ending| ending == "new") {
                    continue;
                }
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let found = read_file(&path)
                    .ok()
                    .and_then(|bytes| read_certificate_file(&bytes).ok())
                    .and_then(|mut found| found.pop());
                match found {
                    Some((certificate, der)) => stored.push(Stored {
                        certificate,
                        der,
                        path: path.clone(),
                    }),
                    None => unreadable.push(name.into_owned()),
                }
            }
            Ok((stored, unreadable))
        };
        tokio::task::spawn_blocking(read)
            .await?
            .map_err(|source| Error::File {
                doing: "The folder of certificates could not be read.",
                source,
            })
    }
}

fn check(certificate: &Certificate, now: Timestamp) -> std::result::Result<(), CertificateRefusal> {
    let subject = certificate.subject.clone();
    let day = |moment: Timestamp| moment.strftime("%-d %B %Y").to_string();
    if !certificate.is_authority && !certificate.is_self_issued {
        let issuer = certificate.issuer.clone();
        return Err(CertificateRefusal::NotARoot { subject, issuer });
    }
    if certificate.not_after < now {
        let day = day(certificate.not_after);
        return Err(CertificateRefusal::Expired { subject, day });
    }
    if certificate.not_before > now {
        let day = day(certificate.not_before);
        return Err(CertificateRefusal::NotYetValid { subject, day });
    }
    Ok(())
}

/// Reads a plain file; a folder or a device is none.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    if !fs_err::metadata(path)?.is_file() {
        return Err(std::io::Error::other("not a plain file"));
    }
    let mut bytes = Vec::new();
    fs_err::File::open(path)?
        .take(MOST_READ)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn file_name(certificate: &Certificate) -> String {
    let digits = certificate.sha256.replace(':', "").to_ascii_lowercase();
    format!("{digits}.der")
}

fn not_stored(source: std::io::Error) -> Error {
    Error::File {
        doing: "The certificate could not be stored.",
        source,
    }
}
