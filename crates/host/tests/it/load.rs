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
