//! Generates the bindings of the two Spin interfaces that the host offers.
//!
//! Their WIT files are those inside the `spin-sdk` crate that the guests link, so host and guests
//! cannot disagree and the repository holds no copy. `bindgen!` takes a literal path only, hence the
//! macro call is written here and included by `src/bindings.rs`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The world that the host implements. Only these two: the SDK's whole folder holds drafts of WASI 0.3
/// that do not parse together.
const WORLD: &str = "package host:runner;

world spin {
  import fermyon:spin/variables@2.0.0;
  import spin:postgres/postgres@4.0.0;
}
";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    let deps = sdk_folder()?.join("wit/deps");
    // The tests write guests of their own by the same files.
    println!("cargo::rustc-env=SPIN_SDK_WIT={}", deps.display());
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let wit = out.join("wit");

    write(&wit.join("world.wit"), WORLD)?;
    let postgres = only_file(&deps.join("spin-postgres@4.0.0"))?;
    write(&wit.join("deps/postgres/postgres.wit"), &fs::read_to_string(postgres)?)?;
    // The file stands in a package of many files, so its own header is elsewhere.
    let variables = fs::read_to_string(deps.join("spin@2.0.0/variables.wit"))?;
    write(&wit.join("deps/variables/variables.wit"), &format!("package fermyon:spin@2.0.0;\n\n{variables}"))?;

    write(
        &out.join("bindings.rs"),
        &format!(
            "wasmtime::component::bindgen!({{
    path: {wit:?},
    world: \"host:runner/spin\",
    imports: {{ default: async | trappable }},
    with: {{ \"spin:postgres/postgres.connection\": crate::postgres::Connection }},
}});
"
        ),
    )
}

/// The folder of the `spin-sdk` crate's source. The platform filter keeps cargo from downloading the
/// dependencies of every other platform.
fn sdk_folder() -> Result<PathBuf, Box<dyn Error>> {
    let output = Command::new(env::var("CARGO")?)
        .args(["metadata", "--format-version=1", "--filter-platform=wasm32-wasip2"])
        .current_dir(env::var("CARGO_MANIFEST_DIR")?)
        .output()?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let package = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "spin-sdk")
        .ok_or("the lock file holds no spin-sdk")?;
    let manifest = package["manifest_path"].as_str().ok_or("spin-sdk has no manifest path")?;
    Ok(Path::new(manifest).parent().ok_or("the manifest of spin-sdk has no folder")?.to_owned())
}

/// The one file of a folder.
fn only_file(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let entry = fs::read_dir(folder)?.next().ok_or_else(|| format!("{} is empty", folder.display()))?;
    Ok(entry?.path())
}

fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}
