//! What a tool answers, in the contract's words.

use arguments::{Task, Written};
use serde_json::{Value, json};
use thiserror::Error;

use crate::Kind;

/// What a tool did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The tasks of a list.
    Listed(Vec<Task>),
    /// The task that was written.
    Written(Written),
}

impl Outcome {
    /// What a write of that kind answers.
    pub fn written(kind: Kind, task_id: i64, title: String) -> Self {
        let status = match kind {
            Kind::Add => "created",
            Kind::Complete => "completed",
            Kind::Delete => "deleted",
            Kind::Update | Kind::List => "updated",
        };
        Outcome::Written(Written { task_id, status, title })
    }

    /// The contract's JSON: an array for a list, an object for a write.
    pub fn to_value(&self) -> Value {
        match self {
            Outcome::Listed(tasks) => json!(tasks),
            Outcome::Written(written) => json!(written),
        }
    }
}

/// Why a tool did nothing, as a sentence that a model can act on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Failure {
    /// The user has no such task; another user's task is none, too.
    #[error("Task {0} not found")]
    NotFound(i64),
    /// A value breaks a rule; the sentence says which.
    #[error("{0}")]
    Invalid(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 001/FR-019: the results have the contract's form.
    #[test]
    fn results_have_the_contracts_form() {
        let created = Outcome::written(Kind::Add, 5, "Buy groceries".into());
        assert_eq!(created.to_value(), json!({"task_id": 5, "status": "created", "title": "Buy groceries"}));
        let task = Task {
            id: 1,
            title: "Buy groceries".into(),
            description: None,
            completed: false,
            created_at: "2026-01-02T03:04:05.000006Z".into(),
            updated_at: "2026-01-02T03:04:05.000006Z".into(),
        };
        let listed = Outcome::Listed(vec![task]).to_value();
        assert_eq!(listed[0]["id"], 1);
        assert_eq!(listed[0].get("description"), None);
        assert_eq!(Failure::NotFound(7).to_string(), "Task 7 not found");
    }
}
