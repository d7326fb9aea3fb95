//! The server that the gateway speaks for.

use gateway::{Fault, Reply, Request, Server};
use rmcp::model::{
    EmptyResult, Implementation, PromptsCapability, ResourcesCapability, ServerCapabilities, ToolsCapability,
};
use serde_json::json;

use crate::{prompts, resources, tools};

/// How long a client may keep a list or a resource, in milliseconds.
pub const TTL_MS: u64 = 1_000;

/// The fixture.
pub struct Fixture;

impl Server for Fixture {
    fn info(&self) -> Implementation {
        Implementation::new("mcp-fixture", env!("CARGO_PKG_VERSION"))
    }

    fn capabilities(&self, modern: bool) -> ServerCapabilities {
        let mut resources = ResourcesCapability::default();
        resources.subscribe = (!modern).then_some(true);
        let mut capabilities = ServerCapabilities::default();
        capabilities.tools = Some(ToolsCapability::default());
        capabilities.prompts = Some(PromptsCapability::default());
        capabilities.resources = Some(resources);
        capabilities.completions = Some(Default::default());
        capabilities.logging = Some(Default::default());
        capabilities
    }

    fn instructions(&self) -> Option<String> {
        None
    }

    fn call(&mut self, request: &Request<'_>) -> Option<Result<Reply, Fault>> {
        Some(match (&*request.method, request.is_modern()) {
            ("tools/list", _) => tools::list(request),
            ("tools/call", _) => tools::call(request),
            ("prompts/list", _) => prompts::list(),
            ("prompts/get", _) => prompts::get(request),
            ("resources/list", _) => resources::list(),
            ("resources/templates/list", _) => resources::templates(),
            ("resources/read", _) => resources::read(request),
            ("completion/complete", _) => {
                Reply::of(&json!({ "completion": { "values": [], "total": 0, "hasMore": false } }))
            }
            // Nothing is kept between requests, so there is nothing to set or to watch.
            ("logging/setLevel" | "resources/subscribe" | "resources/unsubscribe", false) => {
                Reply::of(&EmptyResult {})
            }
            _ => return None,
        })
    }
}
