//! Questions about the list. They only read, so they may be generous.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// Whether something is on the list.
pub(super) static FIND: &[Rule] = patterns![
    (Show, "how (many/much) [..] (TASKS/LIST) [..]"),
    // A task or a reminder about something.
    (
        Find,
        "[CHECK] [if/whether] (do i have/have i got/is there/are there/there is/i have/have i [set/made/created/added/put]/did i [set/make/request/create/add/put/ask for/have/schedule/leave] [up]/i [set/made/added]) [already] [a/an/any/anything/my/something/one] [TASK/TASKS] [set/listed/there/noted/made/saved] [up] [(on/in) LIST] (to/for/about/that/of/regarding/concerning/called/related to/with/to do with/mentioning/involving/named/titled/saying) {thing} [(on/in) LIST]"
    ),
    (
        Find,
        "(find/search for/look for/look up/show me/show) [DET] [TASK/TASKS/anything/everything] (about/for/with/called/named/containing/related to/mentioning) {thing}"
    ),
    (Find, "have i set aside [a] time (on/in) LIST (to/for) {thing}"),
    // Anything at all.
    (
        Show,
        "(is/are) there (anything/something/any TASKS/TASKS/more/any) [else] [left] [(on/in) LIST] [to do/FORWHEN]"
    ),
    (
        Show,
        "(do/have) i [have/got] (anything/something/any TASKS/any) [else] [left/to do/going on] [(on/in) LIST] [to do/FORWHEN]"
    ),
    // Whether it is on a list that is called so.
    (
        Find,
        "[CHECK] [if/whether/that] (do i have/have i got/have i/i have/i got/there is/is there/did i have) [set/put/added/got/listed/included/written] [an item to/a task to/a reminder to/a note to] [any/a/an] {thing} [already/scheduled/listed/written/down/marked/set/noted/included/added/up] (on/in/to/onto/for/as/down on) [one of] LIST [..]"
    ),
    (
        Find,
        "[CHECK] [if/whether] (did i/have i/i have/i/had i) [already/ever] [remember to/remembered to/jot down/set aside/forget to] (add/put/include/write/jot/list/note/added/listed/included/scheduled/written/noted/set/placed/mention/jotted/schedule/enter/entered) [down/up/aside] [a time/time/an item to/a task to/a reminder to/a reminder for/already] [to/for] {thing} [already] (to/on/in/onto/into/down on) LIST [..]"
    ),
    (
        Find,
        "CHECK [if/whether/that] {thing} (is/are/be/was/being) [already/still/also/now/currently/coming/showing] [up/already] [listed/included/scheduled/added/noted/written/down/set] (on/in/to/part of) LIST [..]"
    ),
    (
        Find,
        "(is/are/was/were/will/does) {thing} [be] [already/still/also/now/currently/coming/showing] [up/already] [listed/included/scheduled/added/noted/written/down/set] (on/in/part of/to) LIST [..]"
    ),
    (
        Find,
        "(did/have/had) i [already/ever] [remember to] (add/added/note/noted/list/listed/enter/entered/include/included) {thing} [already/yet]"
    ),
    (
        Find,
        "[CHECK] (check/search/scan/look) [in/at/through/over/on] LIST (for/about/to see if/to see whether/and see if/if/to find/to check for/to confirm/and tell me if/containing) [i have/there is/i put/i added] [any/a/an] {thing} [is] [listed/there/included/on it/on there/in it]"
    ),
    (Find, "(when/at what time/what time/what day/where) (is/do i/are/does/did i) {thing} (on/in) LIST [..]"),
    (Find, "(find/search/search for/look for/look up/locate) {thing} (on/in/within) LIST"),
    // Whether it is done.
    (
        Find,
        "(is/are) {thing} [marked] [as] (done/complete/completed/finished/pending/taken care of) [yet/already/now]"
    ),
    (Find, "(did/have/had) i [already/ever] (finish/finished/complete/completed/done) {thing} [yet/already]"),
];

/// The list, or a part of it.
pub(super) static SHOW: &[Rule] = patterns![
    (Show, "ASK [..] LIST [..]"),
    (Show, "ASK [..] (tasks/todos/reminders/chores/errands | to dos | to do items) [..]"),
    (Show, "[..] (LIST/TASKS) [..] (is/are) what"),
    (Show, "[ASK] [..] LIST [items/contents/please/again]"),
    (
        Show,
        "(what/whats) [is/are] [all/still] (pending/left/remaining/open/outstanding/unfinished/incomplete/next/done/completed/finished | not done | on it) [to do/to be done/for me/on there/to finish/for] [FORWHEN] [..]"
    ),
    (
        Show,
        "what (have/did) i [already/actually/all/gotten] [been] (completed/complete/finished/finish/done/accomplished/accomplish/do/get done/gotten done/got done/checked off/tick off/crossed off/get through) [so far/already/yet/WHEN] [..]"
    ),
    (Show, "what (have) i not (done/finished/completed/gotten to/got done) [yet] [..]"),
    (
        Show,
        "(what/which) [else/all/other/items/things/stuff/are the things/chores] [that/is it that/is] (do i | i | do we | am i | must i | should i) [still/currently/have/need/want/supposed/got] [have/need/got/left/want/supposed] [left/still/waiting/coming up/planned] [to/on] [do/be doing/get done/complete/finish/accomplish/take care of/get to/remember/handle/tackle/my plate/going on] [left/for/still] [FORWHEN] [please/again]"
    ),
    (
        Show,
        "[ASK] [..] (what/which/the things/things/thing/stuff/everything/all) [..] i [..] (remember/remembered/remembering/remind/reminded/reminding) [..]"
    ),
    (Show, "i (wanted/needed/was) [supposed] to remember what [again]"),
    (
        Show,
        "[ASK] [..] (everything/all/what/things) [that] [i/i have/i have got/i need/i still need/i still have/is] [left] to (do/get done/be done/complete/finish) [FORWHEN]"
    ),
    (
        Show,
        "(anything/something/what/whats/much) [is] [else/more/still] (left/pending/remaining/outstanding/open/due/undone) [to do/for] [FORWHEN]"
    ),
    (
        Show,
        "how (many/much) [_] (do i have/have i got/is/are/is there/are there) [still] (left/pending/done/open/remaining/to do/going on/on it) [..]"
    ),
    (Show, "how (many/much) [_] have i (done/completed/finished/accomplished) [..]"),
    (
        Show,
        "(show/list/display/see/view/read/print) [me] [again] [all/everything/them/it] [of] [them/it] [back] [to me] [again]"
    ),
    (
        Show,
        "(show/list/display/see/view/read/print/give/tell/get) [me] [all] [of] [DET] [STATUS] (ones/tasks/everything/all/things/items/stuff/work) [STATUS] [..]"
    ),
    (
        Show,
        "(show/list/display/see/view) [me] (what/whats) [..] (pending/left/remaining/done/completed/finished/open/going/there/on)"
    ),
    (
        Show,
        "[my/all/the] [my] [STATUS] (tasks/list/todos/reminders/chores | to do list | task list | to dos) [please/STATUS]"
    ),
    (Show, "(pending/completed/all/open/done/finished/unfinished/remaining/everything) [tasks/ones/please]"),
];
