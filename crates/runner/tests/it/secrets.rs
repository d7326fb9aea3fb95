//! Where secrets may be. 001/FR-031: none is in a log, in output or on a command line.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::runner::{Runner, parent, processes_in, program};

#[tokio::test]
async fn only_private_files_hold_secrets() {
    let parent = parent();
    let state = parent.path().join("state");
    let mut command = program("db", &state);
    let chosen = "a-chosen-secret-of-more-than-32-characters";
    command.arg("--no-migrate").env("BETTER_AUTH_SECRET", chosen).env("OPENAI_API_KEY", "sk-very-secret");
    let runner = Runner::spawn(command, &state);
    runner.await_progress("The database is up;");

    let mut secrets = vec![chosen.to_owned(), "sk-very-secret".to_owned()];
    for file in ["postgres-owner-password", "postgres-todo-password"] {
        let path = state.join(file);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file}");
        secrets.push(fs::read_to_string(path).unwrap());
    }
    // The person's own secret is not kept.
    assert!(!state.join("better-auth-secret").exists());

    let server = processes_in(&runner.data());
    assert!(!server.is_empty());
    let mut places = vec![fs::read(state.join("postgres.log")).unwrap()];
    for process in server {
        for file in ["cmdline", "environ"] {
            places.push(fs::read(format!("/proc/{process}/{file}")).unwrap_or_default());
        }
    }
    for place in places {
        let text = String::from_utf8_lossy(&place);
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "a secret is in: {text}");
        }
    }
    runner.stop();
}

#[test]
fn a_short_secret_is_refused_before_anything_is_started() {
    let parent = parent();
    let state = parent.path().join("state");
    let output = program("up", &state).env("BETTER_AUTH_SECRET", "hunter2").output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(message.contains("BETTER_AUTH_SECRET has 7 characters"), "{message}");
    assert!(!message.contains("hunter2"), "{message}");
    assert!(!state.join("postgres").exists());
}

#[test]
fn a_database_url_is_refused_without_its_password() {
    let parent = parent();
    let url = "postgres://ann:hunter2@db.example/todo?sslmode=verify-full";
    for by_argument in [true, false] {
        let mut command = program("up", &parent.path().join("state"));
        command.args(["--listen", "127.0.0.1:0"]);
        if by_argument {
            command.args(["--database-url", url])
        } else {
            command.env("DATABASE_URL", url)
        };
        let output = command.output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert!(message.contains("sslmode=require"), "{message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

/// A token is signed with the state folder's secret, and only where there is one.
#[test]
fn a_token_needs_a_secret() {
    let parent = parent();
    let state = parent.path().join("state");
    let output = program("token", &state).arg("ann").output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(message.contains("start it once with `up`"), "{message}");

    fs::create_dir(&state).unwrap();
    fs::write(state.join("better-auth-secret"), "0123456789abcdef0123456789abcdef").unwrap();
    let output = program("token", &state).arg("ann").output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim().split('.').count(), 3);
}
