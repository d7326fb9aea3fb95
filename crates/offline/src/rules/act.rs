//! Completing, deleting and changing tasks, and leaving them alone.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// Negated commands, which must do nothing, and wishes that no tool fulfils.
pub(super) static LEFT_ALONE: &[Rule] = patterns! {
    Keep => "[NEGATOR] (not/never) [want/you] [you] [to] [yet/ever/please/actually]
        (DEL/clear/wipe/drop/throw/take/complete/completing/finish/MARK/add/
        put/create/CHANGE/touch/do/remind) [..]",
    Keep => "(i/we) (have/did/am/could/was/do/had/will) not [been] [yet/quite/actually/really]
        (DID/do/get/got/manage/able/yet/PAST) [..]",
    Keep => "(i/we) (have/did/had/could) not [yet/ever/really] _ [..]",
    Keep => "(keep/leave) {task} (alone/as [it] is/open/there/on LIST)",
    Keep => "(keep/leave) {task: REF}",
    Keep => "{task} (is/are) not [yet/quite/really] (done/finished/complete/completed/ready) [yet]",
    Reopen => "(mark/set/change/make/flag) {task} [as/to] [back]
        (not/incomplete/pending/undone/uncompleted/unfinished/open/todo) [done/complete/completed/finished]
        [again]",
    Reopen => "(reopen/uncheck/untick/uncomplete/unmark/restore/reactivate/undelete) {task}",
    Undo => "(undo/revert/oops/whoops) [that/it/this/[the/my] last] [one/change/action/thing/deletion]",
    Undo => "(take/put/bring) (that/it) back",
};

/// Descriptions.
pub(super) static NOTES: &[Rule] = patterns! {
    Describe => "ADDNOTE {new: QUOTED} as [DET] NOTE (to/on/for/of/in) {task}",
    Describe => "ADDNOTE NOTE {new: QUOTED} (to/on/for/of/in) {task}",
    Describe => "ADDNOTE NOTE (to/on/for/of/in) {task: REF} [:/,/saying/that says/which
        says/that/to/with/as/-] {new}",
    Describe => "ADDNOTE NOTE (to/on/for/of/in) {task} (:/,/saying/that says/which says/that) {new}",
    Describe => "ADDNOTE {new} as [DET] NOTE (to/on/for/of/in) {task}",
    Describe => "(CHANGE/set/make/give) [DET] NOTE (of/for/on/in/from) {task: REF} INTO {new}",
    Describe => "(CHANGE/set/make/give) [DET] NOTE (of/for/on/in/from) {task} INTO {new}",
    Describe => "(CHANGE/set/make/give) {task: REF} [is] [the] NOTE [INTO] {new}",
    Describe => "(CHANGE/set/make/give) {task: [..] _} NOTE INTO {new}",
    Describe => "(CHANGE/give) {task: REF} (so it has/to have/with) [DET] NOTE [of/saying/:] {new}",
    Describe => "NOTE (for/of/on/to) {task: REF} [is] (:/,/-) {new}",
    Describe => "describe {task: REF} as {new}",
};

/// What is done.
pub(super) static COMPLETE: &[Rule] = patterns! {
    // "I did the dishes, so take them off my list."
    Delete => "{task} IS DONE [,] [PLEASE] [PLEASE] (DEL/TAKE) (it/that/them) FROM [of] LIST",
    Delete => "[i/we] [have/am] [JUST] (DID [with]) {task} [,] [PLEASE] [PLEASE] (DEL/take) (it/that/them)
        FROM [of] LIST",
    Delete => "(i/we) [have/am] [JUST] {task: PAST ..} [,] PLEASE [PLEASE] (DEL/take) (it/that/them) FROM
        [of] LIST",
    Complete => "(MARK/set/change/update/flag/make/move/call/consider/get) [the] [status of] {task}
        [off/down] [as/to/to be/it as] [being/JUST] DONE [now/please]",
    Complete => "MARK ([as] (off/done/complete/completed/finished)) [that/:] [i did] {task}",
    Complete => "MARK {task} off",
    Complete => "(complete/close/resolve/finalize/accomplish) {task}",
    Complete => "finish [off/up] {task: REF}",
    Complete => "MARK {task: [TASK/TASKS] NUMS}",
    Complete => "(i/we) [have/am] [JUST] [JUST] DID [off/with/up] [doing/working on] {task}",
    Complete => "[i/we] [am/have] [JUST] [JUST] (done/finished/through) (with/doing) {task}",
    Complete => "(finished/completed/accomplished/wrapped up/took care of/knocked out/dealt with)
        [with/doing] {task}",
    Complete => "[i/we] [have] [JUST] [JUST] (got/get/gotten) {task} (done/finished/completed/out of the
        way/over with/taken care of)",
    Complete => "(i/we) (have/just/already/finally) [JUST] {task: PAST ..}",
    Complete => "(already/just/finally) {task: PAST ..}",
    Complete => "{task: REF} IS DONE [now/too/as well/already]",
    Complete => "{task} IS (done/complete/completed/finished/accomplished/taken care of) [now/too/as
        well/already]",
    Complete => "{task: REF} (done/completed/finished)",
    Complete => "(completed/done/finished) [:] {task: REF}",
    Complete => "(completed/done/finished) (:/-) {task}",
};

