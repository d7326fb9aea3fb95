//! Loading an application, and running its commands.

use std::fs;
use std::path::Path;

use host::{App, Mode, Options};
use tempfile::TempDir;

use crate::guest;

/// An application with `manifest` behind a common head, and with `guests` as files beside it.
pub fn application(manifest: &str, guests: &[(&str, Vec<u8>)]) -> (TempDir, Options) {
    let folder = tempfile::tempdir().unwrap();
    let head = "spin_manifest_version = 2\napplication.name = \"test\"\n";
    let path = folder.path().join("spin.toml");
    fs::write(&path, format!("{head}{manifest}")).unwrap();
    for (name, bytes) in guests {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let options = Options {
        manifest: path,
        mode: Mode::Fast,
        connections: host::CONNECTIONS,
        variables: [].into(),
        cache_dir: Some(folder.path().join("compiled")),
    };
    (folder, options)
}

const COMMAND: &str = "[[trigger.command]]\ncomponent = \"job\"\n[component.job]\nsource = \"job.wasm\"\n";

async fn run(body: &str) -> Result<bool, String> {
    let (_folder, options) = application(COMMAND, &[("job.wasm", guest::command(body))]);
    let app = App::load(options).await.map_err(|error| format!("{error:#}"))?;
    app.run_command().await.map_err(|error| format!("{error:#}"))
}

#[tokio::test]
async fn a_command_succeeds_fails_or_traps() {
    assert_eq!(run("(i32.const 0)").await, Ok(true));
    assert_eq!(run("(i32.const 1)").await, Ok(false));
    let trap = run("unreachable").await.unwrap_err();
    assert!(trap.contains("unreachable"), "{trap}");
}

#[tokio::test]
async fn what_cannot_be_loaded_is_named() {
    async fn check(manifest: &str, expected: &str) {
        let guests = [("job.wasm", guest::command("(i32.const 0)")), ("web.wasm", guest::http("nop"))];
        let (_folder, options) = application(manifest, &guests);
        let error = App::load(options).await.err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(error.contains(expected), "{manifest}: {error}");
    }
    check(&format!("variables.key.required = true\n{COMMAND}"), "the variable `key` is required").await;
    check(&COMMAND.replace("job.wasm", "jop.wasm"), "jop.wasm, the component `job`").await;
    check(&COMMAND.replace("job.wasm", "web.wasm"), "`job` cannot be run as a command").await;
    check(&COMMAND.replace("job.wasm", "spin.toml"), "cannot load the component `job`").await;
    check(&format!("{COMMAND}allowed_outbound_hosts = [\"nonsense\"]\n"), "\"nonsense\"").await;
    check(&format!("{COMMAND}variables.a = \"{{{{ b }}}}\"\n"), "unknown variable `b`").await;
    check(&format!("{COMMAND}files = [\"a\"]\n"), "the key `files` is not supported").await;
    let web =
        "[[trigger.http]]\nroute = \"/\"\ncomponent = \"web\"\n[component.web]\nsource = \"job.wasm\"\n";
    check(web, "`web` cannot answer HTTP requests").await;
}

/// The second start finds the compiled component of the first; another build replaces it.
#[tokio::test]
async fn compiled_components_are_kept() {
    let (folder, options) = application(COMMAND, &[("job.wasm", guest::command("(i32.const 0)"))]);
    let compiled = || -> Vec<_> {
        let files = fs::read_dir(folder.path().join("compiled")).unwrap();
        files
            .map(|file| file.unwrap())
            .map(|file| (file.file_name(), file.metadata().unwrap().modified().unwrap()))
            .collect()
    };
    App::load(options.clone()).await.unwrap();
    let first = compiled();
    assert_eq!(first.len(), 1, "{first:?}");
    App::load(options.clone()).await.unwrap();
    assert_eq!(compiled(), first);

    // What is damaged is made again.
    fs::write(Path::new(&folder.path().join("compiled").join(&first[0].0)), "damaged").unwrap();
    assert!(App::load(options.clone()).await.unwrap().run_command().await.unwrap());

    fs::write(folder.path().join("job.wasm"), guest::command("(i32.const 1)")).unwrap();
    assert!(!App::load(options).await.unwrap().run_command().await.unwrap());
    let second = compiled();
    assert_eq!(second.len(), 1, "{second:?}");
    assert_ne!(second[0].0, first[0].0);
}

const COUNTER: &str = "package test:counter@1.0.0;
    interface tool { next: func() -> RESULT; }
    world plug { export tool; }
    world job { import tool; export wasi:cli/run@0.2.6; }";

/// A dependency that counts its calls, of which `setup` is run when it comes to life.
fn counter(setup: &str, result: &str) -> Vec<u8> {
    let wat = format!(
        r#"(module (memory (export "memory") 1) (global $calls (mut {result}) ({result}.const 0))
            (func $setup {setup}) (start $setup)
            (func (export "test:counter/tool@1.0.0#next") (result {result})
                (global.set $calls ({result}.add (global.get $calls) ({result}.const 1))) (global.get $calls)))"#
    );
    let wit = COUNTER.replace("world plug", "world guest").replace("RESULT", &result.replace('i', "u"));
    guest::component(&wit, &wat)
}

