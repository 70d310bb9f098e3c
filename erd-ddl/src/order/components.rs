//! Strongly connected components (Tarjan 1972), without recursion: a chain of ten thousand tables must not exhaust the
//! stack.

use super::Edge;

/// For each table the number of its component. Numbers are below `tables` and equal for tables that reach each other.
pub(super) fn components(tables: usize, edges: &[Edge]) -> Vec<usize> {
    let mut next = vec![Vec::new(); tables];
    for edge in edges {
        next[edge.from].push(edge.to);
    }
    let mut state = State {
        index: vec![None; tables],
        low: vec![0; tables],
        on_stack: vec![false; tables],
        stack: Vec::new(),
        component: vec![0; tables],
        visited: 0,
        found: 0,
    };
    for root in 0..tables {
        if state.index[root].is_none() {
            state.search(root, &next);
        }
    }
    state.component
}

struct State {
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    component: Vec<usize>,
    visited: usize,
    found: usize,
}

impl State {
    fn search(&mut self, root: usize, next: &[Vec<usize>]) {
        // Each frame is a table and the number of its edges that have been followed.
        let mut frames = vec![(root, 0)];
        self.enter(root);
        while let Some((table, followed)) = frames.last_mut() {
            let table = *table;
            if let Some(target) = next[table].get(*followed) {
                *followed += 1;
                match self.index[*target] {
                    None => {
                        self.enter(*target);
                        frames.push((*target, 0));
                    }
                    Some(index) if self.on_stack[*target] => {
                        self.low[table] = self.low[table].min(index);
                    }
                    Some(_) => {}
                }
            } else {
                frames.pop();
                if let Some((parent, _)) = frames.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[table]);
                }
                if self.index[table] == Some(self.low[table]) {
                    self.close(table);
                }
            }
        }
    }

    fn enter(&mut self, table: usize) {
        self.index[table] = Some(self.visited);
        self.low[table] = self.visited;
        self.visited += 1;
        self.stack.push(table);
        self.on_stack[table] = true;
    }

    fn close(&mut self, root: usize) {
        while let Some(table) = self.stack.pop() {
            self.on_stack[table] = false;
            self.component[table] = self.found;
            if table == root {
                break;
            }
        }
        self.found += 1;
    }
}
