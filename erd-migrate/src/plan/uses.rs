//! What the statements of a schema speak of. Dependencies of objects are stated, and a server states them completely but
//! for what it does not keep: names in the body of a function. Those who declare objects in code may state fewer, and a
//! table states none that its defaults, checks and indexes have. So the text is read too, for names in a place where they
//! can be nothing else.

use super::held::reads_columns;
use super::resource::{self, Resource};
use erd_core::schema::{ColumnId, ObjectKind, Schema, SqlObject, TableId};
use erd_core::{Capability, Dialect};
use erd_ddl::expression::{Word, identifiers, words};
use std::collections::{BTreeMap, BTreeSet};

/// Something that has a name in a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Table(TableId),
    Column(TableId, ColumnId),
    /// By position.
    Object(usize),
    /// By position.
    Enum(usize),
}

/// What an object speaks of.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// What cannot go while the object is there.
    pub(super) bound: BTreeSet<Thing>,
    /// What must be there when the object is made, and may go after that: what is in a body that is checked once.
    pub(super) checked: BTreeSet<Thing>,
}

/// A name with its namespace; PostgreSQL's `public` is the default one.
type Name = (Option<String>, String);

/// The things of a schema by their names.
pub(super) struct Names<'a> {
    schema: &'a Schema,
    dialect: Dialect,
    keys: BTreeMap<String, Thing>,
    relations: BTreeMap<Name, Thing>,
    types: BTreeMap<Name, Thing>,
    functions: BTreeMap<Name, Vec<Thing>>,
    /// Of text search (PostgreSQL).
    configurations: BTreeMap<Name, Thing>,
}

impl<'a> Names<'a> {
    pub(super) fn new(schema: &'a Schema, dialect: Dialect) -> Self {
        let mut all = Self {
            schema,
            dialect,
            keys: BTreeMap::new(),
            relations: BTreeMap::new(),
            types: BTreeMap::new(),
            functions: BTreeMap::new(),
            configurations: BTreeMap::new(),
        };
        for (i, table) in schema.tables.iter().enumerate() {
            let thing = Thing::Table(TableId(i));
            all.keys.insert(format!("table {}", table.path()), thing);
            let name = (table.schema.clone(), table.name.clone());
            all.relations.insert(name, thing);
        }
        for (i, ty) in schema.enums.iter().enumerate() {
            all.keys
                .insert(format!("type {}", ty.key()), Thing::Enum(i));
            let name = (ty.schema.clone(), ty.name.clone());
            all.types.insert(name, Thing::Enum(i));
        }
        for (i, object) in schema.objects.iter().enumerate() {
            if object.exists_on(dialect) {
                all.add(object, Thing::Object(i));
            }
        }
        all
    }

    fn add(&mut self, object: &SqlObject, thing: Thing) {
        self.keys.insert(object.key(), thing);
        let name = (object.schema.clone(), object.name.clone());
        match object.kind {
            ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::ForeignTable
            | ObjectKind::VirtualTable
            | ObjectKind::Sequence => {
                self.relations.insert(name, thing);
            }
            ObjectKind::Type | ObjectKind::Domain => {
                self.types.insert(name, thing);
            }
            ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => {
                self.functions.entry(name).or_default().push(thing);
            }
            ObjectKind::Operator => {
                // Its name is what DROP is followed by.
                let Some(path) = object.name.strip_prefix("TEXT SEARCH CONFIGURATION ") else {
                    return;
                };
                let words = words(path, self.dialect);
                if let Some((_, name)) = name_before(&words, words.len()) {
                    let name = self.folded(name);
                    self.configurations.insert(name, thing);
                }
            }
            _ => {}
        }
    }

    /// What an object speaks of, without itself.
    pub(super) fn of_object(&self, position: usize) -> Uses {
        let object = &self.schema.objects[position];
        let mut uses = Uses::default();
        let keys = object.depends_on.iter();
        uses.bound.extend(keys.filter_map(|key| self.keys.get(key)));
        if let Some(owner) = &object.table {
            let name = (owner.schema.clone(), owner.name.clone());
            uses.bound.extend(self.relations.get(&name));
            if let Some((_, trigger)) = object.partition_trigger()
                && let Some(root) = self.schema.find_partitioned(owner)
            {
                let path = self.schema[root].path();
                uses.bound
                    .extend(self.keys.get(&format!("trigger {trigger} on {path}")));
            }
        }
        for sql in &object.create {
            let Some(text) = sql.get(self.dialect) else {
                continue;
            };
            let words = words(text, self.dialect);
            match (self.dialect, object.kind) {
                (Dialect::Postgres, ObjectKind::Function | ObjectKind::Procedure) => {
                    uses.bound.extend(self.scan(&words));
                    self.body(&words, &mut uses);
                }
                (Dialect::Postgres, _) | (_, ObjectKind::View) => {
                    uses.bound.extend(self.scan(&words));
                }
                // Other engines look at a body when it runs.
                _ => {}
            }
            if reads_columns(object.kind) || object.kind == ObjectKind::Statistics {
                let columns = self.columns(&uses.bound, &words);
                uses.bound.extend(columns);
            }
        }
        uses.bound.remove(&Thing::Object(position));
        uses.checked.remove(&Thing::Object(position));
        uses
    }

