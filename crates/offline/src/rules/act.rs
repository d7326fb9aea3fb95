//! Completing, deleting and changing tasks, and leaving them alone.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// Negated commands, which must do nothing, and wishes that no tool fulfils.
pub(super) static LEFT_ALONE: &[Rule] = patterns! {
    Keep => "[NEGATOR] (not/never) [want/you] [you] [to] [yet/ever/please/actually]
        (delete/remove/erase/cancel/clear/complete/mark/add/change/rename/
        update/touch/deleting/removing/completing/put/create/edit/wipe/drop/
        check/tick/cross/do/remind/throw/take/nuke/purge/finish) [..]",
    Keep => "(i/we) (have/did/am/could/was/do/had/will) not [been] [yet/quite/actually/really]
        (finished/done/completed/finish/complete/do/did/gotten/get/got/manage/
        able/bought/paid/called/cleaned/yet) [..]",

    Keep => "(i/we) (have/did/had/could) not [yet/ever/really] _ [..]",
    Keep => "(keep/leave) {task} (alone/as it is/as is/open/there/on LIST)",
    Keep => "(keep/leave) {task: REF}",
    Keep => "{task: REF} (is/are) not [yet/quite/really] (done/finished/complete/completed/ready) [yet]",
    Keep => "{task} (is/are) not [yet/quite/really] (done/finished/complete/completed) [yet]",
    Reopen => "(mark/set/change/make/flag) {task} [as/to] [back]
        (not/incomplete/pending/undone/uncompleted/unfinished/open/todo) [done/complete/completed/finished]
        [again]",
    Reopen => "(reopen/uncheck/untick/uncomplete/unmark/restore/reactivate/undelete) {task}",
    Undo => "(undo/revert/oops/whoops) [that/it/this/the last/my last] [one/change/action/thing/deletion]",
    Undo => "(take/put/bring) (that/it) back",
};

/// Descriptions.
pub(super) static NOTES: &[Rule] = patterns! {
    Describe => "(add/put/attach/append/write/set/leave/make/include) [DET/another] {new: QUOTED} as [DET]
        NOTE (to/on/for/of/in) {task}",
    Describe => "(add/put/attach/append/write/set/leave/make) [DET/another] NOTE {new: QUOTED}
        (to/on/for/of/in) {task}",
    Describe => "(add/put/attach/append/write/set/leave/make/include) [DET/another] NOTE (to/on/for/in/of)
        {task: REF} [: | , | that says | saying | that | to | with | which says | as | -] {new}",
    Describe => "(add/put/attach/append/write/set/leave/make/include) [DET/another] NOTE (to/on/for/in/of)
        {task} (: | , | saying | that says | which says | that) {new}",
    Describe => "(add/put/attach/append/write/set) {new} as [DET] NOTE (to/on/for/of/in) {task}",
    Describe => "(CHANGE | set/make/give) [DET] NOTE (of/for/on/in/from) {task: REF} INTO {new}",
    Describe => "(CHANGE | set/make/give) [DET] NOTE (of/for/on/in/from) {task} INTO {new}",
    Describe => "(CHANGE | set/make/give) {task: REF} [is] [the] NOTE [INTO] {new}",
    Describe => "(CHANGE | set/make/give) {task: [..] _} NOTE INTO {new}",
    Describe => "(CHANGE | give) {task: REF} [so it has | to have | with] [DET] NOTE [of/saying/:] {new}",
    Describe => "NOTE (for/of/on/to) {task: REF} [is] (: | , | -) {new}",
    Describe => "describe {task: REF} as {new}",
};

/// What is done.
pub(super) static COMPLETE: &[Rule] = patterns! {
    // "I did the dishes, so take them off my list."
    Delete => "{task} (is/are/was/has been/have been) [now/all/already] DONE [,] [so/and] [please/you
        can/can you] (DEL | take) (it/that/them) (off/from/out) [of] LIST",
    Delete => "[i/we] [have/am] [just/already/finally] (DID with/DID/done with/finished with) {task} [,]
        [so/and] [please/you can/can you] (DEL | take) (it/that) (off/from/out) [of] LIST",
    Delete => "(i/we) [have/am] [just/already/finally] {task: PAST ..} [,] (so/and) [please/you can/can you]
        (DEL | take) (it/that) (off/from/out) [of] LIST",
    Complete => "(mark/set/change/update/flag/make/move/tick/check/call/consider/get) [the] [status of]
        {task} [off/down] [as/to/to be/it as] [being/all/now] DONE [now/please]",
    Complete => "(mark/check/tick/cross) (off/done/complete/completed/finished | as done | as complete | as
        completed) [that/:] [i did] {task}",
    Complete => "(check/tick/cross/mark) {task} off",
    Complete => "(complete/close/resolve/finalize/accomplish) {task}",
    Complete => "(finish) [off/up] {task: REF}",
    Complete => "(check/tick/mark) {task: [TASK/TASKS] # [AND #] [AND #]}",
    Complete => "(i/we) [have/am/just/already/finally] [just/already/finally/also/now] (DID) [off/with/up]
        [doing/working on] {task}",
    Complete => "[i/we] [am/have] [just/already/finally/all] (done/finished/through) (with/doing) {task}",
    Complete => "(finished/completed/accomplished/wrapped up/took care of/knocked out/dealt with)
        [with/doing] {task}",
    Complete => "[i/we] [have/just/already/finally] [just/already/finally] (got/get/gotten) {task}
        (done/finished/completed | out of the way | over with | taken care of)",
    Complete => "(i/we) (have/just/already/finally) [just/already/finally] {task: PAST ..}",
    Complete => "(already/just/finally) {task: PAST ..}",
    Complete => "{task: REF} (is/are/was/got/has been/have been) [now/all/already/finally] DONE [now/too/as
        well/already]",
    Complete => "{task} (is/are/was/got/has been/have been) [now/all/already/finally]
        (done/complete/completed/finished/accomplished/taken care of) [now/too/as well/already]",
    Complete => "{task: REF} (done/completed/finished)",
    Complete => "(completed/done/finished) [:] {task: REF}",
    Complete => "(completed/done/finished) (: | -) {task}",
};

