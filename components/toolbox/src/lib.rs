//! The bindings of the five tool components, and the way from the catalogue's calls to them.
//!
//! The chat and the MCP server call the very same components through here, so a sixth tool is one WIT
//! package, one component, one entry in the catalogue and one arm of [`call`].

use bindings::todo::{
    add_task::tool as add_task, complete_task::tool as complete_task, delete_task::tool as delete_task,
    list_tasks::tool as list_tasks, update_task::tool as update_task,
};
use catalogue::{Call, Kind, Outcome, Status, Task};
use kit::types::{CallKey, TaskRef, ToolError};

/// Calls a tool for `user`, the subject of a verified token.
///
/// # Errors
///
/// What the tool says.
pub fn call(user: &str, call: &Call, key: Option<&CallKey>) -> Result<Outcome, ToolError> {
    match call {
        Call::Add(add) => add_task::add(user, &add.title, add.description.as_deref(), key)
            .map(|task| written(Kind::Add, task)),
        Call::List(list) => list_tasks::list(user, filter(list.status), key).map(listed),
        Call::Complete(task) => {
            complete_task::complete(user, task.task_id, key).map(|task| written(Kind::Complete, task))
        }
        Call::Delete(task) => {
            delete_task::delete(user, task.task_id, key).map(|task| written(Kind::Delete, task))
        }
        Call::Update(update) => {
            let (title, description) = (update.title.as_deref(), update.description.as_deref());
            update_task::update(user, update.task_id, title, description, key)
                .map(|task| written(Kind::Update, task))
        }
    }
}

fn written(kind: Kind, task: TaskRef) -> Outcome {
    Outcome::written(kind, task.id, task.title)
}

fn filter(status: Option<Status>) -> list_tasks::Filter {
    match status {
        None | Some(Status::All) => list_tasks::Filter::All,
        Some(Status::Pending) => list_tasks::Filter::Pending,
        Some(Status::Completed) => list_tasks::Filter::Completed,
    }
}

fn listed(tasks: Vec<list_tasks::Task>) -> Outcome {
    Outcome::Listed(
        tasks
            .into_iter()
            .map(|task| Task {
                id: task.id,
                title: task.title,
                description: task.description,
                completed: task.completed,
                created_at: task.created_at,
                updated_at: task.updated_at,
            })
            .collect(),
    )
}

mod bindings {
    wit_bindgen::generate!({
        inline: "
            package todo:toolbox;
            world toolbox {
                import todo:add-task/tool@1.0.0;
                import todo:list-tasks/tool@1.0.0;
                import todo:complete-task/tool@1.0.0;
                import todo:delete-task/tool@1.0.0;
                import todo:update-task/tool@1.0.0;
            }
        ",
        path: [
            "../../wit/types",
            "../../wit/add-task",
            "../../wit/list-tasks",
            "../../wit/complete-task",
            "../../wit/delete-task",
            "../../wit/update-task",
        ],
        with: { "todo:types/types@1.0.0": kit::types },
        generate_all,
    });
}
