//! The five tools as this model uses them: calls to make, and what their outputs say.

use agent::{FunctionCall, Item, Output};
use serde::{Deserialize, Serialize};

/// A task, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Task {
    /// Its number.
    #[serde(alias = "task_id")]
    pub id: u64,
    /// Its title; empty when only the number is known.
    #[serde(default)]
    pub title: String,
    /// Whether it is done.
    #[serde(default)]
    pub completed: bool,
    /// What else is noted of it.
    #[serde(default)]
    pub description: Option<String>,
}

/// Which tasks a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// The open ones.
    Pending,
    /// The done ones.
    Completed,
    /// Every one.
    All,
}

/// A call of a tool; its fields are the tool's arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Call {
    /// `add_task`
    Add {
        /// The title.
        title: String,
        /// The description.
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
    /// `list_tasks`
    List {
        /// Which.
        status: Status,
    },
    /// `complete_task`
    Complete {
        /// Which.
        #[serde(rename = "task_id")]
        id: u64,
    },
    /// `delete_task`
    Delete {
        /// Which.
        #[serde(rename = "task_id")]
        id: u64,
    },
    /// `update_task`
    Update {
        /// Which.
        #[serde(rename = "task_id")]
        id: u64,
        /// The new title.
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The new description.
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
}

impl Call {
    /// The tool's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "add_task",
            Self::List { .. } => "list_tasks",
            Self::Complete { .. } => "complete_task",
            Self::Delete { .. } => "delete_task",
            Self::Update { .. } => "update_task",
        }
    }

    /// The call as an item, with `number` as a part of its id.
    pub fn item(&self, number: u64) -> Item {
        Item::FunctionCall(FunctionCall {
            call_id: format!("{CALL_ID}{number}"),
            name: self.name().into(),
            arguments: serde_json::to_string(self).unwrap_or_default(),
        })
    }

    /// Whether `call` is this one, however its arguments are spelled.
    fn is(&self, call: &FunctionCall) -> bool {
        let wanted = |text: &str| serde_json::from_str::<Arguments>(text).ok();
        let own = serde_json::to_string(self).ok().and_then(|text| wanted(&text));
        self.name() == call.name && own.is_some() && own == wanted(&call.arguments)
    }
}

/// The arguments of any of the tools.
#[derive(PartialEq, Eq, Deserialize)]
struct Arguments {
    status: Option<String>,
    task_id: Option<u64>,
    title: Option<String>,
    description: Option<String>,
}

const CALL_ID: &str = "offline_";

/// The first number that no call among `items` has in its id.
pub(crate) fn next_number(items: &[Item]) -> u64 {
    let number = |item: &Item| match item {
        Item::FunctionCall(call) => call.call_id.strip_prefix(CALL_ID)?.parse::<u64>().ok()?.checked_add(1),
        _ => None,
    };
    items.iter().filter_map(number).max().unwrap_or(0)
}

/// What a turn has done so far. Each call stands in for one wanted call.
pub(crate) struct Done<'a> {
    open: Vec<(&'a FunctionCall, Output)>,
    /// The tasks that were changed, in order.
    pub touched: Vec<Task>,
    /// The ids of the tasks that were deleted.
    pub gone: Vec<u64>,
}

impl<'a> Done<'a> {
    /// Reads the calls with an output among `items`.
    pub fn new(items: &'a [Item]) -> Self {
        let open: Vec<_> =
            agent::calls(items).into_iter().filter_map(|made| Some((made.call, made.output?))).collect();
        let (mut touched, mut gone) = (Vec::new(), Vec::new());
        for (call, output) in
            open.iter().filter(|(call, output)| call.name != "list_tasks" && !output.is_error)
        {
            let Ok(task) = serde_json::from_str::<Task>(&output.text) else { continue };
            match call.name.as_str() {
                "delete_task" => gone.push(task.id),
                "complete_task" => touched.push(Task { completed: true, ..task }),
                _ => touched.push(task),
            }
        }
        Self { open, touched, gone }
    }

    /// The output of the first such call that was not taken yet.
    pub fn take(&mut self, call: &Call) -> Option<Output> {
        let place = self.open.iter().position(|(made, _)| call.is(made))?;
        Some(self.open.remove(place).1)
    }

    /// The last list that was read, without taking it.
    pub fn last_list(&self) -> Option<Vec<Task>> {
        let mut lists =
            self.open.iter().filter(|(call, output)| call.name == "list_tasks" && !output.is_error);
        lists.next_back().and_then(|(_, output)| serde_json::from_str(&output.text).ok())
    }
}
