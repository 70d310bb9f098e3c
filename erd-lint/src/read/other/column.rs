//! Columns, constraints and indexes.

use super::{name, word};
use crate::facts::{
    Column, Constraint, ConstraintKind, CreateIndex, ForeignKey, Generated, Name, SqlType,
    Volatility,
};
use erd_core::{Dialect, Family};
use sqlparser::ast::{
    ColumnOption, DataType, EnumMember, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArguments, GeneratedExpressionMode, Ident, IndexColumn, ReferentialAction,
    TableConstraint, Value,
};
use sqlparser::tokenizer::Token;

pub(super) fn column<'a>(
    ident: &Ident,
    data_type: &DataType,
    options: impl IntoIterator<Item = &'a ColumnOption>,
    dialect: Dialect,
) -> Column {
    let mut column = Column {
        name: word(ident),
        ty: ty(data_type),
        ..Column::default()
    };
    for option in options {
        apply(&mut column, option, dialect);
    }
    column
}

fn apply(column: &mut Column, option: &ColumnOption, dialect: Dialect) {
    match option {
        ColumnOption::NotNull => column.not_null = true,
        ColumnOption::Default(expr) => column.default = volatility(expr, dialect),
        ColumnOption::PrimaryKey(_) => (column.primary_key, column.not_null) = (true, true),
        ColumnOption::Unique(_) => column.unique = true,
        ColumnOption::Check(check) => {
            column.check = true;
            column.not_enforced = check.enforced == Some(false);
        }
        ColumnOption::ForeignKey(key) => {
            column.references = Some(ForeignKey {
                columns: vec![column.name.clone()],
                parent: name(&key.foreign_table),
                cascades: key.on_delete == Some(ReferentialAction::Cascade),
            });
        }
        ColumnOption::Generated {
            generation_expr: Some(_),
            generation_expr_mode,
            ..
        } => {
            column.generated = Some(match generation_expr_mode {
                Some(GeneratedExpressionMode::Stored) => Generated::Stored,
                _ => Generated::Virtual,
            });
        }
        ColumnOption::Generated { .. } => column.numbered = true,
        ColumnOption::DialectSpecific(tokens) => {
            column.numbered |= tokens.iter().any(|token| match token {
                Token::Word(word) => {
                    let word = word.value.to_ascii_uppercase();
                    matches!(word.as_str(), "AUTO_INCREMENT" | "AUTOINCREMENT")
                }
                _ => false,
            });
        }
        ColumnOption::Collation(_) | ColumnOption::CharacterSet(_) => {
            if let Some(ty) = &mut column.ty {
                ty.collated = true;
            }
        }
        _ => {}
    }
}

/// When a default is computed; `DEFAULT NULL` is none.
fn volatility(expr: &Expr, dialect: Dialect) -> Option<Volatility> {
    Some(match expr {
        Expr::Value(value) if value.value == Value::Null => return None,
        Expr::Value(_) | Expr::TypedString(_) | Expr::Identifier(_) => Volatility::Constant,
        Expr::UnaryOp { expr, .. } => return volatility(expr, dialect),
        Expr::Nested(inner) => {
            let inner = volatility(inner, dialect)?;
            // Parentheses make an expression of it, and SQLite takes none but constants when a column is added.
            match inner {
                Volatility::Stable if dialect.is(Family::MySql) => Volatility::Volatile,
                other => other,
            }
        }
        Expr::Function(function) => {
            let called = function.name.to_string().to_ascii_uppercase();
            match called.as_str() {
                "CURRENT_TIMESTAMP" | "NOW" | "LOCALTIME" | "LOCALTIMESTAMP" | "CURRENT_DATE"
                | "CURRENT_TIME" => Volatility::Stable,
                _ => Volatility::Volatile,
            }
        }
        _ => Volatility::Volatile,
    })
}

