//! Processes that are killed. 001/FR-001: after SIGKILL the next start copes.

use nix::sys::signal::{Signal, kill};

use crate::runner::{Runner, parent, processes_in, wait_until};

/// A commit that was acknowledged survives, and nothing of the killed one stays.
#[tokio::test]
async fn the_runner_is_killed() {
    let parent = parent();
    let state = parent.path().join("state");
    let mut first = Runner::db(&state);
    let owner = first.owner().await;
    owner.batch_execute("create table kept (word text)").await.unwrap();
    owner.batch_execute("insert into kept values ('acknowledged')").await.unwrap();
    first.signal(Signal::SIGKILL);
    first.ended();

    // At once: the server of the first may still be ending.
    let second = Runner::db(&state);
    let row = second.owner().await.query_one("select word from kept", &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "acknowledged");
    second.stop();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_server_does_not_outlive_a_killed_runner() {
    let parent = parent();
    let mut runner = Runner::db(&parent.path().join("state"));
    let _client = runner.application().await;
    runner.signal(Signal::SIGKILL);
    runner.ended();
    wait_until("the server's processes end", || processes_in(&runner.data()).is_empty());
}

/// 001/FR-016: the server comes back at the same address, so the application needs no restart.
#[tokio::test]
async fn the_server_is_killed() {
    let parent = parent();
    let runner = Runner::db(&parent.path().join("state"));
    let before = runner.server();
    let client = runner.owner().await;
    client.batch_execute("create table kept (word text); insert into kept values ('yes')").await.unwrap();
    for _ in 0..2 {
        kill(runner.server(), Signal::SIGKILL).unwrap();
        runner.await_progress("starting it again");
        runner.await_progress("is up again");
    }
    assert_ne!(runner.server(), before);
    let row = runner.owner().await.query_one("select word from kept", &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "yes");
    runner.application().await.simple_query("select 1").await.unwrap();
    runner.stop();
}

#[tokio::test]
async fn all_are_killed_at_once() {
    let parent = parent();
    let state = parent.path().join("state");
    let mut first = Runner::db(&state);
    let owner = first.owner().await;
    owner.batch_execute("create table kept (word text); insert into kept values ('yes')").await.unwrap();
    let processes = processes_in(&first.data());
    assert!(processes.len() > 2, "{processes:?}");
    first.signal(Signal::SIGKILL);
    for process in processes {
        // Some end by themselves when the server does.
        let _ = kill(process, Signal::SIGKILL);
    }
    first.ended();
    assert!(first.data().join("postmaster.pid").exists());

    let second = Runner::db(&state);
    let row = second.owner().await.query_one("select word from kept", &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "yes");
    second.stop();
}

/// Killed at any moment of the first start, the next one succeeds.
#[tokio::test]
async fn the_first_start_is_killed_half_way() {
    let parent = parent();
    let state = parent.path().join("state");
    for (moment, delay) in [("Making a database", 0), ("Making a database", 300), ("Starting PostgreSQL", 30)]
    {
        let mut command = crate::runner::program("db", &state);
        command.arg("--no-migrate");
        let mut runner = Runner::spawn(command, &state);
        runner.await_progress(moment);
        std::thread::sleep(std::time::Duration::from_millis(delay));
        runner.signal(Signal::SIGKILL);
        runner.ended();
    }
    let runner = Runner::db(&state);
    let left: Vec<_> = std::fs::read_dir(&state)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("postgres.unfinished"))
        .collect();
    assert_eq!(left, [""; 0]);
    runner.stop();
}
