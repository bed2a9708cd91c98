//! The built web apps, in memory.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use axum::body::Bytes;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// The files of the web apps by their path in the address, such as `/assets/resident-DG7PixDC.js`.
#[derive(Debug)]
pub struct Site {
    files: HashMap<String, File>,
}

/// One file, as it is sent.
#[derive(Debug)]
pub struct File {
    /// Media type, with the charset where it has one.
    pub media_type: &'static str,
    /// May be cached for ever: its name holds a hash of its content.
    pub immutable: bool,
    /// The file as it is.
    pub plain: Variant,
    /// The file as Brotli, when the build made a copy.
    pub brotli: Option<Variant>,
}

/// Bytes with their strong `ETag` (RFC 9110, 8.8.3): each encoding of a file has its own.
#[derive(Debug)]
pub struct Variant {
    /// What is sent.
    pub bytes: Bytes,
    /// The tag, in its quotes: half of the content's SHA-256 in hex. Not size and time, which may stay equal over a change.
    pub etag: String,
}

/// Why the web apps can't be hosted.
#[derive(Debug, Error)]
pub enum SiteError {
    /// The folder or its first page isn't there.
    #[error("{} has no index.html: run `cargo xtask build` first, or name the built folder with --web", .0.display())]
    NotBuilt(PathBuf),
    /// A file of it can't be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl Site {
    /// Reads all files under a folder.
    ///
    /// # Errors
    /// The folder isn't a built web app, or a file can't be read.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        if !folder.join("index.html").is_file() {
            return Err(SiteError::NotBuilt(folder.to_owned()));
        }
        let mut site = Self {
            files: HashMap::new(),
        };
        site.read_folder(folder, "")?;
        Ok(site)
    }

    /// The file at a path of the address. The path is a key, never a way through the file system.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> Result<(), SiteError> {
        let unreadable = |source| SiteError::Unreadable {
            path: folder.to_owned(),
            source,
        };
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            // A name that is no Unicode was not made by our build.
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let address = format!("{prefix}/{name}");
            if path.is_dir() {
                self.read_folder(&path, &address)?;
            } else if !is_brotli(&path) {
                let file = File::read(&path, &address)?;
                self.files.insert(address, file);
            }
        }
        Ok(())
    }
}

impl File {
    fn read(path: &Path, address: &str) -> Result<Self, SiteError> {
        let mut copy = path.as_os_str().to_owned();
        copy.push(".br");
        let copy = PathBuf::from(copy);
        Ok(Self {
            media_type: media_type(path),
            immutable: address.starts_with("/assets/"),
            plain: Variant::read(path)?,
            brotli: if copy.is_file() {
                Some(Variant::read(&copy)?)
            } else {
                None
            },
        })
    }
}

impl Variant {
    fn read(path: &Path) -> Result<Self, SiteError> {
        let bytes = fs::read(path).map_err(|source| SiteError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let mut etag = String::from('"');
        for byte in Sha256::digest(&bytes).iter().take(16) {
            // Writing to a String can't fail.
            _ = write!(etag, "{byte:02x}");
        }
        etag.push('"');
        Ok(Self {
            bytes: bytes.into(),
            etag,
        })
    }
}

fn is_brotli(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "br")
}

/// Whether a path ends like a file of a web app, so that a person who opens it does not want a screen.
pub fn is_file_name(path: &str) -> bool {
    let path = Path::new(path);
    is_brotli(path) || media_type(path) != UNKNOWN
}

const UNKNOWN: &str = "application/octet-stream";

/// The media type that a file's extension stands for. Browsers stream-compile wasm only under its own type.
fn media_type(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => UNKNOWN,
    }
}
