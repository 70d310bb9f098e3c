//! PostgreSQL, by squawk's parser.

mod alter;
mod expr;
mod object;
mod psql;
mod query;
mod table;
mod tree;

use super::split::split;
use super::{Problem, Script};
use crate::facts::{Name, Op, OpKind, Statement, View};
use erd_core::Dialect;
use squawk_syntax::{SourceFile, SyntaxElement, SyntaxKind, SyntaxNode};
use tree::{below, child, child_name, child_word, has, has_token, name, span, unquote, word};

/// The whole file at once, so that the bodies of functions are read as such; statement by statement where it has a
/// mistake, so that one mistake hides nothing else.
pub(super) fn read(text: &str) -> Script {
    let bare = psql::without_commands(text);
    let text = bare.as_deref().unwrap_or(text);
    let parse = SourceFile::parse(text);
    if parse.errors().is_empty() {
        return Script {
            statements: statements(&parse.syntax_node(), 0),
            problems: Vec::new(),
        };
    }
    let mut script = Script::default();
    for span in split(text, Dialect::Postgres) {
        let parse = SourceFile::parse(&text[span.clone()]);
        match parse.errors().first() {
            None => script
                .statements
                .extend(statements(&parse.syntax_node(), span.start)),
            Some(error) => script.problems.push(Problem {
                reason: error.message().to_owned(),
                span,
            }),
        }
    }
    script
}

fn statements(root: &SyntaxNode, offset: usize) -> Vec<Statement> {
    root.children()
        .map(|node| statement(&node, offset))
        .collect()
}

fn statement(node: &SyntaxNode, offset: usize) -> Statement {
    let at = |range: std::ops::Range<usize>| range.start + offset..range.end + offset;
    let text = node.text().to_string();
    let mut whole = span(node);
    whole.end -= text.len() - text.trim_end_matches([';', ' ', '\n', '\r', '\t']).len();
    let ops = ops(node).into_iter();
    let ops = ops.map(|(place, kind)| {
        let place = place.map_or_else(|| whole.clone(), |node| span(&node));
        Op {
            span: at(place),
            kind,
        }
    });
    let tokens = node
        .descendants_with_tokens()
        .filter_map(SyntaxElement::into_token);
    let literals = tokens.filter(|token| token.kind() == SyntaxKind::STRING);
    Statement {
        ops: ops.collect(),
        literals: literals.map(|token| unquote(token.text())).collect(),
        span: at(whole),
        online: crate::facts::Online::default(),
    }
}

/// What a statement does, and the clause that says it where it is not the whole.
type Ops = Vec<(Option<SyntaxNode>, OpKind)>;

fn ops(node: &SyntaxNode) -> Ops {
    let whole = |kinds: Vec<OpKind>| kinds.into_iter().map(|kind| (None, kind)).collect();
    match node.kind() {
        SyntaxKind::ALTER_TABLE => alter::table(node),
        SyntaxKind::ALTER_INDEX => whole(alter::index(node)),
        SyntaxKind::ALTER_TYPE => {
            whole(object::renamed(node).map_or_else(|| alter::ty(node), |op| vec![op]))
        }
        SyntaxKind::ALTER_VIEW
        | SyntaxKind::ALTER_MATERIALIZED_VIEW
        | SyntaxKind::ALTER_FUNCTION
        | SyntaxKind::ALTER_PROCEDURE
        | SyntaxKind::ALTER_SEQUENCE => whole(vec![object::renamed(node).unwrap_or(OpKind::Other)]),
        SyntaxKind::DROP_FUNCTION
        | SyntaxKind::DROP_PROCEDURE
        | SyntaxKind::DROP_SEQUENCE
        | SyntaxKind::DROP_TYPE
        | SyntaxKind::DROP_DOMAIN
        | SyntaxKind::DROP_EXTENSION => whole(object::dropped(node)),
        SyntaxKind::ALTER_DOMAIN => {
            whole(object::renamed(node).map_or_else(|| alter::domain(node), |op| vec![op]))
        }
        kind if is_drop(kind) => whole(drops(node)),
        _ => whole(other(node)),
    }
}

