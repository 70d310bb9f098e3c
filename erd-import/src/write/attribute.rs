//! Attributes, laid out as rustfmt lays them out.
//!
//! rustfmt formats what it can read as a list of names, literals and lists, and leaves every other attribute alone. What
//! it leaves alone is laid out here in the same way.

/// Widest line: rustfmt's 100, less the comma that it keeps room for.
const WIDTH: usize = 99;
/// Widest list of several things on one line (rustfmt's `attr_fn_like_width`).
const LIST_WIDTH: usize = 70;

/// One thing in `#[erd(..)]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Words that rustfmt reads: `primary_key`, `max_len = 200`, `table = "orders"`.
    Plain(String),
    /// Words that rustfmt does not read: `on_delete = cascade`, `created_at desc`.
    Odd(String),
    /// `name(..)`
    List {
        /// What stands before the parenthesis.
        name: String,
        /// Lists behind each other, between semicolons.
        groups: Vec<Vec<Item>>,
    },
}

impl Item {
    /// A word.
    pub(crate) fn word(word: impl Into<String>) -> Self {
        Self::Plain(word.into())
    }

    /// `name = "text"`
    pub(crate) fn text(name: &str, text: &str) -> Self {
        Self::Plain(format!("{name} = {}", crate::literal::literal(text)))
    }

    /// `name = word`
    pub(crate) fn choice(name: &str, word: &str) -> Self {
        Self::Odd(format!("{name} = {word}"))
    }

    /// `name(a, b)`
    pub(crate) fn list(name: impl Into<String>, items: Vec<Self>) -> Self {
        Self::List {
            name: name.into(),
            groups: vec![items],
        }
    }

    /// `name(a, b; c, d)`; without the semicolon where nothing is behind it.
    pub(crate) fn halves(name: impl Into<String>, items: Vec<Self>, options: Vec<Self>) -> Self {
        let mut groups = vec![items];
        if !options.is_empty() {
            groups.push(options);
        }
        Self::List {
            name: name.into(),
            groups,
        }
    }

    fn is_read(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Odd(_) => false,
            Self::List { groups, name } => {
                let [items] = &groups[..] else { return false };
                name.chars().all(|c| c.is_alphanumeric() || c == '_')
                    && items.iter().all(Self::is_read)
            }
        }
    }

    /// How many lists stand in each other, each alone.
    fn depth(&self) -> usize {
        match self {
            Self::List { groups, .. } if self.is_read() => match &groups[0][..] {
                [item] => 1 + item.depth(),
                _ => 1,
            },
            _ => 0,
        }
    }

    fn one_line(&self) -> String {
        match self {
            Self::Plain(text) | Self::Odd(text) => text.clone(),
            Self::List { name, groups } => {
                let groups: Vec<String> = groups.iter().map(|items| joined(items)).collect();
                format!("{name}({})", groups.join("; "))
            }
        }
    }

    /// Whether it stands on one line that begins at `column` and has `behind` characters behind it.
    fn fits(&self, column: usize, behind: usize) -> bool {
        let line = self.one_line();
        if line.contains('\n') || column + width(&line) + behind > WIDTH {
            return false;
        }
        match self {
            Self::List { groups, .. } if self.is_read() && groups[0].len() > 1 => {
                width(&joined(&groups[0])) <= LIST_WIDTH
            }
            Self::List { groups, .. } if self.is_read() => {
                groups[0].iter().all(|item| item.fits(0, 0))
            }
            _ => true,
        }
    }

    /// Writes it at an indent, over several lines where it must.
    fn write(&self, out: &mut String, indent: usize, behind: usize) {
        match self {
            Self::List { name, groups } if !self.fits(indent, behind) => {
                out.push_str(name);
                out.push('(');
                write_groups(out, groups, indent);
                out.push(')');
            }
            _ => out.push_str(&self.one_line()),
        }
    }
}

fn write_groups(out: &mut String, groups: &[Vec<Item>], indent: usize) {
    if let [items] = groups
        && let [Item::List { name, groups }] = &items[..]
        && items[0].is_read()
    {
        // A list that is alone in a list opens on the same line.
        out.push_str(name);
        out.push('(');
        write_groups(out, groups, indent);
        out.push(')');
        return;
    }
    let last = groups.len().saturating_sub(1);
    for (i, items) in groups.iter().enumerate() {
        let end = items.len().saturating_sub(1);
        for (j, item) in items.iter().enumerate() {
            line(out, indent + 4);
            item.write(out, indent + 4, 1);
            if j < end {
                out.push(',');
            } else if i < last {
                out.push(';');
            }
        }
    }
    line(out, indent);
}

