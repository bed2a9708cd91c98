//! A PostgreSQL server for one test, from Debian's package; it is deleted with the test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const INSTALL: &str = "PostgreSQL is not installed. Run: sudo apt-get install --yes postgresql";

/// A server that listens on a socket in its own folder.
pub struct Cluster {
    server: Option<Child>,
    folder: TempDir,
}

impl Cluster {
    /// Creates and starts a server with the default durability: it waits for the disk.
    pub fn start() -> Self {
        let folder = folder();
        let data = folder.path().join("data");
        // Only the files of initdb need not survive a power cut.
        let arguments = [
            "--username=brug",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            "--pgdata",
        ];
        run(program("initdb").args(arguments).arg(&data));
        Self::open(folder, &[])
    }

    /// Creates a synchronous standby.
    pub fn standby(&self) -> Self {
        let folder = folder();
        let data = folder.path().join("data");
        run(program("pg_basebackup")
            .args(["--username=brug", "--write-recovery-conf", "--no-sync", "--host"])
            .arg(self.folder.path())
            .arg("--pgdata")
            .arg(&data));
        let conf = data.join("postgresql.auto.conf");
        let settings = fs::read_to_string(&conf).unwrap();
        fs::write(
            &conf,
            settings.replace("user=brug", "application_name=second user=brug"),
        )
        .unwrap();
        let standby = Self::open(folder, &[]);
        self.query("ALTER SYSTEM SET synchronous_standby_names = 'second'");
        self.query("SELECT pg_reload_conf()");
        wait_until(|| {
            self.query("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == "1"
        });
        standby
    }

    fn open(folder: TempDir, settings: &[&str]) -> Self {
        let mut cluster = Self { server: None, folder };
        cluster.restart(settings);
        cluster
    }

    /// Starts the server again after a kill.
    pub fn restart(&mut self, settings: &[&str]) {
        let folder = self.folder.path();
        let log = fs::File::create(folder.join("log")).unwrap();
        let mut server = program("postgres");
        server.arg("-D").arg(folder.join("data"));
        server
            .arg("-c")
            .arg(format!("unix_socket_directories={}", folder.display()));
        server.args(["-c", "listen_addresses=", "-c", "max_connections=200"]);
        for setting in settings {
            server.args(["-c", setting]);
        }
        self.server = Some(server.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        wait_until(|| {
            let mut ready = program("pg_isready");
            ready
                .args(["--quiet", "--username=brug", "--dbname=postgres", "--host"])
                .arg(folder);
            ready.status().is_ok_and(|status| status.success())
        });
    }

    /// Creates an empty database, and returns its URL.
    pub fn database(&self, name: &str) -> String {
        self.query(&format!("CREATE DATABASE {name}"));
        self.address(name)
    }

    /// The URL of a database.
    pub fn address(&self, name: &str) -> String {
        format!(
            "postgres:///{name}?user=brug&host={}",
            self.folder.path().display()
        )
    }

    /// The folder of the socket.
    pub fn socket(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a query, and returns the result as text.
    pub fn query(&self, sql: &str) -> String {
        let mut psql = program("psql");
        psql.args([
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--username=brug",
        ])
        .args(["--dbname=postgres", "--host"])
        .arg(self.folder.path())
        .args(["--command", sql]);
        let output = psql.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        assert!(output.status.success(), "{sql}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Kills the server, as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
            // Its children notice, and release the folder.
            let pid_file = self.folder.path().join("data/postmaster.pid");
            _ = fs::remove_file(pid_file);
        }
    }

    /// Promotes a standby to primary.
    pub fn promote(&self) {
        self.query("SELECT pg_promote()");
        wait_until(|| self.query("SELECT pg_is_in_recovery()") == "f");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // SIGQUIT stops at once; the folder is deleted anyway.
            _ = Command::new("kill")
                .args(["-QUIT", &server.id().to_string()])
                .status();
            _ = server.wait();
        }
    }
}

/// Waits until the condition holds; fails after a minute.
pub fn wait_until(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_mins(1), "it doesn't come");
        std::thread::yield_now();
    }
}

fn folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("brug-pg").tempdir().unwrap();
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(folder.path()));
    }
    folder
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}

/// A program of PostgreSQL, run by another user than root, that is killed when the thread of the test ends.
fn program(name: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "QUIT"]);
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command
        .arg(programs().join(name))
        .current_dir("/")
        .env_remove("DATABASE_URL");
    command
}

/// The programs of the newest installed version.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    versions
        .map(|version| version.path().join("bin"))
        .filter(|bin| bin.join("initdb").is_file())
        .max()
        .expect(INSTALL)
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {text}");
}
