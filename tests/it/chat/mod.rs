//! `POST /api/{user_id}/chat`: what it takes and what it answers.

mod bodies;
mod headers;
mod journey;
mod order;
mod paths;
mod wire;
