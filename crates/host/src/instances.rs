//! Instances of a component that answers HTTP requests: one per request, or in [`Mode::Fast`] one after another for
//! requests with the same credential.
//!
//! To make an instance, and to clean up after it, is most of what a small request costs. Here the next request of
//! the same user may find one that is made, while no instance ever sees requests of two users: what one of them
//! left in its memory is out of reach for the other, whatever the component does.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::HeaderMap;
use hyper::header::AUTHORIZATION;
use sha2::{Digest, Sha256};
use wasmtime::Store;
use wasmtime::component::Resource;
use wasmtime_wasi::WasiCtxBuilder;
use wasmtime_wasi::p2::{DynInputStream, DynOutputStream, DynPollable};
use wasmtime_wasi_http::RequestOptions;
use wasmtime_wasi_http::p2::bindings::{Proxy, ProxyPre};
use wasmtime_wasi_http::p2::types::{HostIncomingRequest, HostResponseOutparam};

use crate::engine;
use crate::logs::Lines;
use crate::mode::Mode;
use crate::state::{Capabilities, State};

/// How often the instances are looked for that wait in vain.
pub const SWEEP: Duration = Duration::from_millis(100);

/// How long an instance waits for the next request, and until the next [`SWEEP`]: a second at most. A client that
/// works through something asks again at once; one that went away shall not leave its data in memory.
const PATIENCE: Duration = Duration::from_millis(900);

/// Instances of a component that wait at the same time, at most: each keeps its memory.
const WAITING: usize = 32;

/// Requests that an instance answers, at most: the memory of a guest grows, but never shrinks.
const REQUESTS: u32 = 100;

/// The instances of one component.
pub struct Instances {
    /// Makes them.
    pub pre: ProxyPre<State>,
    /// What they may do.
    pub component: Arc<Capabilities>,
    mode: Mode,
    /// Those that wait for a request, and since when; the longest first.
    waiting: Mutex<Waiting>,
}

/// An instance, or a store that gets one with its first request.
pub struct Instance {
    /// What the guest owns.
    pub store: Store<State>,
    /// None before the first request.
    proxy: Option<Proxy>,
    /// Whose requests it answers; none: a single one's.
    credential: Option<Credential>,
    requests: u32,
}

type Waiting = VecDeque<(Instant, Instance)>;

/// The hash of a header `Authorization`. The header itself is not kept, and a comparison takes no longer for what
/// is nearly right.
type Credential = [u8; 32];

impl Instances {
    /// None yet. Those of `pre` may do what `component` says.
    pub fn new(pre: ProxyPre<State>, component: Arc<Capabilities>, mode: Mode) -> Self {
        Self { pre, component, mode, waiting: Mutex::default() }
    }

    /// An instance for a request with `headers`.
    pub fn get(&self, headers: &HeaderMap) -> Instance {
        let credential = if self.mode == Mode::Fast { credential(headers) } else { None };
        let known = credential.and_then(|credential| {
            let mut waiting = self.waiting();
            let place = waiting.iter().rposition(|(_, instance)| instance.credential == Some(credential))?;
            waiting.remove(place).map(|(_, instance)| instance)
        });
        known.unwrap_or_else(|| {
            let wasi = WasiCtxBuilder::new().stdout(Lines::default()).stderr(Lines::default()).build();
            let store = engine::store(self.pre.engine(), State::new(self.component.clone(), wasi));
            Instance { store, proxy: None, credential, requests: 0 }
        })
    }

    /// Takes an instance back that answered a request, and keeps it for the next one if that may be.
    pub fn put(&self, mut instance: Instance) {
        instance.requests += 1;
        if instance.credential.is_none() || instance.requests == REQUESTS || instance.holds_something() {
            return;
        }
        let mut waiting = self.waiting();
        let longest = if waiting.len() == WAITING { waiting.pop_front() } else { None };
        waiting.push_back((Instant::now(), instance));
        drop(waiting);
        // Cleaning up takes its time, and others need the list.
        drop(longest);
    }

    /// Ends the instances that have waited too long.
    pub fn end_idle(&self) {
        let mut waiting = self.waiting();
        let number = waiting.partition_point(|(since, _)| since.elapsed() > PATIENCE);
        let idle: Vec<_> = waiting.drain(..number).collect();
        drop(waiting);
        drop(idle);
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Instance {
    /// Lets the guest answer `request` by `out`; `pre` makes it for its first one.
    ///
    /// # Errors
    /// When too many requests are answered at the same time, or the guest traps.
    pub async fn answer(
        &mut self,
        pre: &ProxyPre<State>,
        request: Resource<HostIncomingRequest>,
        out: Resource<HostResponseOutparam>,
    ) -> wasmtime::Result<()> {
        let proxy = match self.proxy.take() {
            Some(proxy) => proxy,
            None => pre.instantiate_async(&mut self.store).await?,
        };
        proxy.wasi_http_incoming_handler().call_handle(&mut self.store, request, out).await?;
        self.proxy = Some(proxy);
        Ok(())
    }

    /// Whether the guest holds on to something of its request, as a connection or an answer that is not ended.
    fn holds_something(&mut self) -> bool {
        self.store.data_mut().table.iter_mut().any(|resource| {
            // Its standard streams are its own, which a C library keeps with what wakes it from waiting for them.
            let own = resource.is::<DynInputStream>()
                || resource.is::<DynOutputStream>()
                || resource.is::<DynPollable>();
            // wasmtime-wasi-http forgets to drop what was asked of a request: limits of time.
            !own && !resource.is::<RequestOptions>()
        })
    }
}

/// What tells whose a request is; none when it says nothing, or two things.
fn credential(headers: &HeaderMap) -> Option<Credential> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Some(Sha256::digest(value.as_bytes()).into()),
        _ => None,
    }
}
