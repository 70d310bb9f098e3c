//! What can be typed.

pub(crate) mod diagram;
pub(crate) mod docs;
pub(crate) mod help;

use crate::commands::diesel::args::Diesel;
use crate::commands::migrate::args::Migrate;
use crate::commands::partitions::args::Partitions;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use erd_core::{Dialect, Product};
use std::path::PathBuf;

const EXIT_CODES: &str =
    "Exit codes: 0 clean, 1 findings, 2 wrong use, 3 failure; `--help` of a command has its own.";

/// Check a schema declared with erd, and make SQL and diagrams of it.
#[derive(Debug, Parser)]
#[command(name = "cargo-erd", bin_name = "cargo erd", version, after_help = EXIT_CODES)]
#[command(arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin with erd in a package: a new one, or an application that exists.
    Init(Init),
    /// Run every rule on the schema of a crate, or of a live database.
    Check(Check),
    /// Print the whole schema as SQL.
    Ddl(Ddl),
    /// Draw the schema.
    Diagram(diagram::Diagram),
    /// Write a site about the schema: pictures, a page for each table, findings.
    Docs(docs::Docs),
    /// Mend what the rules find, where it is certain how.
    Fix(Fix),
    /// Compare two schemas: of code, of a snapshot file, of a live database.
    Diff(Diff),
    /// Write, apply, take back and check migrations.
    #[command(subcommand)]
    Migrate(Migrate),
    /// Make partitions ahead of time, and take away those that are over.
    #[command(subcommand)]
    Partitions(Partitions),
    /// Write what diesel reads.
    #[command(subcommand)]
    Diesel(Diesel),
    /// Write declarations of a live database.
    Import(Import),
    /// Print what a rule wants, and why.
    Explain(Explain),
    /// List the rules.
    Rules(Rules),
    /// Print the completions of a shell.
    Completions(Completions),
    /// Write the help as pages of the manual.
    Man(Man),
}

/// Where the schema is.
#[derive(Debug, Default, Args)]
pub(crate) struct Subject {
    /// Package with the schema, where a workspace has several.
    #[arg(short, long, value_name = "NAME")]
    pub(crate) package: Option<String>,
    /// Path of a Cargo.toml, where it is not that of the current folder.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Features of the package to turn on, separated by commas.
    #[arg(short = 'F', long, value_name = "FEATURES", value_delimiter = ',')]
    pub(crate) features: Vec<String>,
    /// Leave out the package's default features.
    #[arg(long)]
    pub(crate) no_default_features: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Say what would be done, and do nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Address of the database; without it the one in `DATABASE_URL`, of the environment or of the file `.env`.
    #[arg(short = 'D', long, value_name = "URL", conflicts_with = "no_database")]
    pub(crate) database_url: Option<String>,
    /// Look at no database, although an address is there.
    #[arg(long)]
    pub(crate) no_database: bool,
    /// Database engine of the project, where nothing in it names one.
    #[arg(short, long, value_name = "DIALECT", value_parser = dialect())]
    pub(crate) dialect: Option<Dialect>,
    /// Folder of a checkout of erd to depend on, instead of the version of this program on crates.io.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) erd_path: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// How to write what was found.
    #[arg(short, long, value_enum, default_value_t = Report::Text)]
    pub(crate) format: Report,
    /// Write what was found as the compiler writes its messages, for editors, with what mends it as suggestions.
    #[arg(long, value_enum, conflicts_with_all = ["format", "database_url"])]
    pub(crate) message_format: Option<MessageFormat>,
    /// Check again whenever a file changes, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["database_url", "write_baseline"])]
    pub(crate) watch: bool,
    /// Also what is reported on request only.
    #[arg(long)]
    pub(crate) all: bool,
    /// File with what was found before, which does not count.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) baseline: Option<PathBuf>,
    /// Check a live database instead of a crate; without an address the one in `DATABASE_URL`, of the
    /// environment or of the file `.env`.
    #[arg(short = 'D', long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    pub(crate) database_url: Option<String>,
    /// Write that file from what is found now.
    #[arg(long, requires = "baseline")]
    pub(crate) write_baseline: bool,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "the switches are independent of each other"
)]
pub(crate) struct Import {
    /// Address of the database; without it the one in `DATABASE_URL`, of the environment or of the file `.env`.
    #[arg(value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Folder to write into, a module of the crate.
    #[arg(short, long, value_name = "DIR", default_value = "src/models", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Name of the schema, where it is not that of the database.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Only these namespaces, separated by commas; `public` is the default one.
    #[arg(long, value_name = "NS", value_delimiter = ',')]
    pub(crate) schema: Vec<String>,
    /// Write one file, with the SQL of views and functions in it.
    #[arg(long)]
    pub(crate) single_file: bool,
    /// Add what diesel needs: `table!`, joins, and the derives of rows.
    #[arg(long)]
    pub(crate) diesel: bool,
    /// With `--diesel`: the application's schema.rs, whose types the fields get; without it the files that diesel.toml names.
    #[arg(long, value_name = "FILE", requires = "diesel", value_hint = ValueHint::FilePath)]
    pub(crate) schema_rs: Option<PathBuf>,
    /// Succeed even where the database has what declarations cannot say.
    #[arg(long)]
    pub(crate) allow_unsupported: bool,
    /// Overwrite files.
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) written: Written,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The schema that is there: `code`, a snapshot file, or the address of a database.
    #[arg(value_name = "A")]
    pub(crate) old: String,
    /// The schema that is wanted; the code's if it is left out.
    #[arg(value_name = "B", default_value = "code")]
    pub(crate) new: String,
    /// How to write what differs.
    #[arg(short, long, value_enum, default_value_t = DiffForm::Text)]
    pub(crate) format: DiffForm,
    /// Whose SQL to compare in, where neither side tells.
    #[arg(short, long, value_name = "DIALECT", value_parser = dialect())]
    pub(crate) dialect: Option<Dialect>,
    /// Compare two databases of one engine in the engine's own words: `pg_dump`, SHOW CREATE, `sqlite_schema`.
    #[arg(long, conflicts_with_all = ["dialect", "allow"])]
    pub(crate) oracle: bool,
    /// With `--format sql`: a loss that is wanted, such as `drop_column:orders.note`; may be repeated.
    #[arg(long, value_name = "LOSS")]
    pub(crate) allow: Vec<String>,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "the switches are independent of each other"
)]
pub(crate) struct Fix {
    /// Say what would be written, as a patch, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also mend what is reported on request only.
    #[arg(long)]
    pub(crate) all: bool,
    /// Mend only what these rules find, by id or name, separated by commas.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) rule: Vec<String>,
    /// Write although files have changes that are not committed.
    #[arg(long)]
    pub(crate) allow_dirty: bool,
    /// Write although the package is in no repository.
    #[arg(long)]
    pub(crate) allow_no_vcs: bool,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

/// Whose messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Cargo's and rustc's, as lines of JSON.
    Rustc,
}

