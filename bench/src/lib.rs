//! What the measurements share.

use std::time::{Duration, Instant};

use erd_core::Dialect;

/// The dialect of that name.
pub fn dialect(name: &str) -> Result<Dialect, String> {
    let mut all = Dialect::ALL.into_iter();
    all.find(|dialect| dialect.name() == name)
        .ok_or_else(|| format!("no dialect is called `{name}`"))
}

/// How long something takes: the time that this thread spends on a processor, where the system tells it (Linux), or else
/// the time that passes. A machine that others use too makes the second of them anything.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
    spent: Option<Duration>,
}

impl Clock {
    /// Starts now.
    pub fn start() -> Self {
        Self {
            spent: spent(),
            start: Instant::now(),
        }
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        match (self.spent, spent()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.start.elapsed(),
        }
    }
}

/// The first number is nanoseconds on a processor (proc(5)). The system brings it up to date when a thread steps back.
fn spent() -> Option<Duration> {
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
