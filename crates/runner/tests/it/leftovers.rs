//! Files of the past that say something untrue.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use crate::runner::{Runner, parent, program};

/// 001/FR-001: the number in a stale pid file may be that of a living process, even of the same user.
#[tokio::test]
async fn a_stale_pid_file_does_not_stop_a_start() {
    let parent = parent();
    let state = parent.path().join("state");
    Runner::db(&state).stop();
    let data = state.join("postgres");
    let owner = data.metadata().unwrap();
    let mut bystander = Command::new("sleep")
        .arg("600")
        .uid(owner.uid())
        .gid(owner.gid())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let number = bystander.id();
    let like_postgres =
        format!("{number}\n{}\n1700000000\n5432\n\n127.0.0.1\n  1234567  7654321\nready\n", data.display());
    for text in [&like_postgres, "999999999\n", "", "garbage\n"] {
        fs::write(data.join("postmaster.pid"), text).unwrap();
        std::os::unix::fs::chown(data.join("postmaster.pid"), Some(owner.uid()), Some(owner.gid())).unwrap();
        Runner::db(&state).stop();
    }
    assert!(bystander.try_wait().unwrap().is_none(), "the bystander was ended");
    bystander.kill().unwrap();
    bystander.wait().unwrap();
}

/// The words of a lock file that nobody holds mean nothing.
#[tokio::test]
async fn a_lock_file_that_nobody_holds_does_not_stop_a_start() {
    let parent = parent();
    let state = parent.path().join("state");
    fs::create_dir(&state).unwrap();
    fs::write(state.join("lock"), "1\nhttp://127.0.0.1:3000\n").unwrap();
    Runner::db(&state).stop();
}

#[tokio::test]
async fn a_lost_password_is_told() {
    let parent = parent();
    let state = parent.path().join("state");
    Runner::db(&state).stop();
    fs::remove_file(state.join("postgres-owner-password")).unwrap();
    let output = program("db", &state).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(message.contains("does not take the password in the state folder"), "{message}");
}

#[tokio::test]
async fn a_broken_cluster_shows_the_servers_last_words() {
    let parent = parent();
    let state = parent.path().join("state");
    Runner::db(&state).stop();
    fs::remove_file(state.join("postgres/global/pg_control")).unwrap();
    let output = program("db", &state).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(message.contains("the database server does not start; the last lines of "), "{message}");
    assert!(message.contains("pg_control"), "{message}");
}

#[tokio::test]
async fn a_cluster_of_another_version_is_told() {
    let parent = parent();
    let state = parent.path().join("state");
    Runner::db(&state).stop();
    fs::write(state.join("postgres/PG_VERSION"), "11\n").unwrap();
    let output = program("db", &state).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(message.contains("the state folder's database is of PostgreSQL 11"), "{message}");
}
