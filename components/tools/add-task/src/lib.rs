//! `add_task`: puts a task on a user's list.

use bindings::exports::todo::add_task::tool::Guest;
use kit::{
    database::nullable,
    tool::{invalid, run_on_task},
    types::{CallKey, TaskRef, ToolError},
};

struct AddTask;

impl Guest for AddTask {
    fn add(
        user: String,
        title: String,
        description: Option<String>,
        key: Option<CallKey>,
    ) -> Result<TaskRef, ToolError> {
        let title = rules::title(&title).map_err(invalid)?.to_owned();
        let description = rules::description(description.as_deref().unwrap_or_default()).map_err(invalid)?;
        let description = (!description.is_empty()).then(|| description.to_owned());
        let parameters = vec![user.into(), title.into(), nullable(description)];
        run_on_task(include_str!("add_task.sql"), parameters, key, 0)
    }
}

#[expect(unsafe_code, reason = "generated: the canonical ABI passes raw pointers")]
mod bindings {
    wit_bindgen::generate!({
        path: ["../../../wit/types", "../../../wit/add-task"],
        world: "todo:add-task/component",
        with: { "todo:types/types@1.0.0": kit::types },
    });

    use super::AddTask;
    export!(AddTask with_types_in self);
}
