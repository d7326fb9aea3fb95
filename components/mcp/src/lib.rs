//! The MCP server at `/mcp`: the five tools for every MCP client.
//!
//! What stands before it is in `mcp_http`, the protocol in `gateway`, and what the tools answer in [`tasks`].

mod rate;
mod tasks;

#[expect(unsafe_code, reason = "generated: the SDK's macro exports the handler over the canonical ABI")]
mod entry {
    use spin_sdk::{
        http::{IncomingRequest, ResponseOutparam},
        http_component,
    };

    use crate::tasks::{NAME, Tasks};

    #[http_component]
    async fn handle(request: IncomingRequest, out: ResponseOutparam) {
        mcp_http::handle(request, out, NAME, Tasks).await;
    }
}
