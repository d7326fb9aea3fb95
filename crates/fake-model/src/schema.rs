//! The tools, and whether the schemas of their arguments are JSON schemas.

use serde_json::{Map, Value};

use crate::check::{Checked, function_name, only};

/// Checks the tools and gives their names.
pub(crate) fn check_tools(tools: &Value) -> Result<Vec<&str>, String> {
    let tools = tools.as_array().filter(|tools| (1..=128).contains(&tools.len()));
    let tools = tools.ok_or("tools is not an array of 1 to 128")?;
    let mut names = Vec::with_capacity(tools.len());
    for (number, tool) in tools.iter().enumerate() {
        let place = format!("tools[{number}]");
        if tool["type"] != "function" {
            return Err(format!("{place}.type is not function"));
        }
        let function =
            tool["function"].as_object().ok_or_else(|| format!("{place}.function is not an object"))?;
        only(function, &["name", "description", "parameters", "strict"], &place)?;
        let name = function_name(&tool["function"]["name"], &place)?;
        if names.contains(&name) {
            return Err(format!("{place} has the name {name} a second time"));
        }
        names.push(name);
        if function.get("description").is_some_and(|description| !description.is_string()) {
            return Err(format!("{place}.description is not a string"));
        }
        let Some(parameters) = function.get("parameters") else { continue };
        if parameters["type"] != "object" {
            return Err(format!("{name}: the schema's type is not object"));
        }
        check_schema(parameters, name)?;
    }
    Ok(names)
}

const TYPES: &[&str] = &["array", "boolean", "integer", "null", "number", "object", "string"];

/// The keywords of JSON Schema 2020-12 that tools use; `place` is where the schema stands.
fn check_schema(schema: &Value, place: &str) -> Checked {
    if schema.is_boolean() {
        return Ok(());
    }
    let schema = schema.as_object().ok_or_else(|| format!("{place}: the schema is not an object"))?;
    for (keyword, value) in schema {
        let fits = match keyword.as_str() {
            "type" => is_type(value) || is_set_of(value, is_type),
            "required" => value.as_array().is_some_and(Vec::is_empty) || is_set_of(value, Value::is_string),
            "enum" => is_set_of(value, |_| true),
            "title" | "description" | "pattern" | "format" | "$schema" | "$ref" | "$id" => value.is_string(),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
                value.is_u64()
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                value.is_number()
            }
            "properties" | "$defs" => {
                check_named(value, keyword == "properties", place)?;
                true
            }
            "items" | "additionalProperties" | "not" => {
                check_schema(value, &format!("{place}.{keyword}"))?;
                true
            }
            "anyOf" | "oneOf" | "allOf" => {
                for (number, value) in value.as_array().into_iter().flatten().enumerate() {
                    check_schema(value, &format!("{place}.{keyword}[{number}]"))?;
                }
                value.as_array().is_some_and(|schemas| !schemas.is_empty())
            }
            "const" | "default" | "examples" | "deprecated" => true,
            _ => return Err(format!("{place}: the schema has the unknown keyword {keyword}")),
        };
        if !fits {
            return Err(format!("{place}: {keyword} is {value}"));
        }
    }
    required_exist(schema, place)
}

/// Schemas by name. A tool acts for the user of the token, so no model is asked for a user.
fn check_named(schemas: &Value, are_properties: bool, place: &str) -> Checked {
    for (name, schema) in
        schemas.as_object().ok_or_else(|| format!("{place}: properties is not an object"))?
    {
        if are_properties && name == "user_id" {
            return Err(format!("{place} asks the model for a user_id"));
        }
        check_schema(schema, &format!("{place}.{name}"))?;
    }
    Ok(())
}

fn required_exist(schema: &Map<String, Value>, place: &str) -> Checked {
    let properties = schema.get("properties").and_then(Value::as_object);
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        let name = name.as_str().unwrap_or_default();
        if !properties.is_some_and(|all| all.contains_key(name)) {
            return Err(format!("{place}: {name} is required but is no property"));
        }
    }
    Ok(())
}

fn is_type(value: &Value) -> bool {
    value.as_str().is_some_and(|name| TYPES.contains(&name))
}

fn is_set_of(value: &Value, fits: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|values| {
        let twice = |(number, value): (usize, &Value)| values[..number].contains(value);
        !values.is_empty() && values.iter().all(fits) && !values.iter().enumerate().any(twice)
    })
}
