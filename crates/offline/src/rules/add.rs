//! Adding tasks.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// What is to be remembered, and negations that mean it ("don't forget").
pub(super) static REMEMBERED: &[Rule] = patterns! {
    // To be reminded of what was noted is a question.
    Show => "(remember/recall) (what/which/everything) [..]",
    Show => "remind me [again] [of/about] (what/which/whatever) ..",
    Show => "remind me [again] [of/about] [all] [the/my] TASKS [..]",
    Show => "remind me [again] (of/about) LIST",
    // "Remind me …", with a time before the thing or without.
    Add => "REMIND me to {thing} by (putting/adding) (it/that/this) [down] TO LIST",
    Add => "REMIND [me] [again] {when: WHEN} (to/that/about/of/:/[that] i (SHALL/need to)) {thing}",
    Add => "REMIND me {when: WHENEVER} to {thing: ACTION [..]}",
    Add => "REMIND me {when: WHENEVER} to {thing}",
    Add => "REMIND (me/us/myself) [that] (i/we) SHALL {thing}",
    Add => "REMIND (me/us/myself) [again] (to/that/about/of/:) {thing}",
    AddWhat => "REMIND (me/us) [again] [WHEN] [please]",
    Add => "REMIND me {thing}",
    Add => "{when: (WHEN/WHENEVER/(at/on/in) ..)} [,] [please/can you/could you] remind me
        (to/that/about/of) {thing}",
    Add => "i WANT [to] {thing} [,] [so/and] [PLEASE] REMIND me [please/later/about (it/that)/of
        (it/that)/to]",
    Add => "i WANT to (be/get) (reminded/notified/alerted/told) [{when: WHEN}] (to/of/about/that) {thing}",
    Add => "(make it so/make sure/see to it) [that] i (am/get) reminded (to/of/about/that) {thing}",
    Add => "tell me to {thing: ACTION [..]}",
    AddWhat => "[i] WANT [to] [have/get] (be reminded/get reminded/be notified/[DET/another]
        (reminder/task)/reminding) MADE [of/about/for] [something/WHEN]",
    // "Remember …" and "don't forget …".
    Add => "[i] WANT [to] [be sure to] (remember/memorize) (to/that/about/:) {thing}",
    Add => "[please] remember (to/that/about/:) {thing}",
    Add => "[please] [i] [must/should/can/do/shall/better/had] [you] (not/never) [ever] [let me/let us/want
        to] forget [to (set/add) a reminder] [to/that/about/:] {thing}",
    Add => "(make/be) (sure/certain) [that] [i/to] [i] (remember/do not forget/not to forget/not forget)
        [to/about/that] {thing}",
    Add => "(make/be) (sure/certain) [that] i {thing}",
    Add => "help me (remember/to remember) (to/that/about) {thing}",
    Add => "(keep/bear) in mind (that/to/:) {thing}",
    Add => "(note/memo/reminder/message) to (self/myself) [to/that/:] {thing}",
};

/// What is put on a list that is called by name.
pub(crate) static LISTED: &[Rule] = patterns! {
    // What only looks like it.
    Clear => "(DEL/dump/toss/throw/chuck) [out/off/away] (everything/all/all of it) [..] LIST",
    Clear => "LIST (SHALL/can) be EMPTY",
    Clear => "(can/could/should) LIST be EMPTY",
    Delete => "DEL {task} (TO/FROM/of) LIST",
    Complete => "put [a] (check/checkmark/check mark/tick/line/cross) (by/next
        to/beside/on/through/against/behind) {task} [(on/in) LIST]",
    Complete => "(mark/set/check/get) {task} [as/to] DONE (on/in/off/from) LIST",
    Complete => "MARK off {task} (FROM/on/of) LIST",
    Complete => "MARK {task} (FROM/off on) LIST",
    Show => "list [out/off/me/all/down] [of] [DET] [_] (everything/all/TASKS/(each/every) (TASK/one)) [..]",
    // The thing first.
    Add => "i WANT [to] {thing} [,] [PLEASE] [PLEASE] [PLEASE] (add/put/note/jot/write/stick/throw)
        (it/that/this) [down] [TO LIST]",
    Add => "i (need/want/would like) {thing: (_/DET) [..]} [to be]
        (added/put/placed/written/noted/listed/included/on) [down] [TO] LIST",
    Add => "(make sure/be sure/ensure/see to it) [that] {thing} (is/are/gets/get/goes) [LISTED] TO LIST",
    Add => "{thing} SHALL (be/go) [LISTED] [TO] LIST",
    Add => "(i would like/i want/want) [to see/to have] {thing: _ [..]} (on/added to/put on) LIST",
    Add => "make {thing} [a] part of LIST",
    // The list first.
    Add => "(TO/for) LIST [:/,] [please] i WANT [to have] {thing} (added/put/placed/written/listed)",
    Add => "(TO/for) LIST [:/,] [please/i/can/could/would/will] [you/need/want] [to] [please] ADDV {thing}",
    Add => "(ADDV/MAKE) [DET/another/one] [new] (TASK/note/line) TO LIST [,] (to/for/SAYING/COLON) [to]
        {thing}",
    Add => "LIST (needs/(should/must) (have/include)) {thing} [on/in/added] [to] [it]",
    Add => "(update/change/extend/edit/expand) LIST (with/by adding/and add/to (include/add/have/contain))
        {thing}",
    AddEach => "ADDV (the following/these/those) [TASKS] TO LIST COLON {thing}",
    Add => "ADDV (this/that/something/one more thing/another thing/another one/a new one) TO LIST COLON
        {thing}",
    Add => "ADDV (TO/for) LIST [:/,/that/-] [i SHALL/to] {thing}",
    AddWhat => "ADDV [something/one/another/(a/an) TASK] TO LIST",
    // The verb, the thing, the list.
    AddEach => "ADDV (these/those/the following/all these/some/a few/several/#) [#] [new/things/_] [TASKS]
        TO LIST [:/,/-] {thing}",
    Add => "ADDV [a/an/the/another/new] [new] TASK [of/to/for/that/about/:/SAYING] {thing} TO LIST",
    Add => "ADDV {thing} as ([a/an/one/another] [new] TASK (TO/for)/one of/part of) LIST",
    Add => "ADDV {thing} (TO/at/among/under/down (on/in)) LIST",
    Add => "ADDV {thing} as [a/an/another] [new] TASK [WHEN]",
    AddWhat => "(ADDV/MAKE) [some] more [things] TO LIST",
};

