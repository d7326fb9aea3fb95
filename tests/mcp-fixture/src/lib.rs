//! The tools, prompts and resources that the MCP conformance suites
//! (<https://github.com/modelcontextprotocol/conformance>) call, served by what serves the product:
//! `mcp_http` and `gateway`. Names and texts are those of the suites' own descriptions.

mod content;
mod prompts;
mod resources;
mod rounds;
mod server;
mod tools;

#[expect(unsafe_code, reason = "generated: the SDK's macro exports the handler over the canonical ABI")]
mod entry {
    use spin_sdk::{
        http::{IncomingRequest, ResponseOutparam},
        http_component,
    };

    use crate::server::Fixture;

    #[http_component]
    async fn handle(request: IncomingRequest, out: ResponseOutparam) {
        mcp_http::handle(request, out, "Fixture", |_| Fixture).await;
    }
}
