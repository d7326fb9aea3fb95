//! The wasmtime engine, tuned for a fresh instance per request.

use wasmtime::{Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, Result};

/// Requests that are answered at the same time at most; one more fails.
const REQUESTS: u32 = 1000;

/// Memories, tables and instances that one composed component may have: its own, those of its dependencies
/// and the adapters between them.
const MODULES: u32 = 40;

/// The most memory of one module of an instance.
const MEMORY: usize = 64 << 20;

/// What stays in memory of a slot that was used, so that its pages need not be mapped again.
const KEEP_MEMORY: usize = 1 << 20;
const KEEP_TABLE: usize = 64 << 10;

/// An engine whose instances come from a pool.
///
/// # Errors
/// When the address space cannot be reserved.
pub fn engine() -> Result<Engine> {
    let mut pool = PoolingAllocationConfig::default();
    pool.total_component_instances(REQUESTS)
        .total_stacks(REQUESTS)
        .total_core_instances(REQUESTS * MODULES)
        .total_memories(REQUESTS * 8)
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
        .wasm_backtrace_max_frames(None);
    Engine::new(&config)
}
