//! Questions about the list. They only read, so they may be generous.

use super::{Intent::*, Rule};
use crate::pattern::patterns;

/// Whether something is on the list.
pub(super) static FIND: &[Rule] = patterns! {
    Show => "how (many/much) [..] (TASKS/LIST) [..]",
    Show => "(which/what) [ones/of them/TASKS] [(on/in/from) LIST] (is/are/have i) [still/already] STATUS
        [..]",
    Show => "(what/which) [of] [TASKS] [(on/in/from) LIST] (is/are/have i) not [been]
        (done/finished/completed/complete) [yet]",
    Show => "(what/show/tell/read/describe) [me] [is/was/about] [DET] TASK [number] # [again/about]",
    // A task or a reminder about something.
    Find => "[CHECK] [IF] (do i have/have i got/is there/are there/there is/i have/have i
        [LISTED/made/created]/did i [LISTED/make/request/create/add/ask for/have/schedule/leave] [up]/i
        [LISTED/made]) [already] [DET/one] (TASK/TASKS/anything/something/one) [LISTED/there/made/saved]
        [up] [(on/in) LIST] (to/for/about/that/of/regarding/concerning/related to/with/to do
        with/mentioning/involving/SAYING) {thing} [(on/in) LIST]",
    Find => "(find/search for/look for/look up/show [me]) [DET] [TASK/TASKS/anything/everything]
        (about/for/with/containing/related to/mentioning/SAYING) {thing}",
    Find => "(did/have/had) i [already] (ask/tell/asked/told) you to remind me (to/about/of/that) {thing}",
    Find => "(is/are/was) [DET] (TASK/TASKS) (for/about/to/of) {thing} [still/already]
        (set/there/active/on/saved/added) [..]",
    Find => "(is/are/was) {thing} (something i (need/have/had/want) to do/one of LIST/(a/my)
        (task/reminder/chore/todo)/(part of/among) LIST) [FORWHEN]",
    Find => "have i set aside [a] time (on/in) LIST (to/for) {thing}",
    // Anything at all.
    Show => "(is/are) there (anything/something/any/[any] TASKS/more) [else] [left] [(on/in) LIST] [to
        do/FORWHEN]",
    Show => "(do/have) i [have/got] (anything/something/any [TASKS]) [else] [left/to do/going on] [(on/in)
        LIST] [to do/FORWHEN]",
    Show => "(is there/do i have/have i got/got/have you got/have/there is) (anything/something/nothing)
        [else/more] [for me] [that] [i] [still] [need/have/should/left] to (do/take care of/get done/finish)
        [..]",
    Show => "am i [all] (done/finished/through) [with (everything/it all/LIST)] [FORWHEN]",
    // Whether it is on a list that is called so.
    Find => "[CHECK] [IF] (do i have/have i got/have i/is there/did i have) [LISTED/got] [(an/a) TASK to/a
        note to] [any/a/an] {thing} [LISTED] [LISTED] (TO/for/as/down on) [one of] LIST [..]",
    Find => "(CHECK/[..] (if/whether)) [IF] (i have/i got/there is/i had) [LISTED/got] [(an/a) TASK to/a
        note to] [any/a/an] {thing} [LISTED] [LISTED] (TO/for/as/down on) [one of] LIST [..]",
    Find => "[CHECK] [IF] (did i/have i/had i) [already/ever] [remember to/remembered to/set aside/forget
        to] (add/include/write/jot/list/mention/jotted/schedule/enter/entered/ LISTED) [down/up/aside] [[a]
        time/(an/a) TASK (to/for)/already] [to/for] {thing} [already] (TO/down on) LIST [..]",
    Find => "(CHECK/[..] (if/whether)) [IF] (i have/i/i had) [already/ever] [remember to/remembered to/set
        aside/forget to] (add/include/write/jot/list/mention/jotted/schedule/enter/entered/ LISTED)
        [down/up/aside] [[a] time/(an/a) TASK (to/for)/already] [to/for] {thing} [already] (TO/down on) LIST
        [..]",
    Find => "(CHECK/[..] (if/whether)) [IF] {thing} (is/are/be/was/being) [LISTED] [LISTED] (on/in/to/part
        of) LIST [..]",
    Find => "(is/are/was/were/will/does) {thing} [be] [LISTED] [LISTED] (on/in/part of/to) LIST [..]",
    Find => "(did/have/had) i [already/ever] [remember to] (add/note/list/enter/entered/include/LISTED)
        {thing} [already/yet]",
    Find => "[CHECK] (check/search/scan/look) [in/at/through/over/on] LIST (for/about/containing/[and] [to]
        [see/find/check for/confirm/tell me] [if/whether]) [i have/there is/i put/i added] [any/a/an]
        {thing} [is] [listed/there/included/(on/in) (it/there)]",
    Find => "(when/at what time/what time/what day/where) (is/do i/are/does/did i) {thing} (on/in) LIST [..]",
    Find => "(find/search/search for/look for/look up/locate) {thing} (on/in/within) LIST",
    // Whether it is done.
    Find => "(is/are) {thing} [marked] [as] (done/complete/completed/finished/pending/taken care of)
        [yet/already/now]",
    Find => "(did/have/had) i [already/ever] (finish/finished/complete/completed/done) {thing} [yet/already]",
};

