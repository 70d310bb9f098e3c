//! Tables, columns, constraints and indexes.

use super::expr::volatility;
use super::query;
use super::tree::{below, child, child_name, child_word, children, has, has_token, name, word};
use crate::facts::{
    Column, Constraint, ConstraintKind, CreateIndex, CreateTable, ForeignKey, Generated, SqlType,
};
use squawk_syntax::{SyntaxKind, SyntaxNode};

pub(super) fn create(node: &SyntaxNode) -> CreateTable {
    let into = child(node, SyntaxKind::INTO_CLAUSE);
    let named = into.as_ref().unwrap_or(node);
    let parent = child(node, SyntaxKind::PARTITION_OF);
    let mut create = CreateTable {
        table: child_name(named, SyntaxKind::TABLE_NAME).unwrap_or_default(),
        temporary: has(node, SyntaxKind::TEMP) || has(named, SyntaxKind::TEMP),
        if_not_exists: has(node, SyntaxKind::IF_NOT_EXISTS),
        partition_of: parent.and_then(|of| child_name(&of, SyntaxKind::TABLE_NAME_REF)),
        default_partition: has(node, SyntaxKind::PARTITION_DEFAULT),
        partitioned: has(node, SyntaxKind::PARTITION_BY),
        complete: node.kind() == SyntaxKind::CREATE_TABLE && !has(node, SyntaxKind::INHERITS),
        ..CreateTable::default()
    };
    if node.kind() != SyntaxKind::CREATE_TABLE && query::reads_any(node) {
        create.from = query::sources(node);
    }
    let Some(args) = child(node, SyntaxKind::TABLE_ARG_LIST) else {
        create.complete &= create.partition_of.is_none();
        return create;
    };
    for arg in args.children() {
        match arg.kind() {
            SyntaxKind::COLUMN => create.columns.push(column(&arg)),
            SyntaxKind::LIKE_CLAUSE => create.complete = false,
            _ => create.constraints.extend(constraint(&arg)),
        }
    }
    create
}

/// A column of `CREATE TABLE` or of `ADD COLUMN`: both have the same children.
pub(super) fn column(node: &SyntaxNode) -> Column {
    let mut column = Column {
        name: child_word(node, SyntaxKind::COLUMN_NAME).unwrap_or_default(),
        ty: ty(node),
        not_enforced: below(node, SyntaxKind::NOT_ENFORCED).next().is_some(),
        ..Column::default()
    };
    column.numbered = column
        .ty
        .as_ref()
        .is_some_and(|ty| ty.name.ends_with("serial"));
    for clause in node.children() {
        match clause.kind() {
            SyntaxKind::NOT_NULL_CONSTRAINT => column.not_null = true,
            SyntaxKind::PRIMARY_KEY_CONSTRAINT => {
                (column.primary_key, column.not_null) = (true, true);
            }
            SyntaxKind::UNIQUE_CONSTRAINT => column.unique = true,
            SyntaxKind::CHECK_CONSTRAINT => column.check = true,
            SyntaxKind::DEFAULT_CONSTRAINT => {
                // `DEFAULT NULL` is no default.
                let value = clause
                    .children()
                    .find(|c| c.kind() != SyntaxKind::CONSTRAINT_NAME_CLAUSE);
                let null = value
                    .as_ref()
                    .is_some_and(|v| has_token(v, SyntaxKind::NULL_KW));
                column.default = value.filter(|_| !null).map(|value| volatility(&value));
            }
            SyntaxKind::GENERATED_CONSTRAINT => {
                if has(&clause, SyntaxKind::GENERATED_IDENTITY) {
                    (column.numbered, column.not_null) = (true, true);
                } else {
                    let stored = below(&clause, SyntaxKind::STORED).next().is_some();
                    column.generated = Some(if stored {
                        Generated::Stored
                    } else {
                        Generated::Virtual
                    });
                }
            }
            SyntaxKind::REFERENCES_CONSTRAINT => {
                column.references = Some(reference(&clause, vec![column.name.clone()]));
            }
            _ => {}
        }
    }
    column
}

