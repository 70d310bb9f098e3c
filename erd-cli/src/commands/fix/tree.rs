//! Whether what is written could be told from what somebody else has written.

use crate::cli;
use crate::commands::migrate::git::git;
use crate::error::Error;
use std::path::Path;

/// How many files are named.
const NAMED: usize = 5;

/// Refuses to write into a package whose changes are not committed, or that is in no repository.
pub(super) fn clean(folder: &Path, args: &cli::Fix) -> Result<(), Error> {
    if args.allow_dirty {
        return Ok(());
    }
    let Some(status) = git(folder, &["status", "--porcelain", "--", "."]) else {
        if args.allow_no_vcs {
            return Ok(());
        }
        return Err(Error::Usage {
            message: "the package is in no git repository, so nothing would tell what was written"
                .to_owned(),
            help: "look first with `--dry-run`, or write with `--allow-no-vcs`".to_owned(),
        });
    };
    let files: Vec<&str> = status.lines().filter_map(|line| line.get(3..)).collect();
    if files.is_empty() {
        return Ok(());
    }
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let named = files.iter().take(NAMED).copied().collect::<Vec<_>>();
    Err(Error::Usage {
        message: format!(
            "the package has changes that are not committed: {}{more}",
            named.join(", ")
        ),
        help: "commit them, look first with `--dry-run`, or write with `--allow-dirty`".to_owned(),
    })
}
