//! What people say, as tables: the first rule whose pattern matches a clause tells what it means.
//!
//! To teach a phrasing, add a line to the table of its intent, special before general, and a sentence to
//! `tests/cases`. To teach an intent, add it to [`Intent`], give it rules, and say in `reading.rs` which
//! command its slots make. The language of the patterns is described in [`crate::pattern`].

use crate::pattern::Pattern;

mod act;
mod add;
mod ask;
mod frame;
mod talk;

pub(crate) use add::LISTED;
pub(crate) use frame::{
    ADDING, ANSWERS, FINISHED_SIGN, LEADING, PENDING_SIGN, STARTS_ANY, STARTS_FIRM, STARTS_LOOSE, TARGETS,
    TITLE_HEADS, TRAILING, WISHES, WITH_NOTE,
};

/// An intent, and a pattern that means it.
pub(crate) type Rule = (Intent, Pattern);

/// The rules in the order in which they are tried.
pub(crate) static TABLES: &[&[Rule]] = &[
    talk::FIRST,
    add::REMEMBERED,
    ask::FIND,
    act::LEFT_ALONE,
    LISTED,
    act::NOTES,
    act::COMPLETE,
    act::DELETE,
    ask::SHOW,
    act::RENAME,
    add::MADE,
    talk::FOREIGN,
    act::BARE,
    add::BARE,
];

/// The rules that are tried when none of [`TABLES`] matches, after words such as "I want to" were left out.
pub(crate) static LAST: &[&[Rule]] = &[ask::ASKED, add::OFFERED, talk::LAST];

/// What a clause asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Intent {
    /// A task is added; several when `{thing}` is a list.
    Add,
    /// Each item of `{thing}` is added.
    AddEach,
    /// Something is to be added and the clause does not say what.
    AddWhat,
    /// A wish that may be meant as a task.
    Offer,
    /// The list is shown.
    Show,
    /// Whether `{thing}` is on the list.
    Find,
    /// `{task}` is done.
    Complete,
    /// `{task}` is deleted.
    Delete,
    /// The whole list, or the part that the clause names, is deleted.
    Clear,
    /// `{task}` gets the title `{new}`.
    Rename,
    /// `{task}` gets the description `{new}`.
    Describe,
    /// `{task}` gets a new title, which the clause does not tell.
    RenameWhat,
    /// Something is to be left as it is.
    Keep,
    /// A done task is to be open again, which no tool does.
    Reopen,
    /// A change is to be taken back, which no tool does.
    Undo,
    /// A date is to be moved, and tasks have none.
    Dates,
    /// Yes.
    Yes,
    /// No.
    No,
    /// All of the candidates.
    All,
    /// A greeting.
    Greet,
    /// Thanks.
    Thanks,
    /// A farewell.
    Bye,
    /// What can be done here.
    Help,
    /// Who is speaking.
    Who,
    /// A command that is no matter of the list.
    Other,
    /// A question that is no matter of the list.
    Question,
}

impl Intent {
    /// Whether this is about tasks for sure.
    pub fn is_command(self) -> bool {
        use Intent::*;
        matches!(
            self,
            Add | AddEach
                | AddWhat
                | Show
                | Find
                | Complete
                | Delete
                | Clear
                | Rename
                | Describe
                | RenameWhat
        )
    }
}
