//! A partition comes: a table of its own, made first and attached then. PARTITION OF would keep out all readers of the
//! partitioned table.

use super::{Worker, bounds, is_default, part, resources};
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use erd_core::effect::Kind;
use erd_core::naming;
use erd_core::schema::{PartitionTable, SubPartition};

/// The check of the DEFAULT partition that its rows are elsewhere.
struct Excluded {
    add: String,
    drop: String,
    /// The node after which it holds.
    node: usize,
}

impl Worker<'_> {
    pub(super) fn add(&self, position: usize, after: Vec<usize>, nodes: &mut Nodes) {
        let table = self.context.new_table(self.pair);
        let Some(part) = part(table, position) else {
            return;
        };
        let path = self.path();
        let (parent, name) = (self.parent(), self.name(&part.name));
        let unlogged = if table.options.unlogged {
            "UNLOGGED "
        } else {
            ""
        };
        // The numbers of an identity are the partitioned table's.
        let mut up = vec![format!(
            "CREATE {unlogged}TABLE {name} (LIKE {parent} INCLUDING ALL EXCLUDING IDENTITY){}",
            by(part.partition.as_ref())
        )];
        let subs = part.partition.iter().flat_map(|sub| &sub.parts);
        self.below(&name, subs.collect(), unlogged, &mut up);
        up.push(format!(
            "ALTER TABLE {parent} ATTACH PARTITION {name} {}",
            part.bounds
        ));
        let rest = self.default_part().filter(|_| !is_default(part));
        let excluded = rest.and_then(|rest| self.exclude(part, rest, &after, nodes));
        let mut down = vec![
            format!("ALTER TABLE {parent} DETACH PARTITION {name}"),
            format!("DROP TABLE {name}"),
        ];
        if let Some(excluded) = &excluded {
            up.push(excluded.drop.clone());
            down.push(excluded.add.clone());
        }
        let mut op = self.context.table_op(
            self.pair,
            Kind::AttachPartition.postgres_lock(),
            OpKind::AddPartition.on(part.name.to_string()),
            format!("add partition {} to {path}", part.name),
            up,
            down,
        );
        op.locks
            .extend(self.referenced(LockMode::ShareRowExclusive));
        if !self.has_fewer_triggers() {
            op.locks
                .extend(self.referencing(LockMode::ShareRowExclusive));
        }
        if let Some(rest) = rest {
            op.locks.push(Lock {
                table: rest.name.to_string(),
                mode: LockMode::AccessExclusive,
            });
            if excluded.is_none() {
                op.scans.push(rest.name.to_string());
                op.timeouts.statement_ms = None;
                op.hazards.push(hazard(
                    "M35",
                    format!("nobody reads or writes the DEFAULT partition {} while it is read from end to end", rest.name),
                ));
            }
        }
        op.locks.sort();
        op.locks.dedup();
        let node = Node::new(op, Phase::Expand, Stage::Alter, path.clone())
            .rank(8)
            .provides(resources(part))
            .requires([resource::table(&path), resource::names(&path)])
            .after(after)
            .apart(excluded.map(|excluded| excluded.node));
        nodes.push(node);
    }

    /// The partitions of a partition that nobody knows yet.
    fn below(
        &self,
        parent: &str,
        parts: Vec<&PartitionTable>,
        unlogged: &str,
        out: &mut Vec<String>,
    ) {
        for part in parts {
            let name = self.name(&part.name);
            out.push(format!(
                "CREATE {unlogged}TABLE {name} PARTITION OF {parent} {}{}",
                part.bounds,
                by(part.partition.as_ref())
            ));
            let subs = part.partition.iter().flat_map(|sub| &sub.parts);
            // The depth is that of a declaration.
            self.below(&name, subs.collect(), unlogged, out);
        }
    }

    /// Makes sure that the DEFAULT partition holds none of the rows, so that it need not be read under a lock. `None`
    /// where the bounds are no simple condition.
    fn exclude(
        &self,
        part: &PartitionTable,
        rest: &PartitionTable,
        after: &[usize],
        nodes: &mut Nodes,
    ) -> Option<Excluded> {
        let table = self.context.new_table(self.pair);
        let partition = table.intent.partition.as_ref()?;
        let (None, [column]) = (&partition.key, &partition.columns[..]) else {
            return None;
        };
        let key = self.writer.quote(&table[*column].name);
        let condition = bounds::condition(partition.kind, &key, &part.bounds)?;
        let (name, path) = (self.name(&rest.name), rest.name.to_string());
        let check = self
            .writer
            .quote(&naming::fit(&format!("{}_erd_elsewhere", part.name.name)));
        let drop = format!("ALTER TABLE {name} DROP CONSTRAINT {check}");
        let add = format!(
            "ALTER TABLE {name} ADD CONSTRAINT {check} CHECK (NOT ({condition})) NOT VALID"
        );
        let mut op = self.context.op(
            OpKind::ExcludePartition.on(part.name.to_string()),
            format!("keep the rows of partition {} out of {path}", part.name),
            vec![add.clone()],
            vec![drop.clone()],
        );
        op.locks.push(Lock {
            table: path.clone(),
            mode: LockMode::AccessExclusive,
        });
        op.hazards.push(hazard(
            "M35",
            format!("rows for {} are refused until it is there", part.name),
        ));
        let owner = table.path();
        let ready = |node: Node| node.requires([resource::table(&owner), resource::names(&owner)]);
        let first = nodes.push(ready(
            Node::new(op, Phase::Expand, Stage::Alter, self.path())
                .rank(6)
                .after(after.iter().copied()),
        ));
        let mut op = self.context.op(
            OpKind::ValidatePartition.on(part.name.to_string()),
            format!("check that {path} holds no row of partition {}", part.name),
            vec![format!("ALTER TABLE {name} VALIDATE CONSTRAINT {check}")],
            Vec::new(),
        );
        op.scans.push(path);
        op.timeouts.statement_ms = None;
        op.blocked_by = Some(format!("SELECT 1 FROM {name} WHERE {condition} LIMIT 1"));
        let second = nodes.push(ready(
            Node::new(op, Phase::Expand, Stage::Validate, self.path()).apart([first]),
        ));
        Some(Excluded {
            add,
            drop,
            node: second,
        })
    }
}

fn by(sub: Option<&SubPartition>) -> String {
    sub.map_or_else(String::new, |sub| format!(" PARTITION BY {}", sub.by))
}
