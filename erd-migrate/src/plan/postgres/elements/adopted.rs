//! What a partition has of its own and its table gets (rules M38, M39): the server takes a partition's index, key or foreign
//! key for the table's where both say the same. It stays, is not built again, and cannot be dropped by itself from then on.

use super::super::partitions::leaves;
use super::partitioned::Leaf;
use super::{Side, Worker};
use crate::Step;
use crate::diff::Element;
use crate::plan::context::hazard;
use crate::plan::op::{Op, Reverse};
use crate::plan::resource::{self, Resource};
use erd_core::Dialect;
use erd_core::schema::{Index, IndexKind, ObjectKind, ObjectName, SqlObject};
use erd_ddl::expression::{Word, words};
use erd_ddl::{IndexForm, SqlWriter};

/// An index or a constraint of a partition that becomes part of the table's.
pub(super) struct Adopted {
    /// The partition.
    pub(super) table: ObjectName,
    /// What makes it again, once the table's is gone and took it along.
    again: Vec<String>,
}

impl Worker<'_> {
    /// What partitions have of their own that goes with this step, because it becomes part of the table's. `index` is what
    /// enforces the constraint, where anything does.
    pub(super) fn adopted(
        &self,
        element: Element,
        name: &str,
        index: Option<&Index>,
    ) -> Vec<Adopted> {
        let old = &self.context.diff.old;
        let dropped = self
            .context
            .diff
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::DropObject { old } => Some(*old),
                _ => None,
            });
        let mut all = Vec::new();
        for position in dropped {
            let object = &old.objects[position];
            let kinds = [ObjectKind::Index, ObjectKind::Constraint];
            let Some(owner) = object
                .table
                .as_ref()
                .filter(|_| kinds.contains(&object.kind))
            else {
                continue;
            };
            let mut leaves = self.leaves(element, name).into_iter();
            if !leaves.any(|leaf| leaf.table == *owner)
                || !self.says_the_same(object, owner, (Side::New, element, name), index)
            {
                continue;
            }
            self.context.adopted.borrow_mut().insert(position);
            let writer = SqlWriter::new(old, self.context.diff.engine);
            // A check that stood there first stays when the table's goes.
            let again = if matches!(element, Element::Check(_)) {
                Vec::new()
            } else {
                writer.create_object(object)
            };
            all.push(Adopted {
                table: owner.clone(),
                again,
            });
        }
        all
    }

    /// Puts back what the partitions had, when the table's is dropped.
    pub(super) fn give_back(adopted: &[Adopted], op: &mut Op) {
        if let Reverse::Statements(down) = &mut op.reverse {
            down.extend(adopted.iter().flat_map(|own| own.again.clone()));
        }
    }

    /// The other way round: what partitions have of their own from when the table's is gone, which took theirs along. It
    /// comes in the statements of the same op, and under the name that the table's had there.
    pub(super) fn released(&self, element: Element, name: &str, op: &mut Op) -> Vec<Resource> {
        let schema = &self.context.diff.new;
        let table = self.side(Side::Old);
        let index = match element {
            Element::Index(i) => Some(&table.indexes[i]),
            // One that stood there first stays.
            Element::Check(_) => return Vec::new(),
            _ => None,
        };
        let partition = table.intent.partition.as_ref();
        let leaves = leaves(partition.map_or(&[], |partition| &partition.parts[..]));
        let mut all = Vec::new();
        for step in &self.context.diff.steps {
            let Step::CreateObject { new } = step else {
                continue;
            };
            let object = &schema.objects[*new];
            let kinds = [ObjectKind::Index, ObjectKind::Constraint];
            let owner = object.table.as_ref();
            let Some(owner) = owner.filter(|_| kinds.contains(&object.kind)) else {
                continue;
            };
            if !leaves.iter().any(|leaf| leaf.name == *owner)
                || !self.says_the_same(object, owner, (Side::Old, element, name), index)
            {
                continue;
            }
            self.context.released.borrow_mut().insert(*new);
            op.statements.extend(self.new.create_object(object));
            op.scans.push(owner.to_string());
            op.timeouts.statement_ms = None;
            op.hazards.push(hazard(
                "M38",
                format!("{owner} gets its own in the same transaction, and nobody writes the table while that is built"),
            ));
            all.push(resource::object(&object.key()));
        }
        all
    }

    fn says_the_same(
        &self,
        object: &SqlObject,
        owner: &ObjectName,
        (side, part, name): (Side, Element, &str),
        index: Option<&Index>,
    ) -> bool {
        let text = object
            .create
            .first()
            .and_then(|sql| sql.get(Dialect::Postgres));
        let Some(own) = text.and_then(shape) else {
            return false;
        };
        if object.kind == ObjectKind::Index {
            // A key wants a key of the partition, and not an index alone.
            let is_plain = |index: &&Index| !matches!(index.kind, IndexKind::UniqueConstraint(_));
            let leaf = Leaf {
                table: owner.clone(),
                name: name.to_owned(),
            };
            let index = index
                .filter(is_plain)
                .filter(|_| part != Element::PrimaryKey);
            let leaf =
                index.and_then(|index| shape(&self.leaf_index(side, &leaf, index).to_string()));
            return leaf.is_some_and(|leaf| leaf == own);
        }
        // A check is the table's where it has its name too.
        if matches!(part, Element::Check(_)) && object.name != name {
            return false;
        }
        match self.clause(side, part, name) {
            IndexForm::Clause(clause) => {
                let text = format!("ALTER TABLE t ADD {clause}");
                shape(&text).is_some_and(|text| text == own)
            }
            IndexForm::Statement(_) => false,
        }
    }
}

