//! The resources.

use gateway::{Fault, Reply, Request};
use rmcp::model::{ErrorData, ReadResourceRequestParams};
use serde_json::{Value, json};

use crate::{content::PNG, server::TTL_MS};

/// `resources/list`
pub fn list() -> Result<Reply, Fault> {
    let resource = |name: &str, media_type| {
        let uri = format!("test://{name}");
        json!({ "uri": uri, "name": name, "description": format!("Fixture {name}."), "mimeType": media_type })
    };
    let resources = [
        resource("static-text", "text/plain"),
        resource("static-binary", "image/png"),
        resource("watched-resource", "text/plain"),
    ];
    Ok(Reply::of(&json!({ "resources": resources }))?.cached(TTL_MS))
}

/// `resources/templates/list`
pub fn templates() -> Result<Reply, Fault> {
    let template = json!({
        "uriTemplate": "test://template/{id}/data",
        "name": "template",
        "description": "Fixture template.",
        "mimeType": "application/json",
    });
    Ok(Reply::of(&json!({ "resourceTemplates": [template] }))?.cached(TTL_MS))
}

/// `resources/read`
pub fn read(request: &Request<'_>) -> Result<Reply, Fault> {
    let uri = request.params::<ReadResourceRequestParams>()?.uri;
    let text = |media_type: &str, text: &str| json!({ "uri": uri, "mimeType": media_type, "text": text });
    let contents: Value = match uri.strip_prefix("test://").unwrap_or_default() {
        "static-text" => text("text/plain", "This is the content of the static text resource."),
        "static-binary" => json!({ "uri": uri, "mimeType": "image/png", "blob": PNG }),
        "watched-resource" => text("text/plain", "Nothing changes here."),
        path => {
            let id = path.strip_prefix("template/").and_then(|rest| rest.strip_suffix("/data"));
            let Some(id) = id.filter(|id| !id.contains('/')) else { return Err(unknown(request, &uri)) };
            let data = json!({ "id": id, "templateTest": true, "data": format!("Data for ID: {id}") });
            text("application/json", &data.to_string())
        }
    };
    Ok(Reply::of(&json!({ "contents": [contents] }))?.cached(TTL_MS))
}

/// The older era has a code of its own for this.
fn unknown(request: &Request<'_>, uri: &str) -> Fault {
    let (told, data) = ("There is no such resource.", Some(json!({ "uri": uri })));
    if request.is_modern() {
        ErrorData::invalid_params(told, data).into()
    } else {
        ErrorData::resource_not_found(told, data).into()
    }
}