const fn is_drop(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::DROP_TABLE
            | SyntaxKind::DROP_INDEX
            | SyntaxKind::DROP_VIEW
            | SyntaxKind::DROP_MATERIALIZED_VIEW
            | SyntaxKind::DROP_SCHEMA
            | SyntaxKind::DROP_DATABASE
    )
}

fn drops(node: &SyntaxNode) -> Vec<OpKind> {
    let concurrently = has_token(node, SyntaxKind::CONCURRENTLY_KW);
    let drop = |found: SyntaxNode| match found.kind() {
        SyntaxKind::TABLE_NAME_REF => Some(OpKind::DropTable {
            table: name(&found),
        }),
        SyntaxKind::INDEX_REF => Some(OpKind::DropIndex {
            index: name(&found),
            table: None,
            concurrently,
        }),
        SyntaxKind::VIEW_REF => Some(OpKind::DropView { view: name(&found) }),
        SyntaxKind::SCHEMA_REF => Some(OpKind::DropNamespace {
            name: word(&found),
            what: "SCHEMA",
            with_contents: has(node, SyntaxKind::CASCADE),
        }),
        SyntaxKind::DATABASE_REF => Some(OpKind::DropNamespace {
            name: word(&found),
            what: "DATABASE",
            with_contents: true,
        }),
        _ => None,
    };
    let mut ops: Vec<OpKind> = node.children().filter_map(drop).collect();
    if node.kind() == SyntaxKind::DROP_DATABASE {
        ops.push(OpKind::NoTransaction {
            what: "DROP DATABASE",
        });
    }
    ops
}

fn other(node: &SyntaxNode) -> Vec<OpKind> {
    let op = match node.kind() {
        SyntaxKind::CREATE_TABLE | SyntaxKind::CREATE_TABLE_AS | SyntaxKind::SELECT_INTO => {
            OpKind::CreateTable(table::create(node))
        }
        SyntaxKind::CREATE_INDEX => OpKind::CreateIndex(table::index(node)),
        SyntaxKind::CREATE_SCHEMA => {
            let named = child(node, SyntaxKind::NAMED_SCHEMA);
            let name = named.and_then(|named| child_word(&named, SyntaxKind::SCHEMA));
            name.map_or(OpKind::Other, |name| OpKind::CreateNamespace { name })
        }
        SyntaxKind::CREATE_TYPE => OpKind::CreateType {
            ty: child_name(node, SyntaxKind::TYPE_NAME).unwrap_or_default(),
        },
        SyntaxKind::CREATE_DOMAIN => OpKind::CreateType {
            ty: child_name(node, SyntaxKind::DOMAIN).unwrap_or_default(),
        },
        SyntaxKind::CREATE_FUNCTION
        | SyntaxKind::CREATE_PROCEDURE
        | SyntaxKind::CREATE_SEQUENCE
        | SyntaxKind::CREATE_EXTENSION => object::made(node).unwrap_or(OpKind::Other),
        SyntaxKind::CREATE_VIEW | SyntaxKind::CREATE_MATERIALIZED_VIEW => {
            OpKind::CreateView(view(node))
        }
        SyntaxKind::CREATE_TRIGGER => match child(node, SyntaxKind::ON_RELATION) {
            Some(on) => OpKind::CreateTrigger {
                table: child_name(&on, SyntaxKind::RELATION_NAME_REF).unwrap_or_default(),
            },
            None => OpKind::Other,
        },
        SyntaxKind::CREATE_POLICY => match child(node, SyntaxKind::ON_TABLE) {
            Some(on) => OpKind::CreatePolicy {
                table: child_name(&on, SyntaxKind::TABLE_NAME_REF).unwrap_or_default(),
            },
            None => OpKind::Other,
        },
        SyntaxKind::TRUNCATE => {
            let cascade = has(node, SyntaxKind::CASCADE);
            let tables = below(node, SyntaxKind::TABLE_NAME_REF);
            return tables
                .map(|table| OpKind::Truncate {
                    table: name(&table),
                    cascade,
                })
                .collect();
        }
        SyntaxKind::UPDATE | SyntaxKind::DELETE | SyntaxKind::INSERT | SyntaxKind::SELECT => {
            return query::ops(node);
        }
        SyntaxKind::CLUSTER => OpKind::RewriteTable {
            table: child_name(node, SyntaxKind::TABLE_NAME_REF),
            what: "CLUSTER",
        },
        SyntaxKind::REINDEX | SyntaxKind::REFRESH | SyntaxKind::VACUUM => return maintenance(node),
        SyntaxKind::CREATE_DATABASE => OpKind::NoTransaction {
            what: "CREATE DATABASE",
        },
        SyntaxKind::ALTER_SYSTEM => OpKind::NoTransaction {
            what: "ALTER SYSTEM",
        },
        SyntaxKind::BEGIN => OpKind::Begin,
        SyntaxKind::COMMIT_TRANSACTION => OpKind::Commit,
        SyntaxKind::ROLLBACK_TRANSACTION => OpKind::Rollback,
        SyntaxKind::SET => set(node),
        _ => OpKind::Other,
    };
    vec![op]
}

