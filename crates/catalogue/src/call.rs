//! A call of a tool, with arguments that fit.

use arguments::{AddTask, ListTasks, TaskId, UpdateTask};

/// A call with arguments that fit the schema. Lengths are the tools' affair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// `add_task`
    Add(AddTask),
    /// `list_tasks`
    List(ListTasks),
    /// `complete_task`
    Complete(TaskId),
    /// `delete_task`
    Delete(TaskId),
    /// `update_task`
    Update(UpdateTask),
}

/// Which tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `add_task`
    Add,
    /// `list_tasks`
    List,
    /// `complete_task`
    Complete,
    /// `delete_task`
    Delete,
    /// `update_task`
    Update,
}
