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
    // What a list is called. The adjectives before it may not be prepositions, so "to the store to my list"
    // does not begin a list at "the store".
    "LIST": "([all/everything] [of] [DET] [_] [_] [_] [to do/to]
        (list/lists/todo/agenda/checklist/backlog/planner) [LISTOF] | DET [_] to do [LISTOF] | DET
        (tasks/todos/reminders/chores/errands/plate) [LISTOF])",
    "LISTOF": "[of ..] [FORWHEN]",
    "FORWHEN": "[for] WHEN",
    "TASK": "(task/todo/reminder/item/chore/entry/errand | to do [item/task/entry] | list item)",
    "TASKS": "(tasks/todos/reminders/items/chores/entries/errands | to dos | to do items |
        things/stuff/ones | things to do)",
    "NOTE": "(note/notes/description/detail/details/comment/memo)",
    // One task that is pointed at, rather than named.
    "REF": "([DET] [TASK/TASKS] [number/numbers/no/nr/id] NUMS | it | that | this | them | both | those |
        these | all of them | both of them | [DET] [_] [_] (one/ones) | [DET] ORDINAL [#]
        [one/ones/TASK/TASKS] | DET .. (TASK/TASKS) | QUOTED)",
    "NUMS": "# [AND #] [AND #] [AND #] [AND #] [AND #]",
    "AND": "[and/or/to/through/thru/, and/,/-] [DET] [TASK/number]",
    "ORDINAL": "first/second/third/fourth/fifth/sixth/seventh/eighth/ninth/tenth/last/
        latest/final/newest/previous/top/bottom",
    // Days and times, as far as they stand apart from a title.
    "WHEN": "(TIME [TIME] [TIME])",
    "TIME": "(today/tonight/tomorrow/later/soon/now/currently/daily/weekly/monthly/ afterwards | right now
        | later on | in [a/an/half an] [little] (while/bit/sec/minute/moment/hour/week/month/awhile) | at a
        later (time/date) | at some point | another time | some time | sometime | at
        (noon/midnight/lunch/night) | (this/next/tomorrow/every/each/on) [the] [#]
        (morning/afternoon/evening/night/week/weekend/month/year/day/time) | [this/next/every/on/by] DAY
        [morning/afternoon/evening/night] | (in/for) the (morning/afternoon/evening/future) |
        (at/by/around/for) # [am/pm/oclock] | in # (minutes/minute/hours/hour/days/day/weeks/week/months) |
        [on/by] the (#/ORDINAL) [of MONTH] | [on/by] MONTH [the] (#/ORDINAL) | again)",
    "DAY": "(monday/tuesday/wednesday/thursday/friday/saturday/sunday/mondays/
        tuesdays/wednesdays/thursdays/fridays/saturdays/sundays/weekdays)",
    "MONTH": "(january/february/march/april/may/june/july/august/september/october/november/december)",
    "STATUS": "(PENDING/FINISHED)",
    "PENDING": "(pending/left/remaining/open/outstanding/unfinished/incomplete/undone/
        active/uncompleted/due | not [i] [yet] [been/gotten] (done/finished/completed/complete) | still to
        do)",
    "FINISHED": "(completed/done/finished/complete/accomplished/closed/ticked off/checked off/crossed
        off/checked)",
    // What begins a question for something on the list.
    "CHECK": "(check/see/look/confirm/verify/find out/tell me/let me know/do you know/inform me/i want to
        know | i need to know/i would like to know/know/remind me/double check/to see) [and/to]
        [see/check/look/confirm/verify/let me know/tell me] [for me]",
    "YES": "(yes/sure/ok/absolutely/definitely/correct/right/confirm/confirmed/ affirmative/of course/go
        ahead/do it/do that | do so/please do/sounds good/go for it/by all means/why
        not/exactly/indeed/certainly/fine/please/i am sure/i do | yes i am/very sure/that is right/that is
        it/that is fine/proceed/sounds great/great/perfect/all right/alright)",
    "NO": "(no/never mind/nevermind/cancel/cancel that/cancel it/stop/do not/leave it/leave them/leave
        that/keep them/keep it | keep them all/keep all of them/forget it/forget that/forget about
        it/none/none of them/neither/not now/abort | negative/wait/hold on/i changed my mind/changed my
        mind/not really/skip it/skip/thanks/thank you/please/actually | no need/nothing/not sure/maybe/i am
        not sure/i do not know/idk/whatever/not yet/do not do that/do not do it/better not/rather not/i do
        not want to/i am good/that is all)",
    // What stands before a "not" that forbids.
    "NEGATOR": "(do/please/can you/could you/you should/you must/i do/i would/i said/i told you/would
        you/you better/you can/did | i did/i would prefer/i would rather/rather/just do/will you/we do/we
        should/i should/should)",
    // Verbs that put something on a list.
    "ADDV": "(add/adding/put/putting/place/throw/include/insert/stick/write/jot/
        note/mark/log/enter/record/set/pop/toss/slap/register |
        save/post/list/schedule/get/create/make/append/pencil/drop/file/chuck/ stash/dump/tack/have)
        [down/in/up]",
    // Verbs that make a task or a reminder.
    "REMIND": "(remind/reminds/alert/notify/nudge/ping)",
    "MAKE": "(add/create/make/set/setup/start/new/open/give/get/put/write/log/
        record/schedule/enter/insert/leave/have/place/send/shoot/program/book/ drop) [up/in/down] [me]",
    // Verbs that delete whatever follows.
    "DEL": "(delete/deleting/remove/removing/erase/cancel/eliminate/discard/get rid of/get rid
        off/nix/purge/nuke/trash/axe/zap/scrap/del/rm) [out/off/away]",
    // Verbs that delete only what is clearly a task.
    "WEAKDEL": "(drop/clear/wipe/scratch/strike/kill/dump/toss/cut/lose/ditch/forget/
        blank/empty/take/throw/pull/bin/rid/get |
        knock/clean/destroy/void/abandon/omit/deduct/subtract/expunge/yank) [rid]
        [of/out/off/away/about/up/through]",
    "CHANGE": "(change/update/rename/edit/modify/switch/reword/revise/replace/
        correct/retitle/alter/rephrase/amend/fix/adjust)",
    "INTO": "(to/into/with/as/for | : | so [that] it (says/reads)) [say/read/be/says/reads] [called/named]",
    "DONE": "(done/complete/completed/finished/finish/accomplished/resolved/closed/ over | checked off |
        taken care of | off | all set)",
    "DID": "(did/done/finished/completed/accomplished/handled/finish/complete/ dealt with/did complete |
        took care of | taken care of | wrapped up | knocked out | dealt with | gotten through)",
    // Words that a question about the list begins with.
    "ASK": "(show/am/speak/recall/play/list/read/tell/give/display/see/view/check/
        hear/know/recite/iterate/repeat/review/print/pull/bring/open |
        go/run/look/inform/let/find/enumerate/count/recap/summarize/summarise/
        present/state/what/which/how/who/where/when |
        is/are/was/were/do/does/did/have/any/anything/will/fetch/say/walk/
        describe/remind/confirm/verify/can |
        output/share/detail/lemme/load/access/examine/report/explain/got)",
    // What does not belong to a task list, and must not be taken for a task.
    "FOREIGN": "(song/songs/playlist/playlists/music/album/track/volume/voice/
        language/accent/alarm/alarms/timer/timers/card/cards |
        account/accounts/pin/password/reservation/reservations/flight/flights/
        calendar/cart/balance/credit/insurance |
        pto/payment/payments/transaction/transfer/subscription/booking/
        whisper/speed/settings/device/phone/temperature |
        thermostat/lights/brightness/reservatons/ride/uber/taxi/cab/order/
        playing/checks/checkbook/checkbooks/limit/name/address/bank/profile)",
}