fn view(node: &SyntaxNode) -> View {
    let words = below(node, SyntaxKind::NAME_REF).map(|found| word(&found));
    let tables = below(node, SyntaxKind::RELATION_NAME_REF).map(|found| name(&found));
    View {
        name: child_name(node, SyntaxKind::VIEW).unwrap_or_default(),
        materialized: node.kind() == SyntaxKind::CREATE_MATERIALIZED_VIEW,
        tables: tables.collect(),
        words: words.collect(),
        star: below(node, SyntaxKind::TARGET).any(|t| has_token(&t, SyntaxKind::STAR)),
    }
}

fn maintenance(node: &SyntaxNode) -> Vec<OpKind> {
    let concurrently = node
        .descendants_with_tokens()
        .any(|element| element.kind() == SyntaxKind::CONCURRENTLY_KW);
    match node.kind() {
        SyntaxKind::REFRESH => vec![OpKind::RefreshView {
            view: child_name(node, SyntaxKind::VIEW_REF).unwrap_or_default(),
            concurrently,
        }],
        SyntaxKind::REINDEX => {
            let named = |kind| below(node, kind).next().map(|found| name(&found));
            let target: Option<Name> =
                named(SyntaxKind::INDEX_REF).or_else(|| named(SyntaxKind::TABLE_NAME_REF));
            vec![OpKind::Reindex {
                target,
                concurrently,
            }]
        }
        _ => {
            let mut tokens = node.descendants_with_tokens();
            let full = tokens.any(|element| element.kind() == SyntaxKind::FULL_KW);
            let mut ops = vec![OpKind::NoTransaction { what: "VACUUM" }];
            if full {
                let table = below(node, SyntaxKind::TABLE_NAME_REF).next();
                ops.push(OpKind::RewriteTable {
                    table: table.map(|table| name(&table)),
                    what: "VACUUM FULL",
                });
            }
            ops
        }
    }
}

fn set(node: &SyntaxNode) -> OpKind {
    let Some(config) = child(node, SyntaxKind::SET_CONFIG) else {
        return if has(node, SyntaxKind::SET_TIME_ZONE) {
            OpKind::Set {
                name: "timezone".to_owned(),
                value: query::last_word(node),
            }
        } else {
            OpKind::Other
        };
    };
    OpKind::Set {
        name: child_word(&config, SyntaxKind::CONFIG_PARAMETER_REF).unwrap_or_default(),
        value: query::last_word(&config),
    }
}