/// The type, from the way the parser writes it: it has over a hundred variants, of which the name and the numbers count.
pub(super) fn ty(data_type: &DataType) -> Option<SqlType> {
    let values = match data_type {
        DataType::Unspecified => return None,
        DataType::Enum(members, _) => members
            .iter()
            .map(|member| match member {
                EnumMember::Name(name) | EnumMember::NamedValue(name, _) => name.clone(),
            })
            .collect(),
        DataType::Set(values) => values.clone(),
        _ => Vec::new(),
    };
    if !values.is_empty() {
        let name = if matches!(data_type, DataType::Enum(..)) {
            "enum"
        } else {
            "set"
        };
        return Some(SqlType {
            values,
            ..SqlType::new(name, Vec::new())
        });
    }
    let written = data_type.to_string();
    let (head, rest) = written.split_once('(').unwrap_or((&written, ""));
    let (args, tail) = rest.split_once(')').unwrap_or((rest, ""));
    let args = args.split(',').filter_map(|arg| arg.trim().parse().ok());
    let plain = SqlType::new(head.trim(), args.collect());
    let tail = tail.trim().to_lowercase();
    Some(match tail.as_str() {
        "" => plain,
        tail => SqlType {
            name: format!("{} {tail}", plain.name),
            ..plain
        },
    })
}

/// A constraint of a table, where it is one and no index.
pub(super) fn constraint(constraint: &TableConstraint) -> Option<Constraint> {
    let (said, kind) = match constraint {
        TableConstraint::PrimaryKey(key) => {
            (&key.name, ConstraintKind::PrimaryKey(plain(&key.columns)))
        }
        // One on an expression is an index alone.
        TableConstraint::Unique(key) if keys(&key.columns).contains(&None) => return None,
        TableConstraint::Unique(key) => {
            let said = if key.name.is_some() {
                &key.name
            } else {
                &key.index_name
            };
            (said, ConstraintKind::Unique(plain(&key.columns)))
        }
        TableConstraint::ForeignKey(key) => {
            let foreign = ForeignKey {
                columns: key.columns.iter().map(word).collect(),
                parent: name(&key.foreign_table),
                cascades: key.on_delete == Some(ReferentialAction::Cascade),
            };
            (&key.name, ConstraintKind::ForeignKey(foreign))
        }
        TableConstraint::Check(check) => (&check.name, ConstraintKind::Check { not_null: None }),
        _ => return None,
    };
    Some(Constraint {
        name: said.as_ref().map(word),
        kind,
        not_valid: false,
        not_enforced: matches!(constraint, TableConstraint::Check(check) if check.enforced == Some(false)),
        using_index: None,
    })
}

/// An index among a table's constraints (MySQL).
pub(super) fn index(constraint: &TableConstraint, table: &Name) -> Option<CreateIndex> {
    let mut unique = false;
    let (said, columns, special) = match constraint {
        TableConstraint::Index(index) => (&index.name, &index.columns, false),
        TableConstraint::FulltextOrSpatial(index) => (&index.opt_index_name, &index.columns, true),
        TableConstraint::Unique(key) if keys(&key.columns).contains(&None) => {
            unique = true;
            (
                key.name.as_ref().map_or(&key.index_name, |_| &key.name),
                &key.columns,
                false,
            )
        }
        _ => return None,
    };
    Some(CreateIndex {
        name: said.as_ref().map(|said| table.sibling(&word(said))),
        table: table.clone(),
        keys: keys(columns),
        unique,
        ordered: !special,
        special,
        ..CreateIndex::default()
    })
}

pub(super) fn keys(columns: &[IndexColumn]) -> Vec<Option<String>> {
    let key = |column: &IndexColumn| match &column.column.expr {
        Expr::Identifier(ident) => Some(word(ident)),
        Expr::Function(called) => prefix(called),
        _ => None,
    };
    columns.iter().map(key).collect()
}

/// The column of `note(20)`, the first characters of one (MySQL), which the parser takes for a call.
fn prefix(called: &Function) -> Option<String> {
    let FunctionArguments::List(list) = &called.args else {
        return None;
    };
    let [FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(length)))] = list.args.as_slice()
    else {
        return None;
    };
    let number = matches!(length.value, Value::Number(..));
    let [column] = called.name.0.as_slice() else {
        return None;
    };
    column.as_ident().filter(|_| number).map(word)
}

fn plain(columns: &[IndexColumn]) -> Vec<String> {
    keys(columns).into_iter().flatten().collect()
}
