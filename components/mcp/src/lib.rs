//! The MCP server at `/mcp`: the five tools for every MCP client.
//!
//! What stands before it is in `mcp_http`, the protocol in `gateway`, and what the tools answer in [`tasks`].

mod rate;
mod tasks;

use crate::tasks::{NAME, Tasks};

kit::http_handler!(|request, out| mcp_http::handle(request, out, crate::NAME, crate::Tasks));
