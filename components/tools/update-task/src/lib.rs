//! `update_task`: changes what a task says.

use bindings::exports::todo::update_task::tool::Guest;
use kit::{
    database::nullable,
    tool::{invalid, run_on_task},
    types::{CallKey, TaskId, TaskRef, ToolError},
};

struct UpdateTask;

impl Guest for UpdateTask {
    fn update(
        user: String,
        id: TaskId,
        title: Option<String>,
        description: Option<String>,
        key: Option<CallKey>,
    ) -> Result<TaskRef, ToolError> {
        if title.is_none() && description.is_none() {
            return Err(invalid("Give a title, a description or both."));
        }
        let title = title.as_deref().map(rules::title).transpose().map_err(invalid)?.map(str::to_owned);
        let description =
            description.as_deref().map(rules::description).transpose().map_err(invalid)?.map(str::to_owned);
        let parameters = vec![user.into(), id.into(), nullable(title), nullable(description)];
        run_on_task(include_str!("update_task.sql"), parameters, key, id)
    }
}

#[expect(unsafe_code, reason = "generated: the canonical ABI passes raw pointers")]
mod bindings {
    wit_bindgen::generate!({
        path: ["../../../wit/types", "../../../wit/update-task"],
        world: "todo:update-task/component",
        with: { "todo:types/types@1.0.0": kit::types },
    });

    use super::UpdateTask;
    export!(UpdateTask with_types_in self);
}
