//! What is measured, one file for each way of measuring.

pub mod mcp;
pub mod page;
pub mod paint;
pub mod sizes;
pub mod start;
pub mod stream;
pub mod trips;
pub mod turns;

/// How much of everything is done.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Turns before anything is counted: statements are prepared and caches filled.
    pub warm_up: usize,
    /// Turns that are counted, each time.
    pub turns: usize,
    /// How often turns are counted; the median stands.
    pub repetitions: usize,
    /// How often the runner is started, and the page visited for the first time.
    pub starts: usize,
}

impl Effort {
    /// For figures.
    pub const FULL: Self = Self { warm_up: 1000, turns: 4000, repetitions: 3, starts: 15 };

    /// To see that it works.
    pub const QUICK: Self = Self { warm_up: 100, turns: 100, repetitions: 1, starts: 2 };
}

/// The middle one of some figures, or not a number when there is none.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![5.0]), 5.0);
        assert!(median(Vec::new()).is_nan());
    }
}
