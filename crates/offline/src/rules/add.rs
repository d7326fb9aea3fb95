//! Adding tasks.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// What is to be remembered, and negations that mean it ("don't forget").
pub(super) static REMEMBERED: &[Rule] = patterns! {
    Show => "(remember/recall) (what/which/everything) [..]",
    // Asking to be reminded of what was noted is a question.
    Show => "remind me [again] [of/about] (what/which/whatever) (..)",
    Show => "remind me [again] [of/about] [all] [the/my] (things/stuff/tasks/todos/reminders/items/chores)
        [..]",
    Show => "remind me [again] (of/about) LIST",
    Add => "REMIND me to {thing} by (putting/adding) (it/that/this) [down] (on/to/onto) LIST",
    Add => "REMIND [me] [again] {when: WHEN} (to/that/about/of/: | [that] i (need/have/must/should/got) to)
        {thing}",
    Add => "REMIND me {when: (when/before/after/once/as soon as/the next time/next
        time/if/whenever/while/until) ..} to {thing: ACTION [..]}",
    Add => "REMIND me {when: (when/before/after/once/as soon as/the next time/next
        time/if/whenever/while/until) ..} to {thing}",
    Add => "REMIND (me/us/myself) [that] (i/we) (need to/have to/must/should/ought to/got to) {thing}",
    Add => "REMIND (me/us/myself) [again] (to/that/about/of/:) {thing}",
    AddWhat => "REMIND (me/us) [again] [WHEN] [please]",
    Add => "REMIND me {thing}",
    Add => "{when: (WHEN | the next time .. | next time .. | (when/before/after/once/if/as) .. | at .. | on
        .. | in ..)} [,] [please/can you/could you] remind me (to/that/about/of) {thing}",
    Add => "[i] (need/have/want/got/must/should/would like) [to] [be sure to] (remember/memorize)
        (to/that/about/:) {thing}",
    Add => "(please) remember (to/that/about) {thing}",
    Add => "remember (to/that/about/:) {thing}",
    Add => "[please] [i] [must/should/can/do/shall/better/had] [you] not [let me/let us/want to/let me ever]
        forget [to set a reminder | to add a reminder] (to/that/about/:) {thing}",
    Add => "[please] [do] (not/never) [ever] [let me] forget {thing}",
    Add => "[please] never [ever] let me forget (to/that/about) {thing}",
    Add => "(make it so [that]/make sure [that]/see to it that) i (am/get) reminded (to/of/about/that)
        {thing}",
    Add => "help me (remember/to remember) (to/that/about) {thing}",
    Add => "(make/be) (sure/certain) [that] [i/to] [i] (remember/do not forget/not to forget/not forget)
        (to/about/that) {thing}",
    Add => "(make/be) (sure/certain) [that] i do not forget {thing}",
    Add => "(make/be) (sure/certain) [that] i {thing}",
    Add => "(keep/bear) in mind (that/to/:) {thing}",
    Add => "(note/memo/reminder/message) to (self/myself) [to/that/:] {thing}",
    AddWhat => "[i] (would like/want/need/have) [to] [have/get] (be reminded/get reminded/be
        notified/[DET/another] reminder/[DET/another] task/reminding) [made/set/set up/created/added]
        [of/about/for] [something/WHEN]",
    Add => "[i] (would like/want/need/have) to (be/get) (reminded/notified/alerted/told) {when: WHEN}
        (to/of/about/that) {thing}",
    Add => "[i] (would like/want/need/have) to (be/get) (reminded/notified/alerted/told) (to/of/about/that)
        {thing}",
    Add => "i (need/have/want/must/should/got/ought) [to] {thing} [,] [so/and] [please/can you/could
        you/will you/would you] REMIND me [please/later/about it/of it/of that/about that/to]",
    Add => "tell me to {thing: ACTION [..]}",
};

