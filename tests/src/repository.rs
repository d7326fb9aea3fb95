//! Where things are: the repository, what cargo built, and the program under test.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use serde_json::Value;

/// The repository's top folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the repository")
}

/// What `cargo metadata` says of the workspace's own packages.
///
/// # Panics
///
/// Cargo fails.
pub fn metadata() -> &'static Value {
    static METADATA: OnceLock<Value> = OnceLock::new();
    METADATA.get_or_init(|| {
        let output = cargo(&["metadata", "--no-deps", "--format-version", "1"]).output();
        let output = output.expect("cannot start cargo");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
    })
}

/// Cargo with these arguments, in the repository.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(arguments).current_dir(root());
    command
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    PathBuf::from(metadata()["target_directory"].as_str().expect("cargo names its target folder"))
}

/// The runner: what `TODO_RUNNER` names, or what cargo built.
///
/// # Panics
///
/// It is not there; the message says how to build it.
pub fn runner() -> &'static Path {
    static RUNNER: OnceLock<PathBuf> = OnceLock::new();
    RUNNER.get_or_init(|| {
        let runner = match std::env::var_os("TODO_RUNNER") {
            Some(path) => PathBuf::from(path),
            None => target().join("host/todo-runner"),
        };
        assert!(
            runner.is_file(),
            "there is no {}: `cargo xtask test` builds what is needed and runs the tests; `cargo xtask build` \
             only builds it; or name the program in TODO_RUNNER",
            runner.display(),
        );
        runner
    })
}

/// Where hosts keep compiled components between tests.
pub fn cache() -> PathBuf {
    target().join("tests-cache")
}

/// A built component, by the name of its file without the ending.
///
/// # Panics
///
/// It is not there; the message says how to build it.
pub fn component(name: &str) -> Vec<u8> {
    let path = root().join(format!("target/wasm32-wasip2/release/{name}.wasm"));
    std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; `cargo xtask build` makes it", path.display()))
}

/// Every file of the repository whose name ends in one of `endings`, but for what is built or downloaded.
pub fn files(endings: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        let entries = std::fs::read_dir(folder).expect("a folder of the repository can be read");
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if path.is_dir() {
                if !["target", "node_modules", "dist"].contains(&&*name) && !name.starts_with('.') {
                    walk(&path, endings, found);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(root(), endings, &mut found);
    found.sort();
    found
}

/// The path of a file as it is written in the repository, with slashes.
pub fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
