//! The tools, prompts and resources that the MCP conformance suites
//! (<https://github.com/modelcontextprotocol/conformance>) call, served by what serves the product:
//! `mcp_http` and `gateway`. Names and texts are those of the suites' own descriptions.

mod content;
mod prompts;
mod resources;
mod rounds;
mod server;
mod tools;

kit::http_handler!(|request, out| mcp_http::handle(request, out, "Fixture", |_| crate::server::Fixture));
