//! Composition and the imports that are left.

use host::{Import, Plug, compose, imports};

use crate::guest::component;

const SELECTOR: &str = "test:adder/tool@1.0.0";

const MAIN: &str = r#"(module (import "test:adder/tool@1.0.0" "add" (func (param i32) (result i32)))
    (memory (export "memory") 1) (func (export "run") (result i32) (call 0 (i32.const 1))))"#;

/// An interface of the adder, in a package of its own, with the two worlds that use it.
fn wit(function: &str) -> String {
    format!(
        "package test:adder@1.0.0;
        interface tool {{ add: func({function}) -> u32; }}
        world socket {{ import tool; export run: func() -> u32; }}
        world plug {{ export tool; }}"
    )
}

fn socket() -> Vec<u8> {
    component(&wit("a: u32").replace("world socket", "world guest"), MAIN)
}

fn plug(function: &str, core: &str) -> Vec<u8> {
    let wat = format!(
        r#"(module (memory (export "memory") 1)
            (func (export "test:adder/tool@1.0.0#add") (param {core}) (result i32) (i32.const 2)))"#
    );
    component(&wit(function).replace("world plug", "world guest"), &wat)
}

fn plug_in(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let plug = Plug { selector: SELECTOR, name: "adder", bytes };
    compose("main", &socket(), &[plug]).map_err(|error| format!("{error:#}"))
}

#[test]
fn imports_are_listed() {
    let expected = Import { name: SELECTOR.to_owned(), has_functions: true };
    assert_eq!(imports(&socket()).unwrap(), [expected]);
    assert_eq!(imports(&plug("a: u32", "i32")).unwrap(), []);
    assert!(imports(b"no component").is_err());
}

#[test]
fn a_dependency_is_plugged_in() {
    let composed = plug_in(&plug("a: u32", "i32")).unwrap();
    assert_eq!(imports(&composed).unwrap(), []);
}

#[test]
fn an_open_import_is_named() {
    let open = compose("main", &socket(), &[]).map_err(|error| error.to_string());
    let expected = "the component `main` imports `test:adder/tool@1.0.0`, which none of its dependencies \
                    exports in the same form";
    assert_eq!(open, Err(expected.to_owned()));
}

/// The names are the same, and only the types tell that it does not fit.
#[test]
fn a_dependency_of_another_type_is_refused() {
    let error = plug_in(&plug("a: u64", "i64")).unwrap_err();
    assert!(error.starts_with("cannot compose the component `main`"), "{error}");
}

#[test]
fn a_dependency_for_nothing_is_refused() {
    let plug = Plug { selector: "test:other/tool@1.0.0", name: "adder", bytes: &plug("a: u32", "i32") };
    let error = compose("main", &socket(), &[plug]).map_err(|error| format!("{error:#}"));
    let expected = "cannot compose the component `main`: it does not import `test:other/tool@1.0.0`";
    assert_eq!(error, Err(expected.to_owned()));
}

/// An interface of types alone needs nobody who implements it.
#[test]
fn an_import_of_types_may_stay() {
    let wit = "package test:typed@1.0.0;
        interface kinds { enum kind { a, b } }
        world guest { use kinds.{kind}; export run: func() -> kind; }";
    let wat = r#"(module (memory (export "memory") 1) (func (export "run") (result i32) (i32.const 1)))"#;
    let bytes = component(wit, wat);
    let expected = Import { name: "test:typed/kinds@1.0.0".to_owned(), has_functions: false };
    assert_eq!(imports(&bytes).unwrap(), [expected]);
    assert!(compose("typed", &bytes, &[]).is_ok());
}
