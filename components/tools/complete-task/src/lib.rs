//! `complete_task`: marks a task as done.

use bindings::exports::todo::complete_task::tool::Guest;
use kit::{
    tool::run_on_task,
    types::{CallKey, TaskId, TaskRef, ToolError},
};

struct CompleteTask;

impl Guest for CompleteTask {
    fn complete(user: String, id: TaskId, key: Option<CallKey>) -> Result<TaskRef, ToolError> {
        run_on_task(include_str!("complete_task.sql"), vec![user.into(), id.into()], key, id)
    }
}

#[expect(unsafe_code, reason = "generated: the canonical ABI passes raw pointers")]
mod bindings {
    wit_bindgen::generate!({
        path: ["../../../wit/types", "../../../wit/complete-task"],
        world: "todo:complete-task/component",
        with: { "todo:types/types@1.0.0": kit::types },
    });

    use super::CompleteTask;
    export!(CompleteTask with_types_in self);
}
