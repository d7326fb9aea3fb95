//! Questions about the list. They only read, so they may be generous.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// Whether something is on the list.
pub(super) static FIND: &[Rule] = patterns! {
    Show => "how (many/much) [..] (TASKS/LIST) [..]",
    // A task or a reminder about something.
    Show => "(which/what) [ones/of them/TASKS] [(on/in/from) LIST] (is/are/have i) [still/already] STATUS
        [..]",
    Find => "[CHECK] [if/whether/that] (do i have/have i got/is there/are there/there is/i have/have i
        [set/made/created/added/put]/did i [set/make/request/create/add/put/ask for/have/schedule/leave]
        [up]/i [set/made/added]) [already] [a/an/any/my/one] (TASK/TASKS/anything/something/one)
        [set/listed/there/noted/made/saved] [up] [(on/in) LIST]
        (to/for/about/that/of/regarding/concerning/called/related to/with/to do
        with/mentioning/involving/named/titled/saying) {thing} [(on/in) LIST]",
    Find => "(find/search for/look for/look up/show me/show) [DET] [TASK/TASKS/anything/everything]
        (about/for/with/called/named/containing/related to/mentioning) {thing}",
    Find => "(did/have/had) i [already] (ask/tell/asked/told) you to remind me (to/about/of/that) {thing}",
    Find => "(is/are/was) [DET] (TASK/TASKS) (for/about/to/of) {thing} [still/already]
        (set/there/active/on/saved/added) [..]",
    Find => "(is/are/was) {thing} (something i (need/have/had/want) to do/one of LIST/(a/my)
        (task/reminder/chore/todo)/part of LIST/among LIST) [FORWHEN]",
    Find => "have i set aside [a] time (on/in) LIST (to/for) {thing}",
    // Anything at all.
    Show => "(is/are) there (anything/something/any TASKS/TASKS/more/any) [else] [left] [(on/in) LIST] [to
        do/FORWHEN]",
    Show => "(do/have) i [have/got] (anything/something/any TASKS/any) [else] [left/to do/going on] [(on/in)
        LIST] [to do/FORWHEN]",

    Show => "(is there/do i have/have i got/got/have you got/have/there is) (anything/something/nothing)
        [else/more] [for me] [that] [i] [still] [need/have/should/left] to (do/take care of/get done/finish)
        [..]",
    Show => "am i [all] (done/finished/through) [with (everything/it all/my LIST/LIST)] [FORWHEN]",
        Show => "(what/which) [of] [TASKS/ones] [(on/in/from) LIST] (is/are/have i) not [been] (done/finished/completed/complete) [yet]",
    Show => "(what/show/tell/read/describe) [me] [is/was/about] [DET] TASK [number] # [again/about]",
    // Whether it is on a list that is called so.
    Find => "[CHECK] [if/whether/that] (do i have/have i got/have i/is there/did i have)
        [set/put/added/got/listed/included/written] [an item to/a task to/a reminder to/a note to]
        [any/a/an] {thing} [already/scheduled/listed/written/down/marked/set/noted/included/ added/up]
        (on/in/to/onto/for/as/down on) [one of] LIST [..]",
    Find => "(CHECK/[..] (if/whether)) [if/whether/that] (i have/i got/there is/i had)
        [set/put/added/got/listed/included/written] [an item to/a task to/a reminder to/a note to]
        [any/a/an] {thing} [already/scheduled/listed/written/down/marked/set/noted/included/ added/up]
        (on/in/to/onto/for/as/down on) [one of] LIST [..]",
    Find => "[CHECK] [if/whether] (did i/have i/had i) [already/ever] [remember to/remembered to/jot
        down/set aside/forget to] (add/put/include/write/jot/list/note/added/listed/included/scheduled/
        written/noted/set/placed/mention/jotted/schedule/enter/entered) [down/up/aside] [a time/time/an item
        to/a task to/a reminder to/a reminder for/already] [to/for] {thing} [already]
        (to/on/in/onto/into/down on) LIST [..]",
    Find => "(CHECK/[..] (if/whether)) [if/whether/that] (i have/i/i had) [already/ever] [remember
        to/remembered to/jot down/set aside/forget to]
        (add/put/include/write/jot/list/note/added/listed/included/scheduled/
        written/noted/set/placed/mention/jotted/schedule/enter/entered) [down/up/aside] [a time/time/an item
        to/a task to/a reminder to/a reminder for/already] [to/for] {thing} [already]
        (to/on/in/onto/into/down on) LIST [..]",
    Find => "(CHECK/[..] (if/whether)) [if/whether/that] {thing} (is/are/be/was/being)
        [already/still/also/now/currently/coming/showing] [up/already]
        [listed/included/scheduled/added/noted/written/down/set] (on/in/to/part of) LIST [..]",
    Find => "(is/are/was/were/will/does) {thing} [be] [already/still/also/now/currently/coming/showing]
        [up/already] [listed/included/scheduled/added/noted/written/down/set] (on/in/part of/to) LIST [..]",
    Find => "(did/have/had) i [already/ever] [remember to]
        (add/added/note/noted/list/listed/enter/entered/include/included) {thing} [already/yet]",
    Find => "[CHECK] (check/search/scan/look) [in/at/through/over/on] LIST (for/about/to see if/to see
        whether/and see if/if/to find/to check for/to confirm/and tell me if/containing) [i have/there is/i
        put/i added] [any/a/an] {thing} [is] [listed/there/included/on it/on there/in it]",
    Find => "(when/at what time/what time/what day/where) (is/do i/are/does/did i) {thing} (on/in) LIST [..]",
    Find => "(find/search/search for/look for/look up/locate) {thing} (on/in/within) LIST",
    // Whether it is done.
    Find => "(is/are) {thing} [marked] [as] (done/complete/completed/finished/pending/taken care of)
        [yet/already/now]",
    Find => "(did/have/had) i [already/ever] (finish/finished/complete/completed/done) {thing} [yet/already]",
};

