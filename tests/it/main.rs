//! The product from outside: over HTTP, with a real database, and with a model that follows a script.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic, its helpers included")]

mod auth;
mod charts;
mod chat;
mod chatkit;
mod concurrency;
mod crash;
mod database;
mod fuzz;
mod idempotency;
mod images;
mod logs;
mod mcp;
mod mcp_clients;
mod model;
mod ops;
mod overtaken;
mod page;
mod rate_limit;
mod ready;
mod schema;
mod tenants;
mod tidy;
mod tokens;
