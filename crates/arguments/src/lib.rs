//! The arguments and results of the tools as Rust types: what their JSON schemas are made from.
//!
//! The doc comments of the fields become the descriptions that a model reads.

#[cfg(feature = "schema")]
use rules::{DESCRIPTION_MAX, TITLE_MAX};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Arguments of `add_task`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AddTask {
    /// What is to be done, in the user's own words.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TITLE_MAX)))]
    pub title: String,
    /// Details, when the user gave any.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = DESCRIPTION_MAX)))]
    pub description: Option<String>,
}

/// Arguments of `list_tasks`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListTasks {
    /// Which tasks to list; all when it is left out.
    #[serde(default)]
    pub status: Option<Status>,
}

/// Which tasks to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Every task.
    All,
    /// Tasks that are still to be done.
    Pending,
    /// Tasks that are done.
    Completed,
}

/// Arguments of `complete_task` and `delete_task`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskId {
    /// The task's id, as `list_tasks` gives it.
    pub task_id: i64,
}

/// Arguments of `update_task`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateTask {
    /// The task's id, as `list_tasks` gives it.
    pub task_id: i64,
    /// The new title.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TITLE_MAX)))]
    pub title: Option<String>,
    /// The new description; an empty one removes it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = DESCRIPTION_MAX)))]
    pub description: Option<String>,
}

/// What a tool that writes answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Written {
    /// The task's id.
    pub task_id: i64,
    /// What became of it: `created`, `completed`, `deleted` or `updated`.
    pub status: &'static str,
    /// Its title; that of a deleted task is the one it had.
    pub title: String,
}

/// A task as `list_tasks` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub struct Task {
    /// The id that the other tools take as `task_id`.
    pub id: i64,
    /// What is to be done.
    pub title: String,
    /// Details.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it is done.
    pub completed: bool,
    /// When it was added: RFC 3339, UTC.
    pub created_at: String,
    /// When it was last changed: RFC 3339, UTC.
    pub updated_at: String,
}