/// Runs a command that does `body`, in which `$next` is the counter's function.
async fn run_with_counter(mode: Mode, counter: Vec<u8>, body: &str) -> Result<bool, String> {
    let wat = format!(
        r#"(module (import "test:counter/tool@1.0.0" "next" (func $next (result i32)))
            (memory (export "memory") 1) (func (export "wasi:cli/run@0.2.6#run") (result i32) {body}))"#
    );
    let wit = COUNTER.replace("world job", "world guest").replace("RESULT", "u32");
    let manifest = format!(
        "{COMMAND}dependencies_inherit_configuration = true\n\
        [component.job.dependencies]\n\"test:counter/tool@1.0.0\" = {{ component = \"counter\" }}\n\
        [component.counter]\nsource = \"counter.wasm\"\n"
    );
    let guests = [("job.wasm", guest::component(&wit, &wat)), ("counter.wasm", counter)];
    let (_folder, options) = application(&manifest, &guests);
    let app = App::load(Options { mode, ..options }).await.map_err(|error| format!("{error:#}"))?;
    app.run_command().await.map_err(|error| format!("{error:#}"))
}

/// Each run has a dependency of its own, which remembers as long as the run.
#[tokio::test]
async fn a_dependency_is_one_instance_of_a_run() {
    for mode in [Mode::Fast, Mode::Parity] {
        let twice = "(call $next) (drop) (i32.ne (call $next) (i32.const 2))";
        assert_eq!(run_with_counter(mode, counter("nop", "i32"), twice).await, Ok(true), "{mode:?}");
    }
}

/// The host's own way does not make what is not called; Spin's does.
#[tokio::test]
async fn a_dependency_comes_to_life_when_it_is_called() {
    let silent = "(i32.const 0)";
    let calls = "(call $next) (drop) (i32.const 0)";
    assert_eq!(run_with_counter(Mode::Fast, counter("unreachable", "i32"), silent).await, Ok(true));
    for (mode, body) in [(Mode::Fast, calls), (Mode::Parity, silent)] {
        let trap = run_with_counter(mode, counter("unreachable", "i32"), body).await.unwrap_err();
        assert!(trap.contains("unreachable"), "{mode:?}: {trap}");
    }
}

/// A dependency whose function has another type would fail only when it is called.
#[tokio::test]
async fn a_dependency_of_another_form_is_refused() {
    for (mode, expected) in [
        (Mode::Fast, "`counter` does not fit the component `job`: it exports no `next`"),
        (Mode::Parity, "cannot compose the component `job`"),
    ] {
        let error = run_with_counter(mode, counter("nop", "i64"), "(i32.const 0)").await.unwrap_err();
        assert!(error.contains(expected), "{mode:?}: {error}");
    }
}
