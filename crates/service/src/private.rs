//! Files that only the service's own user may read: what lies in them is about people, sealed or not.

use std::fs::{DirBuilder, OpenOptions, Permissions, set_permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

const FILE: u32 = 0o600;
const FOLDER: u32 = 0o700;

/// Makes the folder, and those above it, when it isn't there. One that is there keeps its mode: it may not be ours alone.
///
/// # Errors
/// The system's.
pub fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Makes an empty file.
///
/// # Errors
/// The system's: also when it is there.
pub fn new_file(path: &Path) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(FILE)
        .open(path)
        .map(drop)
}

/// Makes SQLite's file when it isn't there, and takes from others what they could read of it and of the files beside it, which SQLite
/// makes with the mode of the first. A file of another user, or a folder that isn't there, is SQLite's to complain of.
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
