//! `cargo erd man`: the help as pages of the manual, for packages.

use crate::cli::{self, help};
use crate::error::Error;
use crate::output;

pub(super) fn run(args: &cli::Man) -> Result<(), Error> {
    let failed = |error| Error::Write {
        path: args.out.clone(),
        error,
    };
    std::fs::create_dir_all(&args.out).map_err(failed)?;
    clap_mangen::generate_to(help::command(), &args.out).map_err(failed)?;
    output::note(format_args!("wrote the pages to {}", args.out.display()));
    Ok(())
}
