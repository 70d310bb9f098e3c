//! Types that differ while columns have them: an enum whose values go or change places (rule M32), a domain over another
//! type, a composite type with attributes of other types. Others take their place, with all that is made of them, and the
//! columns are written anew.

use super::composite::attributes;
use super::enums;
use super::swap::Swapped;
use crate::diff::{by_path, uses_enum};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::objects::Objects;
use crate::plan::op::{Loss, Op, Phase};
use crate::plan::op_name::{OpKind, OpName, OpVerb};
use crate::plan::recreated::{Family, Replaced};
use crate::plan::resource::{self, Resource};
use erd_core::schema::{Column, EnumType, ObjectKind, SqlObject, TableId, Type};
use erd_ddl::SqlWriter;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let writer = context.new_writer();
    for family in &context.recreated.families {
        let types = Types {
            context,
            writer,
            family,
        };
        types.replace(nodes);
    }
}

/// A family with the schemas that it is of.
struct Types<'a> {
    context: &'a Context<'a>,
    writer: SqlWriter<'a>,
    family: &'a Family,
}

/// A type in one of the schemas.
enum Definition<'a> {
    Enum(&'a EnumType),
    Object(&'a SqlObject),
}

impl Definition<'_> {
    fn key(&self) -> String {
        match self {
            Self::Enum(ty) => format!("enum {}", ty.key()),
            Self::Object(object) => object.key(),
        }
    }

    fn resource(&self) -> Resource {
        match self {
            Self::Enum(ty) => resource::ty(&ty.key()),
            Self::Object(object) => resource::object(&object.key()),
        }
    }

    fn op_name(&self) -> OpName {
        match self {
            Self::Enum(ty) => OpKind::ReplaceEnum.on(ty.key()),
            Self::Object(object) => OpKind::Object(OpVerb::Replace, object.kind).on(object.path()),
        }
    }

    /// The name under which it makes room.
    fn aside(&self) -> String {
        let name = match self {
            Self::Enum(ty) => &ty.name,
            Self::Object(object) => &object.name,
        };
        format!("{name}_erd_old")
    }

    /// As ALTER and DROP name it, under that name or its own.
    fn path(&self, writer: SqlWriter<'_>, name: Option<&str>) -> String {
        let (schema, own) = match self {
            Self::Enum(ty) => (&ty.schema, &ty.name),
            Self::Object(object) => (&object.schema, &object.name),
        };
        writer.name(schema.as_deref(), name.unwrap_or(own))
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Object(object) if object.kind == ObjectKind::Domain => "DOMAIN",
            _ => "TYPE",
        }
    }

    fn create(&self, writer: SqlWriter<'_>) -> Vec<String> {
        match self {
            Self::Enum(ty) => enums::create(&writer, ty),
            Self::Object(object) => writer.create_object(object),
        }
    }
}