/// The type that is a child of a node.
pub(super) fn ty(node: &SyntaxNode) -> Option<SqlType> {
    let is_type = |kind| {
        matches!(
            kind,
            SyntaxKind::PATH_TYPE
                | SyntaxKind::ARRAY_TYPE
                | SyntaxKind::VARCHAR_TYPE
                | SyntaxKind::CHARACTER_TYPE
                | SyntaxKind::BIT_TYPE
                | SyntaxKind::BIT_VARYING_TYPE
                | SyntaxKind::DOUBLE_TYPE
                | SyntaxKind::TIME_TYPE
                | SyntaxKind::TIMESTAMP_TYPE
                | SyntaxKind::INTERVAL_TYPE
                | SyntaxKind::PERCENT_TYPE
        )
    };
    let found = node.children().find(|child| is_type(child.kind()))?;
    let collated = has(node, SyntaxKind::COLLATE);
    if found.kind() == SyntaxKind::ARRAY_TYPE {
        let element = ty(&found)?;
        let array = true;
        return Some(SqlType {
            array,
            collated,
            ..element
        });
    }
    let literals = below(&found, SyntaxKind::LITERAL);
    let args = literals
        .filter_map(|l| l.text().to_string().parse().ok())
        .collect();
    let zone = has(&found, SyntaxKind::WITH_TIMEZONE);
    let name = match found.kind() {
        SyntaxKind::VARCHAR_TYPE => "varchar".to_owned(),
        SyntaxKind::CHARACTER_TYPE if has_token(&found, SyntaxKind::VARYING_KW) => {
            "varchar".to_owned()
        }
        SyntaxKind::CHARACTER_TYPE => "char".to_owned(),
        SyntaxKind::BIT_TYPE => "bit".to_owned(),
        SyntaxKind::BIT_VARYING_TYPE => "varbit".to_owned(),
        SyntaxKind::DOUBLE_TYPE => "double".to_owned(),
        SyntaxKind::TIME_TYPE => if zone { "timetz" } else { "time" }.to_owned(),
        SyntaxKind::TIMESTAMP_TYPE => if zone { "timestamptz" } else { "timestamp" }.to_owned(),
        SyntaxKind::INTERVAL_TYPE => "interval".to_owned(),
        _ => word(&child(&found, SyntaxKind::PATH_REF).unwrap_or_else(|| found.clone())),
    };
    Some(SqlType {
        collated,
        ..SqlType::new(&name, args)
    })
}

fn reference(node: &SyntaxNode, columns: Vec<String>) -> ForeignKey {
    let on_delete = child(node, SyntaxKind::ON_DELETE_ACTION);
    ForeignKey {
        columns,
        parent: child_name(node, SyntaxKind::TABLE_NAME_REF).unwrap_or_default(),
        cascades: on_delete.is_some_and(|action| has(&action, SyntaxKind::CASCADE)),
    }
}

/// A constraint of a table.
pub(super) fn constraint(node: &SyntaxNode) -> Option<Constraint> {
    let kind = match node.kind() {
        SyntaxKind::PRIMARY_KEY_CONSTRAINT => ConstraintKind::PrimaryKey(key_columns(node)),
        SyntaxKind::UNIQUE_CONSTRAINT => ConstraintKind::Unique(key_columns(node)),
        SyntaxKind::FOREIGN_KEY_CONSTRAINT => {
            let list = child(node, SyntaxKind::FOREIGN_KEY_COLUMN_LIST)?;
            let columns = children(&list, SyntaxKind::COLUMN_NAME_REF).map(|c| word(&c));
            ConstraintKind::ForeignKey(reference(node, columns.collect()))
        }
        SyntaxKind::CHECK_CONSTRAINT => ConstraintKind::Check {
            not_null: not_null(node),
        },
        SyntaxKind::EXCLUDE_CONSTRAINT => ConstraintKind::Exclude,
        SyntaxKind::NOT_NULL_CONSTRAINT => {
            ConstraintKind::NotNull(child_word(node, SyntaxKind::COLUMN_NAME_REF)?)
        }
        _ => return None,
    };
    let clause = child(node, SyntaxKind::CONSTRAINT_NAME_CLAUSE);
    let using = child(node, SyntaxKind::USING_INDEX_NAME);
    Some(Constraint {
        name: clause.and_then(|clause| child_word(&clause, SyntaxKind::CONSTRAINT_NAME)),
        kind,
        not_valid: has(node, SyntaxKind::NOT_VALID),
        not_enforced: below(node, SyntaxKind::NOT_ENFORCED).next().is_some(),
        using_index: using.and_then(|using| child_word(&using, SyntaxKind::INDEX_REF)),
    })
}