/// What is deleted, where the list or the task is called so.
pub(super) static DELETE: &[Rule] = patterns! {
    Clear => "(start over/start fresh/start afresh/start from scratch/clean slate/reset everything)",
    Clear => "(DEL | WEAKDEL | reset/restart) [everything/all] [of] [that is/which is] [off/from/on/in/of]
        LIST",

    Clear => "(make/make sure/be sure/have/set/get/turn/render/ensure) [that] LIST [is/to/to be]
        [completely/totally/all/entirely]
        (blank/empty/clear/cleared/clean/wiped/emptied/erased/deleted/reset)",
    Clear => "[i need/i want/i would like/give me/create/make/start] (a/an) (blank/empty/clean/fresh/new)
        [_] [to do/todo/task] list",
    Clear => "(i need/i want/i would like) LIST [to be] [completely/all/totally]
        (blank/empty/clear/cleared/wiped/emptied/erased/deleted/reset/gone/ clean)",
    Clear => "(let us/i want to/i would like to) (start/begin) LIST (over/fresh/again/new/from scratch)",
    Clear => "(start/begin) (LIST (over/fresh/again/new/from scratch)/(fresh/over/anew) (with/on) LIST/[DET]
        new list)",
    Clear => "(DEL | WEAKDEL) (everything/all) [that is] (off/from/on/in/of) LIST",
    Delete => "(DEL | WEAKDEL) {task} (off of/out of/from/off/of/on/in/out from) [being on] LIST [FORWHEN]",
    Delete => "(take/get/pull/knock/strike/scratch/leave/move/have/want/need) {task} (off/out) [of/from]
        LIST",
    Delete => "(DEL | WEAKDEL) (from/off/off of) LIST [:/,] {task}",
    Delete => "(from/off) LIST [,] [please/i want you to/can you/could you] (DEL | WEAKDEL) {task}",
    Delete => "i (need/want/would like) {task} [to be] (removed/deleted/erased/taken/cancelled/gone/off)
        [off/out] (from/off/of) LIST",
    Delete => "{task} (needs to/should/can/must/has to/have to/need to) (be (removed/deleted/erased/taken
        off/taken/scratched)/(come/go) off/come) [off/out] (from/off/of/off of) LIST",
    Delete => "(take/get/pull/strike/scratch) (off/out) {task} (from/off/of/on) LIST",
    Delete => "i (no longer/do not) (need/want/have) [to] [do] {task} [any more/anymore] (;/,/./so/and)
        [so/and/please/you can] (DEL | take/get/pull/cross) (it/that) [off/of/from/out] [of] [LIST]",
    Delete => "i (no longer/do not) (need/want) {task} (on/in) LIST [any more/anymore]",
    Delete => "i (no longer/do not) (need/want) {task: REF} [any more/anymore]",
    Delete => "(WEAKDEL) {task: REF}",
    Delete => "(WEAKDEL) {task: (everything/all) [of it | of them]}",
};

/// New titles, where a task is pointed at.
pub(super) static RENAME: &[Rule] = patterns! {
    Rename => "(CHANGE | set/make) [the] (title/name/text/wording/label) (of/for/on) {task} INTO {new}",
    Rename => "(CHANGE | set/make) {task: REF} [is] (title/name/text/wording) INTO {new}",
    Rename => "CHANGE {task: REF} INTO {new}",
    Rename => "set {task: [DET] TASK [number] #} INTO {new}",
    Rename => "(make) {task: REF} (say/read/be) [called] {new}",
    Rename => "(make) {task: (it/that)} {new: ACTION [..]}",
    Dates => "(CHANGE | set/add/move/give/put) [..] (due date/deadline/priority/label/tag/date/due) [..]",
    Rename => "{task: REF} should [now/instead] (say/read/be) [called/instead] {new}",
    Rename => "(CHANGE) {task: REF} {new: QUOTED}",
    Rename => "(CHANGE) {task: QUOTED} INTO {new}",
    RenameWhat => "(CHANGE) [the] [(title/name/text/wording) of] {task: REF}",
    Dates => "(move/postpone/reschedule/push/delay/shift/snooze/bump) [back] {task: REF} [..]",
};

/// The bare verbs, for names that only the list can tell.
pub(super) static BARE: &[Rule] = patterns! {
    Complete => "(i/we) {task: PAST ..} [already/today/yesterday/just now/this morning/earlier]",
    Delete => "(DEL | get rid of | take off | scratch off | strike off | cross out | strike | scratch out)
        {task}",

    Delete => "take {task} off",
    Rename => "(CHANGE) {task} (to/into/with/as/:) {new}",
    RenameWhat => "(rename/edit/update) {task}",
    Complete => "(finish) [off/up] {task}",
    Complete => "{task: _ [_] [_] [_]} (done/finished/completed)",
};
