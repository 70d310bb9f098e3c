//! What test programs say of themselves.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// The results of some test programs, added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) succeeded: bool,
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Counts {
    /// Of no program.
    pub(super) const NONE: Self = Self {
        succeeded: true,
        passed: 0,
        failed: 0,
    };

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            succeeded: self.succeeded && other.succeeded,
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

/// Runs test programs, passes on what they print, and adds their results up.
pub(super) fn run(command: &mut Command, out: &mut dyn Write) -> std::io::Result<Counts> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut counts = Counts::NONE;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            out.write_all(&line)?;
            out.write_all(b"\n")?;
            let (passed, failed) = results(&String::from_utf8_lossy(&line));
            counts.passed += passed;
            counts.failed += failed;
        }
    }
    counts.succeeded = child.wait()?.success();
    Ok(counts)
}

/// The numbers of a line such as `test result: ok. 4 passed; 0 failed; 0 ignored; ..`.
fn results(line: &str) -> (u64, u64) {
    let Some(result) = line.strip_prefix("test result: ") else {
        return (0, 0);
    };
    let number = |what: &str| {
        let part = result
            .split(['.', ';'])
            .map(str::trim)
            .find_map(|part| part.strip_suffix(what));
        part.and_then(|number| number.trim().parse().ok())
            .unwrap_or(0)
    };
    (number("passed"), number("failed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_a_test_program_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.01s";
        assert_eq!(results(line), (12, 3));
        assert_eq!(results("test passed ... ok"), (0, 0));
    }

    #[test]
    fn a_run_succeeds_where_all_of_it_does() {
        let one = |succeeded| Counts {
            succeeded,
            passed: 2,
            failed: 1,
        };
        let both = Counts::NONE.and(one(true)).and(one(false));
        assert_eq!(
            both,
            Counts {
                succeeded: false,
                passed: 4,
                failed: 2
            }
        );
    }
}
