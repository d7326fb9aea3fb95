//! The embedded database. It takes minutes to build, so what needs it runs with TODO_EMBEDDED=1 alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio_postgres::error::SqlState;

use crate::runner::{Runner, parent, program, wait_until};
use crate::up::{after, paste, up_by};

/// The program, if these tests are asked for.
fn asked() -> Option<PathBuf> {
    if std::env::var_os("TODO_EMBEDDED").is_none_or(|value| value != "1") {
        println!("skipped: TODO_EMBEDDED is not 1");
        return None;
    }
    let runner = Path::new(env!("CARGO_BIN_EXE_todo-runner"));
    let program = runner.ancestors().nth(2).unwrap().join("embedded/release/todo-postgres");
    assert!(
        program.is_file(),
        "{} is not built: `TODO_EMBEDDED=1 cargo xtask test` does it",
        program.display()
    );
    Some(program)
}

fn with_embedded(subcommand: &str, embedded: &Path, state: &Path) -> Command {
    let mut command = program(subcommand, state);
    command.env("TODO_NO_POSTGRES", "1").arg("--embedded").arg(embedded);
    command
}

fn start(embedded: &Path, state: &Path) -> Runner {
    Runner::db_by(with_embedded("db", embedded, state), state)
}

/// The database's processes: those of the program that were started for this state folder.
fn processes(state: &Path) -> Vec<Pid> {
    let folder = state.join("embedded");
    let is_server = |pid: &Pid| {
        let arguments = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        arguments.split(|byte| *byte == 0).nth(1) == Some(folder.as_os_str().as_encoded_bytes())
    };
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| Some(Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)));
    pids.filter(is_server).collect()
}

async fn words(runner: &Runner) -> Vec<String> {
    let client = runner.connect("postgres", "").await.unwrap();
    let rows = client.query("select word from kept order by word", &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn write(runner: &Runner, word: &str) {
    let client = runner.connect("postgres", "").await.unwrap();
    client.batch_execute("create table if not exists kept (word text)").await.unwrap();
    client.execute("insert into kept values ($1)", &[&word]).await.unwrap();
}

/// 001/FR-001: what was acknowledged is there after a stop, and after a kill of either process.
#[tokio::test]
async fn it_keeps_what_was_written() {
    let Some(embedded) = asked() else { return };
    let parent = parent();
    let state = parent.path().canonicalize().unwrap().join("state");
    let runner = start(&embedded, &state);
    write(&runner, "1 before a stop").await;
    runner.stop();
    assert_eq!(processes(&state), []);

    let mut runner = start(&embedded, &state);
    write(&runner, "2 before the runner is killed").await;
    runner.signal(Signal::SIGKILL);
    runner.ended();
    wait_until("the database ends with its runner", || processes(&state).is_empty());

    let runner = start(&embedded, &state);
    write(&runner, "3 before the database is killed").await;
    for process in processes(&state) {
        kill(process, Signal::SIGKILL).unwrap();
    }
    runner.await_progress("is up again");
    assert_eq!(
        words(&runner).await,
        ["1 before a stop", "2 before the runner is killed", "3 before the database is killed"],
    );
    runner.stop();
}

/// Killed at any moment of the first start, the next one succeeds.
#[tokio::test]
async fn it_copes_with_a_first_start_that_was_killed() {
    let Some(embedded) = asked() else { return };
    let parent = parent();
    for milliseconds in [50, 200, 400, 800, 1600] {
        let state = parent.path().join(milliseconds.to_string());
        let mut killed = Runner::spawn(with_embedded("db", &embedded, &state), &state);
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        killed.signal(Signal::SIGKILL);
        killed.ended();

        let runner = start(&embedded, &state);
        write(&runner, "after").await;
        assert_eq!(words(&runner).await, ["after"]);
        runner.stop();
    }
}

#[tokio::test]
async fn the_application_can_create_nothing() {
    let Some(embedded) = asked() else { return };
    let parent = parent();
    let runner = start(&embedded, &parent.path().join("state"));
    let error = runner.application().await.batch_execute("create table t ()").await.unwrap_err();
    assert_eq!(error.code(), Some(&SqlState::INSUFFICIENT_PRIVILEGE), "{error}");
    runner.stop();
}

/// A second connection gets an answer, and a client that stays does not hold the end up.
#[tokio::test]
async fn a_second_connection_is_refused() {
    let Some(embedded) = asked() else { return };
    let parent = parent();
    let runner = start(&embedded, &parent.path().join("state"));
    let first = runner.application().await;
    let error = runner.connect("postgres", "").await.unwrap_err();
    assert_eq!(error.code(), Some(&SqlState::TOO_MANY_CONNECTIONS), "{error}");
    assert_eq!(first.query_one("select 1", &[]).await.unwrap().get::<_, i32>(0), 1);
    runner.stop();
}

/// 001/FR-001: the application works on it for many at once, and has every acknowledged turn after a kill of both
/// processes, and the conversation goes on.
#[test]
fn the_application_works_on_it() {
    let Some(embedded) = asked() else { return };
    let parent = parent();
    let state = parent.path().canonicalize().unwrap().join("state");
    let (mut runner, printed) = up_by(with_embedded("up", &embedded, &state), &state);
    assert!(after(&printed, "database ").contains("embedded"), "{printed:#?}");
    let curl = format!("curl -m 30 {}", after(&printed, "curl "));
    let first = paste(&curl);
    assert!(first.contains("\"conversation_id\":1,"), "{first}");
    let answers = paste(&format!("for i in $(seq 20); do {curl} & done; wait"));
    assert_eq!(answers.matches("\"status\":\"created\"").count(), 20, "{answers}");

    for process in processes(&state) {
        kill(process, Signal::SIGKILL).unwrap();
    }
    runner.signal(Signal::SIGKILL);
    runner.ended();

    let (mut runner, printed) = up_by(with_embedded("up", &embedded, &state), &state);
    let curl = format!("curl {}", after(&printed, "curl "));
    let listing = curl.replace(
        "\"message\": \"Add a task to buy groceries\"",
        "\"conversation_id\": 1, \"message\": \"Show my tasks\"",
    );
    let answer = paste(&listing);
    assert!(answer.contains("\"conversation_id\":1,"), "{answer}");
    assert_eq!(answer.matches("\"title\":\"Buy groceries\"").count(), 21, "{answer}");
    runner.signal(Signal::SIGINT);
    assert!(runner.ended().success());
    assert_eq!(processes(&state), []);
}

/// Asks for the choice between a server, which the tests need to be installed, and the embedded database.
#[track_caller]
fn chosen(state: &Path, environment: &[(&str, &str)], embedded: bool) {
    let mut command = program("needs-embedded -- up", state);
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let expected: &[u8] = if embedded { b"yes\n" } else { b"no\n" };
    assert_eq!(output.stdout, expected, "{output:?}");
}

/// A server is preferred, unless the state folder has an embedded database and so what people said in it.
#[test]
fn it_is_chosen_where_it_was_used_or_is_wished() {
    let parent = parent();
    let state = parent.path().join("state");
    chosen(&state, &[], false);
    chosen(&state, &[("TODO_NO_POSTGRES", "1")], true);
    chosen(&state, &[("TODO_NO_POSTGRES", "1"), ("DATABASE_URL", "postgres://a@b/c")], false);

    std::fs::create_dir_all(state.join("embedded/root")).unwrap();
    chosen(&state, &[], true);
    let output = program("db", &state).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(message.contains("--embedded must name its program"), "{message}");
    assert!(!state.join("postgres").exists());

    std::fs::create_dir(state.join("postgres")).unwrap();
    chosen(&state, &[], false);
}
