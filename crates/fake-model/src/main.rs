//! The canned model as a program, for benches and for trying the product without a key.

use std::{
    error::Error,
    io::{self, Write},
    net::TcpListener,
};

use fake_model::{Script, serve};

const USAGE: &str = "usage: fake-model [--listen ADDRESS] [--delay-ms N] [--key KEY]

It answers POST /v1/chat/completions: a user's message with a call of add_task, a tool's output with words.
  --listen ADDRESS  where to listen, 127.0.0.1:8089 by default; with port 0 the system chooses
  --delay-ms N      how long each answer takes to begin, 0 by default
  --key KEY         the bearer token that is asked for, none by default";

fn main() -> Result<(), Box<dyn Error>> {
    let mut script = Script { forget: true, ..Script::default() };
    let mut listen = "127.0.0.1:8089".to_owned();
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        match name.as_str() {
            "--listen" => listen = value()?,
            "--delay-ms" => script.canned_delay_ms = value()?.parse()?,
            "--key" => script.key = Some(value()?),
            _ => return Err(USAGE.into()),
        }
    }
    let listener = TcpListener::bind(listen)?;
    // Whoever started this program reads the address from here, so it must not wait in a buffer.
    let mut out = io::stdout();
    writeln!(out, "http://{}/v1", listener.local_addr()?)?;
    out.flush()?;
    serve(listener, script)?;
    Ok(())
}