/// The list, or a part of it.
pub(super) static SHOW: &[Rule] = patterns! {
    Show => "ASK [..] LIST [..]",
    Show => "ASK [..] (tasks/todos/reminders/chores/errands | to dos | to do items) [..]",
    Show => "[..] (LIST/TASKS) [..] (is/are) what",
    Show => "[..] (LIST/TASKS/remember) [..] what (was/were/are/is) (it/they/those/these/that/on it) [again]",
    Show => "[..] what is (on/in/at) LIST [..]",
    Show => "(was/am/were) i supposed to (do/remember) [..]",
    Show => "(is/was/were) there (something/anything/things) [that/else] i
        [had/have/needed/need/wanted/want/should/must/was/am] [supposed/forgetting] [to] [do/remember/not
        forget/take care of/get done] [FORWHEN]",
    Show => "(what/which/anything) [else/TASKS/chores] [still] (need/needs/has/have/requires) (doing/to be
        done/to get done/finishing/attention/my attention/to be finished/to be completed) [..]",
    Show => "[DET] [todays/tomorrows/current/WHEN] [STATUS] (tasks/todos/reminders/chores/to dos/errands)
        [FORWHEN/please]",
    Show => "(what/am/was) [am/was] i forgetting [anything/something] [to do] [FORWHEN]",
    Show => "(do/did/have/is/was/are) (i/there) [..] (anything/something) [that] [i] [..]
        (remember/forget/do) [FORWHEN]",
    Show => "(do/did) i [..] remember (anything/something) [FORWHEN]",
    Show => "(does/do/is) (anything/something) [else] [still] (need/needs/have/has/left) [to] (doing/be
        done/get done/finishing/do) [FORWHEN]",
    Show => "(i forgot/i forget/i can not remember/i can not recall/i do not remember/i do not know/help me
        remember) (what/which/everything) [..]",
    Show => "[..] (what/which) [..] (remind/reminding/remember) me [..]",
    Show => "(what/which) [TASKS/TASK] (did i/have i) [just] (add/added/put/note/noted/enter/write)
        [down/in/on there] [..]",
    Show => "i (need/want/would like) LIST (read/shown/displayed/opened/listed/recited) [..]",
    Show => "[ASK] [me/us] [again] LIST [items/contents/please/again]",
    Show => "(what/whats) [is/are] [all/still]
        (pending/left/remaining/open/outstanding/unfinished/incomplete/next/ done/completed/finished | not
        done | on it) [to do/to be done/for me/on there/to finish] [FORWHEN] [(on/in) LIST]",
    Show => "what (have/did) i [already/actually/all/gotten] [been]
        (completed/complete/finished/finish/done/accomplished/accomplish/do/ get done/gotten done/got
        done/checked off/tick off/crossed off/get through) [so far/already/yet/WHEN] [..]",
    Show => "what (have) (i not/not i) (done/finished/completed/gotten to/got done) [yet] [..]",
    Show => "(what/which) [else/all/other/items/things/stuff/are the things/chores] [that/is it that/is] (do
        i | did i | i | do we | am i | was i | must i | should i)
        [still/currently/have/need/want/supposed/got] [have/need/got/left/want/supposed]
        [left/still/waiting/coming up/planned] [to/on] [do/be doing/get done/complete/finish/accomplish/take
        care of/get to/remember/handle/tackle/my plate/going on] [left/for/still] [FORWHEN] [please/again]",
    Show => "[ASK] [..] (what/which/the things/things/thing/stuff/everything/all) [..] i [..]
        (remember/remembered/remembering/remind/reminded/reminding) [..]",
    Show => "i (wanted/needed/was) [supposed] to remember what [again]",
    Show => "(ASK [..]) (everything/all/what/things/anything) [that] [i/i have/i have got/i need/i still
        need/i still have/is] [left] to (do/get done/be done/complete/finish) [FORWHEN]",

    Show => "[ASK] [me] what [else/all] (i have/do i have/i have got/have i got/is there) [left/still] [to
        do/on there/on it/going on/coming up/here] [FORWHEN]",
    Show => "[ASK] [me] [again] what is (on there/on it/in there/there/there for me)",
    Show => "(show/list/display/see/view/read/give/tell/get/print) [me] [only/just] [DET] STATUS",
    Show => "(anything/something/what/whats/much) [is] [else/more/still]
        (left/pending/remaining/outstanding/open/due/undone) [to do/for] [FORWHEN]",
    Show => "how (many/much) [_] (do i have/have i got/is/are/is there/are there) [still]
        (left/pending/done/open/remaining/to do/going on/on it) [..]",
    Show => "how (many/much) [_] have i (done/completed/finished/accomplished) [..]",
    Show => "(show/list/display/see/view/read/print) [me] [again] [all/everything/them/it] [of] [them/it]
        [back] [to me] [again]",
    Show => "(show/list/display/see/view/read/print/give/tell/get) [me] [all] [of] [DET] [STATUS]
        (ones/tasks/everything/all/things/items/stuff/work) [STATUS] [..]",
    Show => "(show/list/display/see/view) [me] (what/whats) [..]
        (pending/left/remaining/done/completed/finished/open/going/there/on)",
    Show => "[my/all/the] [my] [STATUS] (tasks/list/todos/reminders/chores | to do list | task list | to
        dos) [please/STATUS]",
    Show => "(pending/completed/all/open/done/finished/unfinished/remaining/everything) [tasks/ones/please]",
};

/// Tried last: what is not understood otherwise, but asks and speaks of a list.
pub(super) static ASKED: &[Rule] = patterns! {
    Show => "[..] (what/which/how many/how much/anything/whats) [..] LIST [..]",
    Show => "(what/which/is/are/do/does/did/have/has/am/was/were/any/anything/when/ where) [..]
        (LIST/task/tasks/todo/todos/reminder/reminders/chore/chores/errands/to dos) [..]",
    Show => "[..] LIST [..] (what/which) [..]",
};
