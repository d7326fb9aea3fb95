//! What cargo says of the workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// The workspace: where it is, and which packages are what.
#[derive(Debug, PartialEq, Eq)]
pub struct Workspace {
    /// The repository's top folder.
    pub root: PathBuf,
    /// Where cargo builds; not always below the root.
    pub target: PathBuf,
    /// The components: packages below `components/` that are built as WebAssembly.
    pub guests: Vec<Guest>,
    /// The components that only tests need: packages elsewhere that are built as WebAssembly.
    pub fixtures: Vec<Guest>,
    /// Every package that cannot be built natively: those below `components/`, libraries too, and fixtures.
    pub wasi: Vec<String>,
    /// Every program of the workspace: pairs of package and program.
    pub programs: Vec<(String, String)>,
}

/// A component.
#[derive(Debug, PartialEq, Eq)]
pub struct Guest {
    /// The package.
    pub package: String,
    /// The name of the file that cargo builds.
    pub file: String,
}

/// The target that components are built for.
pub const WASM: &str = "wasm32-wasip2";

impl Workspace {
    /// Asks cargo about the workspace that this program belongs to.
    ///
    /// # Errors
    ///
    /// Cargo fails, or answers in an unknown form.
    pub fn read() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let output = cargo()
            .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
            .arg(&manifest)
            .stderr(std::process::Stdio::inherit())
            .output()
            .context("cannot start cargo")?;
        ensure!(output.status.success(), "`cargo metadata` failed");
        let metadata: Value =
            serde_json::from_slice(&output.stdout).context("`cargo metadata` prints no JSON")?;
        Self::of(&metadata).context("`cargo metadata` has another form than was expected")
    }

    /// Leaves out of a command for the whole workspace what only links for wasm.
    pub fn without_guests(&self, command: &mut Command) {
        for package in &self.wasi {
            command.args(["--exclude", package]);
        }
    }

    fn of(metadata: &Value) -> Option<Self> {
        let root = PathBuf::from(metadata["workspace_root"].as_str()?);
        let mut workspace = Self {
            target: metadata["target_directory"].as_str()?.into(),
            guests: Vec::new(),
            fixtures: Vec::new(),
            wasi: Vec::new(),
            programs: Vec::new(),
            root,
        };
        let components = workspace.root.join("components");
        for package in metadata["packages"].as_array()? {
            let name = package["name"].as_str()?;
            let is_product = Path::new(package["manifest_path"].as_str()?).starts_with(&components);
            let mut is_wasi = is_product;
            for target in package["targets"].as_array()? {
                let is = |kind: &str| {
                    target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind))
                };
                let built = target["name"].as_str()?;
                if is("cdylib") {
                    is_wasi = true;
                    let file = format!("{}.wasm", built.replace('-', "_"));
                    let guests = if is_product { &mut workspace.guests } else { &mut workspace.fixtures };
                    guests.push(Guest { package: name.to_owned(), file });
                } else if !is_wasi && is("bin") {
                    workspace.programs.push((name.to_owned(), built.to_owned()));
                }
            }
            if is_wasi {
                workspace.wasi.push(name.to_owned());
            }
        }
        Some(workspace)
    }

    /// The path of a program that is built with the profile `host`.
    pub fn host_program(&self, name: &str) -> PathBuf {
        self.target.join("host").join(name)
    }
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn packages_are_told_apart() {
        let package = |name: &str, folder: &str, kind: &str, built: &str| {
            json!({
                "name": name,
                "manifest_path": format!("/repo/{folder}/Cargo.toml"),
                "targets": [{ "kind": [kind], "name": built }, { "kind": ["test"], "name": "it" }],
            })
        };
        let metadata = json!({
            "workspace_root": "/repo",
            "target_directory": "/elsewhere/target",
            "packages": [
                package("add-task", "components/tools/add-task", "cdylib", "add-task"),
                package("kit", "components/kit", "lib", "kit"),
                package("agent", "crates/agent", "lib", "agent"),
                package("mcp-fixture", "tests/mcp-fixture", "cdylib", "mcp-fixture"),
                package("runner", "crates/runner", "bin", "todo-runner"),
            ],
        });
        let guest = |package: &str, file: &str| Guest { package: package.to_owned(), file: file.to_owned() };
        let workspace = Workspace::of(&metadata).unwrap();
        let expected = Workspace {
            root: "/repo".into(),
            target: "/elsewhere/target".into(),
            guests: vec![guest("add-task", "add_task.wasm")],
            fixtures: vec![guest("mcp-fixture", "mcp_fixture.wasm")],
            wasi: ["add-task", "kit", "mcp-fixture"].map(str::to_owned).into(),
            programs: vec![("runner".to_owned(), "todo-runner".to_owned())],
        };
        assert_eq!(workspace, expected);
        assert_eq!(workspace.host_program("todo-runner"), Path::new("/elsewhere/target/host/todo-runner"));
        assert_eq!(Workspace::of(&json!({})), None);
    }

    /// 001/FR-001: the components of the application are found in the real workspace.
    #[test]
    fn the_real_workspace_has_the_runner_and_components() {
        let workspace = Workspace::read().unwrap();
        assert!(workspace.root.join("spin.toml").is_file());
        assert!(workspace.programs.contains(&("runner".to_owned(), "todo-runner".to_owned())));
        for package in ["add-task", "migrate"] {
            assert!(
                workspace.guests.iter().any(|guest| guest.package == package),
                "{package} is no component"
            );
        }
    }
}
