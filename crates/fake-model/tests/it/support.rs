//! Good requests, and the plainest of clients.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use serde_json::{Value, json};

/// A request that nothing is wrong with.
pub fn good() -> Value {
    json!({
        "model": "small",
        "messages": [
            { "role": "system", "content": "Be kind." },
            { "role": "user", "content": "Buy milk" },
        ],
        "tools": [{
            "type": "function",
            "function": {
                "name": "add_task",
                "description": "Adds a task.",
                "parameters": {
                    "type": "object",
                    "properties": {
                        "title": { "type": "string", "minLength": 1, "maxLength": 200 },
                        "description": { "type": ["string", "null"] },
                    },
                    "required": ["title"],
                    "additionalProperties": false,
                },
            },
        }],
        "stream": true,
        "stream_options": { "include_usage": true },
    })
}

/// What came back over the socket.
pub struct Answer {
    pub status: u16,
    pub head: String,
    /// The body, its chunks joined.
    pub body: String,
    /// Whether the body ended as HTTP says.
    pub whole: bool,
}

/// Posts a body with the headers of a good client.
pub fn post(address: SocketAddr, body: &Value) -> Answer {
    let headers = "content-type: application/json\r\nauthorization: Bearer key\r\n";
    send(address, "POST /v1/chat/completions", headers, &body.to_string())
}

/// Sends a request and reads until the server closes.
pub fn send(address: SocketAddr, line: &str, headers: &str, body: &str) -> Answer {
    let mut socket = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(socket, "{line} HTTP/1.1\r\nhost: model\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}")
        .unwrap();
    let mut bytes = Vec::new();
    // A connection that the script breaks may end in a reset.
    let _ = socket.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let (head, rest) = text.split_once("\r\n\r\n").unwrap_or_default();
    let status = head.split(' ').nth(1).map_or(0, |code| code.parse().unwrap());
    let (body, whole) = dechunk(rest);
    Answer { status, head: head.to_owned(), body, whole }
}

fn dechunk(mut rest: &str) -> (String, bool) {
    let mut body = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            return (body, true);
        }
        body.push_str(&after[..size]);
        rest = &after[size + 2..];
    }
    (body, false)
}
