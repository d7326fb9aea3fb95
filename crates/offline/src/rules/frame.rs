//! What stands around the clauses: fillers, beginnings of commands, answers to questions, and pointers.

use super::{Intent::*, Rule};
use crate::{
    pattern::{Pattern, pattern, patterns},
    target::Pointing,
};

/// Words before a command that add nothing to it.
pub(crate) static LEADING: &[Pattern] = patterns! {
    "(please/kindly/hey/hi/hello/ok/so/well/um/uh/uhm/alright/yo/oh/also/
        then/and/but/actually/finally/next/plus/just/now/great/thanks/cool/ah/
        hmm/yes/no/sorry/listen/dear/one more thing/another thing/one last thing/quick
        question/maybe/additionally/afterwards/lastly/first of all) [,]",
    "(all right/thank you/good morning/good afternoon/good evening/hey there/hi there/hello there/after
        that/and then/excuse me/by the way/of course) [,]",
        "(would you mind/if you could/if you can/if you would/how about/what about/hurry up and/hurry and/quickly/it would be great if you could/i would appreciate it if you could)",
    "(can/could/would/will/might/may) (you/we) [please/kindly/just/also/possibly/maybe/go ahead and/be so
        kind as to/help me/help me to/be able to]",
    "(can/could/may/might/shall) i [please/just/get you to/ask you to/have you]",

    "(do you think) you (can/could)",
    "i (would like/want/need/would love/would appreciate it if/wish/request/would like for/ask) (you/for
        you) [to/would/could]",
    "i would (appreciate it/be grateful/be happy/love it) if you (could/would/can)",
    "you (can/should/may/must/need to/could/might want to) [please/also/now/go ahead and]",
    "(let us/let me) [just/now/please/go ahead and]",
    "(go ahead and/go ahead/do me a favor and/do me a favour and/be sure to/be sure and/make sure to/make
        sure you/be a dear and/try to/feel free to/help me to/help me/help/it is time to/time to/i am going
        to/i will)",
    "(is it possible to/is it possible for you to/are you able to/it would be great if you could)",
    "(assistant/bot/todo bot/todobot/computer/siri/alexa) [,/:]",
};

/// Wishes before a command, left out when the clause is not understood with them.
pub(crate) static WISHES: &[Pattern] = patterns! {
    "(i/we) [also/really/just/still/do/actually/now] (should/must/could/might/need to/have to/want to/would
        like to) [also/really/just/probably] [go ahead and/please]",
    "(i/we) [also/really/just/still/do/actually/now] (need/want/would like/wish/am trying/have/was
        hoping/would love/am going/am looking/intend/am planning/was wondering if i could) to [go ahead
        and/please]",
    "i (need/want/would like) [you to]",
    "(tell me/let me know/can you see/do you know/i wonder/i was wondering) [if/whether]",
    "(because/since) .. ,",
};

/// Words behind a command that add nothing to it.
pub(crate) static TRAILING: &[Pattern] = patterns! {
    "{thing: [..] LIST} (for me/now/again)",
    "{thing} [,] (i would appreciate it/that would be great/it would be great/i would be grateful/i
        appreciate it/that is it/that is all)",
    "{thing} [,] (please/thanks/thank you/thank you very much/thanks a lot/kindly/ok/will you/would
        you/could you/can you/right away/if you can/if you could/if possible/if you do not mind/if you
        would/asap please/for me please/buddy/bro/dude) [!/./?]",
};

/// Clauses that add. What stands in them after "to" is a title, so only [`STARTS_FIRM`] ends it.
pub(crate) static ADDING: &[Pattern] = patterns! {
    "[..] (remind me/remind us/remember/forget/let me forget/sure i)",
    "(MAKE/ADDV) [DET/another] [new] (TASK/TASKS) [for me] (to/called/named/titled/that/for/:)",
    "(note/memo/reminder) to (self/myself)",
    "(new/another) TASK",
};