    /// The body of a function in SQL is checked when the function is made; of one in PL/pgSQL the types are.
    fn body(&self, all: &[Word], uses: &mut Uses) {
        let after = |word: &str| {
            let at = all.iter().position(|w| w.is(word))?;
            all.get(at + 1)
        };
        let is_sql = after("language").is_some_and(|word| word.is("sql"));
        let bodies = all.iter().enumerate().filter_map(|(i, word)| match word {
            Word::Body(body) => Some(body),
            Word::Text(body) if i > 0 && all[i - 1].is("as") => Some(body),
            _ => None,
        });
        for body in bodies {
            let words = words(body, self.dialect);
            let found = self.scan(&words);
            if is_sql {
                uses.checked.extend(self.columns(&found, &words));
                uses.checked.extend(found);
            } else {
                let is_type = |thing: &Thing| match thing {
                    Thing::Enum(_) => true,
                    Thing::Object(i) => matches!(
                        self.schema.objects[*i].kind,
                        ObjectKind::Type | ObjectKind::Domain
                    ),
                    Thing::Table(_) | Thing::Column(..) => false,
                };
                uses.checked.extend(found.into_iter().filter(is_type));
                uses.checked.extend(self.row_types(&words));
            }
        }
    }

    /// The tables of `orders%ROWTYPE` and `orders.id%TYPE`.
    fn row_types(&self, words: &[Word]) -> Vec<Thing> {
        let marks = words.iter().enumerate().filter(|(i, word)| {
            let next = words.get(i + 1);
            word.is("%") && next.is_some_and(|w| w.is("rowtype") || w.is("type"))
        });
        let relation = |(at, _): (usize, &Word)| {
            let (_, name) = name_before(words, at)?;
            let column_of = |(space, _): Name| space.map(|table| (None, table));
            let name = self.folded(name);
            let table = column_of(name.clone()).and_then(|name| self.relations.get(&name));
            self.relations.get(&name).or(table).copied()
        };
        marks.filter_map(relation).collect()
    }

    /// What a text speaks of in places where a name can be nothing else; bodies are left out.
    pub(super) fn of_text(&self, text: &str) -> BTreeSet<Thing> {
        self.scan(&words(text, self.dialect))
    }

