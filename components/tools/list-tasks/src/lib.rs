//! `list_tasks`: reads a user's list.

use bindings::exports::todo::list_tasks::tool::{Filter, Guest, Task};
use kit::{
    database::{DbValue, nullable, query},
    tool::{run, unexpected},
    types::{CallKey, ToolError},
};

struct ListTasks;

impl Guest for ListTasks {
    fn list(user: String, filter: Filter, key: Option<CallKey>) -> Result<Vec<Task>, ToolError> {
        let completed = match filter {
            Filter::All => None,
            Filter::Pending => Some(false),
            Filter::Completed => Some(true),
        };
        let parameters = vec![user.into(), nullable(completed)];
        let rows = match key {
            // Nothing is recorded, which would be most of the cost.
            None => query(include_str!("list_tasks.sql"), &parameters)?,
            Some(_) => {
                let mut rows = run(include_str!("list_tasks_once.sql"), parameters, key)?;
                rows.retain(|row| !matches!(row.as_slice(), [DbValue::DbNull, ..]));
                rows
            }
        };
        rows.into_iter().map(task).collect()
    }
}

fn task(row: Vec<DbValue>) -> Result<Task, ToolError> {
    use DbValue::{Boolean, DbNull, Int64, Str};
    match <[DbValue; 6]>::try_from(row) {
        Ok([Int64(id), Str(title), description, Boolean(completed), Str(created_at), Str(updated_at)]) => {
            let description = match description {
                Str(text) => Some(text),
                DbNull => None,
                _ => return Err(unexpected()),
            };
            Ok(Task { id, title, description, completed, created_at, updated_at })
        }
        _ => Err(unexpected()),
    }
}

#[expect(unsafe_code, reason = "generated: the canonical ABI passes raw pointers")]
mod bindings {
    wit_bindgen::generate!({
        path: ["../../../wit/types", "../../../wit/list-tasks"],
        world: "todo:list-tasks/component",
        with: { "todo:types/types@1.0.0": kit::types },
    });

    use super::ListTasks;
    export!(ListTasks with_types_in self);
}
