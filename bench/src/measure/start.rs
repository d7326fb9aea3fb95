//! From the start of the process to the first answer.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::{Effort, median};
use crate::goals::What;
use crate::process::Process;
use crate::report::Report;
use crate::scene::{Mode, Scene};

/// Measures with the compiled code in the cache.
///
/// # Errors
///
/// The runner does not start, or does not answer.
pub fn measure(scene: &Scene, effort: Effort, report: &mut Report) -> Result<()> {
    drop(scene.start(Mode::Fast, None)?);
    let starts: Result<Vec<f64>> = (0..effort.starts).map(|_| one(scene)).collect();
    report.figure(What::Start, median(starts?));
    Ok(())
}

/// Milliseconds of one start.
fn one(scene: &Scene) -> Result<f64> {
    // Without the helper in between: its own start would be counted.
    let mut command = scene.serve(Mode::Fast, None, Command::new(&scene.runner));
    let begun = Instant::now();
    let mut process = Process::start(&mut command, &scene.log())?;
    let address = process.line_after("Serving http://")?;
    let status = status(&address).with_context(|| format!("no answer from {address}"))?;
    let taken = begun.elapsed();
    ensure!(status == "200", "/healthz answers {status}");
    Ok(taken.as_secs_f64() * 1000.0)
}

/// The status of `GET /healthz`.
fn status(address: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET /healthz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.split(' ').nth(1).unwrap_or_default().to_owned())
}
