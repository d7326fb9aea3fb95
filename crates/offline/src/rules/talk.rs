//! Talk that changes nothing.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// Tried before everything else: a clause that is nothing but this.
pub(super) static FIRST: &[Rule] = patterns! {
    Greet => "(hi/hello/hey/yo/hiya/howdy/greetings/morning/evening | good (morning/afternoon/evening/day) |
        what is up | whatsup/sup) [there/again/you/assistant/bot/buddy/friend/everyone/all]",
    Greet => "how (are you | is it going | are things | do you do) [doing] [today]",
    Thanks => "[ok/great/perfect/cool/awesome] (thanks/thank/cheers/ta/appreciated | much appreciated | i
        appreciate (it/that)) [you/a/so/very/much/lot/bunch/ton/again] [so/very/much/lot/again] [much] [for
        ..] [that is (helpful/great/perfect/all)]",
    Thanks => "(great/perfect/cool/awesome/nice/excellent/wonderful/lovely/super | well done | good job |
        nice work) [thanks/work/job] [thank you]",
    Bye => "(bye/goodbye/cya/later/farewell | good night | see you | see ya | talk to you)
        [bye/later/soon/tomorrow] [then]",
    Help => "[i need] help [me/please/with this/out]",
    Help => "(what/which) [else] (can/could/do) (you/i) [to] (do/say/ask) [for me/with this/here/you]",
    Help => "how (does this | do you | do i | can i | can you) (work/use this/use you/help me/help/start)",
    Help => "how (do/can/could/would/should/to) (i/you) [..] (task/tasks/list/reminder/reminders/todo/todos)
        [..]",
    Help => "what (happens/does it do) (if/when) [..]",
    Who => "(who/what) are you",
    Who => "are you [a/an/the] [real/_] [_]
        (human/person/bot/robot/ai/machine/computer/real/llm/model/chatgpt)",
    Yes => "YES [YES] [YES]",
        No => "NO [,] [NO] [NO] [POLITE]",
};

/// Matters that only look like commands to the list. They stand before the bare verbs.
pub(super) static FOREIGN: &[Rule] = patterns! {
        Other => "(ADDV/MAKE/DEL/CHANGE/play/turn/use/stop/speak) [..] (FOREIGN/your) [..]",
    Other => "(i/we) [have] [JUST] PAST [..] (FOREIGN/visa/mastercard) [..]",
    Other => "(add/subtract/sum) [up] # (and/to/plus/from/with) # [..]",
    Other => "add me [..]",
    Other => "add [..] together",
};

/// Tried last.
pub(super) static LAST: &[Rule] = patterns! {
    Question => "(what/which/how/who/where/when/why/whose/is/are/was/were/do/does/did/
        can/could/would/will/should/may/might/am/has) ..",
    Other => "(tell/show/give/explain/have/let) ..",
};
