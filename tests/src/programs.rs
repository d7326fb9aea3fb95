//! The programs of a PostgreSQL server on this machine, found as the runner finds them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use nix::unistd::{Uid, User, geteuid};

/// Where a server's programs are.
#[derive(Clone, Debug)]
pub(crate) struct Programs {
    pub(crate) initdb: PathBuf,
    pub(crate) postgres: PathBuf,
}

impl Programs {
    /// Those on the path, or else the newest below `/usr/lib/postgresql`.
    pub(crate) fn find() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        let mut packaged: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
            .collect();
        packaged.sort_by_key(|(major, _)| std::cmp::Reverse(*major));
        folders.extend(packaged.into_iter().map(|(_, folder)| folder));
        folders.iter().find_map(|folder| Self::in_folder(folder))
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        let programs = Self { initdb: folder.join("initdb"), postgres: folder.join("postgres") };
        (programs.initdb.is_file() && programs.postgres.is_file()).then_some(programs)
    }
}

/// Whom the server runs as, when the tests run as root: PostgreSQL refuses to.
pub(crate) fn account() -> Option<(u32, u32)> {
    if geteuid() != Uid::from_raw(0) {
        return None;
    }
    let user = ["postgres", "nobody"].into_iter().find_map(|name| User::from_name(name).ok().flatten());
    let user = user.expect("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`");
    Some((user.uid.as_raw(), user.gid.as_raw()))
}