/// What is deleted, where the list or the task is called so.
pub(super) static DELETE: &[Rule] = patterns! {
    Clear => "start (over/fresh/afresh/from scratch)",
    Clear => "(clean slate/reset everything)",
    Clear => "(DEL/WEAKDEL/TAKE/reset/restart) [everything/all] [of] [(that/which) is] [FROM/on/in/of] LIST",
    Clear => "(make/make sure/be sure/have/set/get/turn/render/ensure) [that] LIST [is/to/to be] EMPTY",
    Clear => "(i need/i want/i would like) LIST [to be] EMPTY",
    Clear => "[i need/i want/i would like/give me/create/make/start] (a/an) (blank/empty/clean/fresh/new)
        [_] [to do/todo/task] list",
    Clear => "(start/begin) (LIST ANEW/ANEW (with/on) LIST/[DET] new list)",
    Delete => "DEL {task} (FROM/of/on/in) [being on] LIST [FORWHEN]",
    Delete => "(WEAKDEL/TAKE) {task} (FROM/of) [of] LIST [FORWHEN]",
    Delete => "(have/want/need) {task} (off/out) [of/from] LIST",
    Delete => "(DEL/WEAKDEL/TAKE) FROM LIST [:/,] {task}",
    Delete => "FROM LIST [,] [PLEASE] (DEL/WEAKDEL/TAKE) {task}",
    Delete => "i WANT {task} [to be] (removed/deleted/erased/taken/cancelled/gone/off) [off/out] (FROM/of)
        LIST",
    Delete => "{task} (SHALL/can) (be (removed/deleted/erased/taken off/taken/scratched)/(come/go) off/come)
        [off/out] (FROM/of) LIST",
    Delete => "i (no longer/do not) (need/want/have) [to] [do] {task} [any more/anymore] [PLEASE] [PLEASE]
        (DEL/TAKE) (it/that) [FROM/of] [of] [LIST]",
    Delete => "i (no longer/do not) (need/want) {task} (on/in) LIST [any more/anymore]",
    Delete => "i (no longer/do not) (need/want) {task: REF} [any more/anymore]",
    Delete => "WEAKDEL {task: (TASKNO/THETASK/QUOTED/STATUS [TASKS])}",
    Delete => "(WEAKDEL/TAKE) {task: (everything/all) [of it/of them]}",
};

/// New titles, where a task is pointed at.
pub(super) static RENAME: &[Rule] = patterns! {
    Rename => "(CHANGE/set/make) [the] TITLE (of/for/on) {task} INTO {new}",
    Rename => "(CHANGE/set/make) {task: REF} [is] TITLE INTO {new}",
    Rename => "CHANGE {task: REF} INTO {new}",
    Rename => "set {task: TASKNO} INTO {new}",
    Rename => "make {task: REF} (say/read/be) [called] {new}",
    Rename => "make {task: (it/that)} {new: ACTION [..]}",
    Dates => "(CHANGE/set/add/move/give/put) [..] (due date/deadline/priority/label/tag/date/due) [..]",
    Rename => "{task: REF} should [now/instead] (say/read/be) [called/instead] {new}",
    Rename => "CHANGE {task: REF} {new: QUOTED}",
    RenameWhat => "CHANGE [the] [TITLE of] {task: REF}",
    Dates => "(move/postpone/reschedule/push/delay/shift/snooze/bump) [back] {task: REF} [..]",
};

/// The bare verbs, for names that only the list can tell.
pub(super) static BARE: &[Rule] = patterns! {
    Complete => "(i/we) {task: PAST ..} [already/today/yesterday/just now/this morning/earlier]",
    Delete => "(DEL/take off/scratch off/strike off/cross out/strike/scratch out) {task}",
    Delete => "take {task} off",
    Rename => "CHANGE {task} (to/into/with/as/:) {new}",
    RenameWhat => "(rename/edit/update) {task}",
    Complete => "finish [off/up] {task}",
    Complete => "{task: _ [_] [_] [_]} (done/finished/completed)",
};
