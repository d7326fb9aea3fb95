//! Specs name requirements and tests, tests name requirements, and both are there.

use std::{collections::BTreeSet, path::Path};

use tests::repository::{files, name, root};

/// The texts of the Rust and TypeScript files, with their names.
fn sources() -> Vec<(String, String)> {
    let is_own = |path: &str| path == "tests/it/tidy/specs.rs";
    let read = |path: &Path| (name(path), std::fs::read_to_string(path).unwrap());
    files(&[".rs", ".ts", ".tsx", ".sh"])
        .iter()
        .map(|path| read(path))
        .filter(|(path, _)| !is_own(path))
        .collect()
}

/// The specs: folder name, file name and text.
fn specs() -> Vec<(String, String, String)> {
    files(&[".md"])
        .iter()
        .filter_map(|path| {
            let path_name = name(path);
            let (folder, file) = path_name.strip_prefix("specs/")?.split_once('/')?;
            Some((folder.to_owned(), file.to_owned(), std::fs::read_to_string(path).unwrap()))
        })
        .collect()
}

/// Whether `text` has `id` where no further digit follows it.
fn names(text: &str, id: &str) -> bool {
    text.match_indices(id)
        .any(|(place, _)| !text[place + id.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

/// Every `NNN/FR-NNN` or `NNN/SC-NNN` in a text.
fn ids(text: &str) -> BTreeSet<String> {
    let is_id = |id: &str| {
        let bytes = id.as_bytes();
        [0, 1, 2, 7, 8, 9].iter().all(|place| bytes[*place].is_ascii_digit())
            && ["/FR-", "/SC-"].contains(&&id[3..7])
    };
    let places = text.match_indices('/').filter_map(|(place, _)| text.get(place.checked_sub(3)?..place + 7));
    places.filter(|id| id.is_ascii() && is_id(id)).map(str::to_owned).collect()
}

/// 001/FR-037: every requirement of a spec is named by a test or a bench, as `NNN/FR-NNN`.
#[test]
fn every_requirement_has_a_test() {
    let sources = sources();
    let mut known = BTreeSet::new();
    for (folder, _, text) in specs().into_iter().filter(|(_, file, _)| file == "spec.md") {
        let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
        for id in rows.filter(|id| id.starts_with("FR-") || id.starts_with("SC-")) {
            let id = format!("{}/{id}", &folder[..3]);
            assert!(known.insert(id.clone()), "{id} is there twice");
            if id.contains("/FR-") {
                assert!(sources.iter().any(|(_, text)| names(text, &id)), "{id} has no test");
            }
        }
    }
    assert!(known.len() >= 38, "the specs were not found");
    for (path, text) in sources {
        for id in ids(&text) {
            assert!(known.contains(&id), "{path} names {id}, which no spec has");
        }
    }
}

/// 001/FR-037: every `path::name` that a spec names is a test or an item of the code.
#[test]
fn every_test_that_a_spec_names_is_there() {
    let sources = sources();
    for (folder, file, text) in specs() {
        for quoted in text.split('`').skip(1).step_by(2).filter(|quoted| quoted.contains("::")) {
            let (path, item) = quoted.rsplit_once("::").unwrap();
            let parts: Vec<&str> = path.split("::").collect();
            let is_there = sources.iter().any(|(source, text)| {
                let folders: Vec<&str> = source.split(['/', '.']).collect();
                parts.iter().all(|part| folders.contains(part) || text.contains(&format!("mod {part}")))
                    && ["fn", "struct", "enum", "trait", "const"]
                        .iter()
                        .any(|kind| text.contains(&format!("{kind} {item}")))
            });
            assert!(is_there, "specs/{folder}/{file} names `{quoted}`, which is nowhere");
        }
    }
    assert!(root().join("specs").is_dir());
}
