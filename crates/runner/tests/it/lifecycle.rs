//! Starts and ends in order.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use nix::sys::signal::Signal;

use crate::runner::{Runner, parent, processes_in, program, wait_until};

/// 001/FR-001: what was written is there after Ctrl-C and another start, in a folder with spaces too.
#[tokio::test]
async fn a_second_start_keeps_the_data() {
    let parent = parent();
    let state = parent.path().join("my state's \"folder\"");
    let first = Runner::db(&state);
    let owner = first.owner().await;
    owner.batch_execute("create table kept (word text); insert into kept values ('yes')").await.unwrap();
    let password = first.variables["postgres_password"].clone();
    first.stop();

    let second = Runner::db(&state);
    let row = second.owner().await.query_one("select word from kept", &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "yes");
    assert_eq!(second.variables["postgres_password"], password);
    second.stop();
}

/// 001/FR-001: Ctrl-C, a polite kill and a closed terminal all end what was started.
#[tokio::test]
async fn every_wish_to_stop_ends_everything() {
    let parent = parent();
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let mut runner = Runner::db(&parent.path().join("state"));
        // A client that stays connected must not hold the end up.
        let client = runner.application().await;
        runner.signal(signal);
        assert!(runner.ended().success(), "after {signal}");
        assert_eq!(processes_in(&runner.data()), [], "after {signal}");
        assert!(client.simple_query("select 1").await.is_err());
    }
}

/// 001/FR-001: a start that is stopped half-way leaves nothing that is in the next one's way.
#[tokio::test]
async fn a_start_can_be_stopped() {
    let parent = parent();
    let state = parent.path().join("state");
    for moment in ["Making a database", "Starting PostgreSQL"] {
        let mut runner = Runner::spawn(program("db", &state), &state);
        runner.await_progress(moment);
        runner.signal(Signal::SIGINT);
        assert!(runner.ended().success());
        wait_until("the server's processes end", || processes_in(&runner.data()).is_empty());
    }
    Runner::db(&state).stop();
}

/// 001/FR-001: a second one on the same state says `already running` and which process it is.
#[tokio::test]
async fn a_second_one_is_refused() {
    let parent = parent();
    let state = parent.path().join("state");
    let first = Runner::db(&state);
    for subcommand in ["up", "db", "migrate"] {
        let second = program(subcommand, &state).output().unwrap();
        let message = String::from_utf8(second.stderr).unwrap();
        assert_eq!(second.status.code(), Some(1), "{message}");
        assert!(message.contains(&format!("already running: process {}", first.child.id())), "{message}");
        assert!(second.stdout.is_empty());
    }
    first.application().await.simple_query("select 1").await.unwrap();
    first.stop();
}

/// 001/FR-033: the application's role can neither create nor alter anything.
#[tokio::test]
async fn the_role_of_the_application_has_no_right_to_create() {
    let parent = parent();
    let runner = Runner::db(&parent.path().join("state"));
    runner.owner().await.batch_execute("create table owned (word text)").await.unwrap();
    let application = runner.application().await;
    for statement in [
        "create table public.x (word text)",
        "create temporary table x (word text)",
        "create schema x",
        "create role x",
        "create database x",
        "alter table owned add column more text",
        "drop table owned",
        "alter role postgres password 'x'",
        "set role postgres",
    ] {
        let error = application.batch_execute(statement).await.expect_err(statement);
        assert_eq!(error.code().map(|code| code.code()), Some("42501"), "{statement}: {error}");
    }
    for (setting, expected) in [("idle_in_transaction_session_timeout", "10s"), ("statement_timeout", "30s")]
    {
        let row = application.query_one(&format!("show {setting}"), &[]).await.unwrap();
        assert_eq!(row.get::<_, &str>(0), expected);
    }
    let row = application
        .query_one("select current_setting('synchronous_commit') || current_setting('fsync')", &[]);
    assert_eq!(row.await.unwrap().get::<_, &str>(0), "onon");
    runner.stop();
}

/// The server's user cannot enter a clone in `/root`: then the database lies elsewhere, and is found again.
#[tokio::test]
async fn a_state_folder_that_the_server_cannot_enter_is_no_obstacle() {
    let parent = parent();
    fs::set_permissions(parent.path(), Permissions::from_mode(0o700)).unwrap();
    let state = parent.path().join("state");
    let first = Runner::db(&state);
    let data = first.data();
    assert_eq!(data.starts_with("/var/lib/todo-runner"), nix::unistd::geteuid().is_root());
    first.owner().await.batch_execute("create table kept ()").await.unwrap();
    first.stop();

    let second = Runner::db(&state);
    assert_eq!(second.data(), data);
    second.owner().await.batch_execute("select from kept").await.unwrap();
    second.stop();
    if nix::unistd::geteuid().is_root() {
        fs::remove_dir_all(data.parent().unwrap()).unwrap();
    }
}
