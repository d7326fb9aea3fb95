//! Compiled components on disk, so that only the first start compiles.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use wasmtime::Engine;
use wasmtime::component::Component;

/// The folder of compiled components; none compiles at every start.
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// Keeps files in `folder`, which is made when needed. Who can write there can run code as this
    /// process: it must belong to the user, like the folder that cargo builds into.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The component called `name` that `build` makes of `sources`, built only when there is none of the
    /// same sources and the same engine.
    ///
    /// # Errors
    /// When it cannot be built, compiled or written.
    pub fn load(
        &self,
        engine: &Engine,
        name: &str,
        sources: &[&[u8]],
        build: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Component> {
        let Some(folder) = &self.folder else {
            return Ok(Component::new(engine, build()?)?);
        };
        let path = folder.join(format!("{name}-{}.cwasm", key(engine, sources)));
        if let Some(component) = read(engine, &path) {
            return Ok(component);
        }
        let compiled = engine.precompile_component(&build()?)?;
        replace(folder, name, &path, &compiled)
            .with_context(|| format!("cannot write {}", path.display()))?;
        read(engine, &path).with_context(|| format!("cannot read back {}", path.display()))
    }
}

fn key(engine: &Engine, sources: &[&[u8]]) -> String {
    let mut compatibility = DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut compatibility);
    let mut hash = Sha256::new();
    hash.update(compatibility.finish().to_le_bytes());
    for source in sources {
        hash.update(source.len().to_le_bytes());
        hash.update(source);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The component in a file; none if there is no file or the engine refuses it.
fn read(engine: &Engine, path: &Path) -> Option<Component> {
    if !path.exists() {
        return None;
    }
    #[expect(
        unsafe_code,
        reason = "the file is machine code; only this module writes into the user's own folder"
    )]
    // SAFETY: the file was written by `replace` from the output of `precompile_component`.
    unsafe { Component::deserialize_file(engine, path) }.ok()
}

/// Writes the file at `path` and removes those of earlier builds of the component.
fn replace(folder: &Path, name: &str, path: &Path, compiled: &[u8]) -> Result<()> {
    fs::create_dir_all(folder)?;
    let prefix = format!("{name}-");
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name();
        let rest = file.to_str().and_then(|file| file.strip_prefix(&prefix)?.strip_suffix(".cwasm"));
        // Of `chat-x`, `chat-` is a prefix too: a key has no dash.
        if rest.is_some_and(|key| !key.contains('-')) {
            // Another process may remove it at the same time; a leftover file does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
    // A half-written file must never be seen under the final name.
    let draft = folder.join(format!("{prefix}{}.draft", std::process::id()));
    fs::write(&draft, compiled)?;
    Ok(fs::rename(&draft, path)?)
}
