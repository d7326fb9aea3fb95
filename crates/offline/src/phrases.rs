//! Phrases that patterns use by name. A phrase may use others.

use crate::pattern::{Pattern, patterns};

/// Makes the table of the phrases' texts, by which the compiler finds them, and that of the phrases.
macro_rules! phrases {
    ($($name:literal: $source:literal,)*) => {
        /// The names and the texts of the phrases.
        pub(crate) const PHRASE_SOURCES: &[(&str, &str)] = &[$(($name, $source)),*];
        /// The phrases, in the same order.
        pub(crate) static PHRASES: &[Pattern] = patterns![$($source),*];
    };
}

phrases! {
    "DET": "my/the/our/this/that/these/those/your/his/her/a/an/any/some/all/every",
    "TO": "to/on/onto/in/into",
    "FROM": "(off of/out of/off from/out from/out on/from/off/out)",
    "COLON": "(:/,/-/NEWLINE)",
    "WANT": "need/want/would like/have/must/should/got/ought",
    "SHALL": "need to/needs to/have to/has to/want to/must/should/got to/ought to",
    "PLEASE": "please/just/so/and/can you/could you/will you/would you/can/could/will/would/you can/i want
        you to",
    "JUST": "just/already/finally/also/now/all",
    "IS": "(is/are/was/got/has been/have been) [JUST]",
    "SAYING": "called/named/titled/labeled/saying/that says/which says/which is/that is/with the title",
    // What a list is called. The adjectives before it may not be prepositions, so "to the store to my list"
    // does not begin a list at "the store".
    "LIST": "[all/everything] [of] (DET [_] [_] [_] [to do/to] (list/lists/todo/checklist)/DET [_] to
        do/DET (tasks/todos/reminders/chores/errands/plate/agenda/planner/backlog) [list]/[to
        do/todo/task/tasks/chore/chores/reminder/reminders/things/grocery/ shopping/to]
        (list/lists/todo/checklist)) [LISTOF]",
    "LISTOF": "[of ..] [FORWHEN]",
    "FORWHEN": "[for] WHEN",
    "TASK": "task/todo/reminder/item/chore/entry/errand/to do [item/task/entry]/list item",
    "TASKS": "tasks/todos/reminders/items/chores/entries/errands/things/stuff/ones/ to dos/to do
        items/things to do",
    "NOTE": "note/notes/description/detail/details/comment/memo",
    "TITLE": "title/name/text/wording/label",
    // One task that is pointed at, rather than named.
    "REF": "(TASKNO/NUMS/it/that/this/them/both/those/these/all of them/both of them/[DET] [_] [_]
        (one/ones)/[DET] ORDINAL [#] [one/ones/TASK/TASKS]/THETASK/QUOTED)",
    "TASKNO": "[DET] (TASK/TASKS/number/no/nr) [number/numbers/no/nr/id] NUMS",
    "THETASK": "DET .. (TASK/TASKS)",
    "NUMS": "# [AND #] [AND #] [AND #] [AND #] [AND #]",
    "AND": "(and/or/to/through/thru/, and/,/-) [DET] [TASK/number]",
    "ORDINAL": "first/second/third/fourth/fifth/sixth/seventh/eighth/ninth/tenth/last/
        latest/final/newest/previous/top/bottom",
    // Days and times, as far as they stand apart from a title.
    "WHEN": "TIME [TIME] [TIME]",
    "TIME": "(today/tonight/tomorrow/later/soon/now/currently/daily/weekly/monthly/
        afterwards/again/sometime/right now/later on/some time/another time/at some point/at a later
        (time/date)/at (noon/midnight/lunch/night)/in [a/an/half an] [little]
        (while/bit/sec/minute/moment/hour/week/month/awhile)/(this/next/ tomorrow/every/each/on) [the] [#]
        (morning/afternoon/evening/night/week/weekend/month/year/day/time)/ [this/next/every/on/by] DAY
        [morning/afternoon/evening/night]/(in/for) the (morning/afternoon/evening/future)/(at/by/around/for)
        # [am/pm/oclock]/in # (minutes/minute/hours/hour/days/day/weeks/week/months)/[on/by] the (#/ORDINAL)
        [of MONTH]/[on/by] MONTH [the] (#/ORDINAL))",
    "DAY": "monday/tuesday/wednesday/thursday/friday/saturday/sunday/mondays/
        tuesdays/wednesdays/thursdays/fridays/saturdays/sundays/weekdays",
    "MONTH": "january/february/march/april/may/june/july/august/september/october/november/december",
    "WHENEVER": "(when/before/after/once/as soon as/the next time/next time/if/whenever/while/until) ..",
    "STATUS": "PENDING/FINISHED",
    "PENDING": "pending/left/remaining/open/outstanding/unfinished/incomplete/undone/
        active/uncompleted/due/not [i] [yet] [been/gotten] (done/finished/completed/complete)/still to do",
    "FINISHED": "completed/done/finished/complete/accomplished/closed/checked/ticked off/checked
        off/crossed off",
    "DONE": "done/complete/completed/finished/finish/accomplished/resolved/closed/ over/off/checked
        off/taken care of/all set",
    "DID": "did/done/finished/completed/accomplished/handled/finish/complete/dealt with/took care of/taken
        care of/wrapped up/knocked out/gotten through",
    "EMPTY": "[completely/totally/all/entirely]
        (blank/empty/clear/cleared/clean/wiped/emptied/erased/deleted/reset/ gone)",
    "ANEW": "over/fresh/again/new/anew/afresh/from scratch",
    // What is said of something that stands on a list.
    "LISTED": "already/still/also/now/currently/coming/showing/up/listed/included/
        scheduled/added/noted/written/down/set/marked/put/placed",
    // What begins a question for something on the list.
    "CHECK": "(check/see/look/confirm/verify/know/find out/tell me/let me know/do you know/inform me/i
        want to know/i need to know/i would like to know/remind me/double check/to see) [and/to]
        [see/check/look/confirm/verify/let me know/tell me] [for me]",
    "IF": "if/whether/that",
    "YES": "yes/sure/ok/absolutely/definitely/correct/right/confirm/confirmed/
        affirmative/exactly/indeed/certainly/fine/please/proceed/alright/all right/of course/go ahead/do
        it/do that/do so/please do/sounds good/go for it/by all means/why not/i am sure/i do/yes i am/very
        sure/that is right/that is fine",
    "NO": "no/nevermind/cancel/stop/none/neither/abort/negative/wait/skip/
        nothing/maybe/idk/whatever/never mind/cancel that/cancel it/do not/leave (it/them/that)/keep
        (it/them/them all/all of them)/forget (it/that/about it)/none of them/not now/hold on/changed my
        mind/i changed my mind/not really/skip it/no need/not sure/i am not sure/i do not know/not yet/do
        not do (it/that)/better not/rather not/i do not want to/i am good/that is all",
    "POLITE": "thanks/thank you/please/actually",
    // What stands before a "not" that forbids.
    "NEGATOR": "do/please/did/should/rather/can you/could you/will you/would you/you should/you must/you
        better/you can/i do/i did/i would/i said/i told you/i should/i would prefer/i would rather/just
        do/we do/we should",
    "REMIND": "remind/reminds/alert/notify/nudge/ping",
    // Verbs that put something on a list.
    "ADDV": "(add/adding/put/putting/place/throw/include/insert/stick/write/jot/
        note/log/enter/record/set/pop/toss/slap/register/save/post/list/
        schedule/get/create/make/append/pencil/drop/file/chuck/stash/dump/ tack/have/mark down) [down/in/up]",
    // Verbs that make a task or a reminder.
    "MAKE": "(add/create/make/set/setup/start/new/open/give/get/put/write/log/
        record/schedule/enter/insert/leave/have/place/send/shoot/program/book/ drop) [up/in/down] [me]",
    // A wish for a new task, up to the word for it.
    "GET": "(MAKE/need/i need/i want/i would like/ADDV) [DET/another/one/yourself] [new/quick]",
    // What may stand behind the word for a new task.
    "MADE": "[set/created/added/made] [up/down/in] [for me/for myself/for us]",
    // Verbs that delete whatever follows.
    "DEL": "(delete/deleting/remove/removing/erase/cancel/eliminate/discard/nix/
        purge/nuke/trash/axe/zap/scrap/del/rm/get rid of/get rid off) [out/off/away]",
    // Verbs that delete only what is clearly on the list, or clearly a task.
    "WEAKDEL": "(drop/clear/wipe/scratch/strike/kill/dump/toss/cut/lose/ditch/forget/
        blank/empty/throw/pull/bin/void/abandon/omit/expunge/yank) [out/off/away/about/up/through]",
    "TAKE": "(take/get/knock/clean/destroy/deduct/subtract/leave/move/cross) [out/off/away/up]",
    "MARK": "mark/check/tick/cross",
    "CHANGE": "change/update/rename/edit/modify/switch/reword/revise/replace/correct/
        retitle/alter/rephrase/amend/fix/adjust",
    "INTO": "(to/into/with/as/for/:/so [that] it (says/reads)) [say/read/be/says/reads] [called/named]",
    "ADDNOTE": "(add/put/attach/append/write/set/leave/make/include) [DET/another]",
    // Words that a question about the list begins with.
    "ASK": "show/am/speak/recall/play/list/read/tell/give/display/see/view/check/
        hear/know/recite/iterate/repeat/review/print/pull/bring/open/go/run/
        look/inform/let/find/enumerate/count/recap/summarize/summarise/
        present/state/what/which/how/who/where/when/is/are/was/were/do/does/
        did/have/any/anything/will/fetch/say/walk/describe/remind/confirm/
        verify/can/output/share/detail/lemme/load/access/examine/report/ explain/got",
    // What does not belong to a task list, and must not be taken for a task.
    "FOREIGN": "song/songs/playlist/playlists/music/album/track/volume/voice/language/
        accent/alarm/alarms/timer/timers/card/cards/account/accounts/pin/
        password/reservation/reservations/flight/flights/calendar/cart/
        balance/credit/insurance/pto/payment/payments/transaction/transfer/
        subscription/booking/whisper/speed/settings/device/phone/temperature/
        thermostat/lights/brightness/ride/uber/taxi/cab/order/playing/checks/
        checkbook/checkbooks/limit/name/address/bank/profile",
}