/// What an index or a constraint says, without its name and its table, and without what need not be said.
fn shape(text: &str) -> Option<Vec<Word>> {
    let all = words(text, Dialect::Postgres);
    let position = |word: &str| all.iter().position(|w| w.is(word));
    let mut rest = if all.first()?.is("create") {
        let head = &all[..position("on")?];
        let unique = head.iter().filter(|word| word.is("unique")).cloned();
        let body = all[position("on")?..].iter();
        let body = body.skip_while(|word| !word.is("using") && !word.is("("));
        unique.chain(body.cloned()).collect::<Vec<_>>()
    } else {
        all.get(position("constraint")? + 2..)?.to_vec()
    };
    let mut at = 0;
    while at < rest.len() {
        let next = |offset: usize, word: &str| rest.get(at + offset).is_some_and(|w| w.is(word));
        if (rest[at].is("using") && next(1, "btree")) || (rest[at].is("public") && next(1, ".")) {
            rest.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
    Some(bare(rest))
}

/// Without parentheses around all of an item of a list, or of a condition.
fn bare(mut words: Vec<Word>) -> Vec<Word> {
    let mut at = 1;
    while at < words.len() {
        let starts = ["(", ",", "where"]
            .iter()
            .any(|mark| words[at - 1].is(mark));
        let ends = |end: &usize| {
            let next = words.get(end + 1);
            next.is_none_or(|next| next.is(",") || next.is(")"))
        };
        match end_of(&words, at).filter(|end| starts && ends(end)) {
            Some(end) => {
                words.remove(end);
                words.remove(at);
            }
            None => at += 1,
        }
    }
    words
}

/// Where the parenthesis ends that begins there.
fn end_of(words: &[Word], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    if !words[start].is("(") {
        return None;
    }
    for (at, word) in words.iter().enumerate().skip(start) {
        if word.is("(") {
            depth += 1;
        } else if word.is(")") {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn the_same_in_the_words_of_the_server_and_in_ours() {
        let same = [
            (
                "CREATE INDEX e_id ON public.e USING btree (id)",
                "CREATE INDEX \"x\" ON \"e\" (\"id\")",
            ),
            (
                "ALTER TABLE public.e ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES public.b(id)",
                "ALTER TABLE t ADD CONSTRAINT \"l\" FOREIGN KEY (\"a\") REFERENCES \"b\" (\"id\")",
            ),
            (
                "CREATE INDEX e_id ON public.e USING btree (lower((id)::text), n) WHERE (id > 0)",
                "CREATE INDEX x ON e ((lower((id)::text)), n) WHERE ((id > 0))",
            ),
        ];
        for (a, b) in same {
            assert_eq!(shape(a), shape(b), "{a}");
        }
        let unique = shape("CREATE UNIQUE INDEX e_id ON public.e USING btree (id)");
        assert_ne!(unique, shape(same[0].0));
    }
}
