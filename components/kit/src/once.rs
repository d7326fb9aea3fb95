//! What an instance makes once.

use std::sync::OnceLock;

/// The value of `cell`, made by `make` when it is first asked for. On Spin this is of use within a request; a host
/// that lets an instance answer several requests saves it in all but the first.
///
/// # Errors
///
/// Those of `make`, which is tried again the next time.
pub fn once<T, E>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
    match cell.get() {
        Some(value) => Ok(value),
        None => make().map(|value| cell.get_or_init(|| value)),
    }
}
