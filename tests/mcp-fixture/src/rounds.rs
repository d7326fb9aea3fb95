//! Requests that take several rounds (SEP-2322): the server answers with what it wants to know, and the
//! client calls again with the responses and with the state, which is all that is remembered.

use gateway::{Fault, Reply, Request};
use rmcp::model::{ClientCapabilities, ErrorData, InputResponses, RequestStateCodec, ResultType};
use serde_json::{Map, Value, json};

use crate::content::text;

/// The names of the tools that ask first.
pub const TOOLS: &[&str] = &[
    "test_streaming_elicitation",
    "test_input_required_result_elicitation",
    "test_input_required_result_sampling",
    "test_input_required_result_list_roots",
    "test_input_required_result_request_state",
    "test_input_required_result_tampered_state",
    "test_input_required_result_multiple_inputs",
    "test_input_required_result_multi_round",
    "test_input_required_result_capabilities",
];

/// What is signed with it is worth nothing.
const KEY: &[u8] = b"the fixture's key, which is no secret";

/// What came with a request.
pub struct Round {
    can: ClientCapabilities,
    responses: InputResponses,
    state: Option<String>,
}

/// What a round comes to.
pub enum Step {
    /// It is enough.
    Done(String),
    /// These requests are to be answered first; the state is to come back.
    Ask(Map<String, Value>, Option<&'static str>),
}

/// What the tool called `name`, one of [`TOOLS`], does in this round.
pub fn tool(name: &str, round: &Round) -> Result<Step, Fault> {
    Ok(match name {
        "test_streaming_elicitation" | "test_input_required_result_elicitation" => {
            match round.field("user_name", "name") {
                Some(name) => Step::Done(format!("Hello, {name}!")),
                None => ask([name_request()], None),
            }
        }
        "test_input_required_result_sampling" => match round.responses.get("capital_question") {
            Some(answer) => Step::Done(answer["content"]["text"].to_string()),
            None => ask([capital_request()], None),
        },
        "test_input_required_result_list_roots" => match round.responses.get("client_roots") {
            Some(roots) => Step::Done(roots["roots"].to_string()),
            None => ask([roots_request()], None),
        },
        "test_input_required_result_request_state" | "test_input_required_result_tampered_state" => {
            match (round.opened()?.as_deref(), round.responses.get("confirm")) {
                (Some("asked"), Some(_)) => Step::Done("state-ok".to_owned()),
                _ => ask([("confirm", elicit("Please confirm", "ok", "boolean"))], Some("asked")),
            }
        }
        "test_input_required_result_multiple_inputs" => {
            let state = round.opened()?;
            let all = ["user_name", "greeting", "client_roots"];
            if state.is_some() && all.iter().all(|key| round.responses.contains_key(*key)) {
                Step::Done("Everything is there.".to_owned())
            } else {
                let greeting = ("greeting", sample("Generate a greeting", 50));
                ask([name_request(), greeting, roots_request()], Some("asked"))
            }
        }
        "test_input_required_result_multi_round" => {
            let answered = |key| round.responses.contains_key(key);
            match round.opened()?.as_deref() {
                Some("first") if answered("step1") => {
                    let color = elicit("Step 2: What is your favorite color?", "color", "string");
                    ask([("step2", color)], Some("second"))
                }
                Some("second") if answered("step2") => Step::Done("Done.".to_owned()),
                _ => {
                    let name = elicit("Step 1: What is your name?", "name", "string");
                    ask([("step1", name)], Some("first"))
                }
            }
        }
        // Only what the client can be asked for.
        _ => {
            let sampling = round.can.sampling.is_some().then(capital_request);
            let elicitation = round.can.elicitation.is_some().then(name_request);
            ask(sampling.into_iter().chain(elicitation), None)
        }
    })
}

/// What the prompt that asks first does in this round: the context, once it is known.
pub fn prompt(round: &Round) -> Step {
    match round.field("user_context", "context") {
        Some(context) => Step::Done(context.to_owned()),
        None => {
            let context = elicit("What context should the prompt use?", "context", "string");
            ask([("user_context", context)], None)
        }
    }
}

impl Round {
    /// From a request's parameters.
    pub fn new(request: &Request<'_>, responses: Option<InputResponses>, state: Option<String>) -> Self {
        let can = request.meta.client_capabilities().unwrap_or_default();
        Self { can, responses: responses.unwrap_or_default(), state }
    }

    /// A field of an elicitation that the user accepted.
    fn field(&self, key: &str, field: &str) -> Option<&str> {
        let response = self.responses.get(key).filter(|response| response["action"] == "accept")?;
        response["content"][field].as_str()
    }

    /// The state that came back, if one did.
    fn opened(&self) -> Result<Option<String>, Fault> {
        let Some(sealed) = &self.state else { return Ok(None) };
        let opened = codec()?.open(sealed).ok().and_then(|state| String::from_utf8(state).ok());
        match opened {
            Some(state) => Ok(Some(state)),
            None => Err(ErrorData::invalid_params("The state is not what was sent.", None).into()),
        }
    }
}

impl Step {
    /// As a reply; `complete` makes the result from the words.
    pub fn reply(self, complete: impl FnOnce(String) -> Value) -> Result<Reply, Fault> {
        let (requests, state) = match self {
            Self::Done(words) => return Reply::of(&complete(words)),
            Self::Ask(requests, state) => (requests, state),
        };
        let mut result = json!({ "inputRequests": requests });
        if let Some(state) = state {
            result["requestState"] = codec()?.seal(state.as_bytes()).into();
        }
        Ok(Reply { kind: ResultType::INPUT_REQUIRED, ..Reply::of(&result)? })
    }
}

fn codec() -> Result<RequestStateCodec, Fault> {
    RequestStateCodec::try_new(KEY)
        .map_err(|_| ErrorData::internal_error("The key is too short.", None).into())
}

fn ask(requests: impl IntoIterator<Item = (&'static str, Value)>, state: Option<&'static str>) -> Step {
    Step::Ask(requests.into_iter().map(|(key, request)| (key.to_owned(), request)).collect(), state)
}

fn name_request() -> (&'static str, Value) {
    ("user_name", elicit("What is your name?", "name", "string"))
}

fn capital_request() -> (&'static str, Value) {
    ("capital_question", sample("What is the capital of France?", 100))
}

fn roots_request() -> (&'static str, Value) {
    ("client_roots", json!({ "method": "roots/list", "params": {} }))
}

fn elicit(message: &str, field: &str, kind: &str) -> Value {
    let schema = json!({ "type": "object", "properties": { field: { "type": kind } }, "required": [field] });
    json!({ "method": "elicitation/create", "params": { "message": message, "requestedSchema": schema } })
}

fn sample(question: &str, max_tokens: u32) -> Value {
    let messages = [json!({ "role": "user", "content": text(question) })];
    json!({ "method": "sampling/createMessage", "params": { "messages": messages, "maxTokens": max_tokens } })
}
