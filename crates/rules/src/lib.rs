//! The rules that a task's values keep: the one place for lengths and forms.
//!
//! The tools apply them, the published schemas state them, and the database repeats the lengths as a
//! last resort.

use thiserror::Error;

/// The longest title, in characters.
pub const TITLE_MAX: usize = 200;

/// The longest description, in characters.
pub const DESCRIPTION_MAX: usize = 1000;

/// A title as it is kept: without white space around it.
///
/// # Errors
///
/// It is empty then, too long, or holds a NUL, which PostgreSQL cannot keep.
pub fn title(text: &str) -> Result<&str, Broken> {
    let title = text.trim();
    match length("title", title, TITLE_MAX)? {
        0 => Err(Broken::Empty { what: "title", most: TITLE_MAX }),
        _ => Ok(title),
    }
}

/// A description as it is kept: without white space around it, and perhaps empty.
///
/// # Errors
///
/// It is too long, or holds a NUL.
pub fn description(text: &str) -> Result<&str, Broken> {
    let description = text.trim();
    length("description", description, DESCRIPTION_MAX)?;
    Ok(description)
}

/// Which rule a value breaks, as a sentence that says what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Broken {
    /// Nothing is left after trimming.
    #[error("{what} is empty; give it 1 to {most} characters.")]
    Empty {
        /// Which value.
        what: &'static str,
        /// The longest that is allowed, in characters.
        most: usize,
    },
    /// More characters than are allowed.
    #[error("{what} has {is} characters; shorten it to {most}.")]
    TooLong {
        /// Which value.
        what: &'static str,
        /// How many it has.
        is: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A character that cannot be kept.
    #[error("{what} holds a NUL character; leave it out.")]
    Nul {
        /// Which value.
        what: &'static str,
    },
}

fn length(what: &'static str, text: &str, most: usize) -> Result<usize, Broken> {
    if text.contains('\0') {
        return Err(Broken::Nul { what });
    }
    match text.chars().count() {
        is if is > most => Err(Broken::TooLong { what, is, most }),
        is => Ok(is),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 001/FR-019: lengths count characters, not bytes, and count them after trimming.
    #[test]
    fn titles_and_descriptions_are_measured() {
        let longest = "ü".repeat(200);
        assert_eq!(title(" Buy milk\n"), Ok("Buy milk"));
        assert_eq!(title(&longest), Ok(longest.as_str()));
        assert_eq!(
            title(&"ü".repeat(201)).unwrap_err().to_string(),
            "title has 201 characters; shorten it to 200."
        );
        assert_eq!(title(" \t").unwrap_err().to_string(), "title is empty; give it 1 to 200 characters.");
        assert_eq!(title("a\0b"), Err(Broken::Nul { what: "title" }));
        assert_eq!(description(" "), Ok(""));
        assert_eq!(
            description(&"x".repeat(1001)),
            Err(Broken::TooLong { what: "description", is: 1001, most: 1000 })
        );
    }
}
