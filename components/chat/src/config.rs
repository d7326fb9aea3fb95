//! The component's configuration: what the variables say, checked as a whole.

use std::{sync::OnceLock, time::Duration};

use kit::{
    access::Access,
    database,
    once::once,
    variables::{self, Missing, require},
};

use crate::store::Terms;

/// What a turn needs to know.
pub struct Config {
    /// Which tokens open the endpoint.
    pub access: Access,
    /// Which model answers.
    pub model: Model,
    /// Under which terms turns begin.
    pub terms: Terms,
}

/// Which model answers.
pub enum Model {
    /// Rules, without a key.
    Offline,
    /// An OpenAI-compatible server.
    OpenAi(Box<openai::Config>),
}

impl Config {
    /// The configuration, read when an instance first asks for it.
    ///
    /// # Errors
    ///
    /// Those of [`load`](Self::load).
    pub fn get() -> Result<&'static Self, Vec<Missing>> {
        static CONFIG: OnceLock<Config> = OnceLock::new();
        once(&CONFIG, Self::load)
    }

    /// Reads the variables.
    ///
    /// # Errors
    ///
    /// Everything that is missing, so that one look is enough to mend it.
    pub fn load() -> Result<Self, Vec<Missing>> {
        let mut missing = database::missing();
        let access = Access::load(&mut missing);
        let model = model(&mut missing);
        let rate_limit = variables::rate("rate_limit", &mut missing);
        let lease_seconds = seconds("turn_lease_seconds", &mut missing);
        match (access, model) {
            (Some(access), Some(model)) if missing.is_empty() => Ok(Self {
                access,
                model,
                terms: Terms {
                    rate_limit,
                    lease_seconds: i32::try_from(lease_seconds.as_secs()).unwrap_or(i32::MAX),
                },
            }),
            _ => Err(missing),
        }
    }
}

fn model(missing: &mut Vec<Missing>) -> Option<Model> {
    match variables::get("model").as_deref() {
        Some("offline") => return Some(Model::Offline),
        Some("openai") => {}
        _ => {
            missing.push(("model", "is neither offline nor openai"));
            return None;
        }
    }
    let timeouts = openai::Timeouts {
        connect_ms: milliseconds("model_connect_seconds", missing),
        first_byte_ms: milliseconds("model_first_byte_seconds", missing),
        between_bytes_ms: milliseconds("model_between_bytes_seconds", missing),
        turn_ms: milliseconds("turn_seconds", missing),
    };
    let origin = require("openai_origin", missing)?;
    let path = variables::get("openai_path").unwrap_or_default();
    Some(Model::OpenAi(Box::new(openai::Config {
        base_url: format!("{origin}{path}"),
        api_key: variables::get("openai_api_key"),
        model: require("openai_model", missing)?,
        timeouts,
        retry: openai::Retry::default(),
    })))
}

fn seconds(name: &'static str, missing: &mut Vec<Missing>) -> Duration {
    match variables::number(name) {
        Some(seconds @ 1..=3600) => Duration::from_secs(seconds),
        _ => {
            missing.push((name, "is not a number from 1 to 3600"));
            Duration::ZERO
        }
    }
}

fn milliseconds(name: &'static str, missing: &mut Vec<Missing>) -> u64 {
    seconds(name, missing).as_secs() * 1000
}
