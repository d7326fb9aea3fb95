//! From a request to its answer.

use rmcp::model::{
    DiscoverResult, EmptyResult, ErrorCode, ErrorData, Implementation, InitializeRequestParams,
    InitializeResult, ProtocolVersion, ServerCapabilities,
};

use crate::{
    answer::{Answer, Fault, Reply},
    request::Request,
};

/// How long a client may keep what [`Server`] says of itself, in milliseconds: it changes with a deployment.
const DISCOVER_TTL_MS: u64 = 3_600_000;

/// What a server is, and the methods that its capabilities declare.
pub trait Server {
    /// Its name and version.
    fn info(&self) -> Implementation;

    /// What it declares in the modern era, or in the older one, which has methods that the modern lacks.
    fn capabilities(&self, modern: bool) -> ServerCapabilities;

    /// How a model is to use it.
    fn instructions(&self) -> Option<String>;

    /// Answers a method that its capabilities declare; none for every other one.
    fn call(&mut self, request: &Request<'_>) -> Option<Result<Reply, Fault>>;
}

/// Answers a request.
pub fn answer(server: &mut impl Server, request: &Request<'_>) -> Answer {
    let replied = match (&*request.method, request.is_modern()) {
        ("initialize", false) => initialize(server, request),
        ("ping", false) => Reply::of(&EmptyResult {}),
        ("server/discover", true) => discover(server),
        (method, _) => server.call(request).unwrap_or_else(|| Err(unknown(method).into())),
    };
    let info = || serde_json::to_string(&server.info()).unwrap_or_default();
    match (replied, request.is_modern()) {
        (Ok(reply), true) => reply.answer(&request.id, Some(&info())),
        (Ok(reply), false) => reply.answer(&request.id, None),
        (Err(fault), true) => fault.answer_modern(request.id.clone()),
        (Err(fault), false) => fault.answer(Some(request.id.clone())),
    }
}

fn initialize(server: &impl Server, request: &Request<'_>) -> Result<Reply, Fault> {
    let asked = request.params::<InitializeRequestParams>()?.protocol_version;
    let is_known = asked.has_initialize() && ProtocolVersion::KNOWN_VERSIONS.contains(&asked);
    let version = if is_known { asked } else { ProtocolVersion::LATEST_WITH_INITIALIZE };
    let mut result = InitializeResult::new(server.capabilities(false))
        .with_server_info(server.info())
        .with_protocol_version(version);
    result.instructions = server.instructions();
    Reply::of(&result)
}

fn discover(server: &impl Server) -> Result<Reply, Fault> {
    let mut result = DiscoverResult::new(ProtocolVersion::KNOWN_VERSIONS.to_vec(), server.capabilities(true));
    result.instructions = server.instructions();
    let Ok(serde_json::Value::Object(mut members)) = serde_json::to_value(&result) else {
        return Err(ErrorData::internal_error("The result cannot be written.", None).into());
    };
    // They belong to every result, and are added there.
    for name in ["resultType", "ttlMs", "cacheScope", "_meta"] {
        members.remove(name);
    }
    Ok(Reply::of(&members)?.cached(DISCOVER_TTL_MS))
}

fn unknown(method: &str) -> ErrorData {
    let name: String = method.chars().take(64).collect();
    ErrorData::new(ErrorCode::METHOD_NOT_FOUND, format!("There is no method {name}."), None)
}
