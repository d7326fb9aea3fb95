//! `delete_task`: takes a task off a user's list.

use bindings::exports::todo::delete_task::tool::Guest;
use kit::{
    tool::run_on_task,
    types::{CallKey, TaskId, TaskRef, ToolError},
};

struct DeleteTask;

impl Guest for DeleteTask {
    fn delete(user: String, id: TaskId, key: Option<CallKey>) -> Result<TaskRef, ToolError> {
        run_on_task(include_str!("delete_task.sql"), vec![user.into(), id.into()], key, id)
    }
}

#[expect(unsafe_code, reason = "generated: the canonical ABI passes raw pointers")]
mod bindings {
    wit_bindgen::generate!({
        path: ["../../../wit/types", "../../../wit/delete-task"],
        world: "todo:delete-task/component",
        with: { "todo:types/types@1.0.0": kit::types },
    });

    use super::DeleteTask;
    export!(DeleteTask with_types_in self);
}
