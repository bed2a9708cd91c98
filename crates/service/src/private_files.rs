//! Files and folders that only the service's own user may read.

use std::fs::{DirBuilder, OpenOptions, Permissions, set_permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

const FILE: u32 = 0o600;
const FOLDER: u32 = 0o700;

/// Creates a folder and its parents if needed. An existing folder keeps its mode: others may use it too.
///
/// # Errors
/// Fails if the system cannot create it.
pub fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Creates an empty file.
///
/// # Errors
/// Fails if the file exists or cannot be created.
pub fn new_file(path: &Path) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(FILE)
        .open(path)
        .map(drop)
}

/// Creates the SQLite file if needed. Makes an existing one, with its `-wal` and `-shm` files, unreadable for others; SQLite gives new
/// ones the mode of the main file. Errors are ignored, because opening the database reports them.
pub fn database(file: &Path) {
    if new_file(file).is_ok() {
        return;
    }
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        _ = set_permissions(PathBuf::from(name), Permissions::from_mode(FILE));
    }
}