/// What is made a task or a reminder by that word.
pub(super) static MADE: &[Rule] = patterns! {
    AddEach => "(ADDV/MAKE) [DET] [#] [following/new/_] TASKS [for me] [TO LIST] [FORWHEN] COLON {thing}",
    AddEach => "(ADDV/MAKE) [DET] [#] [following/new] (tasks/reminders/todos/chores/items)
        (called/named/to/for) {thing}",
    AddEach => "ADDV (the following/these) COLON {thing}",
    Add => "GET [_] (TASK/alarm/note) MADE [please] [to] remind (me/myself) (to/that/about/of) {thing}",
    Add => "GET TASK (for/on) {when: WHEN} {thing: ACTION [..]}",
    Add => "GET TASK MADE [for] {when: WHEN} (to/that/about/for/SAYING/:/,) {thing}",
    Add => "GET TASK [for me] (on/in) [my/the] (phone/calendar/app/clock/system) (to/that/about/for) {thing}",
    Add => "GET (task/reminder/TASK (to/for/that/about/SAYING/:)) MADE [(for me/for myself/for us) to/so
        [that] i (remember/do not forget) to/that i (need/have) to/i need to remember
        to/to/for/that/about/of/where i/SAYING/:] [to] {thing}",
    Add => "(MAKE/i need) [DET/another] {when: #} TASK [for me] (to/that/about/for) {thing}",
    AddWhat => "(GET/i have [a/an/another]) [to] [make/set/create/add] [up] [DET/another/one] [new/quick]
        (TASK/TASKS) [for me/to myself/WHEN/now/please/here]",
    AddWhat => "GET TASK (to/for/that) (me/us) [to]",
    Add => "(new/another) TASK [:/,/-/to/for] {thing}",
    Add => "(add/put) (another/one more/one/this/something) [one/thing/TASK] (:/-) {thing}",
    Add => "(task/todo/reminder/to do) (:/-/to/for/about) {thing}",
    AddWhat => "(new/another/one/a) [new/more] TASK [please]",
};

/// The bare verbs: everything behind them is the title.
pub(super) static BARE: &[Rule] = patterns! {
    AddWhat => "(add/jot/note/write/put) [something/one/more/another/it/that/this] [down]",
    Add => "add [in] [the/my] {thing: QUOTED}",
    Add => "add [in/also] {thing}",
    Add => "(jot/note/write/put/scribble/pencil) (down/in) [that/:/[that] i need to] {thing}",
    Add => "(note/make a note) [to/that/of/about/:] {thing}",
    Add => "remember [:] {thing}",
};

/// Wishes that are no command. They are offered as tasks.
pub(super) static OFFERED: &[Rule] = patterns! {
    // A verb that is not known, but a list that is.
    Offer => "_ {thing} (to/onto/into) LIST",
    Offer => "(i/we) WANT [to] {thing: ACTION [..]}",
    Offer => "{thing: ACTION (_/the/my/a/an/some/for/to/up/out/off/with/on/in/his/her/our) [..]}",
};
