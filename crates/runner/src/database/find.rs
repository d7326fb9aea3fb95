//! Finds the programs of a PostgreSQL server on this machine.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The programs of one installed server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// Makes a cluster.
    pub initdb: PathBuf,
    /// The server.
    pub postgres: PathBuf,
    /// The major version, such as 15.
    pub major: u32,
}

/// The oldest major version that the schema's SQL is written for.
pub const OLDEST: u32 = 14;

/// Where packages put servers that are not on the path: a folder, what the names of its subfolders begin
/// with, and the way from there to the programs.
const INSTALLED: &[(&str, &str, &str)] = &[
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr/libexec", "postgresql", ""),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
];

/// What a person can do when nothing is found.
pub const HOW_TO_INSTALL: &str = "install a PostgreSQL server (Debian and Ubuntu: `apt-get install postgresql`, \
Fedora: `dnf install postgresql-server`, Alpine: `apk add postgresql`, macOS: `brew install postgresql@17`), or set \
DATABASE_URL=postgres://user:password@host:port/database";

/// The server to use: of those on the path and in the usual folders, the first that fits. An existing
/// cluster's files can only be read by their own major version, so then only that fits; else the path's
/// comes first, then the newest.
///
/// # Errors
///
/// A sentence that says what is missing and how to get it.
pub fn find(path: Option<&OsStr>, cluster: Option<u32>) -> anyhow::Result<Programs> {
    let found: Vec<Programs> =
        folders(path, INSTALLED).iter().filter_map(|folder| look_into(folder)).collect();
    choose(&found, cluster)
}

fn choose(found: &[Programs], cluster: Option<u32>) -> anyhow::Result<Programs> {
    let fits = |programs: &&Programs| match cluster {
        Some(major) => programs.major == major,
        None => programs.major >= OLDEST,
    };
    if let Some(programs) = found.iter().find(fits) {
        return Ok(programs.clone());
    }
    let majors: Vec<String> = found.iter().map(|programs| programs.major.to_string()).collect();
    let here = if majors.is_empty() { "none".to_owned() } else { majors.join(", ") };
    match cluster {
        Some(major) => anyhow::bail!(
            "the state folder's database is of PostgreSQL {major}, and of the servers here ({here}) none is: install \
             that version, or remove the state folder to begin with an empty list",
        ),
        None => anyhow::bail!(
            "no PostgreSQL server of version {OLDEST} or later is here ({here}): {HOW_TO_INSTALL}"
        ),
    }
}

/// The folders to look into: the path's, then the installed ones with the highest number first.
fn folders(path: Option<&OsStr>, installed: &[(&str, &str, &str)]) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        path.map(|path| std::env::split_paths(path).collect()).unwrap_or_default();
    for (parent, prefix, rest) in installed {
        let Ok(entries) = fs::read_dir(parent) else { continue };
        let mut numbered: Vec<(u32, PathBuf)> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let number = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
                Some((number, entry.path().join(rest)))
            })
            .collect();
        numbered.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        folders.extend(numbered.into_iter().map(|(_, folder)| folder));
    }
    folders
}

fn look_into(folder: &Path) -> Option<Programs> {
    let (initdb, postgres) = (folder.join("initdb"), folder.join("postgres"));
    if !initdb.is_file() || !postgres.is_file() {
        return None;
    }
    let output = Command::new(&postgres).arg("--version").env_clear().output().ok()?;
    let major = major(std::str::from_utf8(&output.stdout).ok()?)?;
    Some(Programs { initdb, postgres, major })
}

/// The major version in `postgres (PostgreSQL) 15.12 (Debian 15.12-0+deb12u2)`, `17beta1` being 17.
fn major(version: &str) -> Option<u32> {
    let number = version.strip_prefix("postgres (PostgreSQL) ")?;
    number[..number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(folder: &str, major: u32) -> Programs {
        let folder = Path::new(folder);
        Programs { initdb: folder.join("initdb"), postgres: folder.join("postgres"), major }
    }

    #[test]
    fn the_version_is_read() {
        assert_eq!(major("postgres (PostgreSQL) 15.12 (Debian 15.12-0+deb12u2)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18\n"), Some(18));
        assert_eq!(major("postgres (PostgreSQL) 19devel\n"), Some(19));
        assert_eq!(major("postgres (EnterpriseDB) 15.1\n"), None);
    }

    #[test]
    fn the_first_that_fits_is_chosen() {
        let found = [programs("/old", 13), programs("/path", 15), programs("/new", 17)];
        assert_eq!(choose(&found, None).unwrap(), found[1]);
        assert_eq!(choose(&found, Some(17)).unwrap(), found[2]);
        assert_eq!(choose(&found, Some(13)).unwrap(), found[0]);
        let error = choose(&found, Some(16)).unwrap_err().to_string();
        assert!(error.contains("of PostgreSQL 16, and of the servers here (13, 15, 17) none is"), "{error}");
        for too_old_or_none in [&found[..1], &[]] {
            let error = choose(too_old_or_none, None).unwrap_err().to_string();
            assert!(
                error.contains("apt-get install postgresql") && error.contains("DATABASE_URL"),
                "{error}"
            );
        }
    }

    #[test]
    fn installed_ones_come_after_the_path_and_newest_first() {
        let root = tempfile::tempdir().unwrap();
        for name in ["9", "15", "17", "common"] {
            fs::create_dir_all(root.path().join(name).join("bin")).unwrap();
        }
        let parent = root.path().to_str().unwrap();
        let found = folders(Some(OsStr::new("/a:/b")), &[(parent, "", "bin"), ("/does/not/exist", "", "")]);
        let expected = [
            "/a",
            "/b",
            &format!("{parent}/17/bin"),
            &format!("{parent}/15/bin"),
            &format!("{parent}/9/bin"),
        ];
        assert_eq!(found, expected.map(PathBuf::from));
    }

    /// A wrapper of the name `postgres` alone is no server, and neither is a folder without a version.
    #[test]
    fn half_an_installation_is_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look_into(folder.path()), None);
        fs::write(folder.path().join("postgres"), "").unwrap();
        fs::write(folder.path().join("initdb"), "").unwrap();
        assert_eq!(look_into(folder.path()), None);
    }
}
