//! The language model behind the chat: what it is sent, what it may do, and what it does wrong.

mod faults;
mod input;
mod limits;
mod tools;
