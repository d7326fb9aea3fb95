//! The user that the database server runs as: PostgreSQL refuses to run as root.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nix::unistd::{User, geteuid};

use crate::child::Account;

/// The account for the cluster in `data`: none when the runner is not root, else the owner of the
/// existing cluster, else `postgres` or `nobody`.
///
/// # Errors
///
/// A sentence when the existing cluster belongs to somebody else, or root has nobody to become.
pub fn choose(data: &Path) -> Result<Option<Account>> {
    let me = geteuid().as_raw();
    match (me, data.metadata().ok()) {
        (0, None) => substitute().map(Some),
        (0, Some(owner)) if owner.uid() == 0 => {
            bail!("{} belongs to root, and PostgreSQL does not run as root: remove it", data.display())
        }
        (0, Some(owner)) => Ok(Some(Account { uid: owner.uid(), gid: owner.gid() })),
        (_, Some(owner)) if owner.uid() != me => bail!(
            "{} belongs to user {}, and this is user {me}: run as that user or as root, or choose another state \
             folder with --state-dir",
            data.display(),
            owner.uid(),
        ),
        _ => Ok(None),
    }
}

fn substitute() -> Result<Account> {
    for name in ["postgres", "nobody"] {
        if let Some(user) =
            User::from_name(name).with_context(|| format!("cannot look up the user {name}"))?
            && !user.uid.is_root()
        {
            return Ok(Account { uid: user.uid.as_raw(), gid: user.gid.as_raw() });
        }
    }
    bail!(
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`: run as another user"
    )
}

/// Whether the account may pass through `folder` and every folder above it, as their mode bits say.
pub fn can_enter(account: Account, folder: &Path) -> bool {
    folder.ancestors().all(|folder| folder.metadata().is_ok_and(|metadata| may_pass(account, &metadata)))
}

fn may_pass(account: Account, folder: &Metadata) -> bool {
    let execute = if folder.uid() == account.uid {
        0o100
    } else if folder.gid() == account.gid {
        0o010
    } else {
        0o001
    };
    folder.mode() & execute != 0
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn every_folder_on_the_way_counts() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("outer/inner");
        fs::create_dir_all(&inner).unwrap();
        let me = Account { uid: geteuid().as_raw(), gid: nix::unistd::getegid().as_raw() };
        let stranger = Account { uid: 4_000_000, gid: 4_000_000 };
        let set = |path: &str, mode| {
            fs::set_permissions(root.path().join(path), Permissions::from_mode(mode)).unwrap()
        };

        set("", 0o700);
        assert!(can_enter(me, &inner));
        assert!(!can_enter(stranger, &inner));
        set("", 0o711);
        set("outer", 0o755);
        assert!(can_enter(stranger, &inner));
        set("outer/inner", 0o750);
        assert!(!can_enter(stranger, &inner));
        assert!(can_enter(Account { gid: me.gid, ..stranger }, &inner));
        set("outer", 0o701);
        assert!(!can_enter(Account { gid: me.gid, ..stranger }, &inner));
    }
}