/// Beginnings of clauses that are commands wherever they stand.
pub(crate) static STARTS_FIRM: &[Pattern] = patterns! {
    "remind me (to/that/about/of/WHEN)",
    "(MAKE) [a/an/another] [new] (TASK) (to/called/for/that/:)",
    "ADDV .. (to/on/onto) (my/the) [_] [_] (list/todo/to do)",
    "(DEL/WEAKDEL/complete/finish/CHANGE) [DET] (TASK/TASKS) [number/no] #",
    "(DEL/complete/finish/CHANGE) #",
    "(mark/check/tick/cross) [off] [DET] [TASK/TASKS] [number/no] #",
    "(mark) .. (as) DONE",
    "(mark) _ DONE",
    "(check/tick/cross) .. off",
    "(DEL/WEAKDEL) .. (from/off) (my/the) [_] [_] (list/todo/to do)",
    "(DEL) (all/everything)",
    "(clear/empty/wipe) [out] (my/the) [_] [_] (list/tasks/todos)",
    "(DEL/complete/finish) the [_] [_] [_] (task/reminder/one)",
    "(show/read/give/tell) me [_] [_] [_] (list/tasks/todos/reminders)",
    "(show/list/read) [all] (my/the) [_] [_] (list/tasks/todos/reminders)",
    "(show/tell) me what is (left/pending)",
    "what is (left/pending/on my)",
    "do not (delete/remove)",
};

/// Beginnings of clauses that are commands, unless a title is being told.
pub(crate) static STARTS_LOOSE: &[Pattern] = patterns! {
    "(add/delete/remove/erase/complete/rename/mark/create/remind/show/list/display) _",
    "(add/delete/remove/erase/complete/rename/mark/create/display) (QUOTED/DET/it/that/them)",
    "(check/tick/cross) off",
        "(take) .. off",
    "(show/list/display/read/tell/give) (me/my/all/the)",
    "what (is/are) (left/pending/on)",
};

/// Beginnings of clauses that are commands after a clause that adds nothing.
pub(crate) static STARTS_ANY: &[Pattern] = patterns! {
    "(add/put/delete/remove/erase/complete/rename/mark/create/make/remind/
        show/list/display/cancel/update/change/finish/clear/drop/edit/read/
        tell/check/tick/cross/remember/jot/note/set/nuke/wipe/take/get rid/scratch/strike/close)
        (_/QUOTED/DET/it/that/them/#/me)",
    "(what/whats/how many/which) ..",
    "i (finished/completed/did)",
};

/// Answers to a question that is open. They mean nothing else then.
pub(crate) static ANSWERS: &[Rule] = patterns! {
    No => "NO [,] [NO] [POLITE] [NO] [not/do not]
        [(delete/remove/add/change/do/clear/erase/cancel/complete/mark/touch/ want)
        (it/them/that/any/anything/those/any of them/all/to/all of them)] [NO] [POLITE]",
    All => "[YES] [,] [YES] [,] (delete/remove/clear/erase/wipe/complete/mark/finish/get rid of/nuke/cancel)
        (all/everything/both/all of them/them all/every one/both of them/them both) [as done/as
        complete/done/off] [now/please/for me/thanks]",
    Yes => "[YES] [,] [YES] [YES] [,] (delete/remove/clear/erase/wipe/add/complete/mark/finish/get rid
        of/do/nuke/cancel/change/update) (it/them/that/those/these/that one) [as done/as complete/done/off]
        [now/please/for me/thanks]",
    Yes => "YES [,] [YES] [YES] [all of them/all/both/both of them/everything/them all]",
    All => "[DET] (all/both/everything/each) [of] [DET] [them/those/these/two/three/TASKS]",
    All => "all of the above",
};

