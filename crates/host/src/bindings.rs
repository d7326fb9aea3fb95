//! The host side of `fermyon:spin/variables@2.0.0` and `spin:postgres/postgres@4.0.0`, as the build
//! script generates it from the WIT files of the `spin-sdk` crate.

include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
