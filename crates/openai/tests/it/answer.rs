//! The stream of an answer, its framing and its end.

use std::ops::ControlFlow;

use agent::{Item, Response, Role, Usage};
use openai::{Answer, Error, MAX_ANSWER_BYTES};

/// Reads an answer in these pieces, and gives the words that were told on the way.
pub fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Result<Response, Error>, String) {
    let mut heard = String::new();
    let mut hear = |words: &str| {
        heard.push_str(words);
        ControlFlow::Continue(())
    };
    let mut answer = Answer::default();
    let pushed = pieces.into_iter().try_for_each(|piece| answer.push(piece, &mut hear));
    let mut made = 0;
    let unique = || {
        made += 1;
        made
    };
    let result = pushed.and_then(|()| answer.finish(unique, &mut hear));
    (result, heard)
}

fn text(result: Result<Response, Error>) -> Result<String, Error> {
    result.map(|response| match response.items.as_slice() {
        [] => String::new(),
        [Item::Message { role: Role::Assistant, text }] => text.clone(),
        items => panic!("not a text: {items:?}"),
    })
}

fn check(answer: &str, expected: Result<&str, Error>) {
    assert_eq!(text(read([answer.as_bytes()]).0), expected.map(str::to_owned), "{answer:?}");
}

const WHOLE: &str = concat!(
    ": a comment\r\n\r\n",
    "event: chunk\nid: 7\nretry: 10\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
    "data:{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Grüß dich \"}}]}\r\n\r\n",
    "data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"\u{1f600}\"}}]}\r\r",
    "data\n\ndata: \n\n",
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5,\"total_tokens\":16}}\n\n",
    "data: [DONE]\n\n",
    "data: {garbage after the end\n\n",
);

/// 001/FR-027: comments, all three line ends, several data lines, and every way of cutting the bytes.
#[test]
fn an_answer_is_read_however_it_is_cut() {
    let usage = Usage { model_calls: 1, input_tokens: 11, output_tokens: 5 };
    let message = Item::Message { role: Role::Assistant, text: "Grüß dich \u{1f600}".to_owned() };
    let expected = Response { items: vec![message], usage };
    let bytes = WHOLE.as_bytes();
    for size in 1..80 {
        let (result, heard) = read(bytes.chunks(size));
        assert_eq!(result.as_ref(), Ok(&expected), "in pieces of {size}");
        assert_eq!(heard, "Grüß dich \u{1f600}");
    }
    for cut in 0..bytes.len() {
        let (result, _) = read([&bytes[..cut], &bytes[cut..]]);
        assert_eq!(result.as_ref(), Ok(&expected), "cut at {cut}");
    }
    let with_mark = format!("\u{feff}{WHOLE}").replacen(": a comment\r\n\r\n", "", 1);
    assert_eq!(read([with_mark.as_bytes()]).0, Ok(expected));
}

/// 001/FR-015: wherever a stream ends before its finish reason, it is no answer.
#[test]
fn a_stream_that_ends_early_is_no_answer() {
    let ended = Err(Error::Incomplete("it ended without a finish reason"));
    let bytes = WHOLE.as_bytes();
    let finish = WHOLE.find("\"stop\"}]}\n\n").unwrap() + "\"stop\"}]}\n\n".len();
    for cut in 0..finish {
        assert_eq!(read([&bytes[..cut]]).0, ended, "cut at {cut}");
    }
    for cut in finish..bytes.len() {
        assert!(read([&bytes[..cut]]).0.is_ok(), "cut at {cut}");
    }
    check("", ended.clone().map(|_| ""));
    check("data: [DONE]\n\n", ended.clone().map(|_| ""));
    check(
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n",
        ended.map(|_| ""),
    );
}

fn finished(content: &str, reason: &str) -> String {
    format!(
        "data: {{\"choices\":[{{\"delta\":{{\"content\":{content}}},\"finish_reason\":\"{reason}\"}}]}}\n\n"
    )
}

/// 001/FR-015: what each finish reason means for an answer in words.
#[test]
fn finish_reasons() {
    let no = |why| Err(Error::Incomplete(why));
    check(&finished("\"a\"", "stop"), Ok("a"));
    check(&finished("null", "stop"), Ok(""));
    check(&finished("\"a\"", "eos_token"), Ok("a"));
    check(&finished("\"a\"", "length"), Ok("a"));
    check(&finished("null", "length"), no("the limit of tokens cut it"));
    check(&finished("\"a\"", "content_filter"), Ok("a"));
    check(&finished("\"\"", "content_filter"), no("a content filter cut it"));
    check(&finished("\"a\"", "error"), no("the server gave up"));
}

/// 001/FR-015: garbage, errors within the stream, and what is not UTF-8.
#[test]
fn what_is_no_answer_is_an_error() {
    let not_json = || Err(Error::Malformed("it is not JSON"));
    check("data: {garbage\n\n", not_json());
    check("data: 5\n\n", not_json());
    check("<html>502</html>", Err(Error::Incomplete("it ended without a finish reason")));
    check("{\"choices\":[{\"message\":{\"content\":\"cut", not_json());
    check("{}", Err(Error::Incomplete("it ended without a finish reason")));
    let refused = |detail: &str| Err(Error::Refused { status: 200, detail: detail.to_owned() });
    check("data: {\"error\":{\"message\":\"overloaded\"}}\n\n", refused("{\"message\":\"overloaded\"}"));
    check("event: error\ndata: {\"error\":\"no such model\"}\n\n", refused("\"no such model\""));
    check("{\"error\":\"no such model\"}", refused("\"no such model\""));
    check(&format!("data: {{\"error\":null,{}", &finished("\"a\"", "stop")[7..]), Ok("a"));

    let invalid = finished("\"a\"", "stop").replace("\"a\"", "\"\u{1}\"").into_bytes();
    let invalid: Vec<u8> = invalid.into_iter().map(|byte| if byte == 1 { 0xff } else { byte }).collect();
    assert_eq!(text(read([invalid.as_slice()]).0), not_json().map(|_: &str| String::new()));
}

/// 001/FR-027: a server that does not stream is understood too; so is one that sends other choices.
#[test]
fn other_forms_of_an_answer() {
    let document = "\n {\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\",\
        \"tool_calls\":null},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";
    for size in 1..40 {
        let (result, heard) = read(document.as_bytes().chunks(size));
        assert_eq!(heard, "a");
        let usage = Usage { model_calls: 1, input_tokens: 3, output_tokens: 2 };
        assert_eq!(result.unwrap().usage, usage);
    }
    check(document, Ok("a"));
    let other =
        "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n\n";
    check(&format!("{other}{}", finished("\"a\"", "stop")), Ok("a"));
    check(
        "data: {\"choices\":[{\"delta\":{\"refusal\":\"I will not\"},\"finish_reason\":\"stop\"}]}\n\n",
        Ok("I will not"),
    );
}

/// 001/FR-036: neither an endless event nor an endless stream fills the memory.
#[test]
fn sizes_are_limited() {
    let line = vec![b'x'; 1 << 16];
    let endless = std::iter::once(b"data: ".as_slice()).chain(std::iter::repeat_n(line.as_slice(), 17));
    assert_eq!(read(endless).0, Err(Error::Malformed("an event is larger than 1 MiB")));

    let comment = [b":".as_slice(), &line, b"\n"].concat();
    let times = MAX_ANSWER_BYTES / comment.len() + 1;
    let endless = std::iter::repeat_n(comment.as_slice(), times);
    assert_eq!(read(endless).0, Err(Error::Malformed("the answer is larger than 8 MiB")));
}
