//! A request, once its headers and its body say the same.

use std::borrow::Cow;

use rmcp::model::{ErrorCode, ErrorData, ProtocolVersion, RequestId, RequestMetaObject};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{
    answer::{Answer, Fault},
    envelope::{Malformed, Message},
};

/// The headers of an HTTP request: names in any case, values in the order in which they came.
pub type Headers = [(String, Vec<u8>)];

/// A request that can be answered.
pub struct Request<'a> {
    /// Repeated in the answer.
    pub id: RequestId,
    /// Such as `tools/call`.
    pub method: Cow<'a, str>,
    /// What the client said about itself and about this request.
    pub meta: RequestMetaObject,
    /// The version that the answer must follow.
    pub version: ProtocolVersion,
    params: Option<&'a RawValue>,
}

impl<'a> Request<'a> {
    /// Reads a body under its headers; none is a notification, which has no effect here.
    ///
    /// # Errors
    ///
    /// The whole answer to what is malformed, contradictory or of an unknown version.
    pub fn read(headers: &Headers, body: &'a [u8]) -> Result<Option<Self>, Answer> {
        let (id, method, params) = match Message::read(body) {
            Ok(Message::Request { id, method, params }) => (id, method, params),
            Ok(Message::Notification) => return Ok(None),
            Err(Malformed { id, error }) => return Err(Fault::with_status(400, error).answer(id)),
        };
        let refuse = |error: ErrorData| Fault::with_status(400, error).answer(Some(id.clone()));
        let mut routing = match params.map(|params| serde_json::from_str::<Routing<'_>>(params.get())) {
            None => Routing::default(),
            Some(Ok(routing)) => routing,
            Some(Err(_)) => {
                return Err(refuse(ErrorData::invalid_params("_meta or name is of the wrong type.", None)));
            }
        };
        let meta = routing.meta.take().unwrap_or_default();
        let sent = single(headers, "mcp-protocol-version").map_err(refuse)?;
        let version = version(&method, &meta, sent).map_err(|fault| fault.answer(Some(id.clone())))?;
        if !version.has_initialize() {
            check_routing(headers, &method, routing.target()).map_err(refuse)?;
        }
        Ok(Some(Self { id, method, meta, version, params }))
    }

    /// Whether it is of the era without `initialize`.
    pub fn is_modern(&self) -> bool {
        !self.version.has_initialize()
    }

    /// Its parameters, as a type of the SDK; without any those of an empty object.
    ///
    /// # Errors
    ///
    /// -32602: they do not fit.
    pub fn params<T: DeserializeOwned>(&self) -> Result<T, ErrorData> {
        serde_json::from_str(self.params.map_or("{}", RawValue::get)).map_err(|_| {
            ErrorData::invalid_params(format!("The params of {} do not fit.", self.method), None)
        })
    }
}

/// The members of all requests' parameters that headers repeat.
#[derive(Default, Deserialize)]
struct Routing<'a> {
    #[serde(default, rename = "_meta")]
    meta: Option<RequestMetaObject>,
    /// Of a tool or a prompt.
    #[serde(default, borrow)]
    name: Option<Cow<'a, str>>,
    /// Of a resource.
    #[serde(default, borrow)]
    uri: Option<Cow<'a, str>>,
}

impl Routing<'_> {
    /// What `Mcp-Name` repeats.
    fn target(&self) -> Option<&str> {
        self.name.as_deref().or(self.uri.as_deref())
    }
}

const KNOWN: &[ProtocolVersion] = ProtocolVersion::KNOWN_VERSIONS;

/// The version that both the header and the body ask for.
fn version(method: &str, meta: &RequestMetaObject, sent: Option<&[u8]>) -> Result<ProtocolVersion, Fault> {
    let bad = |error: ErrorData| Fault::with_status(400, error);
    let named = meta.protocol_version();
    // The older era has no version in the body. What names one there is modern, whatever it names.
    let is_older = |version: &ProtocolVersion| version.has_initialize() && KNOWN.contains(version);
    let says_modern = named.as_ref().is_some_and(|version| !is_older(version));
    if method == "initialize" {
        // What it asks for is among its parameters, and a newer client's header may say more than we know.
        return if says_modern {
            Err(ErrorData::new(ErrorCode::METHOD_NOT_FOUND, "initialize is not of this version.", None))
                .map_err(|error| Fault::with_status(404, error))
        } else {
            Ok(ProtocolVersion::LATEST_WITH_INITIALIZE)
        };
    }
    let sent_modern = sent.is_some_and(|sent| sent >= ProtocolVersion::NO_INITIALIZE.as_str().as_bytes());
    if !says_modern && !sent_modern && method != "server/discover" {
        // Without a header a client is taken for one of the version that knew none.
        let Some(sent) = sent else { return Ok(ProtocolVersion::V_2025_03_26) };
        return known(sent)
            .ok_or_else(|| bad(ErrorData::invalid_request("MCP-Protocol-Version is not supported.", None)));
    }
    let missing = meta.missing_required_keys(&ProtocolVersion::NO_INITIALIZE);
    let (Some(named), []) = (named, missing.as_slice()) else {
        let message = format!("params._meta lacks {}.", missing.join(", "));
        return Err(bad(ErrorData::invalid_params(message, None)));
    };
    if sent != Some(named.as_str().as_bytes()) {
        let message = format!("MCP-Protocol-Version is not {named}, as the body says.");
        return Err(bad(ErrorData::header_mismatch(message, None)));
    }
    known(named.as_str().as_bytes()).ok_or_else(|| bad(ErrorData::unsupported_protocol_version(named, KNOWN)))
}

fn known(sent: &[u8]) -> Option<ProtocolVersion> {
    KNOWN.iter().find(|version| version.as_str().as_bytes() == sent).cloned()
}

/// The headers by which a proxy may route must name what the body names.
fn check_routing(headers: &Headers, method: &str, name: Option<&str>) -> Result<(), ErrorData> {
    let named = ["tools/call", "prompts/get", "resources/read"].contains(&method);
    let expected = [("Mcp-Method", Some(method)), ("Mcp-Name", name.filter(|_| named))];
    for (header, expected) in expected {
        let Some(expected) = expected else { continue };
        let sent = single(headers, header)?;
        if sent.map(trim) != Some(expected.as_bytes()) {
            return Err(ErrorData::header_mismatch(format!("{header} is not what the body says."), None));
        }
    }
    Ok(())
}

/// The one value of a header. Which of two would win must not depend on who looks.
pub(crate) fn single<'h>(headers: &'h Headers, name: &str) -> Result<Option<&'h [u8]>, ErrorData> {
    let mut values =
        headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| trim(value));
    let first = values.next();
    if values.any(|value| Some(value) != first) {
        return Err(ErrorData::header_mismatch(format!("{name} contradicts itself."), None));
    }
    Ok(first)
}

fn trim(value: &[u8]) -> &[u8] {
    value.trim_ascii()
}
