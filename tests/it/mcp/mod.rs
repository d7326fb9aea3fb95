//! `/mcp`: the same five tools for every MCP client.

mod addresses;
mod arguments;
mod calls;
mod envelope;
mod eras;
mod fuzz;
mod headers;
mod limits;
mod list;
mod logs;
mod methods;
mod once;
mod one_list;
mod ready;
mod scopes;
mod tokens;
