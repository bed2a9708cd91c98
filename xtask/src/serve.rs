//! `cargo xtask serve` and `cargo xtask demo`.

use std::os::unix::process::CommandExt as _;

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
    let service = check::service()?;
    let page = format!("http://{}/", options.listen.replace("127.0.0.1", "localhost"));
    say(&format!("\nMijn Brug: {page}\nStop with Ctrl+C."));
    let data = root().join("target/serve-data");
    let mut service = command(service, &["serve", "--listen", &options.listen, "--web", "dist"]);
    service.arg("--data").arg(data);
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
