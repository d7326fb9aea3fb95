//! Who is calling: bearer tokens, verified with the configured keys, and API keys, looked up in the database.

use std::time::Duration;

use accounts::key;
use contract::Problem;
use identity::{Denied, Identity, Jwks, Keys, MAX_JWKS, Secret, Settings};

use crate::{
    clock,
    database::{DbValue, query},
    log::Log,
    outbound::{self, Outgoing},
    variables::{self, Missing, require},
};

/// The scope to list tasks.
pub const READ: &str = "tasks:read";

/// The scope to change them. It does not grant reading.
pub const WRITE: &str = "tasks:write";

/// How far the issuer's clock may be off, in seconds.
const LEEWAY_SECONDS: u64 = 30;

/// How long a key set is used without asking for it again, in seconds.
const FRESH_SECONDS: i64 = 300;

/// How long a key set is used when the issuer does not answer, in seconds.
const STALE_SECONDS: i64 = 24 * 3600;

/// How long nobody asks again, in seconds: a stranger can name any key, and an issuer that does not answer
/// shall keep one request waiting, not all.
const PAUSE_SECONDS: i64 = 10;

/// How long the issuer may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Seconds after which a client may ask again when the issuer does not answer.
const RETRY_SECONDS: u32 = 5;

/// Which tokens are accepted.
pub struct Access {
    keys: KeySource,
    issuer: Option<String>,
    audiences: Vec<String>,
}

enum KeySource {
    Secret(Secret),
    Jwks { origin: String, path: String },
}

impl Access {
    /// Reads the variables: `jwks_path` with `jwks_origin`, or else `better_auth_secret`; `jwt_issuer` and
    /// `jwt_audience`. What is missing is noted.
    pub fn load(missing: &mut Vec<Missing>) -> Option<Self> {
        let keys = match variables::get("jwks_path") {
            Some(path) => KeySource::Jwks { origin: require("jwks_origin", missing)?, path },
            None => KeySource::Secret(secret(missing)?.1),
        };
        let audiences = variables::get("jwt_audience").into_iter().collect();
        Some(Self { keys, issuer: variables::get("jwt_issuer"), audiences })
    }

    /// The same for a resource of its own: a token must be meant for one of `audiences`.
    pub fn for_audiences(self, audiences: Vec<String>) -> Self {
        Self { audiences, ..self }
    }

    /// Whom the values of `Authorization` speak for.
    ///
    /// # Errors
    ///
    /// 401 without a good token; 503 when the key set cannot be had.
    pub async fn verify(&self, authorization: &[&[u8]], log: &Log) -> Result<Identity, Problem> {
        let token = match authorization {
            [] => return Err(Problem::no_token()),
            [value] => identity::bearer(value).map_err(denied)?,
            _ => return Err(Problem::bad_token("More than one Authorization header was sent.")),
        };
        // A key needs neither issuer nor audience: it is the product's own, whoever signs the tokens.
        if key::is_plausible(token) {
            return by_key(token, log);
        }
        let (origin, path) = match &self.keys {
            KeySource::Secret(secret) => {
                return self.check(token, Keys::Secret(secret.clone())).map_err(denied);
            }
            KeySource::Jwks { origin, path } => (origin, path),
        };
        let (keys, age) = key_set(origin, path, FRESH_SECONDS, log).await?;
        match self.check(token, Keys::Jwks(keys)) {
            // The issuer may have a new key.
            Err(Denied::UnknownKey) if age > PAUSE_SECONDS => {
                let (keys, _) = key_set(origin, path, PAUSE_SECONDS, log).await?;
                self.check(token, Keys::Jwks(keys)).map_err(denied)
            }
            checked => checked.map_err(denied),
        }
    }

    fn check(&self, token: &str, keys: Keys) -> Result<Identity, Denied> {
        let (issuer, audiences) = (self.issuer.clone(), self.audiences.clone());
        let settings = Settings { keys, issuer, audiences, leeway_seconds: LEEWAY_SECONDS };
        identity::verify(token, &settings, clock::unix_seconds())
    }
}

