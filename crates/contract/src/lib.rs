//! The HTTP contract's pure part: what the chat endpoint reads and writes, without any I/O.
//!
//! A request passes through in the contract's order: [`path`] says whose chat it is, [`headers`] and
//! [`request`] what is asked, [`response`] and [`problem`] what is answered.

pub mod headers;
mod json;
pub mod path;
pub mod problem;
pub mod request;
pub mod response;

pub use json::digest;
pub use problem::Problem;
