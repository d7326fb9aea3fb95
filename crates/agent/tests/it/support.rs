//! A model that follows a script, the tools it calls, and generated conversations.

use agent::{FunctionCall, Item, Model, Output, Response, Role, Toolbox};
use serde_json::{Value, json};

/// Answers with its script, and keeps what it was given at each call.
#[derive(Default)]
pub struct Scripted {
    responses: std::collections::VecDeque<Response>,
    pub inputs: Vec<Vec<Item>>,
}

impl Scripted {
    /// A model whose responses cost nothing.
    pub fn new(responses: impl IntoIterator<Item = Vec<Item>>) -> Self {
        Self::costing(responses.into_iter().map(|items| Response { items, ..Response::default() }))
    }

    /// A model whose responses say what they cost.
    pub fn costing(responses: impl IntoIterator<Item = Response>) -> Self {
        Self { responses: responses.into_iter().collect(), inputs: Vec::new() }
    }
}

impl Model for Scripted {
    type Error = &'static str;

    async fn respond(&mut self, input: &[Item]) -> Result<Response, Self::Error> {
        self.inputs.push(input.to_vec());
        self.responses.pop_front().ok_or("the script is over")
    }
}

/// The tools of the recording: three that work, and `delete_task`, which always fails inside.
#[derive(Default)]
pub struct Tools {
    /// The calls that passed the checks of their arguments, with the defaults filled in.
    pub started: Vec<(String, Value)>,
    /// The number of every call, refused ones included.
    pub numbers: Vec<u32>,
    /// The tool that cannot be reached at all.
    pub broken: Option<&'static str>,
}

impl Toolbox for Tools {
    type Error = &'static str;

    async fn call(&mut self, call: &FunctionCall, number: u32) -> Result<Output, Self::Error> {
        self.numbers.push(number);
        if self.broken == Some(call.name.as_str()) {
            return Err("unreachable");
        }
        let (text, is_error) = match self.start(call) {
            Ok(value) => (value.to_string(), false),
            Err(sentence) => (sentence, true),
        };
        Ok(Output { text, is_error })
    }
}

impl Tools {
    fn start(&mut self, call: &FunctionCall) -> Result<Value, String> {
        let given: Value = serde_json::from_str(&call.arguments).map_err(|_| "Send the arguments as JSON")?;
        let arguments = match call.name.as_str() {
            "add_task" => json!({ "title": given["title"].as_str().ok_or("title is a string")? }),
            "list_tasks" => json!({ "status": given["status"].as_str().unwrap_or("all") }),
            "complete_task" | "delete_task" => {
                json!({ "task_id": given["task_id"].as_i64().ok_or("task_id is an integer")? })
            }
            name => return Err(format!("There is no tool {name}")),
        };
        self.started.push((call.name.clone(), arguments.clone()));
        match call.name.as_str() {
            "add_task" => Ok(json!({ "task_id": 1, "status": "created", "title": arguments["title"] })),
            "list_tasks" => Ok(json!([{ "id": 1, "title": "Buy milk", "completed": false }])),
            "complete_task" => Ok(json!({ "task_id": 1, "status": "completed", "title": "Buy milk" })),
            _ => Err("The task could not be deleted".to_owned()),
        }
    }
}

/// The model's words.
pub fn says(text: &str) -> Item {
    Item::Message { role: Role::Assistant, text: text.to_owned() }
}

/// A call.
pub fn call(call_id: &str, name: &str, arguments: &str) -> Item {
    Item::FunctionCall(FunctionCall {
        call_id: call_id.to_owned(),
        name: name.to_owned(),
        arguments: arguments.to_owned(),
    })
}

/// What a call gave.
pub fn output(call_id: &str, output: &str) -> Item {
    Item::FunctionCallOutput { call_id: call_id.to_owned(), output: output.to_owned(), is_error: false }
}

/// Numbers that look random and are the same in every run (Marsaglia's xorshift64).
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    /// A whole turn: a user's message, up to three responses with up to three calls each, an answer.
    ///
    /// The ids are used again from response to response, as some servers do. In an `interrupted` turn
    /// the last response's last calls have no output, and there is no answer.
    pub fn turn(&mut self, interrupted: bool) -> Vec<Item> {
        let mut items = vec![agent::user("ü".repeat(self.below(40)))];
        let responses = self.below(4);
        for response in 0..responses {
            let wanted = 1 + self.below(3);
            let last = interrupted && response + 1 == responses;
            let answered = if last { self.below(wanted) } else { wanted };
            for number in 0..wanted {
                items.push(call(&format!("call_{number}"), "add_task", &"a".repeat(self.below(40))));
            }
            for number in 0..answered {
                items.push(output(&format!("call_{number}"), &"o".repeat(self.below(80))));
            }
        }
        if !interrupted {
            items.push(says(&"w".repeat(self.below(40))));
        }
        items
    }
}
