//! What every source file keeps to.

use tests::repository::{files, name};

/// 001/FR-037: no source file has more than 300 lines; who reads one can hold it in mind.
#[test]
fn files_are_short() {
    for path in files(&[".rs", ".ts", ".tsx", ".sql"]) {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 300, "{} has {lines} lines", name(&path));
    }
}

/// 001/FR-037: nothing is left to do, nothing is left over, and no exception is without a reason.
#[test]
fn nothing_is_left_over() {
    // In two halves, or this file would hold them.
    let words = [
        "TO\u{44}O",
        "FIX\u{4d}E",
        "X\u{58}X",
        "dbg\u{21}(",
        "todo\u{21}(",
        "unimplemented\u{21}(",
        "#[allo\u{77}(",
    ];
    for path in files(&[".rs", ".ts", ".tsx", ".sql", ".toml", ".wit", ".sh", ".md"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let is_word = |text: &str, place: usize, word: &str| {
            let around = [text[..place].chars().next_back(), text[place + word.len()..].chars().next()];
            word.ends_with('(') || !around.into_iter().flatten().any(|c| c.is_alphanumeric() || c == '_')
        };
        for word in words {
            let found = text.match_indices(word).find(|(place, word)| is_word(&text, *place, word));
            if let Some((place, _)) = found {
                panic!("{}:{} has {word}", name(&path), text[..place].lines().count());
            }
        }
    }
}

/// 001/FR-037: each Rust file says first what it is for.
#[test]
fn every_module_says_what_it_is() {
    for path in files(&[".rs"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not begin with its documentation", name(&path));
    }
}

/// 001/FR-037: text files end with one line end and have no white space before any.
#[test]
fn lines_end_cleanly() {
    for path in files(&[".rs", ".ts", ".tsx", ".sql", ".toml", ".wit", ".md", ".yaml", ".yml"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains('\r'), "{} has carriage returns", name(&path));
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "the end of {}", name(&path));
        // In Markdown two blanks at the end of a line are a line break.
        if !name(&path).ends_with(".md") {
            let number = text.lines().position(|line| line.ends_with([' ', '\t']));
            assert_eq!(number.map(|number| number + 1), None, "{}", name(&path));
        }
    }
}
