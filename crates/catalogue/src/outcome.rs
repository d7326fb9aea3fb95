//! What a tool answers, in the contract's words.

use arguments::{Task, Written};
use serde::Serialize;
use thiserror::Error;

use crate::Kind;

/// What a tool did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
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
    pub fn to_json(&self) -> String {
        // Strings, numbers and booleans under fixed names: nothing that JSON could refuse.
        serde_json::to_string(self).unwrap_or_default()
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
    use serde_json::{Value, json};

    /// 001/FR-019: the results have the contract's form.
    #[test]
    fn results_have_the_contracts_form() {
        let created = Outcome::written(Kind::Add, 5, "Buy groceries".into());
        assert_eq!(created.to_json(), r#"{"task_id":5,"status":"created","title":"Buy groceries"}"#);
        let task = Task {
            id: 1,
            title: "Buy groceries".into(),
            description: None,
            completed: false,
            created_at: "2026-01-02T03:04:05.000006Z".into(),
            updated_at: "2026-01-02T03:04:05.000006Z".into(),
        };
        let listed: Value = serde_json::from_str(&Outcome::Listed(vec![task]).to_json()).unwrap();
        let moment = "2026-01-02T03:04:05.000006Z";
        let expected = json!([{"id": 1, "title": "Buy groceries", "completed": false, "created_at": moment, "updated_at": moment}]);
        assert_eq!(listed, expected);
        assert_eq!(Failure::NotFound(7).to_string(), "Task 7 not found");
    }
}