impl<'a> Types<'a> {
    fn definition(&self, ty: Replaced, side: usize) -> Definition<'a> {
        let context = self.context;
        let schema = [&context.mid, &context.diff.new][side];
        match ty {
            Replaced::Enum { old, new } => Definition::Enum(&schema.enums[[old, new][side]]),
            Replaced::Object { old, new } => Definition::Object(&schema.objects[[old, new][side]]),
        }
    }

    fn replace(&self, nodes: &mut Nodes) {
        let types = &self.family.orders[1];
        let columns: Vec<_> = types
            .iter()
            .flat_map(|ty| self.columns(*ty).into_iter().map(|column| (*ty, column)))
            .collect();
        let all: Vec<_> = types.iter().map(|ty| self.definition(*ty, 1)).collect();
        let Some(first) = all.first() else { return };
        let told: Vec<_> = all.iter().map(Definition::key).collect();
        let mut op = self.context.op(
            first.op_name(),
            format!("replace {}", told.join(", ")),
            self.change(1, &columns),
            self.change(0, &columns),
        );
        Swapped::written(columns.iter().map(|(_, column)| column), &mut op);
        op.hazards.push(hazard(
            "M32",
            "the tables that use it are written anew, and nobody reads or writes them meanwhile",
        ));
        for ty in types {
            if let Replaced::Enum { old, new } = ty {
                self.values_gone([*old, *new], &columns, &mut op);
            }
        }
        let node = Node::new(op, Phase::Contract, Stage::Alter, "");
        let mut node = Swapped::around(columns.iter().map(|(_, column)| column), node);
        for (ty, definition) in types.iter().zip(&all) {
            let same = [definition.resource()];
            node = node.provides(same.clone()).removes(same);
            if let Replaced::Object { old, new } = ty {
                node = Objects::between(self.context, *old, *new, node);
            }
        }
        nodes.push(node);
    }

    /// The types of one side make room, those of the other come, the columns get them, and the first ones go.
    fn change(&self, to: usize, columns: &[(Replaced, Swapped)]) -> Vec<String> {
        let from = 1 - to;
        let (writer, mut all) = (self.writer, Vec::new());
        for ty in &self.family.orders[from] {
            let ty = self.definition(*ty, from);
            let (word, path) = (ty.word(), ty.path(writer, None));
            let aside = writer.quote(&ty.aside());
            all.push(format!("ALTER {word} {path} RENAME TO {aside}"));
        }
        for ty in &self.family.orders[to] {
            all.extend(self.definition(*ty, to).create(writer));
        }
        // A table is written once for all of its columns.
        let mut tables: Vec<(&str, Vec<String>)> = Vec::new();
        for (ty, column) in columns {
            let path = self.definition(*ty, to).path(writer, None);
            let actions = column.actions(&path, to);
            match tables.iter_mut().find(|(table, _)| *table == column.table) {
                Some((_, own)) => own.extend(actions),
                None => tables.push((&column.table, actions)),
            }
        }
        let tables = tables.into_iter();
        all.extend(tables.map(|(table, own)| format!("ALTER TABLE {table} {}", own.join(", "))));
        for ty in self.family.orders[from].iter().rev() {
            let ty = self.definition(*ty, from);
            let aside = ty.path(writer, Some(&ty.aside()));
            all.push(format!("DROP {} {aside}", ty.word()));
        }
        all
    }

    /// What goes with the values that an enum has no more, and what must not have them.
    fn values_gone(&self, [old, new]: [usize; 2], columns: &[(Replaced, Swapped)], op: &mut Op) {
        let (before, after) = (
            &self.context.mid.enums[old],
            &self.context.diff.new.enums[new],
        );
        let gone: Vec<&str> = before
            .values
            .iter()
            .filter(|v| !after.values.contains(v))
            .map(String::as_str)
            .collect();
        if gone.is_empty() {
            return;
        }
        let values: Vec<_> = gone.iter().map(|v| self.writer.literal(v)).collect();
        let of_enum = columns.iter().filter(|(ty, _)| self.is_over(*ty, old));
        let used: Vec<_> = of_enum.map(|(_, c)| c.rows_with(&values)).collect();
        if !used.is_empty() {
            op.blocked_by = Some(format!("{} LIMIT 1", used.join(" UNION ALL ")));
        }
        let key = after.key();
        op.losses.push(Loss {
            allow: OpKind::DropEnumValue.of(&key, gone.join(",")),
            what: format!("the values {} of enum `{key}`", gone.join(", ")),
            count: None,
        });
    }

    /// Whether a type is that enum, or a domain over it.
    fn is_over(&self, ty: Replaced, of: usize) -> bool {
        match ty {
            Replaced::Enum { old, .. } => old == of,
            Replaced::Object { old, .. } => {
                let mut below = self.family.orders[0].iter().copied();
                let uses = self.context.old_names.of_object(old).bound;
                self.context.mid.objects[old].kind == ObjectKind::Domain
                    && below
                        .any(|lower| uses.contains(&lower.things()[0]) && self.is_over(lower, of))
            }
        }
    }

    /// The columns that have the type in both schemas.
    fn columns(&self, ty: Replaced) -> Vec<Swapped> {
        match ty {
            Replaced::Enum { new, .. } => self.of_enum(new),
            Replaced::Object { old, new } => self.of_object(old, new),
        }
    }

    fn of_enum(&self, new: usize) -> Vec<Swapped> {
        let context = self.context;
        let key = context.diff.new.enums[new].key();
        // A domain over it is a type of its own.
        let typed = |table: usize, column: usize| {
            let mut all = context.recreated.typed.iter();
            all.any(|(pair, [_, after], _)| pair.new.0 == table && after.0 == column)
        };
        let has_it = |column: &Column| uses_enum(&column.ty, &key);
        let olds = by_path(&context.mid);
        let mut all = Vec::new();
        for (i, table) in context.diff.new.tables.iter().enumerate() {
            let path = table.path();
            let before = olds.get(&path).map(|id| &context.mid[*id]);
            let is_new = context.steps.created.contains(&TableId(i));
            let Some(before) = before.filter(|_| !is_new) else {
                continue;
            };
            let columns = table.columns.iter().enumerate();
            for (_, column) in columns.filter(|(at, _)| !typed(i, *at)) {
                let was = before.columns.iter().find(|c| c.name == column.name);
                if let Some(was) = was.filter(|was| has_it(was) && has_it(column)) {
                    let array = matches!(column.ty, Type::Array(_));
                    let columns = [was, column];
                    all.push(Swapped::new(
                        &self.writer,
                        TableId(i),
                        &path,
                        columns,
                        array,
                    ));
                }
            }
        }
        all
    }

    fn of_object(&self, old: usize, new: usize) -> Vec<Swapped> {
        let context = self.context;
        let objects = [&context.mid.objects[old], &context.diff.new.objects[new]];
        let numbers = objects.map(|object| attributes(object).map(|all| all.len()));
        let fits = objects[1].kind == ObjectKind::Domain
            || (numbers[0].is_some() && numbers[0] == numbers[1]);
        let typed = context.recreated.typed.iter();
        let own = typed.filter(|(_, _, ty)| *ty == old);
        let columns = own.filter_map(|(pair, [before, after], _)| {
            let column = &context.new_table(*pair)[*after];
            let path = context.path(*pair);
            if !fits {
                context.unsupported(
                    format!("{path}.{}", column.name),
                    format!(
                        "its type, {}, would have to be dropped and made anew",
                        objects[1].key()
                    ),
                    "make a type of another name, and give the column that one",
                );
                return None;
            }
            let columns = [&context.mid_table(*pair)[*before], column];
            let text = column.sql_type.get(context.dialect());
            let array = text.is_some_and(|text| text.ends_with("[]"));
            Some(Swapped::new(&self.writer, pair.new, &path, columns, array))
        });
        columns.collect()
    }
}