/// The forms of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffForm {
    /// For people, a line for each step.
    Text,
    /// For programs.
    Json,
    /// The statements that lead from A to B.
    Sql,
}

/// The forms of everything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// How to write the result.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Written {
    /// How to write the result.
    #[arg(short, long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

impl Written {
    /// Whether a program reads it.
    pub(crate) fn is_json(self) -> bool {
        self.format == Form::Json
    }
}

/// The forms of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// For people, with the source.
    Text,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

#[derive(Debug, Args)]
pub(crate) struct Ddl {
    /// Database engine to write for; the only target of `erd.toml` where it is left out.
    #[arg(short, long, value_name = "DIALECT", value_parser = product())]
    pub(crate) dialect: Option<Product>,
    /// File to write, instead of standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Id (`F01`) or name (`fk_without_index`) of a rule.
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) written: Written,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[command(flatten)]
    pub(crate) written: Written,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Shell to complete in.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Folder to write into.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
}

/// Reads a product by any of its names.
pub(crate) fn product() -> impl TypedValueParser<Value = Product> {
    named(|_| true)
}

/// The same, where more is to be done than DDL. A product that has DDL alone is not offered, and told why.
pub(crate) fn dialect() -> impl TypedValueParser<Value = Dialect> {
    named(|product| product.served().is_ok()).try_map(Product::served)
}

fn named(is_offered: fn(Product) -> bool) -> impl TypedValueParser<Value = Product> {
    let values = Product::ALL.map(|product| {
        let value = PossibleValue::new(product.name()).hide(!is_offered(product));
        match product {
            Product::Postgres => value.aliases(["postgresql", "pg"]),
            Product::Sqlite => value.alias("sqlite3"),
            _ => value,
        }
    });
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Product>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_agree_with_each_other() {
        help::command().debug_assert();
    }

    #[test]
    fn what_has_ddl_alone_is_offered_for_ddl_alone() {
        let help = |words: &[&str]| {
            let mut command = help::command();
            let inner = words.iter().fold(&mut command, |command, word| {
                command.find_subcommand_mut(word).expect("a command")
            });
            inner.render_long_help().to_string()
        };
        assert!(help(&["ddl"]).contains("cockroachdb"));
        for words in [
            &["init"][..],
            &["diff"],
            &["migrate", "new"],
            &["migrate", "lint"],
        ] {
            assert!(!help(words).contains("cockroachdb"), "{words:?}");
        }
        let new = [
            "cargo-erd",
            "migrate",
            "new",
            "x",
            "--dialect",
            "cockroachdb",
        ];
        let refused = Cli::try_parse_from(new).expect_err("DDL alone");
        assert!(
            refused
                .to_string()
                .contains("writes the DDL of CockroachDB"),
            "{refused}"
        );
    }

    #[test]
    fn dialects_have_the_names_that_the_model_knows() {
        for name in [
            "postgres",
            "pg",
            "postgresql",
            "mysql",
            "mariadb",
            "sqlite",
            "sqlite3",
        ] {
            let cli = Cli::try_parse_from(["cargo-erd", "ddl", "--dialect", name]);
            let Ok(Cli {
                command: Command::Ddl(ddl),
            }) = cli
            else {
                panic!("`{name}` was refused");
            };
            assert_eq!(ddl.dialect, name.parse().ok());
        }
    }
}
