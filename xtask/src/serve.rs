//! `cargo xtask serve` and `cargo xtask demo`.

use std::env;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::step::{command, root, say};
use crate::{check, demo, web};

/// Where to serve.
#[derive(Args)]
pub struct Options {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
}

impl Options {
    /// The address of the page, as one types it.
    pub fn page(&self) -> String {
        format!("http://{}/", self.listen.replace("127.0.0.1", "localhost"))
    }
}

/// Builds, and runs the service on the result until it is stopped.
///
/// # Errors
/// Fails if the build or the service does.
pub fn serve(options: &Options) -> Result<()> {
    web::build(web::Site::App)?;
    let mut service = service(&options.listen, &root().join("target/serve-data"))?;
    say(&format!("\nMijn Brug: {}\nStop with Ctrl+C.", options.page()));
    // Replaces this process, so that a signal to stop reaches the service itself.
    Err(service.exec()).context("cannot start the service")
}

/// Builds, and runs the service with the demo until it is stopped.
///
/// # Errors
/// Fails if the build, the service or the demo does.
pub fn demo(options: &Options) -> Result<()> {
    web::build(web::Site::App)?;
    demo::demo(&options.listen)
}

/// The contact address for push services when the service runs on a developer's machine, unless the environment sets
/// one. The push services of Chrome and Firefox accept it; in production it must be an address that somebody reads
/// (docs/service.md).
const CONTACT: (&str, &str) = ("MIJN_BRUG_PUSH_CONTACT", "mailto:nobody@example.org");

/// Builds the service. Returns the command that serves the built site, with reminders on.
///
/// # Errors
/// Fails if cargo does.
pub fn service(listen: &str, data: &Path) -> Result<Command> {
    let mut service = command(check::service()?, &["serve", "--listen", listen, "--web", "dist"]);
    service.arg("--data").arg(data);
    let (key, value) = CONTACT;
    if env::var_os(key).is_none() {
        service.env(key, value);
    }
    Ok(service)
}
