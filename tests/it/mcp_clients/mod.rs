//! The MCP server with what people use: the official conformance suites, the Inspector, and the official SDKs,
//! old and new.

mod conformance;
mod inspector;
mod sdks;

use serde_json::json;
use tests::{App, Database, Proxy, caller::now, token};

/// A running application, and how clients get at it.
struct Served {
    _app: App,
    url: String,
    /// Alice's.
    token: String,
}

/// The product, called with a token.
fn product() -> Served {
    serve("spin.toml", false)
}

/// The product, for clients that can send no token.
fn open_product() -> Served {
    serve("spin.toml", true)
}

/// The fixture in place of the product, for clients that can send no token.
fn open_fixture() -> Served {
    serve("tests/mcp-fixture/spin.toml", true)
}

fn serve(manifest: &'static str, open: bool) -> Served {
    let proxy = Proxy::new();
    let url = format!("{}/mcp", proxy.url);
    let token = token(&json!({ "sub": "alice", "aud": url, "exp": now() + 600 }));
    let app = App::on(&Database::new()).manifest(manifest).set("public_url", &proxy.url).start();
    proxy.serve(app.address, open.then(|| token.clone()));
    Served { _app: app, url, token }
}
