//! Writes the tools as `tools/list` shows them, from the catalogue and through the types of the SDK: the
//! list is the same for everybody, so no request has to make it.

use std::{env, error::Error, fs, path::PathBuf, sync::Arc};

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let mut text = String::from("&[\n");
    for tool in catalogue::ALL {
        let (modern, older) = (published(tool, true)?, published(tool, false)?);
        text += &format!("    Published {{ modern: {modern:?}, older: {older:?} }},\n");
    }
    text += "]\n";
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("published.rs"), text)?;
    Ok(())
}

fn published(tool: &catalogue::Tool, modern: bool) -> Result<String, Box<dyn Error>> {
    let mut input: JsonObject = serde_json::from_str(tool.input)?;
    let own = json!({ "type": "string", "description": "The signed-in user; may be left out." });
    input
        .entry("properties")
        .or_insert_with(|| json!({}))
        .as_object_mut()
        .ok_or("the properties of a schema are an object")?
        .insert("user_id".to_owned(), own);
    let mut output: JsonObject = serde_json::from_str(tool.output)?;
    // Before 2026-07-28 a structured result is an object, and clients refuse a list of tools with another.
    if !modern && output.get("type") != Some(&json!("object")) {
        let wrapped = json!({ "type": "object", "properties": { "result": output }, "required": ["result"] });
        output = serde_json::from_value(wrapped)?;
    }
    let hints = tool.annotations;
    let annotations = ToolAnnotations::from_raw(
        None,
        Some(hints.read_only),
        Some(hints.destructive),
        Some(hints.idempotent),
        Some(false),
    );
    let published = Tool::new(tool.name, tool.description, Arc::new(input))
        .with_title(tool.title)
        .with_raw_output_schema(Arc::new(output))
        .with_annotations(annotations);
    Ok(serde_json::to_string(&published)?)
}