/// What is put on a list that is called by name.
pub(crate) static LISTED: &[Rule] = patterns! {
    Clear => "(DEL/dump/toss/throw/chuck) [out/off/away] (everything/all/all of it) [..] LIST",
    Clear => "LIST (needs to/should/must/has to/have to/can) be [completely/all]
        (cleared/deleted/erased/wiped/emptied/reset/blank/empty)",
    Clear => "(can/could/should) LIST be [completely/all]
        (cleared/deleted/erased/wiped/emptied/reset/blank/empty)",
    Complete => "put [a] (check/checkmark/check mark/tick/line/cross) (by/next
        to/beside/on/through/against/behind) {task} [(on/in) LIST]",
    Complete => "(mark/set/check/get) {task} [as/to] DONE (on/in/off/from) LIST",
    Delete => "get rid (of/off) {task} (on/from/in/off) LIST",
    Add => "i (need/have/want/must/should/got/ought) [to] {thing} [,] [so/and] [please]
        [can/could/would/will/just] [you] [please/just] (add/put/note/jot/write/stick/throw) (it/that/this)
        [down] [(to/on/onto/in) LIST]",
    Add => "i (need/have/want/must/should/got/ought) [to] {thing} [,] [so/and] (can/could/would/will/please)
        [you] [please] (add/put/note/jot/write/stick/throw) (it/that/this) [down] [(to/on/onto/in) LIST]",
    Add => "i (need/want/would like) {thing: (_/DET) [..]} [to be]
        (added/put/placed/written/noted/listed/included/on) [down] [to/on/onto/in] LIST",
    Add => "(on/to/in/onto/for) LIST [:/,] [please] i (need/want/would like) [to have] {thing}
        (added/put/placed/written/listed)",
    Add => "(on/to/in/onto/for) LIST [:/,] [please/i/can/could/would/will] [you/need/want] [to] [please]
        ADDV {thing}",
    Add => "(make sure/be sure/ensure/see to it) [that] {thing} (is/are/gets/get/goes)
        [put/added/placed/listed] (on/to/onto/in) LIST",
    Add => "{thing} (needs to | need to | has to | have to | should | must | ought to) (be/go)
        [added/put/placed/included/listed] [on/to/onto/in] LIST",
    Add => "(i would like/i want/want) [to see/to have] {thing: _ [..]} (on/added to/put on) LIST",
    // "add an item to my list to buy milk", "my list needs milk", "update my list with milk".
    Add => "(ADDV/MAKE) [DET/another/one] [new] (TASK/note/line) (on/to/in/onto/into) LIST [,]
        (to/for/called/named/that says/which is/saying/that is/: | , | -) [to] {thing}",
    Add => "LIST (needs/should have/should include/must have/must include) {thing} [on/in/added] [to] [it]",
    Add => "(update/change/extend/edit/expand) LIST (to include/with/by adding/and add/to add/to have/to
        contain) {thing}",
    AddEach => "ADDV (the following/these/those) [TASKS] (to/on/onto/in/into) LIST (: | , | - | NEWLINE)
        {thing}",
    Add => "ADDV (this/that/something/one more thing/another thing/a new one/another one)
        (to/on/onto/in/into) LIST (: | , | -) {thing}",
    // "add to my list: milk".
    Add => "ADDV (to/on/onto/in/into/for) LIST [:/,/that/-] [i need to/i have to/to] {thing}",
    AddWhat => "ADDV [something/a task/an item/a reminder/one/another] (to/on/onto/in/into) LIST",
    Show => "(list/put) [out/off/me/all/down] [of] [DET] [_] (everything/all/TASKS/each TASK/every TASK/each
        one) [..]",
    AddEach => "ADDV (these/the following/all these/those/some/a few/several/#) [#] [new/things/_] [TASKS]
        (to/on/onto/in/into) LIST [:/,/-] {thing}",
    Complete => "(check/tick/cross/mark) off {task} (from/on/off/of/off of) LIST",
    Complete => "(check/tick/cross/mark) {task} (off/off of/off from/off on/out/out of/out on) LIST",
    Add => "ADDV [a/an/the/another/new] [new] (TASK | chore)
        [of/called/named/titled/labeled/to/for/that/saying/about/:] {thing} (to/on/onto/in/into/at) LIST",
    Add => "ADDV {thing} as ([a/an/one/another] [new] TASK (on/in/to/for)/one of/part of) LIST",
    Add => "ADDV {thing} (to/on/onto/in/into/at/down on/down in/among/under) LIST",
    Add => "make {thing} [a] part of LIST",
    Add => "ADDV {thing} as [a/an/another] [new] TASK [WHEN]",
    AddWhat => "(ADDV | MAKE) (more/some more/more things) (to/on) LIST",
};

