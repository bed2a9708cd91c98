//! x
use std::process::ExitCode;
use anyhow::Result;
#[derive(clap::Args)]
pub struct Options {}
pub fn run(_: &Options) -> ExitCode { ExitCode::SUCCESS }
pub fn bench(_: &str, _: &[String]) -> Result<()> { Ok(()) }
pub fn screenshots() -> Result<()> { Ok(()) }
pub fn fuzz(_: u32) -> Result<()> { Ok(()) }