/// Whom an API key speaks for. One that is unknown, disabled, over or revoked opens nothing from this moment on.
fn by_key(token: &str, log: &Log) -> Result<Identity, Problem> {
    let rows = query(include_str!("sql/use_key.sql"), &[key::hash(token).into()]).map_err(|error| {
        log.error("key", &error);
        error.problem(RETRY_SECONDS)
    })?;
    match rows.into_iter().next().map(<[DbValue; 3]>::try_from) {
        Some(Ok([DbValue::Str(user_id), permissions, expires_at])) => Ok(Identity {
            user_id,
            scopes: Some(match permissions {
                DbValue::Str(permissions) => key::scopes(&permissions),
                _ => Vec::new(),
            }),
            expires_at: match expires_at {
                DbValue::Int64(seconds) => seconds.unsigned_abs(),
                _ => u64::MAX,
            },
        }),
        Some(_) => Err(Problem::internal()),
        None => Err(Problem::bad_token("The API key is not valid.")),
    }
}

/// The variable `better_auth_secret`, as a text and as the key of tokens. What is wrong with it is noted.
pub fn secret(missing: &mut Vec<Missing>) -> Option<(String, Secret)> {
    let why = match variables::get("better_auth_secret").map(|text| (Secret::new(&text), text)) {
        Some((Ok(secret), text)) => return Some((text, secret)),
        Some((Err(_), _)) => "has fewer than 32 characters",
        None => "is not set",
    };
    missing.push(("BETTER_AUTH_SECRET", why));
    None
}

fn denied(why: Denied) -> Problem {
    Problem::bad_token(why.to_string())
}

/// The key set and its age: from the database when it is at most `fresh` seconds old or another request asks
/// the issuer, from the issuer otherwise, and from the database again when the issuer does not answer.
async fn key_set(origin: &str, path: &str, fresh: i64, log: &Log) -> Result<(Jwks, i64), Problem> {
    let url = format!("{origin}{path}");
    let known = remembered(&url, log);
    if let Some((document, age)) = &known
        && (*age <= fresh || *age <= STALE_SECONDS && !claim(&url, log))
        && let Ok(keys) = Jwks::parse(document.as_bytes())
    {
        return Ok((keys, *age));
    }
    let fetched =
        clock::within(PATIENCE, fetch(origin, path)).await.unwrap_or(Err("no answer in time".into()));
    let cause = match fetched.and_then(|document| Ok((Jwks::parse(&document).map_err(text)?, document))) {
        Ok((keys, document)) => {
            remember(&url, document, log);
            return Ok((keys, 0));
        }
        Err(cause) => cause,
    };
    log.error("jwks", cause);
    match known {
        Some((document, age)) if age <= STALE_SECONDS => {
            Jwks::parse(document.as_bytes()).map(|keys| (keys, age)).map_err(|_| unavailable())
        }
        _ => Err(unavailable()),
    }
}

async fn fetch(origin: &str, path: &str) -> Result<Vec<u8>, String> {
    let request = Outgoing {
        origin,
        path,
        headers: vec![("accept".into(), b"application/json".to_vec())],
        body: None,
        connect: PATIENCE,
        first_byte: PATIENCE,
    };
    let mut answer = outbound::send(request).await.map_err(text)?;
    if answer.status != 200 {
        return Err(format!("the issuer answered with status {}", answer.status));
    }
    let mut document = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(text)? {
        document.extend(chunk);
        if document.len() > MAX_JWKS {
            return Err("the key set is too large".into());
        }
    }
    Ok(document)
}

fn remembered(url: &str, log: &Log) -> Option<(String, i64)> {
    match query(include_str!("sql/read_jwks.sql"), &[url.to_owned().into()]) {
        Ok(mut rows) => match <[DbValue; 2]>::try_from(rows.pop()?) {
            Ok([DbValue::Str(document), DbValue::Int64(age)]) => Some((document, age)),
            _ => None,
        },
        Err(error) => {
            log.error("jwks", error);
            None
        }
    }
}

/// Whether it is for this request to ask the issuer.
fn claim(url: &str, log: &Log) -> bool {
    let parameters = [url.to_owned().into(), PAUSE_SECONDS.into()];
    match query(include_str!("sql/claim_jwks.sql"), &parameters) {
        Ok(rows) => !rows.is_empty(),
        Err(error) => {
            log.error("jwks", error);
            false
        }
    }
}

fn remember(url: &str, document: Vec<u8>, log: &Log) {
    let Ok(document) = String::from_utf8(document) else { return };
    if let Err(error) = query(include_str!("sql/write_jwks.sql"), &[url.to_owned().into(), document.into()]) {
        log.error("jwks", error);
    }
}

fn unavailable() -> Problem {
    Problem::unavailable(RETRY_SECONDS)
}

fn text(error: impl ToString) -> String {
    error.to_string()
}
