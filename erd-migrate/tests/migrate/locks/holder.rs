//! A session that uses a table in an open transaction.

use super::observe::{connect, execute, thread_of};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

/// It holds, or waits for, the lock of a reader or of a writer.
pub(super) struct Holder {
    /// Its number in the performance schema.
    pub(super) thread: u64,
    pub(super) writes: bool,
    holds: Arc<AtomicBool>,
    release: Sender<()>,
    session: JoinHandle<()>,
}

impl Holder {
    pub(super) fn start(url: &str, table: &str, writes: bool) -> Result<Self, String> {
        let mut client = connect(url)?;
        let thread = thread_of(&mut client)?;
        // No row is locked: the lock on the table is what counts.
        let lock = if writes { " FOR UPDATE" } else { "" };
        let sql = format!("SELECT 1 FROM `{table}` WHERE 1 = 0{lock}");
        let (release, released) = channel();
        let holds = Arc::new(AtomicBool::new(false));
        let said = Arc::clone(&holds);
        let session = thread::spawn(move || {
            // The table may be gone by the time that it is let in.
            let begun = execute(&mut client, "START TRANSACTION");
            let _ = begun.and_then(|()| execute(&mut client, &sql));
            said.store(true, Ordering::Release);
            let _ = released.recv();
            let _ = execute(&mut client, "COMMIT");
        });
        Ok(Self {
            thread,
            writes,
            holds,
            release,
            session,
        })
    }

    /// Whether it was let in.
    pub(super) fn holds(&self) -> bool {
        self.holds.load(Ordering::Acquire)
    }

    /// Lets the table go, or does as soon as it has it. One that still waits is not waited for.
    pub(super) fn release(self) {
        let was_let_in = self.holds();
        // A session that has ended does not listen.
        let _ = self.release.send(());
        if was_let_in {
            let _ = self.session.join();
        }
    }
}