/// What is made a task or a reminder by that word.
pub(super) static MADE: &[Rule] = patterns! {
    AddEach => "(ADDV | MAKE) [DET] [#] [following/new/_] TASKS [for me] [(to/on/onto) LIST] [FORWHEN] (: |
        , | - | NEWLINE) {thing}",
    AddEach => "(ADDV | MAKE) [DET] [#] [following/new] (tasks/reminders/todos/chores/items)
        (called/named/to/for) {thing}",
    AddEach => "ADDV (the following/these) (: | , | - | NEWLINE) {thing}",
    Add => "(MAKE | [i] need | i want | i would like | ADDV) [DET/another/one] [new/quick/_]
        (TASK/alarm/note) [set/created/added/made] [up/down/in] [for me/myself] [please] [to] remind
        (me/myself) (to/that/about/of) {thing}",
    Add => "(MAKE | [i] need | i want | i would like | ADDV) [DET/another/one] [new/quick] TASK (for/on)
        {when: WHEN} {thing: ACTION [..]}",
    Add => "(MAKE | [i] need | i want | i would like | ADDV) [DET/another/one/yourself] [new/quick] TASK
        [set/created/added/made] [up/down/in] [for me/for myself] [for] {when: WHEN}
        (to/that/about/for/saying/called/: | , ) {thing}",
    Add => "(MAKE | [i] need | i want | i would like | ADDV) [DET/another/one] [new/quick] TASK [for me]
        (on/in) [my/the] (phone/calendar/app/clock/system) (to/that/about/for) {thing}",
    Add => "(MAKE | [i] need | i want | i would like | ADDV) [DET/another/one] [new/quick]
        (task/reminder/TASK (to/for/that/about/called/named/titled/:)) [set/created/added/made] [up/down/in]
        [for me to | for myself to | for us to | so [that] i (remember/do not forget) to | that i
        (need/have) to | i need to remember to | that says [to] | which says |
        called/named/titled/labeled/to/for/that/about/saying/with the title/of/where i | : ] [to] {thing}",
    Add => "(MAKE | [i] need | i want | i would like | ADDV) [DET/another/one] {when: #} TASK [for me]
        (to/that/about/for) {thing}",
    AddWhat => "(MAKE | [i] need | i want | i would like | ADDV | i have) [to] [make/set/create/add] [up]
        [DET/another/one] [new/quick] (TASK/TASKS) [for me/to myself/WHEN/now/please/here]",
    AddWhat => "(MAKE | ADDV) [DET/another/one] [new/quick] TASK (to/for/that) (me/us) [to]",
    Add => "(new/another) TASK [:/,/-/to/for] {thing}",
    Add => "(add/put) (another/one more/one/this/something) [one/thing/TASK] (: | -) {thing}",
    Add => "(task/todo/reminder | to do) (: | - | to/for/about) {thing}",
    AddWhat => "(new/another/one/a) [new/more] (TASK) [please]",
};

/// The bare verbs: everything behind them is the title.
pub(super) static BARE: &[Rule] = patterns! {
    AddWhat => "(add/jot/note/write/put) [something/one/more/another/it/that/this] [down]",
    Add => "add [in] [the/my] {thing: QUOTED}",
    Add => "add [in/also] {thing}",
    Add => "(jot/note/write/put/scribble/pencil) (down/in) [that/:/i need to/that i need to] {thing}",
    Add => "(note/note that | make a note) [to/that/of/about/:] {thing}",
    Add => "(remember) [:] {thing}",
};

/// Wishes that are no command. They are offered as tasks.
pub(super) static OFFERED: &[Rule] = patterns! {
    // A verb that is not known, but a list that is.
    Offer => "_ {thing} (to/onto/into) LIST",
    Offer => "[i/we] (need/have/want/must/should/got/ought/gotta) [to] {thing: ACTION [..]}",
    Offer => "i (need/have/want/must/should/got/ought) to {thing: ACTION [..]}",
    Offer => "{thing: ACTION _ [..]}",
    Offer => "{thing: ACTION (the/my/a/an/some/for/to/up/out/off/with/on/in/his/her/our) ..}",
};