fn key_columns(node: &SyntaxNode) -> Vec<String> {
    let list = below(node, SyntaxKind::CONSTRAINT_COLUMN_REF_LIST).next();
    let list = list
        .into_iter()
        .flat_map(|list| list.children().collect::<Vec<_>>());
    list.filter(|column| column.kind() == SyntaxKind::COLUMN_NAME_REF)
        .map(|column| word(&column))
        .collect()
}

/// The column of `CHECK (c IS NOT NULL)`.
fn not_null(node: &SyntaxNode) -> Option<String> {
    let mut expr = node
        .children()
        .find(|c| c.kind() != SyntaxKind::CONSTRAINT_NAME_CLAUSE)?;
    while expr.kind() == SyntaxKind::PAREN_EXPR {
        expr = expr.children().next()?;
    }
    let operands: Vec<SyntaxNode> = expr.children().collect();
    let (Some(column), Some(null)) = (operands.first(), operands.last()) else {
        return None;
    };
    let is_column = column.kind() == SyntaxKind::NAME_REF;
    let is_null = null.kind() == SyntaxKind::LITERAL && has_token(null, SyntaxKind::NULL_KW);
    (is_column && is_null && has(&expr, SyntaxKind::IS_NOT)).then(|| word(column))
}

pub(super) fn index(node: &SyntaxNode) -> CreateIndex {
    let table = child(node, SyntaxKind::TABLE_RELATION_NAME);
    let items = child(node, SyntaxKind::PARTITION_ITEM_LIST);
    let items: Vec<SyntaxNode> = items
        .iter()
        .flat_map(|list| children(list, SyntaxKind::PARTITION_ITEM))
        .collect();
    let expressions = items
        .iter()
        .filter(|item| child(item, SyntaxKind::NAME_REF).is_none());
    let named = expressions.flat_map(|item| below(item, SyntaxKind::NAME_REF));
    let computed_from = named.map(|name| word(&name)).collect();
    let classed = items.iter().filter_map(|item| {
        let class = child(item, SyntaxKind::OP_CLASS_REF)?;
        let own = matches!(word(&class).as_str(), "text_ops" | "citext_ops");
        child_word(item, SyntaxKind::NAME_REF).filter(|_| !own)
    });
    let classed = classed.collect();
    let key = |item: SyntaxNode| child_word(&item, SyntaxKind::NAME_REF);
    let method = child_word(node, SyntaxKind::USING_METHOD);
    let predicate = child(node, SyntaxKind::WHERE_CLAUSE);
    let table_name = table.as_ref().map(name).unwrap_or_default();
    CreateIndex {
        name: child(node, SyntaxKind::INDEX).map(|index| table_name.sibling(&word(&index))),
        keys: items.into_iter().map(key).collect(),
        computed_from,
        classed,
        predicate: predicate.map(|p| below(&p, SyntaxKind::NAME_REF).map(|n| word(&n)).collect()),
        unique: has_token(node, SyntaxKind::UNIQUE_KW),
        concurrently: has_token(node, SyntaxKind::CONCURRENTLY_KW),
        if_not_exists: has(node, SyntaxKind::IF_NOT_EXISTS),
        only: table
            .as_ref()
            .is_some_and(|t| has_token(t, SyntaxKind::ONLY_KW)),
        ordered: method.is_none_or(|method| method.ends_with("btree") || method.ends_with("hash")),
        special: false,
        table: table_name,
    }
}
