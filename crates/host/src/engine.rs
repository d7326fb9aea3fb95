//! The wasmtime engine, tuned for instances that live as long as a request or little longer.

use std::thread;
use std::time::Duration;

use wasmtime::{
    Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, Result, Store,
    UpdateDeadline,
};

/// Requests that are answered at the same time at most, or instances that wait for one; one more fails.
const REQUESTS: u32 = 1000;

/// Components that a request may bring to life, each with a memory: the one that answers and its dependencies.
const COMPONENTS: u32 = 8;

/// Memories, tables and instances that one composed component may have: its own, those of its dependencies
/// and the adapters between them.
const MODULES: u32 = 40;

/// The most memory of one module of an instance.
const MEMORY: usize = 64 << 20;

/// What stays in memory of a slot that was used, so that its pages need not be mapped again.
const KEEP_MEMORY: usize = 1 << 20;
const KEEP_TABLE: usize = 64 << 10;

/// How long a guest may compute before others get their turn.
const TURN: Duration = Duration::from_millis(50);

/// An engine whose instances come from a pool. A thread of its own tells its guests the time.
///
/// # Errors
/// When the address space cannot be reserved or the thread not be started.
pub fn engine() -> Result<Engine> {
    let mut pool = PoolingAllocationConfig::default();
    pool.total_component_instances(REQUESTS * COMPONENTS)
        // A dependency that is linked has a stack of its own while it runs.
        .total_stacks(REQUESTS * 2)
        .total_core_instances(REQUESTS * MODULES)
        .total_memories(REQUESTS * COMPONENTS)
        .total_tables(REQUESTS * MODULES)
        .max_core_instances_per_component(MODULES)
        .max_memories_per_component(MODULES)
        .max_tables_per_component(MODULES)
        .max_memory_size(MEMORY)
        .linear_memory_keep_resident(KEEP_MEMORY)
        .table_keep_resident(KEEP_TABLE)
        // A slot is ready for the next request at once, and cleaning it needs no second pass.
        .decommit_batch_size(1)
        // Finds the pages that a request wrote, where the kernel can tell: a third of the cost of a request.
        .pagemap_scan(Enabled::Auto);
    let mut config = Config::new();
    config
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool))
        // Guests are WASI 0.2, where nothing runs at the same time within an instance.
        .concurrency_support(false)
        // Guests are stripped: their frames are numbers that tell nobody anything.
        .wasm_backtrace_max_frames(None)
        .epoch_interruption(true);
    let engine = Engine::new(&config)?;
    let weak = engine.weak();
    thread::Builder::new().name("turns".to_owned()).spawn(move || {
        while let Some(engine) = weak.upgrade() {
            engine.increment_epoch();
            drop(engine);
            thread::sleep(TURN);
        }
    })?;
    Ok(engine)
}

/// A store for one instance with its `state`. A guest that loops for ever takes turns with the others and
/// ends with the runtime, else it would keep a thread for itself.
pub fn store<T>(engine: &Engine, state: T) -> Store<T> {
    let mut store = Store::new(engine, state);
    store.set_epoch_deadline(1);
    // tokio's own way to yield: it looks for news of sockets before the guest's next turn.
    store.epoch_deadline_callback(|_| Ok(UpdateDeadline::YieldCustom(1, Box::pin(tokio::task::yield_now()))));
    store
}
