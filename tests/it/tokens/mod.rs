//! Tokens: whom they speak for, and which are refused.

mod issuer;
mod jwks;
mod secret;
