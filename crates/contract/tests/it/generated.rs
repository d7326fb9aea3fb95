//! Generated input: whatever comes in, nothing panics and the answer is one of the contract's.

use contract::digest;
use contract::headers::{idempotency_key, json_content, parent_id, trace_parent};
use contract::path::path_user;
use contract::request::{Body, MAX_MESSAGE, decode};
use serde_json::Value;

/// Numbers that look random and are the same in every run (xorshift64, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}

/// Pieces that bodies are made of, right ones and wrong ones.
const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\"",
    b"\"message\"",
    b"\"conversation_id\"",
    b"\"type\"",
    b"1",
    b"-",
    b"1.0",
    b"9223372036854775808",
    b"null",
    b"true",
    b"\"Hi\"",
    b"\"\\u0000\"",
    b"\"\\ud800\"",
    b"\"\xf0\x9f\x98\x80\"",
    b"\xff",
    b"\0",
    b"\\",
    b"\"message\":\"Hi\"",
    b"\"type\":\"threads.list\"",
    b"1e999",
];

fn has_whole_numbers(value: &Value) -> bool {
    match value {
        Value::Number(number) => !number.is_f64(),
        Value::Array(list) => list.iter().all(has_whole_numbers),
        Value::Object(members) => members.values().all(has_whole_numbers),
        _ => true,
    }
}

#[track_caller]
fn check(body: &[u8]) -> u16 {
    match decode(body) {
        Ok(request) => {
            // `serde_json` reads the same value, where it keeps numbers as they are.
            if let Ok(value) = serde_json::from_slice::<Value>(body)
                && has_whole_numbers(&value)
            {
                assert_eq!(digest(&value).unwrap(), request.digest);
            }
            if let Body::Chat(chat) = request.body {
                let length = chat.message.chars().count();
                assert!((1..=MAX_MESSAGE).contains(&length) && !chat.message.contains('\0'));
                assert_eq!(chat.message, chat.message.trim());
            }
            200
        }
        Err(problem) => {
            assert!([400, 413, 422].contains(&problem.status()), "{problem}");
            problem.status()
        }
    }
}

/// 001/FR-036: bodies of right and wrong pieces.
#[test]
fn pieces_in_any_order() {
    let mut dice = Dice(0x5eed);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..20_000 {
        let length = dice.below(12);
        let inner: Vec<u8> = (0..length).flat_map(|_| dice.pick(PIECES).to_vec()).collect();
        let body = if dice.below(2) == 0 { inner } else { [b"{", &inner[..], b"}"].concat() };
        seen.insert(check(&body));
    }
    // The generator reaches all of the answers that a short body can have.
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [200, 400, 422]);
}

/// 001/FR-036: each bit flipped, and each prefix.
#[test]
fn a_good_body_with_one_fault() {
    let good = br#"{"conversation_id": 12, "message": "Add \u00e4 \ud83d\ude00", "x": [15, {"y": null}]}"#;
    assert_eq!(check(good), 200);
    for place in 0..good.len() {
        check(&good[..place]);
        for bit in 0..8 {
            let mut body = good.to_vec();
            body[place] ^= 1 << bit;
            check(&body);
        }
    }
}

/// 001/FR-036: headers and paths.
#[test]
fn headers_and_paths_of_any_bytes() {
    let mut dice = Dice(0xfeed);
    let alphabet: &[&[u8]] = &[
        b"a",
        b"%",
        b"4",
        b"/",
        b"\xc3",
        b"\xa4",
        b"-",
        b";",
        b"=",
        b"\"",
        b"\0",
        b"?",
        b" ",
        b"application/json",
    ];
    for _ in 0..20_000 {
        let length = dice.below(10);
        let value: Vec<u8> = (0..length).flat_map(|_| dice.pick(alphabet).to_vec()).collect();
        let statuses = [
            json_content(&[&value]).map_or_else(|problem| problem.status(), |()| 200),
            idempotency_key(&[&value]).map_or_else(|problem| problem.status(), |_| 200),
        ];
        assert!([200, 415].contains(&statuses[0]) && [200, 400].contains(&statuses[1]));
        assert!(parent_id(&[&value]).is_none_or(|id| id.is_ascii()));
        assert!(trace_parent(&[&value]).is_none(), "nothing this short is one");
        if let Some(user) = path_user(&format!("/api/{}/chat", String::from_utf8_lossy(&value))) {
            assert!(!user.is("") && !user.is("\0"));
        }
    }
}