/// How a task is pointed at.
pub(crate) static TARGETS: &[(Pointing, Pattern)] = patterns! {
    Pointing::AllBut => "(everything/all [of] [DET] [STATUS] [TASKS/LIST/them]) [that is/on LIST]
        (except/but/besides/apart from/other than/excluding/save) [for/not] {task}",
    Pointing::Both => "[the] both [of] [them/those/these/TASKS/the tasks]",
    Pointing::Both => "(the two/these two/those two) [of them/TASKS]",
    Pointing::It => "(it/that/this/same/that one/this one/the one/the same/same one/the same one/the
        task/that task/this task/the reminder/that reminder/that item/the item/the thing/that thing/that
        thing too)",
    Pointing::Them => "(them/those/these/they/all of them/all of those/all of these/them all/all those/all
        these/those TASKS/these TASKS/those two TASKS) [all/too]",
    Pointing::First => "[DET] (first/top) # [one/ones/TASK/TASKS/on LIST]",
    Pointing::Last => "[DET] (last/bottom/final/latest/newest) # [one/ones/TASK/TASKS/on LIST]",
    Pointing::Range => "[DET] [TASK/TASKS] [number/numbers] [from] # (to/through/thru/-/until) [TASK/number]
        #",
    Pointing::All => "[absolutely] [just] (everything/all/all of it/the lot/the whole thing/every single
        thing/every single one/each and every one) [that is/that are/i have/that i have] [STATUS]
        [off/on/from/in] [LIST]",
    Pointing::All => "(all/every/each/everything) [single] [of] [DET] [of] [STATUS/current]
        (TASKS/TASK/LIST/list/one/ones) [..]",
    Pointing::All => "(all/everything/anything/what/whatever/things/the things/the ones/ones/the
        stuff/stuff/those/tasks/the tasks/TASKS) [of] [the] [TASKS] [that] [i/is/are/was/were]
        [have/already/got] [been] [already] [marked] [as] STATUS [with] [..]",
    Pointing::All => "[DET] STATUS (TASKS/stuff/list) [on/from/off/in] [LIST]",
    Pointing::All => "[DET] [whole/entire/full/complete] (LIST/tasks/todos/reminders/chores/todo list/task
        list/list)",
    Pointing::Each => "(all/every/each) [of] [DET] {task}
        (tasks/reminders/items/ones/task/reminder/item/one/todos)",
    Pointing::Each => "(all/every/each) [of] [DET] (tasks/reminders/items/ones/task/reminder/todos)
        (about/with/for/containing/mentioning) {task}",
    Pointing::Name => "{task} (already/too/as well/again/now/from there/off there/on there/in there/from
        it/as [a/an] TASK/from here/yet)",
    Pointing::Name => "[DET] [TASK/TASKS] (called/named/titled/labeled/saying/that says/which
        says/about/for) {task}",
    Pointing::Name => "[DET] (TASK) (to/of) {task}",
    Pointing::Name => "[DET] (item/task/reminder/entry/chore) {task}",
    Pointing::Name => "[DET] {task} (TASK) [please/from LIST/on LIST/off LIST]",
    Pointing::Name => "[DET] {task} (tasks/reminders/items/ones/one)",
    Pointing::Name => "(doing/with) {task}",
    Pointing::Name => "[the/my/that] {task}",
};

/// Words that lead to a title and are none of it.
pub(crate) static TITLE_HEADS: &[Pattern] = patterns! {
    "(to/that/:)",
    "(also/then/please)",
    "[that] i (need/have/must/should/got/ought/want/am supposed) to",
    "[that] i (must/should)",
    "remember to",
        "for me to",
    "[a/an/another/the/one] [new] (TASK) (to/of/called/named/titled/for/:)",
    "(the/a) (chore/job/duty) of",
    "[a/one/another] one (to/for)",
    "(add/remind me to)",
};

/// A title with a description behind it.
pub(crate) static WITH_NOTE: &[Pattern] = patterns! {
    "{thing} [,/-] with [a/the] NOTE [of/saying/that says/which says/that/to/:] {new}",
    "{thing} [,/-/and/./;] [and] [the/its] NOTE (: | is | should be | should say) {new}",
};

/// What speaks of open tasks, anywhere in a clause.
pub(crate) static PENDING_SIGN: Pattern = pattern!("[..] (PENDING
    | i [still] (have/need/got/want) [left] to (do/get/be/complete/finish/accomplish/take)
    | i supposed to | to (be/get) (done/completed/finished) | to (complete/accomplish/finish/tackle) | due) [..]");

/// What speaks of done tasks, anywhere in a clause.
pub(crate) static FINISHED_SIGN: Pattern = pattern!("[..] FINISHED [..]");
