//! Makes the JSON schemas of the tools from their Rust types, as text for the library to include.

use std::{env, error::Error, fs, path::PathBuf};

use arguments::{AddTask, ListTasks, Task, TaskId, UpdateTask, Written};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let schemas = [
        ("ADD_TASK", schema::<AddTask>()?),
        ("LIST_TASKS", schema::<ListTasks>()?),
        ("TASK_ID", schema::<TaskId>()?),
        ("UPDATE_TASK", schema::<UpdateTask>()?),
        ("WRITTEN", schema::<Written>()?),
        ("TASKS", schema::<Vec<Task>>()?),
    ];
    let text: String = schemas
        .iter()
        .map(|(name, schema)| format!("pub(crate) const {name}: &str = {schema:?};\n"))
        .collect();
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("schemas.rs"), text)?;
    Ok(())
}

fn schema<T: JsonSchema>() -> Result<String, Box<dyn Error>> {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    simplify(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.remove("$schema");
        root.remove("title");
        root.remove("description");
    }
    Ok(serde_json::to_string(&schema)?)
}

/// Says the same in the plainest words, because small models read schemas badly: an optional member is
/// one that is not required, and not one that may be null; a choice is an `enum`.
fn simplify(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(simplify);
            object.retain(|key, value| !(key == "default" && value.is_null() || key == "format"));
            drop_null(object);
            choose(object);
        }
        Value::Array(all) => all.iter_mut().for_each(simplify),
        _ => {}
    }
}

fn drop_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".into(), one);
        }
    }
    if let Some(Value::Array(forms)) = object.get_mut("anyOf") {
        forms.retain(|form| form.get("type") != Some(&"null".into()));
        if let [Value::Object(one)] = forms.as_slice() {
            let one = one.clone();
            object.remove("anyOf");
            one.into_iter().for_each(|(key, value)| {
                object.entry(key).or_insert(value);
            });
        }
    }
}

fn choose(object: &mut Map<String, Value>) {
    let Some(Value::Array(forms)) = object.get("oneOf") else { return };
    let names: Option<Vec<Value>> = forms.iter().map(|form| form.get("const").cloned()).collect();
    if let Some(names) = names {
        object.remove("oneOf");
        object.insert("type".into(), "string".into());
        object.insert("enum".into(), names.into());
    }
}
