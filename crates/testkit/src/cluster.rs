//! A private PostgreSQL cluster on a socket of its own, started and stopped here.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests stop at what they do not expect")]

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const PASSWORD: &str = "a-password-of-the-tests";

/// A running cluster; it stops when dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    tools: PathBuf,
    /// Who runs it, if not who runs the tests: it refuses to run as root.
    user: Option<&'static str>,
}

/// Where Debian keeps the newest server's tools, else where the path leads.
fn tools() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| {
            let found = entries.filter_map(Result::ok).map(|entry| entry.path());
            found.filter_map(|path| Some((path.file_name()?.to_str()?.parse().ok()?, path.join("bin")))).collect()
        })
        .unwrap_or_default();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let newest_first = versions.into_iter().rev().map(|(_, bin)| bin);
    newest_first.chain(std::env::split_paths(&path)).find(|bin| bin.join("initdb").is_file())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n")
}

impl Cluster {
    /// Starts one, with settings of the server besides its own, such as `fsync=off`.
    ///
    /// # Errors
    /// What is missing or went wrong, with what PostgreSQL's program said.
    pub fn start(settings: &[&str]) -> Result<Self, String> {
        Self::start_with(settings, &[])
    }

    /// Starts one with files beside its data that are the server's alone: name and content.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_with(settings: &[&str], files: &[(&str, &str)]) -> Result<Self, String> {
        let missing = "initdb was not found: install the package `postgresql` (Debian: apt-get install postgresql)";
        let tools = tools().ok_or(missing)?;
        let folder = tempfile::Builder::new().prefix("huigu-pg-").tempdir().map_err(|error| error.to_string())?;
        let cluster = Self { folder, tools, user: is_root().then_some("postgres") };
        let (data, password) = (cluster.path("data"), cluster.path("password"));
        std::fs::write(&password, PASSWORD).map_err(|error| error.to_string())?;
        for (name, content) in files {
            let file = cluster.path(name);
            std::fs::write(&file, content).map_err(|error| error.to_string())?;
            run(Command::new("chmod").arg("600").arg(file))?;
        }
        if let Some(user) = cluster.user {
            run(Command::new("chown").arg("-R").arg(user).arg(cluster.folder.path()))?;
        }
        let initdb = ["-U", "huigu", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
        run(cluster.tool("initdb").arg("-D").arg(&data).arg("--pwfile").arg(&password).args(initdb))?;
        let mut options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c max_connections=60",
            cluster.folder.path().display()
        );
        settings.iter().for_each(|setting| options.push_str(&format!(" -c {setting}")));
        let log = cluster.path("log");
        run(cluster.tool("pg_ctl").arg("-D").arg(&data).arg("-l").arg(&log).args(["-o", &options, "-w", "start"]))?;
        Ok(cluster)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn tool(&self, name: &str) -> Command {
        let program: &Path = &self.tools.join(name);
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
        };
        command.current_dir("/");
        command
    }

    /// URL of a database in the cluster.
    pub fn url(&self, database: &str) -> String {
        self.url_with(database, PASSWORD)
    }

    /// URL of a database in the cluster, with another password.
    pub fn url_with(&self, database: &str, password: &str) -> String {
        let socket = self.folder.path().display();
        format!("postgresql:///{database}?host={socket}&user=huigu&password={password}")
    }

    /// Runs SQL in a database, past the register.
    pub fn run(&self, database: &str, sql: &str) {
        let mut client = postgres::Client::connect(&self.url(database), postgres::NoTls).unwrap();
        client.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let said = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if said.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&said.stderr).into_owned() + &String::from_utf8_lossy(&said.stdout);
    Err(format!("{command:?}: {}\n{text}", said.status))
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.path("data");
        if let Err(why) = run(self.tool("pg_ctl").arg("-D").arg(data).args(["-m", "immediate", "stop"])) {
            eprintln!("{why}");
        }
    }
}
