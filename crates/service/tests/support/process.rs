//! The service as a separate process, which can be killed.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running service.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    /// Starts the service without rate limits, and waits until it listens.
    pub fn start(program: &str, folder: &Path, database_url: &str, more: &[&str]) -> Self {
        let dist = folder.join("dist");
        super::write_site(&dist);
        let mut child = Command::new(program)
            .args([
                "serve",
                "--listen=127.0.0.1:0",
                "--address-requests=0",
                "--log-requests=0",
            ])
            .arg("--web")
            .arg(dist)
            .arg("--data")
            .arg(folder.join("data"))
            .args(["--log-level=error", "--database-url", database_url])
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .unwrap()
            .parse()
            .unwrap();
        Self { child, address }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills the process, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Stops the process with SIGTERM, and returns whether it exited with code 0.
    pub fn stop(mut self) -> bool {
        let kill = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        kill.unwrap().success() && self.child.wait().unwrap().success()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
