//! The program that benches run.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use crate::support::{good, post, send};

/// Ends the program with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// 001/SC-002: benches start it, read its address from its first line, and send it turns.
#[test]
fn the_program_tells_its_address_and_serves() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fake-model"));
    command.args(["--listen", "127.0.0.1:0", "--delay-ms", "1", "--key", "key"]);
    let mut running = Running(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix("/v1")).unwrap();
    let address = address.parse().unwrap();
    let answer = post(address, &good());
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("add_task"));
    assert_eq!(send(address, "POST /v1/chat/completions", "", "{}").status, 401);
}

/// A mistaken command line is told, not ignored.
#[test]
fn the_program_refuses_what_it_does_not_know() {
    for arguments in [["--port", "1"], ["--delay-ms", "soon"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_fake-model")).args(arguments).output().unwrap();
        assert!(!output.status.success());
    }
}
