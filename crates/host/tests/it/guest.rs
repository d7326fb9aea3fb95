//! Guests as small as they can be: a core module in text, made a component of WASI 0.2.

use std::path::Path;

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// A component of the module `wat` that has the world `guest` of `wit`, which may use all of WASI 0.2.6.
pub fn component(wit: &str, wat: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    // The build script knows where the SDK's WIT files are. Each package after those that it uses.
    let folder = Path::new(env!("SPIN_SDK_WIT"));
    for name in ["io", "clocks", "random", "filesystem", "sockets", "cli", "http"] {
        resolve.push_dir(folder.join(format!("{name}@0.2.6"))).unwrap();
    }
    let package = resolve.push_str("guest.wit", wit).unwrap();
    let world = resolve.select_world(&[package], Some("guest")).unwrap();
    let mut module = wat::parse_str(wat).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
    ComponentEncoder::default().module(&module).unwrap().encode().unwrap()
}

/// A guest that handles HTTP requests by the WebAssembly instructions of `body`. `$request` and `$out` are
/// its parameters; `$answer` sends the global `$status`, at first 200, and leaves the body in the global `$to`
/// and its stream in `$stream`; `$write` sends "hello" as a part of it and gives 0 if that worked; `$finish` ends
/// the body; `$count` makes the status one more; `$forget` drops the request.
pub fn http(body: &str) -> Vec<u8> {
    let wit = "package test:http;
        world guest {
            import wasi:http/types@0.2.6;
            import wasi:io/streams@0.2.6;
            export wasi:http/incoming-handler@0.2.6;
        }";
    component(wit, &HTTP.replace("BODY", body))
}

/// A guest that runs as a command by the instructions of `body`, which leave 0 for success.
pub fn command(body: &str) -> Vec<u8> {
    let wit = "package test:command; world guest { export wasi:cli/run@0.2.6; }";
    let wat =
        r#"(module (memory (export "memory") 1) (func (export "wasi:cli/run@0.2.6#run") (result i32) BODY))"#;
    component(wit, &wat.replace("BODY", body))
}

const HTTP: &str = r#"
(module
  (import "wasi:http/types@0.2.6" "[constructor]fields" (func $fields (result i32)))
  (import "wasi:http/types@0.2.6" "[constructor]outgoing-response" (func $response (param i32) (result i32)))
  (import "wasi:http/types@0.2.6" "[method]outgoing-response.set-status-code"
    (func $set_status (param i32 i32) (result i32)))
  (import "wasi:http/types@0.2.6" "[resource-drop]incoming-request" (func $forget (param i32)))
  (import "wasi:http/types@0.2.6" "[method]outgoing-response.body" (func $body (param i32 i32)))
  (import "wasi:http/types@0.2.6" "[method]outgoing-body.write" (func $open (param i32 i32)))
  (import "wasi:http/types@0.2.6" "[static]outgoing-body.finish" (func $end (param i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.6" "[static]response-outparam.set"
    (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.6" "[method]output-stream.blocking-write-and-flush"
    (func $flush (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.6" "[resource-drop]output-stream" (func $drop (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "hello")
  (global $status (mut i32) (i32.const 200))
  (global $to (mut i32) (i32.const 0))
  (global $stream (mut i32) (i32.const 0))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 4096))

  (func $count (global.set $status (i32.add (global.get $status) (i32.const 1))))

  (func $answer (param $out i32)
    (local $handle i32)
    (local.set $handle (call $response (call $fields)))
    (drop (call $set_status (local.get $handle) (global.get $status)))
    (call $body (local.get $handle) (i32.const 64))
    (global.set $to (i32.load (i32.const 68)))
    (call $set (local.get $out) (i32.const 0) (local.get $handle)
      (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (call $open (global.get $to) (i32.const 64))
    (global.set $stream (i32.load (i32.const 68))))

  (func $write (result i32)
    (call $flush (global.get $stream) (i32.const 0) (i32.const 5) (i32.const 64))
    (i32.load8_u (i32.const 64)))

  (func $finish
    (call $drop (global.get $stream))
    (call $end (global.get $to) (i32.const 0) (i32.const 0) (i32.const 64)))

  (func (export "wasi:http/incoming-handler@0.2.6#handle") (param $request i32) (param $out i32)
    BODY))
"#;
