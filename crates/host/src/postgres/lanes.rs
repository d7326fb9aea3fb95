//! Sessions that several guests use at the same time.
//!
//! Each statement is a transaction of its own, and PostgreSQL answers in the order in which it was asked. So
//! statements of many requests can follow each other on one connection, and a server process that finds the
//! next one waiting neither sleeps nor changes places with another: under load that is a quarter of its work.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::pool::Pooled;

/// Guests on one session, as long as there are other sessions: the next waits for at most so many statements.
const GUESTS: usize = 8;

/// The sessions that are shared now. One goes back to its pool with its last guest.
pub struct Lanes {
    most: usize,
    lanes: Mutex<Vec<Weak<Pooled>>>,
}

impl Lanes {
    /// None yet, and `most` at most.
    pub fn new(most: usize) -> Self {
        Self { most, lanes: Mutex::default() }
    }

    /// The first session with a place; none if another one is to be shared. The first, so that few stay in
    /// use and those stay warm.
    pub fn join(&self) -> Option<Arc<Pooled>> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.retain(|lane| lane.upgrade().is_some_and(|session| session.is_usable()));
        let first = lanes.iter().find(|lane| lane.strong_count() < GUESTS);
        let emptiest = || lanes.iter().min_by_key(|lane| lane.strong_count());
        let lane = if lanes.len() < self.most { first } else { first.or_else(emptiest) };
        lane?.upgrade()
    }

    /// Shares `session`.
    pub fn add(&self, session: Pooled) -> Arc<Pooled> {
        let session = Arc::new(session);
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&session));
        session
    }
}
