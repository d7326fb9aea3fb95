//! The fake model, with the tests' key and a look at the end at whether it had to refuse anything.

use std::ops::Deref;

use fake_model::{FakeModel, Recorded, Script, Step};
use serde_json::Value;

use crate::wait::eventually;

/// The key that the tests' model is asked with.
pub const KEY: &str = "sk-the-key-of-the-fake-model";

/// A scripted model. At its end the test fails when a request was not as a strict server wants it.
pub struct Model(FakeModel);

impl Model {
    /// A model that answers with these steps, and when they are used up as [`Model::canned`] does.
    pub fn new(steps: impl Into<Vec<Step>>) -> Self {
        Self::of(Script { steps: steps.into(), ..Script::default() })
    }

    /// A model that adds what the user says as a task, and takes so long for each answer.
    pub fn canned(delay_ms: u64) -> Self {
        Self::of(Script { canned_delay_ms: delay_ms, ..Script::default() })
    }

    fn of(script: Script) -> Self {
        let script = Script { key: Some(KEY.to_owned()), ..script };
        Self(FakeModel::start(script).expect("the fake model can listen"))
    }

    /// Adds steps behind those that are left.
    pub fn then(&self, steps: impl IntoIterator<Item = Step>) {
        steps.into_iter().for_each(|step| self.push(step));
    }

    /// Waits until so many requests have come, and gives the last one.
    #[track_caller]
    pub fn asked(&self, times: usize) -> Recorded {
        eventually("a request to the model", || self.requests().get(times - 1).cloned())
    }

    /// The messages of the last request.
    ///
    /// # Panics
    ///
    /// None came.
    pub fn messages(&self) -> Vec<Value> {
        let requests = self.requests();
        let last = requests.last().expect("the model was asked");
        last.body["messages"].as_array().cloned().unwrap_or_default()
    }
}

impl Deref for Model {
    type Target = FakeModel;

    fn deref(&self) -> &FakeModel {
        &self.0
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.refusals(), [""; 0], "the model was sent what it must refuse");
        }
    }
}
