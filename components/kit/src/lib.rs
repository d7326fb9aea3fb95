//! Glue to Spin and WASI that the components share. What a component does not call is not linked into it.

pub mod access;
pub mod clock;
pub mod database;
pub mod exchange;
pub mod http;
pub mod log;
pub mod once;
pub mod outbound;
pub mod ready;
pub mod stream;
pub mod tool;
pub mod variables;
mod wait;

/// The types of `todo:types`, bound once for all tools and their callers.
pub mod types {
    pub use crate::bindings::todo::types::types::*;
}

#[expect(missing_docs, reason = "generated; the WIT files hold the documentation")]
mod bindings {
    wit_bindgen::generate!({
        inline: "package todo:kit; world kit { import todo:types/types@1.0.0; }",
        path: "../../wit/types",
        generate_unused_types: true,
        additional_derives: [PartialEq, Eq],
        generate_all,
    });
}
