//! `cargo erd diff --oracle`: where two databases differ in the engine's own words.

use crate::cli::{self, DiffForm};
use crate::error::Error;
use crate::output;
use erd_json::{DumpDifference, OracleDiff};
use erd_live::oracle::{self, Difference};
use std::process::ExitCode;

pub(super) fn run(args: &cli::Diff) -> Result<ExitCode, Error> {
    for side in [&args.old, &args.new] {
        if erd_live::dialect_of(side).is_err() {
            let what = if side == "code" {
                "code has no engine that could be asked".to_owned()
            } else {
                "one of the sides is no address of a database".to_owned()
            };
            return Err(Error::Usage {
                message: format!("`--oracle` asks the engines of two databases, and {what}"),
                help: "give two addresses: `cargo erd diff --oracle postgres://.. postgres://..`; what is no database \
                       can be made one with `cargo erd ddl`, or be compared without `--oracle`"
                    .to_owned(),
            });
        }
    }
    if args.format == DiffForm::Sql {
        return Err(Error::Usage {
            message: "no SQL leads from one database to another in the engine's own words"
                .to_owned(),
            help:
                "leave `--oracle` out to get the statements, or `--format sql` to see what differs"
                    .to_owned(),
        });
    }
    let (old, new) = (oracle::dump(&args.old)?, oracle::dump(&args.new)?);
    if old.dialect() != new.dialect() {
        return Err(Error::Usage {
            message: format!(
                "{} and {} say everything in other words",
                old.dialect().title(),
                new.dialect().title()
            ),
            help:
                "compare databases of one engine, or leave `--oracle` out to compare what they mean"
                    .to_owned(),
        });
    }
    let mut left_out = erd_live::describe_url(&args.old)?.left_out;
    left_out.extend(erd_live::describe_url(&args.new)?.left_out);
    let mut differences = old.differences(&new);
    differences.retain(|difference| !difference.is_bookkeeping(&left_out));
    let code = super::code(differences.is_empty());
    if args.format == DiffForm::Json {
        output::json(OracleDiff {
            differences: differences.into_iter().map(dump).collect(),
        })?;
    } else {
        output::result(&super::lines(&differences))?;
    }
    Ok(code)
}

fn dump(difference: Difference) -> DumpDifference {
    DumpDifference {
        object: difference.object,
        part: difference.part,
        from: difference.left,
        to: difference.right,
    }
}