/// `#[erd(..)]` at an indent, with a line feed behind it: as many items in one attribute as stand on a line.
pub(crate) fn attributes(out: &mut String, indent: usize, items: &[Item]) {
    let mut start = 0;
    for end in 1..=items.len() {
        let more = items.get(start..=end);
        if !more.is_some_and(|more| share_a_line(more, indent)) {
            attribute(out, indent, &items[start..end]);
            start = end;
        }
    }
}

/// Whether several items stand on one line.
fn share_a_line(items: &[Item], indent: usize) -> bool {
    let all = joined(items);
    let read = items.iter().all(Item::is_read);
    items.iter().all(|item| item.fits(0, 0))
        && !all.contains('\n')
        && indent + width(&all) + "#[erd()]".len() < WIDTH
        && (!read || width(&all) <= LIST_WIDTH)
}

fn attribute(out: &mut String, indent: usize, items: &[Item]) {
    out.push_str(&" ".repeat(indent));
    out.push_str("#[erd(");
    match items {
        [item @ Item::Plain(text)] => {
            // A text of several lines stands where it is; one that is too long gets a line of its own.
            // rustfmt keeps no room for a comma on a struct, and does on a field.
            let most = WIDTH + usize::from(indent == 0);
            let fits = indent + "#[erd()]".len() + width(text) <= most;
            if fits || text.contains('\n') {
                out.push_str(text);
            } else {
                write_groups(out, &[vec![item.clone()]], indent);
            }
        }
        [item] => {
            let mut text = String::new();
            // rustfmt keeps room for one character more on a field, and for each list that is alone in a list.
            let room = usize::from(indent > 0) + item.depth().saturating_sub(1);
            item.write(&mut text, indent, "#[erd()]".len() + room);
            out.push_str(&text);
        }
        _ => out.push_str(&joined(items)),
    }
    out.push_str(")]\n");
}

fn joined(items: &[Item]) -> String {
    let lines: Vec<String> = items.iter().map(Item::one_line).collect();
    lines.join(", ")
}

fn line(out: &mut String, indent: usize) {
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(items: &[Item]) -> String {
        let mut out = String::new();
        attributes(&mut out, 4, items);
        out
    }

    #[test]
    fn short_things_share_a_line() {
        let items = [
            Item::word("primary_key"),
            Item::word("identity"),
            Item::text("column", "Id"),
        ];
        assert_eq!(
            written(&items),
            "    #[erd(primary_key, identity, column = \"Id\")]\n"
        );
    }

    #[test]
    fn one_text_is_as_wide_as_the_line() {
        let lines = |indent: usize, chars: usize| {
            let mut out = String::new();
            attributes(
                &mut out,
                indent,
                &[Item::text("comment", &"x".repeat(chars))],
            );
            out.lines().count()
        };
        // `#[erd(comment = "")]` has 20 characters.
        assert_eq!((lines(0, 80), lines(0, 81)), (1, 3));
        assert_eq!((lines(4, 75), lines(4, 76)), (1, 3));
    }

    #[test]
    fn lists_in_lists_keep_room() {
        let lines = |indent: usize, depth: usize, width: usize| {
            let names = ["index(", "expr(", "a("];
            let around = indent + "#[erd(\"\")]".len();
            let around = around + names[..depth].iter().map(|n| n.len() + 1).sum::<usize>();
            let text = crate::literal::literal(&"x".repeat(width - around));
            let item = (0..depth).rev().fold(Item::Plain(text), |item, i| {
                Item::list(names[i].trim_end_matches('('), vec![item])
            });
            let mut out = String::new();
            attributes(&mut out, indent, &[item]);
            out.lines().count()
        };
        for depth in 1..=3 {
            for (indent, widest) in [(0, 100 - depth), (4, 99 - depth)] {
                let counts = [widest, widest + 1].map(|width| lines(indent, depth, width));
                assert_eq!(counts, [1, 3], "{depth} in a line at {indent}");
            }
        }
    }

    #[test]
    fn long_things_stand_alone_and_wrap() {
        let columns: Vec<Item> = (0..8)
            .map(|i| Item::word(format!("a_long_column_{i}")))
            .collect();
        let key = Item::list("primary_key", columns.clone());
        let text = written(&[Item::text("table", "orders"), key]);
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("    #[erd(table = \"orders\")]"));
        assert_eq!(lines.next(), Some("    #[erd(primary_key("));
        assert_eq!(lines.next(), Some("        a_long_column_0,"));
        assert_eq!(lines.last(), Some("    ))]"));
        let index = Item::halves(
            "index",
            columns[..5].to_vec(),
            vec![Item::text("name", "x")],
        );
        assert_eq!(
            written(&[index]),
            "    #[erd(index(\n        a_long_column_0,\n        a_long_column_1,\n        a_long_column_2,\n        \
             a_long_column_3,\n        a_long_column_4;\n        name = \"x\"\n    ))]\n"
        );
    }
}
