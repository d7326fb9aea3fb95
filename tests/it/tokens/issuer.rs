//! An identity provider: it signs tokens, and shows its keys over HTTP.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use tests::app::Setup;

/// What the provider answers; none is silence.
type Answer = Arc<Mutex<Option<(u16, String)>>>;

/// A provider that serves as long as the test runs.
pub struct Issuer {
    address: SocketAddr,
    answer: Answer,
    asked: Arc<AtomicUsize>,
}

impl Issuer {
    /// A provider that shows these keys.
    pub fn new(keys: &[&Key]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (answer, asked): (Answer, Arc<AtomicUsize>) = Default::default();
        let (shared, count) = (Arc::clone(&answer), Arc::clone(&asked));
        thread::spawn(move || {
            let mut kept_waiting = Vec::new();
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                let answer = shared.lock().unwrap().clone();
                match answer {
                    // A client that goes away harms nobody.
                    Some((status, body)) => drop(serve(stream, status, body)),
                    None => kept_waiting.push(stream),
                }
            }
        });
        let issuer = Self { address, answer, asked };
        issuer.shows(keys);
        issuer
    }

    /// From now on it shows these keys.
    pub fn shows(&self, keys: &[&Key]) {
        let keys: Vec<Value> = keys.iter().map(|key| key.public()).collect();
        *self.answer.lock().unwrap() = Some((200, json!({ "keys": keys }).to_string()));
    }

    /// From now on it answers so.
    pub fn answers(&self, status: u16, body: &str) {
        *self.answer.lock().unwrap() = Some((status, body.to_owned()));
    }

    /// From now on it takes connections and answers nothing.
    pub fn is_silent(&self) {
        *self.answer.lock().unwrap() = None;
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// An application that trusts this provider.
    pub fn trusted_by(&self, setup: Setup) -> Setup {
        setup.set("jwks_origin", &format!("http://{}", self.address)).set("jwks_path", "/api/auth/jwks")
    }
}

fn serve(mut stream: TcpStream, mut status: u16, mut body: String) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    if !head.starts_with(b"GET /api/auth/jwks HTTP/1.1\r\n") {
        (status, body) = (404, String::new());
    }
    let length = body.len();
    let head = format!("HTTP/1.1 {status} Status\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes())
}

/// A key of the provider's.
pub struct Key {
    id: &'static str,
    key: SigningKey,
}

impl Key {
    /// The key of that id; its bytes follow from `seed`.
    pub fn new(id: &'static str, seed: u8) -> Self {
        Self { id, key: SigningKey::from_bytes(&[seed; 32]) }
    }

    /// The public half (RFC 8037, section 2).
    fn public(&self) -> Value {
        let x = URL_SAFE_NO_PAD.encode(self.key.verifying_key().as_bytes());
        json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": self.id, "x": x })
    }

    /// The bytes of the public half: what a confused verifier takes as a secret.
    pub fn public_bytes(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// A token of these claims.
    pub fn token(&self, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&json!({ "alg": "EdDSA", "kid": self.id })), part(claims));
        let signature = self.key.sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}
