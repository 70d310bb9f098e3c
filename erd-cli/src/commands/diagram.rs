//! `cargo erd diagram`: pictures of the schema.

use super::{address, side};
use crate::cli::diagram::{self as cli, Format, GroupBy, Hide, Level};
use crate::error::Error;
use crate::output;
use erd_core::Schema;
use erd_diagram::{Bookkeeping, Diagram, Grouping, MOST_CHARACTERS, Selection, Svg, Unknown, View};

pub(super) fn run(args: &cli::Diagram) -> Result<(), Error> {
    let (schema, view) = schema_and_view(&args.source, &args.view)?;
    let selection = selection(&args.selection, &schema, &view).map_err(unknown)?;
    let diagram = Diagram::new(&selection, &view);
    let text = match args.format {
        Format::Mermaid => diagram.mermaid(),
        Format::Svg => diagram.svg(&Svg {
            hub_from: args.hub,
            ..Svg::default()
        }),
        Format::Dot => diagram.dot(),
        Format::D2 => diagram.d2(),
        Format::Dbml => dbml(&diagram, &schema)?,
        Format::Plantuml => diagram.plantuml(),
        Format::Drawio => diagram.drawio(),
    };
    output::result_to(args.out.as_deref(), &text)?;
    if args.format == Format::Mermaid {
        warn_of_length(&text);
    }
    Ok(())
}

fn warn_of_length(text: &str) {
    let count = text.chars().count();
    if count > MOST_CHARACTERS {
        output::warn(format_args!(
            "the diagram has {count} characters, and Mermaid draws none of more than {MOST_CHARACTERS} (its setting \
             maxTextSize); narrow it with `--around TABLE`, `--only TABLES` or `--level conceptual`"
        ));
    }
}

fn dbml(diagram: &Diagram, schema: &Schema) -> Result<String, Error> {
    if diagram.level == erd_diagram::Level::Conceptual {
        return Err(Error::Usage {
            message: "DBML has no tables without columns, and the conceptual level has no columns"
                .to_owned(),
            help: "draw the attributes with `--level logical`, or choose another `--format`"
                .to_owned(),
        });
    }
    Ok(diagram.dbml(schema))
}

/// The schema that the options name, written out for an engine where one is chosen or known, and how to look at it.
fn schema_and_view(source: &cli::Source, view: &cli::View) -> Result<(Schema, View), Error> {
    let (schema, dialect) = schema(source)?;
    let dialect = view.dialect.or(dialect);
    let level = match view.level {
        Level::Conceptual => erd_diagram::Level::Conceptual,
        Level::Logical => erd_diagram::Level::Logical,
        Level::Physical => erd_diagram::Level::Physical(dialect),
    };
    let looked = View {
        level,
        hidden: view.hide.iter().copied().map(Bookkeeping::from).collect(),
        keys_only: view.keys_only,
        grouping: view.group_by.into(),
    };
    let erd_diagram::Level::Physical(Some(dialect)) = level else {
        return Ok((schema, looked));
    };
    let explicit = erd_ddl::explicit(&schema, dialect).map_err(Error::Dialect)?;
    if !explicit.errors.is_empty() {
        let title = dialect.title();
        output::warn(format_args!(
            "{title} cannot hold all of the schema, and the picture shows it nevertheless: `cargo erd ddl --dialect \
             {dialect}` says what"
        ));
    }
    Ok((explicit.schema, looked))
}

/// The schema that the options name, and the engine that it comes from, if it comes from one.
fn schema(source: &cli::Source) -> Result<(Schema, Option<erd_core::Dialect>), Error> {
    let so = ["is not drawn", "are not drawn"];
    let side = if let Some(url) = &source.database_url {
        let url = address::required(Some(url), address::OPTION)?;
        side::database(&url, None, so)?
    } else if let Some(file) = &source.snapshot {
        side::read(&file.to_string_lossy(), &source.subject, None, so)?
    } else {
        return Ok((super::schema(&source.subject)?, None));
    };
    Ok((side.schema, side.dialect))
}

fn selection<'a>(
    args: &cli::Selection,
    schema: &'a Schema,
    view: &View,
) -> Result<Selection<'a>, Unknown> {
    let mut selection = Selection::all(schema);
    if !args.only.is_empty() {
        selection = selection.and(&Selection::only(schema, &args.only)?);
    }
    if !args.around.is_empty() {
        selection = selection.and(&Selection::around(schema, &args.around, args.depth)?);
    }
    if let Some((from, to)) = &args.path {
        selection = selection.and(&Selection::between(schema, from, to)?);
    }
    if !args.group.is_empty() {
        selection = selection.and(&Selection::groups(schema, &args.group, view)?);
    }
    Ok(selection)
}

fn unknown(unknown: Unknown) -> Error {
    Error::Usage {
        message: unknown.to_string(),
        help: unknown.nearest.map_or_else(
            || "`cargo erd diagram` without options draws all of them".to_owned(),
            |near| format!("write `{near}`"),
        ),
    }
}

impl From<Hide> for Bookkeeping {
    fn from(hide: Hide) -> Self {
        match hide {
            Hide::Audit => Self::Audit,
            Hide::SoftDelete => Self::SoftDelete,
            Hide::Lock => Self::Lock,
        }
    }
}

impl From<GroupBy> for Grouping {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Namespace => Self::Namespace,
            GroupBy::Module => Self::Module,
            GroupBy::Nothing => Self::Nothing,
        }
    }
}
