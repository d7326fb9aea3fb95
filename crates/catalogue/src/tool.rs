//! The list of tools.

use crate::Kind;

/// Every tool, in the order in which both front doors list them.
pub const ALL: &[Tool] = &[
    Tool {
        kind: Kind::Add,
        name: "add_task",
        title: "Add a task",
        description: "Add a task to the user's todo list.",
        input: schemas::ADD_TASK,
        output: schemas::WRITTEN,
        annotations: Annotations { read_only: false, destructive: false, idempotent: false },
    },
    Tool {
        kind: Kind::List,
        name: "list_tasks",
        title: "List tasks",
        description: "List the user's tasks with their ids: all of them, the pending or the completed ones.",
        input: schemas::LIST_TASKS,
        output: schemas::TASKS,
        annotations: Annotations { read_only: true, destructive: false, idempotent: true },
    },
    Tool {
        kind: Kind::Complete,
        name: "complete_task",
        title: "Complete a task",
        description: "Mark a task as done.",
        input: schemas::TASK_ID,
        output: schemas::WRITTEN,
        annotations: Annotations { read_only: false, destructive: false, idempotent: true },
    },
    Tool {
        kind: Kind::Delete,
        name: "delete_task",
        title: "Delete a task",
        description: "Remove a task from the list for good.",
        input: schemas::TASK_ID,
        output: schemas::WRITTEN,
        annotations: Annotations { read_only: false, destructive: true, idempotent: true },
    },
    Tool {
        kind: Kind::Update,
        name: "update_task",
        title: "Change a task",
        description: "Change a task's title, its description or both; give at least one of them.",
        input: schemas::UPDATE_TASK,
        output: schemas::WRITTEN,
        annotations: Annotations { read_only: false, destructive: true, idempotent: true },
    },
];

/// The tool of that name.
pub fn find(name: &str) -> Option<&'static Tool> {
    ALL.iter().find(|tool| tool.name == name)
}

/// What is published about a tool.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// Which tool it is.
    pub kind: Kind,
    /// Its name on every wire.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it does, for a model.
    pub description: &'static str,
    /// The JSON schema of its arguments, without `user_id`.
    pub input: &'static str,
    /// The JSON schema of its result.
    pub output: &'static str,
    /// Hints about its effects.
    pub annotations: Annotations,
}

/// Hints about a tool's effects, in the sense of MCP's tool annotations. No tool is open-world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Annotations {
    /// It changes nothing.
    pub read_only: bool,
    /// It may overwrite or remove what was there.
    pub destructive: bool,
    /// A second call with the same arguments changes nothing more.
    pub idempotent: bool,
}

mod schemas {
    include!(concat!(env!("OUT_DIR"), "/schemas.rs"));
}
