//! The files of the built web apps, in memory.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use axum::body::Bytes;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// The files of the web apps by path, such as `/assets/resident-DG7PixDC.js`.
#[derive(Debug)]
pub struct Site {
    files: HashMap<String, File>,
}

/// A file as it is served.
#[derive(Debug)]
pub struct File {
    /// The media type, with a charset for text.
    pub media_type: &'static str,
    /// Whether it may be cached for ever, because its name holds a hash of its content.
    pub immutable: bool,
    /// The file itself.
    pub plain: Variant,
    /// The Brotli copy, if the build made one.
    pub brotli: Option<Variant>,
}

/// One encoding of a file, with its own strong `ETag` (RFC 9110, section 8.8.3).
#[derive(Debug)]
pub struct Variant {
    /// The bytes to send.
    pub bytes: Bytes,
    /// The tag in quotes: half of the content's SHA-256 in hexadecimal digits. Not size and time, which a change may leave equal.
    pub etag: String,
}

/// Why the web apps cannot be hosted.
#[derive(Debug, Error)]
pub enum SiteError {
    /// The folder has no first page.
    #[error("{} has no index.html: run `cargo xtask build` first, or name the built folder with --web", .0.display())]
    NotBuilt(PathBuf),
    /// A file or folder cannot be read.
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
    /// Fails if the folder holds no built web app, or a file cannot be read.
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

    /// The file at the path of a URL. The path is a key of a map and is never looked up in the file system.
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
            // The build makes no names that are not Unicode.
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
            // Writing to a String cannot fail.
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

/// Whether a path ends like that of a file, and not like that of a screen.
pub fn is_file_name(path: &str) -> bool {
    let path = Path::new(path);
    is_brotli(path) || media_type(path) != UNKNOWN
}

const UNKNOWN: &str = "application/octet-stream";

/// The media type for an extension. Browsers compile wasm while it streams only under its own type.
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
