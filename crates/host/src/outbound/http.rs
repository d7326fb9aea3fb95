//! `wasi:http/outgoing-handler` under the component's allowed hosts.

use std::sync::Arc;

use hyper::{Request, Response, Uri};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

use crate::state::Capabilities;

type Io = Box<dyn Future<Output = Result<(), Error>> + Send>;
type Answer = Result<(Response<WasiBody>, Io), Error>;

/// What `wasmtime-wasi-http` asks for each request of a guest.
pub struct Hooks(pub Arc<Capabilities>);

impl WasiHttpHooks for Hooks {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        options: Option<RequestOptions>,
        _response_processed: Io,
    ) -> Box<dyn Future<Output = Answer> + Send> {
        let allowed = is_allowed(&self.0, request.uri());
        let client = self.0.http.clone();
        Box::new(async move {
            if !allowed {
                return Err(Error::HttpRequestDenied);
            }
            let response = client.send(request, options).await?;
            // The connection outlives the request and has a task of its own.
            Ok((response, Box::new(async { Ok(()) }) as Io))
        })
    }
}

fn is_allowed(capabilities: &Capabilities, uri: &Uri) -> bool {
    match (uri.scheme_str(), uri.host()) {
        (Some(scheme), Some(host)) => capabilities.allowed_hosts.allow(scheme, host, uri.port_u16()),
        _ => false,
    }
}