    fn scan(&self, words: &[Word]) -> BTreeSet<Thing> {
        let mut found = BTreeSet::new();
        // Whether the names of a stretch between parentheses follow FROM.
        let mut lists = vec![false];
        for (i, word) in words.iter().enumerate() {
            match word {
                Word::Mark(mark) if mark == "(" => {
                    let before = i.checked_sub(1).map(|at| &words[at]);
                    let opens = before.is_some_and(|w| {
                        ["from", "join", ",", "("].iter().any(|start| w.is(start))
                    });
                    lists.push(opens && lists.last() == Some(&true));
                }
                Word::Mark(mark) if mark == ")" && lists.len() > 1 => {
                    lists.pop();
                }
                Word::Name(_) => {
                    if let Some(list) = lists.last_mut() {
                        *list = (*list || word.is("from")) && !ENDS.iter().any(|end| word.is(end));
                    }
                    let listed = lists.last() == Some(&true);
                    self.name(words, i, listed, &mut found);
                }
                // 'orders_id_seq'::regclass
                Word::Text(text)
                    if words.get(i + 1).is_some_and(|w| w.is("::"))
                        && words.get(i + 2).is_some_and(|w| w.is("regclass")) =>
                {
                    let inner = erd_ddl::expression::words(text, self.dialect);
                    if let Some((_, name)) = name_before(&inner, inner.len()) {
                        found.extend(self.relations.get(&self.folded(name)));
                    }
                }
                // to_tsvector('words'::regconfig, d)
                Word::Text(text)
                    if words.get(i + 1).is_some_and(|w| w.is("::"))
                        && words.get(i + 2).is_some_and(|w| w.is("regconfig")) =>
                {
                    let inner = erd_ddl::expression::words(text, self.dialect);
                    if let Some((_, name)) = name_before(&inner, inner.len()) {
                        found.extend(self.configurations.get(&self.folded(name)));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// A name at its last word: a call, a type, or a relation.
    fn name(&self, words: &[Word], at: usize, listed: bool, found: &mut BTreeSet<Thing>) {
        let next = |mark: &str| words.get(at + 1).is_some_and(|w| w.is(mark));
        let Some((start, name)) = name_before(words, at + 1) else {
            return;
        };
        let name = self.folded(name);
        let before = |n: usize| start.checked_sub(n).map(|at| &words[at]);
        let follows = |word: &str| before(1).is_some_and(|w| w.is(word));
        // The column of a table, or a relation in its namespace, whose name comes with the next word.
        if next(".") {
            found.extend(self.relations.get(&name));
            return;
        }
        let opened = follows("(") || follows(",");
        // nextval(orders_seq) (MariaDB)
        if follows("(") && before(2).is_some_and(|w| w.is("nextval") || w.is("lastval")) {
            found.extend(self.relations.get(&name));
        }
        if RELATIONS.iter().any(|word| follows(word)) || (listed && opened) {
            found.extend(self.relations.get(&name));
        }
        if next("(") {
            // CREATE FUNCTION f (, and not EXECUTE FUNCTION f (.
            let is_own = ["function", "procedure", "aggregate"]
                .iter()
                .any(|word| follows(word))
                && before(2).is_none_or(|w| !w.is("execute"));
            if !is_own {
                found.extend(self.functions.get(&name).into_iter().flatten());
            }
        } else if !follows("as") || next(")") {
            // CAST (a AS state), and not SELECT a AS state.
            found.extend(self.types.get(&name));
        }
    }

    /// The columns of the tables among `things` that a text names, or all where it has a `*`.
    fn columns(&self, things: &BTreeSet<Thing>, words: &[Word]) -> Vec<Thing> {
        let star = words.windows(2).any(|two| {
            let starts = ["select", "distinct", ",", "."];
            two[1].is("*") && starts.iter().any(|start| two[0].is(start))
        });
        let names: BTreeSet<&str> = words
            .iter()
            .filter_map(|word| match word {
                Word::Name(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let mut all = Vec::new();
        for thing in things {
            let Thing::Table(id) = thing else { continue };
            for (i, column) in self.schema[*id].columns.iter().enumerate() {
                if star || names.contains(column.name.as_str()) {
                    all.push(Thing::Column(*id, ColumnId(i)));
                }
            }
        }
        all
    }

    /// Whether an expression names a column.
    pub(super) fn names_column(&self, text: &str, column: &str) -> bool {
        let names = identifiers(text, self.dialect);
        names.iter().any(|name| name == column)
    }

    fn folded(&self, (space, name): (Option<&str>, &str)) -> Name {
        let space =
            space.filter(|s| !self.dialect.has(Capability::DefaultNamespace) || *s != "public");
        (space.map(str::to_owned), name.to_owned())
    }
}

/// Words behind which a relation stands.
const RELATIONS: [&str; 7] = ["from", "join", "into", "update", "setof", "only", "on"];

/// Words that end a list of relations.
const ENDS: [&str; 13] = [
    "where",
    "group",
    "order",
    "having",
    "limit",
    "union",
    "intersect",
    "except",
    "select",
    "window",
    "on",
    "set",
    "returning",
];

/// Where a name that ends before `end` starts, and the name with its namespace.
fn name_before(words: &[Word], end: usize) -> Option<(usize, (Option<&str>, &str))> {
    let at = |i: usize| match words.get(i) {
        Some(Word::Name(name)) => Some(name.as_str()),
        _ => None,
    };
    let last = end.checked_sub(1)?;
    let name = at(last)?;
    if last >= 2
        && words[last - 1].is(".")
        && let Some(space) = at(last - 2)
    {
        return Some((last - 2, (Some(space), name)));
    }
    Some((last, (None, name)))
}

/// The resource that a thing is among the nodes; `schema` has the names under which nodes know it.
pub(super) fn resource_of(schema: &Schema, thing: Thing) -> Resource {
    match thing {
        Thing::Table(id) => resource::table(&schema[id].path()),
        Thing::Column(table, column) => {
            resource::column(&schema[table].path(), &schema[table][column].name)
        }
        Thing::Object(i) => resource::object(&schema.objects[i].key()),
        Thing::Enum(i) => resource::ty(&schema.enums[i].key()),
    }
}