/// The list, or a part of it.
pub(super) static SHOW: &[Rule] = patterns! {
    // What speaks of a list.
    Show => "ASK [..] LIST [..]",
    Show => "ASK [..] (tasks/todos/reminders/chores/errands/to dos/to do items) [..]",
    Show => "[..] (LIST/TASKS) [..] (is/are) what",
    Show => "[..] (LIST/TASKS/remember) [..] what (was/were/are/is) (it/they/those/these/that/on it) [again]",
    Show => "[..] what is (on/in/at) LIST [..]",
    Show => "[ASK] [me/us] [again] LIST [items/contents/please/again]",
    Show => "i WANT LIST (read/shown/displayed/opened/listed/recited) [..]",
    Show => "[DET] [todays/tomorrows/current/WHEN] [STATUS] (tasks/todos/reminders/chores/to dos/errands)
        [FORWHEN/please]",
    Show => "[DET] [DET] [STATUS] (tasks/list/todos/reminders/chores/(to do/task) list/to dos)
        [please/STATUS]",
    Show => "(pending/completed/all/open/done/finished/unfinished/remaining/everything) [tasks/ones/please]",
    // What is to be done.
    Show => "(what/which) [else/all/other/TASKS/are the things] [that/is it that/is] (do i/did i/i/do we/am
        i/was i/must i/should i) [still/currently/have/need/want/supposed/got]
        [have/need/got/left/want/supposed] [left/still/waiting/coming up/planned] [to/on] [do/be doing/get
        done/complete/finish/accomplish/take care of/get to/remember/handle/tackle/my plate/going on]
        [left/for/still] [FORWHEN] [please/again]",
    Show => "(what/which/anything) [else/TASKS] [still] (need/needs/has/have/requires) (doing/finishing/[my]
        attention/to (be done/get done/be finished/be completed)) [..]",
    Show => "(does/do/is) (anything/something) [else] [still] (need/needs/have/has/left) [to] (doing/be
        done/get done/finishing/do) [FORWHEN]",
    Show => "(was/am/were) i supposed to (do/remember) [..]",
    Show => "ASK [..] (everything/all/what/things/anything) [that] [i/i have/i have got/i [still]
        (need/have)/is] [left] to (do/get done/be done/complete/finish) [FORWHEN]",
    Show => "[ASK] [me] what [else/all] (i have/do i have/i have got/have i got/is there) [left/still] [to
        do/(on/in) (there/it)/going on/coming up/here] [FORWHEN]",
    Show => "[ASK] [me] [again] what is [(on/in) (there/it)/there [for me]]",
    Show => "(i forgot/i forget/i can not (remember/recall)/i do not (remember/know)/help me remember)
        (what/which/everything) [..]",
    // What is open, and what is done.
    Show => "(what/anything/something/much) [is/are] [all/else/more/still] (STATUS/next/on it) [to do/to be
        done/to finish/for me/on there/for] [FORWHEN] [(on/in) LIST]",
    Show => "what (have/did) i [already/actually/all/gotten] [been]
        (completed/complete/finished/finish/done/accomplished/accomplish/do/ get done/gotten done/got
        done/checked off/crossed off/get through) [so far/already/yet/WHEN] [..]",
    Show => "what have (i not/not i) (done/finished/completed/gotten to/got done) [yet] [..]",
    Show => "how (many/much) [_] (do i have/have i got/is/are/(is/are) there) [still] (STATUS/to do/going
        on/on it) [..]",
    Show => "how (many/much) [_] have i (done/completed/finished/accomplished) [..]",
    Show => "(show/list/display/see/view/read/give/tell/get/print) [me] [only/just] [DET] STATUS",
    Show => "(show/list/display/see/view/read/print) [me] [again] [all/everything/them/it] [of] [them/it]
        [back] [to me] [again]",
    Show => "(show/list/display/see/view/read/print/give/tell/get) [me] [all] [of] [DET] [STATUS]
        (TASKS/everything/all/work) [STATUS] [..]",
    Show => "(show/list/display/see/view) [me] what [..] (STATUS/going/there/on)",
    // What was to be remembered.
    Show => "[ASK] [..] (what/which/things/thing/stuff/everything/all) [..] i [..]
        (remember/remembered/remembering/remind/reminded/reminding) [..]",
    Show => "[..] (what/which) [..] (remind/reminding/remember) me [..]",
    Show => "(what/am/was) [am/was] i forgetting [anything/something] [to do] [FORWHEN]",
    Show => "(is/was/were) there (something/anything/things) [that/else] i
        [had/have/needed/need/wanted/want/should/must/was/am] [supposed/forgetting] [to] [do/remember/not
        forget/take care of/get done] [FORWHEN]",
    Show => "(do/did/have/is/was/are) (i/there) [..] (anything/something) [that] [i] [..]
        (remember/forget/do) [FORWHEN]",
    Show => "(do/did) i [..] remember (anything/something) [FORWHEN]",
    Show => "i (wanted/needed/was) [supposed] to remember what [again]",
    Show => "(what/which) [TASKS/TASK] (did i/have i) [just] (add/added/put/note/noted/enter/write)
        [down/in/on there] [..]",
};

/// Tried last: what is not understood otherwise, but asks and speaks of a list.
pub(super) static ASKED: &[Rule] = patterns! {
    Show => "[..] (what/which/how many/how much/anything) [..] LIST [..]",
    Show => "[..] LIST [..] (what/which) [..]",
    Show => "(what/which/is/are/do/does/did/have/has/am/was/were/any/anything/when/ where) [..]
        (LIST/task/tasks/todo/todos/reminder/reminders/chore/chores/errands/to dos) [..]",
};
