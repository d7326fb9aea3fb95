//! The client against servers that behave and servers that do not.

use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Full};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// A server that gives each request on a connection the next of `answers` and closes the connection
/// after the last; it stays silent instead of an empty one. Counts its connections.
async fn server(answers: &'static [&'static str]) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let count = connections.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                for answer in answers {
                    if stream.read(&mut buffer).await.unwrap_or(0) == 0 {
                        return;
                    }
                    if answer.is_empty() {
                        std::future::pending::<()>().await;
                    }
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (origin, connections)
}

async fn get(client: &Arc<Client>, url: &str, options: Option<RequestOptions>) -> Result<String, Error> {
    let body = Empty::<Bytes>::new().map_err(|never| match never {}).boxed_unsync();
    let request = Request::get(url).header("host", "test").body(body).unwrap();
    let response = client.clone().send(request, options).await?;
    let body = response.into_body().collect().await?.to_bytes();
    // The connection is put by from another task.
    tokio::time::sleep(Duration::from_millis(20)).await;
    Ok(String::from_utf8(body.to_vec()).unwrap())
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
const CLOSE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno";
const STALLED_BODY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";

#[tokio::test]
async fn a_connection_is_used_again() {
    let (origin, connections) = server(&[OK, OK, OK]).await;
    let client = Arc::new(Client::default());
    for _ in 0..3 {
        assert_eq!(get(&client, &format!("{origin}/a?b"), None).await.unwrap(), "ok");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_closed_connection_is_replaced() {
    for answers in [&[OK][..], &[CLOSE, OK]] {
        let (origin, connections) = server(answers).await;
        let client = Arc::new(Client::default());
        for _ in 0..3 {
            get(&client, &origin, None).await.unwrap();
        }
        assert_eq!(connections.load(Ordering::SeqCst), 3, "{answers:?}");
    }
}

#[tokio::test]
async fn a_body_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/x?y=z", listener.local_addr().unwrap());
    let received = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = Vec::new();
        while !received.ends_with(b"hello") {
            stream.read_buf(&mut received).await.unwrap();
        }
        stream.write_all(OK.as_bytes()).await.unwrap();
        String::from_utf8(received).unwrap()
    });
    let body = Full::new(Bytes::from_static(b"hello")).map_err(|never| match never {}).boxed_unsync();
    let request = Request::post(url).header("host", "test").body(body).unwrap();
    let response = Arc::new(Client::default()).send(request, None).await.unwrap();
    assert_eq!(response.status(), 200);
    let received = received.await.unwrap();
    assert!(received.starts_with("POST /v1/x?y=z HTTP/1.1\r\nhost: test\r\n"), "{received}");
}

/// An event stream is a hundred small pieces, and a guest makes several calls for each that it sees.
#[tokio::test]
async fn what_has_come_is_one_piece() {
    const PIECES: &str =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n3\r\ndef\r\n";
    let (origin, _) = server(&[PIECES]).await;
    let body = Empty::<Bytes>::new().map_err(|never| match never {}).boxed_unsync();
    let request = Request::get(origin).header("host", "test").body(body).unwrap();
    let mut body = Arc::new(Client::default()).send(request, None).await.unwrap().into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, "abcdef");
    // What comes after it is not lost: the server hung up in the middle of the body.
    assert!(body.frame().await.unwrap().is_err());
}

#[tokio::test]
async fn each_phase_has_its_timeout() {
    let short = Some(Duration::from_millis(50));
    let long = Some(Duration::from_secs(5));
    let client = Arc::new(Client::default());

    let (origin, _) = server(&[""]).await;
    let options =
        RequestOptions { connect_timeout: long, first_byte_timeout: short, between_bytes_timeout: long };
    let error = get(&client, &origin, Some(options)).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionReadTimeout), "first byte: {error:?}");

    let (origin, _) = server(&[STALLED_BODY, OK]).await;
    let options =
        RequestOptions { connect_timeout: long, first_byte_timeout: long, between_bytes_timeout: short };
    let error = get(&client, &origin, Some(options)).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionReadTimeout), "between bytes: {error:?}");
}

/// Over a connection that is used again too.
#[tokio::test]
async fn a_silent_server_is_given_up_on_a_kept_connection() {
    let (origin, connections) = server(&[OK, ""]).await;
    let client = Arc::new(Client::default());
    get(&client, &origin, None).await.unwrap();
    let short = Some(Duration::from_millis(50));
    let options =
        RequestOptions { connect_timeout: None, first_byte_timeout: short, between_bytes_timeout: None };
    let error = get(&client, &origin, Some(options)).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionReadTimeout), "{error:?}");
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_refused_connection_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = get(&Arc::new(Client::default()), &url, None).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
}

#[tokio::test]
async fn a_name_without_an_address_is_an_error() {
    let error = get(&Arc::new(Client::default()), "http://nobody.invalid", None).await.unwrap_err();
    assert!(matches!(error, Error::DnsError { .. }), "{error:?}");
}

#[test]
fn a_server_is_read_from_the_uri() {
    let check = |uri: &str, expected: Option<(bool, &str, u16)>| {
        let server = Server::of(&uri.parse().unwrap()).ok();
        assert_eq!(server.as_ref().map(|s| (s.tls, s.host.as_str(), s.port)), expected, "{uri}");
    };
    check("http://A.example/x", Some((false, "a.example", 80)));
    check("https://a.example", Some((true, "a.example", 443)));
    check("https://user@[::1]:8443/", Some((true, "[::1]", 8443)));
    check("/relative", None);
}
