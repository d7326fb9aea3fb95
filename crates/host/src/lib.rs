//! The local host: serves the application of a Spin manifest on wasmtime as Spin would.
//!
//! For local runs, tests and benchmarks; production is Spin. What the host does not support it refuses by
//! name, and where Spin is inconvenient ([`Mode::Parity`]) it can be just as inconvenient, so that tests
//! fail here before an application fails there.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use std::sync::Arc;
//!
//! let options = host::Options {
//!     manifest: "spin.toml".into(),
//!     mode: host::Mode::Fast,
//!     connections: host::CONNECTIONS,
//!     variables: [("database_url".to_owned(), "postgres://localhost/app".to_owned())].into(),
//!     cache_dir: Some("target/compiled".into()),
//! };
//! let app = Arc::new(host::App::load(options).await?);
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//! app.serve(listener, std::future::pending()).await
//! # }
//! ```

mod app;
mod bindings;
mod cache;
mod command;
mod compose;
mod engine;
mod imports;
mod instances;
mod link;
mod logs;
mod manifest;
mod mode;
mod outbound;
mod postgres;
mod serve;
mod state;
mod tls;
mod variables;

pub use app::{App, Options};
pub use compose::{Plug, compose};
pub use imports::{Import, imports};
pub use mode::Mode;
pub use postgres::CONNECTIONS;
