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
    listen: String,
}

/// Builds, and runs the service on what was built until it is stopped.
///
/// # Errors
/// The build's or the service's.
pub fn serve(options: &Options) -> Result<()> {
    web::build(web::Site::App)?;
    let mut service = service(&options.listen, &root().join("target/serve-data"))?;
    let page = format!("http://{}/", options.listen.replace("127.0.0.1", "localhost"));
    say(&format!("\nMijn Brug: {page}\nStop with Ctrl+C."));
    // Takes our place, so that a signal to stop reaches the service itself.
    Err(service.exec()).context("cannot start the service")
}

/// Builds, and runs the service with the example until it is stopped.
///
/// # Errors
/// The build's, the service's, or the example's.
pub fn demo(options: &Options) -> Result<()> {
    web::build(web::Site::App)?;
    demo::demo(&options.listen)
}

/// Where push services may reach whoever runs the service on a machine of their own, unless the environment says it. Those of Chrome
/// and Firefox take it; a service for people needs an address that somebody reads (docs/service.md).
const CONTACT: (&str, &str) = ("MIJN_BRUG_PUSH_CONTACT", "mailto:nobody@example.org");

/// Builds the service; gives the command that runs it on what was built, with reminders on.
///
/// # Errors
/// cargo's.
pub fn service(listen: &str, data: &Path) -> Result<Command> {
    let mut service = command(check::service()?, &["serve", "--listen", listen, "--web", "dist"]);
    service.arg("--data").arg(data);
    let (key, value) = CONTACT;
    if env::var_os(key).is_none() {
        service.env(key, value);
    }
    Ok(service)
}
