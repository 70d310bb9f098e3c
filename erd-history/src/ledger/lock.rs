//! One runner at a time: an advisory lock of the server, or of a file beside a database that is a file itself.

use super::{Ledger, sql};
use crate::Error;
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What is put after the name of a database's file, as SQLite puts `-journal` and `-wal`.
const SUFFIX: &str = "-erd-lock";

impl Ledger<'_> {
    /// Waits until this is the only runner; returns whether it had to wait.
    pub(crate) fn lock(&mut self, wait: Duration) -> Result<bool, Error> {
        let start = Instant::now();
        let mut waited = false;
        while !self.try_lock()? {
            if start.elapsed() >= wait {
                return Err(Error::Locked {
                    waited: wait.as_secs(),
                });
            }
            waited = true;
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(waited)
    }

    /// Lets the next runner in.
    pub(crate) fn unlock(&mut self) -> Result<(), Error> {
        self.lock = None;
        match sql::unlock(self.dialect) {
            Some(query) => self.is_true(query).map(drop),
            None => Ok(()),
        }
    }

    fn try_lock(&mut self) -> Result<bool, Error> {
        match sql::lock(self.dialect) {
            Some(query) => self.is_true(query),
            None => self.try_lock_file(),
        }
    }

    /// Locks the file, which stays when the lock is given back: whoever removed it could remove the next runner's. A
    /// database in memory has one connection, and no file.
    fn try_lock_file(&mut self) -> Result<bool, Error> {
        let Some(path) = self.file()? else {
            return Ok(true);
        };
        let failed = |error| Error::Write {
            path: path.clone(),
            error,
        };
        let mut options = File::options();
        let file = options.create(true).append(true).open(&path);
        let file = file.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                self.lock = Some(file);
                Ok(true)
            }
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// The file to lock.
    fn file(&mut self) -> Result<Option<PathBuf>, Error> {
        let rows = self.rows(sql::SQLITE_FILES)?;
        let main = rows.into_iter().find_map(|row| match row.as_slice() {
            [_, Some(name), Some(file)] if name == "main" && !file.is_empty() => Some(file.clone()),
            _ => None,
        });
        Ok(main.map(|file| PathBuf::from(file + SUFFIX)))
    }
}
