//! The five tools as the contract describes them, in memory, and a conversation that uses them.

use agent::{FunctionCall, Item, Limits, Output, Toolbox, Turn, run, user};
use offline::Offline;
use serde_json::{Value, json};

/// One user's tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tasks {
    /// The tasks in the order of their ids.
    pub tasks: Vec<Task>,
    last_id: u64,
    /// The calls that ran, in order.
    pub calls: Vec<Call>,
}

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub id: u64,
    pub title: String,
    pub description: String,
    pub completed: bool,
}

/// A call that ran.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub name: String,
    pub arguments: Value,
    pub is_error: bool,
}

impl Tasks {
    /// Tasks with these titles and the ids 1, 2, 3 …; one that begins with "x " is done.
    pub fn new<S: AsRef<str>>(titles: &[S]) -> Self {
        let mut tasks = Self::default();
        for title in titles {
            let title = title.as_ref();
            tasks.add(title.strip_prefix("x ").unwrap_or(title));
            if let Some(last) = tasks.tasks.last_mut() {
                last.completed = title.starts_with("x ");
            }
        }
        tasks
    }

    fn add(&mut self, title: &str) -> u64 {
        self.last_id += 1;
        let (id, title) = (self.last_id, title.to_owned());
        self.tasks.push(Task { id, title, description: String::new(), completed: false });
        id
    }

    fn answer(&mut self, name: &str, arguments: &Value) -> Result<Value, String> {
        let text = |key: &str| arguments[key].as_str().map(str::to_owned);
        assert!(arguments.get("user_id").is_none(), "a model never names the user: {arguments}");
        if name == "add_task" {
            let title = text("title").filter(|title| (1..=200).contains(&title.chars().count()));
            let title = title.ok_or("title: 1 to 200 characters")?;
            let id = self.add(&title);
            self.tasks.last_mut().unwrap().description = text("description").unwrap_or_default();
            return Ok(json!({"task_id": id, "status": "created", "title": title}));
        }
        if name == "list_tasks" {
            let status = text("status").unwrap_or("all".into());
            assert!(["all", "pending", "completed"].contains(&status.as_str()), "status: {status}");
            let wanted = |task: &&Task| status == "all" || task.completed == (status == "completed");
            let row = |task: &Task| {
                let description = (!task.description.is_empty()).then_some(&task.description);
                json!({"id": task.id, "title": task.title, "description": description, "completed": task.completed})
            };
            return Ok(self.tasks.iter().filter(wanted).map(row).collect());
        }
        let id = arguments["task_id"].as_u64().ok_or("task_id: an integer")?;
        let place = self.tasks.iter().position(|task| task.id == id).ok_or(format!("Task {id} not found"))?;
        let task = &mut self.tasks[place];
        let status = match name {
            "complete_task" => {
                task.completed = true;
                "completed"
            }
            "delete_task" => "deleted",
            "update_task" => {
                task.title = text("title").unwrap_or(task.title.clone());
                task.description = text("description").unwrap_or(task.description.clone());
                "updated"
            }
            _ => return Err(format!("There is no tool {name}")),
        };
        let answer = json!({"task_id": id, "status": status, "title": task.title});
        if status == "deleted" {
            self.tasks.remove(place);
        }
        Ok(answer)
    }

    /// The calls as `name key=value …`, in a short form for tables.
    pub fn short_calls(&self) -> Vec<String> {
        self.calls.iter().map(Call::short).collect()
    }
}

impl Call {
    /// `add Buy milk`, `list all`, `complete 3`, `delete 3`, `update 1 title=… description=…`.
    pub fn short(&self) -> String {
        let verb = self.name.trim_end_matches("_tasks").trim_end_matches("_task");
        let value = |key: &str| match &self.arguments[key] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let named = |key: &str| match value(key) {
            empty if empty.is_empty() => String::new(),
            text => format!(" {key}={text}"),
        };
        let rest = match verb {
            "add" => format!("{}{}", value("title"), named("description")),
            "list" => value("status"),
            "update" => format!("{}{}{}", value("task_id"), named("title"), named("description")),
            _ => value("task_id"),
        };
        format!("{verb} {rest}")
    }

    /// Whether the call changes something.
    pub fn is_write(&self) -> bool {
        self.name != "list_tasks"
    }
}

impl Toolbox for Tasks {
    type Error = std::convert::Infallible;

    async fn call(&mut self, call: &FunctionCall, _: u32) -> Result<Output, Self::Error> {
        let arguments: Value = serde_json::from_str(&call.arguments).expect("arguments are JSON");
        let answer = self.answer(&call.name, &arguments);
        let is_error = answer.is_err();
        self.calls.push(Call { name: call.name.clone(), arguments, is_error });
        Ok(Output { text: answer.map_or_else(|error| error, |value| value.to_string()), is_error })
    }
}

/// A conversation of the model with a user, on the user's tasks.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    pub tasks: Tasks,
    pub items: Vec<Item>,
}

impl Conversation {
    /// A conversation that begins with these tasks; see [`Tasks::new`].
    pub fn new<S: AsRef<str>>(titles: &[S]) -> Self {
        Self { tasks: Tasks::new(titles), items: Vec::new() }
    }

    /// The user says something; the reply. The turn's calls are then in `tasks.calls`.
    pub fn say(&mut self, said: &str) -> String {
        self.resume(said, &[])
    }

    /// The same, where `earlier` items of the turn are there already.
    pub fn resume(&mut self, said: &str, earlier: &[Item]) -> String {
        self.tasks.calls.clear();
        let mut items = vec![user(said)];
        items.extend_from_slice(earlier);
        let history = self.items.clone();
        let turn = Turn { history: &history, items: &items, first_call: 0 };
        let mut model = Offline::new();
        let running = run(&mut model, &mut self.tasks, turn, Limits::default());
        let finished = pollster::block_on(running).expect("the turn ends");
        self.items.extend(items);
        self.items.extend(finished.items);
        finished.text
    }
}
