//! Values of native enums that get another name (PostgreSQL). The server keeps a value by its identity, so defaults,
//! checks and predicates that speak of it follow the rename by themselves.

use super::enums::uses;
use erd_core::schema::{Column, EnumStorage, EnumType, Schema, Table};
use erd_core::{Capability, Dialect};
use erd_ddl::expression::identifiers;

/// The values that are renamed: of which enum, from, to.
#[derive(Debug)]
pub(crate) struct Labels<'a>(Vec<(&'a EnumType, &'a str, &'a str)>);

impl<'a> Labels<'a> {
    pub(crate) fn new(old: &'a Schema, new: &'a Schema, dialect: Dialect) -> Self {
        if !dialect.has(Capability::NamedEnums) {
            return Self(Vec::new());
        }
        let native = new
            .enums
            .iter()
            .filter(|ty| ty.storage == EnumStorage::Native);
        let all = native.flat_map(|ty| {
            let before = old.enums.iter().find(|before| before.key() == ty.key());
            let renamed = before.into_iter().flat_map(move |before| {
                let done = |value: &String| before.values.contains(value);
                let hints = ty.renamed_values.iter();
                hints.filter(move |(to, from)| ty.values.contains(to) && done(from) && !done(to))
            });
            renamed.map(move |(to, from)| (ty, &**from, &**to))
        });
        Self(all.collect())
    }

    /// A default of an old column under the new names of values.
    pub(crate) fn default(&self, table: &Table, column: &Column, text: &str) -> String {
        let own = self.0.iter().filter(|(ty, ..)| uses(&column.ty, &ty.key()));
        let text = own.fold(text.to_owned(), |text, (_, from, to)| {
            relabelled(&text, from, to, &|_| true)
        });
        self.expression(table, &text)
    }

    /// An expression of an old table under the new names of values.
    pub(crate) fn expression(&self, table: &Table, text: &str) -> String {
        let mut text = text.to_owned();
        for (ty, from, to) in &self.0 {
            let key = ty.key();
            if !text.contains(from) || !table.columns.iter().any(|c| uses(&c.ty, &key)) {
                continue;
            }
            // Without a cast it is one of the enum where no other column is spoken of.
            let names = identifiers(&text, Dialect::Postgres);
            let mut spoken = table
                .columns
                .iter()
                .filter(|c| names.contains(&c.name))
                .peekable();
            let alone = spoken.peek().is_some() && spoken.all(|c| uses(&c.ty, &key));
            let of_it = |rest: &str| match rest.strip_prefix("::") {
                Some(cast) => is_cast_to(cast, ty),
                None => alone,
            };
            text = relabelled(&text, from, to, &of_it);
        }
        text
    }
}

/// Whether what follows `::` is the type, or an array of it.
fn is_cast_to(cast: &str, ty: &EnumType) -> bool {
    let end = cast.find(|c: char| !(c.is_alphanumeric() || "_.\"$".contains(c)));
    let name = cast[..end.unwrap_or(cast.len())].replace('"', "");
    let plain = name.rsplit('.').next().unwrap_or_default();
    plain.eq_ignore_ascii_case(&ty.name)
}

/// The literals that are the value, or of an array that has it, under the new name, where what follows says so.
fn relabelled(text: &str, from: &str, to: &str, of_it: &dyn Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['\'', '"']) {
        let mark = &rest[start..=start];
        let Some(end) = end_of(&rest[start + 1..], mark).map(|end| start + 1 + end) else {
            break;
        };
        out.push_str(&rest[..start]);
        let (token, behind) = (&rest[start..=end], &rest[end + 1..]);
        let value = rest[start + 1..end].replace("''", "'");
        let anew = (mark == "'" && of_it(behind))
            .then(|| renamed(&value, from, to))
            .flatten();
        match anew {
            Some(anew) => out.push_str(&erd_ddl::literal(Dialect::Postgres, &anew)),
            None => out.push_str(token),
        }
        rest = behind;
    }
    out + rest
}

/// Where the mark stands that ends what it began; twice it stands for itself.
fn end_of(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find(mark)?;
        if !text[at + 1..].starts_with(mark) {
            return Some(at);
        }
        at += 2;
    }
}

fn renamed(value: &str, from: &str, to: &str) -> Option<String> {
    if value == from {
        return Some(to.to_owned());
    }
    let inner = value.strip_prefix('{')?.strip_suffix('}')?;
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut changed = false;
    let mut all = Vec::new();
    for element in inner.split(',') {
        let is_it = element == from || element == quoted(from);
        changed |= is_it;
        let plain = to.chars().all(|c| c.is_alphanumeric() || c == '_') && !to.is_empty();
        let plain = plain && !to.eq_ignore_ascii_case("null");
        all.push(match is_it {
            true if plain => to.to_owned(),
            true => quoted(to),
            false => element.to_owned(),
        });
    }
    changed.then(|| format!("{{{}}}", all.join(",")))
}

#[cfg(test)]
mod tests {
    use super::relabelled;

    #[test]
    fn literals_and_elements_of_arrays_have_the_new_name() {
        let anew = |text: &str| relabelled(text, "open", "in work", &|_| true);
        assert_eq!(anew("'open'::st"), "'in work'::st");
        assert_eq!(anew("'{new,open}'::st[]"), "'{new,\"in work\"}'::st[]");
        assert_eq!(anew("\"open\" = 'opened'"), "\"open\" = 'opened'");
        assert_eq!(anew("'it''s open'"), "'it''s open'");
    }
}
