//! The options of `cargo erd diagram`.

use super::{Subject, dialect};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum, ValueHint};
use erd_core::Dialect;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Diagram {
    /// Language of the diagram.
    #[arg(short, long, value_enum, default_value_t = Format::Mermaid)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) view: View,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// With `--format svg`: a table that at least so many foreign keys of others reference is named at their columns, and has
    /// no lines.
    #[arg(long, value_name = "N", default_value_t = erd_diagram::HUB)]
    pub(crate) hub: usize,
    /// File to write, instead of standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) source: Source,
}

/// How much of each table is drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is drawn of each table")]
pub(crate) struct View {
    /// How much to draw.
    #[arg(short, long, value_enum, default_value_t = Level::Physical)]
    pub(crate) level: Level,
    /// With `--level physical`: the engine whose type names are written. A database's own is the default.
    #[arg(short, long, value_name = "DIALECT", value_parser = dialect())]
    pub(crate) dialect: Option<Dialect>,
    /// Columns to leave out, separated by commas, and what they reference.
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    pub(crate) hide: Vec<Hide>,
    /// Only the columns of primary, foreign and unique keys.
    #[arg(long)]
    pub(crate) keys_only: bool,
    /// What to group tables by.
    #[arg(long, value_enum, value_name = "BY", default_value_t = GroupBy::Namespace)]
    pub(crate) group_by: GroupBy,
}

/// Which tables are drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which tables are drawn")]
pub(crate) struct Selection {
    /// Only these tables or entities, separated by commas.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    pub(crate) only: Vec<String>,
    /// Only these tables or entities, and those that foreign keys lead to from them and to them from.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    pub(crate) around: Vec<String>,
    /// With `--around`: through how many foreign keys.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    pub(crate) depth: u32,
    /// Only the shortest chains of foreign keys between two tables or entities.
    #[arg(long, value_name = "A..B", value_parser = ends)]
    pub(crate) path: Option<(String, String)>,
    /// Only the tables of these groups, separated by commas; `--group-by` says what groups are.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) group: Vec<String>,
}

/// Where the schema comes from.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// A live database instead of a crate; without an address the one in `DATABASE_URL`, of the environment or of the
    /// file `.env`.
    #[arg(short = 'D', long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    pub(crate) database_url: Option<String>,
    /// The `schema.json` of a folder of migrations instead of a crate.
    #[arg(long, value_name = "FILE", conflicts_with = "database_url", value_hint = ValueHint::FilePath)]
    pub(crate) snapshot: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) subject: Subject,
}

/// The languages of diagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// An `erDiagram` of Mermaid.
    Mermaid,
    /// A file of Scalable Vector Graphics that needs nothing else, light or dark as the reader's screen is.
    Svg,
    /// A drawing for Graphviz.
    Dot,
    /// A drawing for D2.
    D2,
    /// A file for dbdiagram.io and its tools.
    Dbml,
    /// A diagram for PlantUML.
    Plantuml,
    /// A file for draw.io.
    Drawio,
}

/// How much of the schema a diagram shows.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Level {
    /// Entities and their relations, without attributes; junctions as many-to-many.
    Conceptual,
    /// Attributes and keys, without columns that keep books.
    Logical,
    /// Tables and columns as they are.
    Physical,
}

/// Columns that every table may have.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Hide {
    /// When and by whom a row was made and changed.
    Audit,
    /// Whether, when and by whom it was deleted.
    SoftDelete,
    /// Its version, for optimistic locking.
    Lock,
}

/// What tables are grouped by.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum GroupBy {
    /// Their namespaces, where they are in more than one.
    Namespace,
    /// The files in which the structs are declared.
    Module,
    /// Nothing.
    Nothing,
}

fn ends(text: &str) -> Result<(String, String), String> {
    match text.split_once("..") {
        Some((from, to)) if !from.is_empty() && !to.is_empty() => {
            Ok((from.to_owned(), to.to_owned()))
        }
        _ => Err("write two names with two dots between them: `orders..products`".to_owned()),
    }
}
