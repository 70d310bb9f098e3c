//! A composite type that differs: attributes come and go in place, while columns have it. PostgreSQL adds them at the end,
//! and gives none another type as long as a table has it.

use erd_core::Dialect;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_ddl::expression::type_name;

/// Name, quoted or as it was written, and type of each attribute; `None` for what is no composite type.
pub(in crate::plan) fn attributes(object: &SqlObject) -> Option<Vec<(String, String)>> {
    if object.kind != ObjectKind::Type {
        return None;
    }
    let mut texts = object
        .create
        .iter()
        .filter_map(|sql| sql.get(Dialect::Postgres));
    let text = texts.next().filter(|_| texts.next().is_none())?;
    let open = outside(text, |c| c == '(').next()?;
    // CREATE TYPE name AS (
    let head = text[..open].trim_end().to_ascii_lowercase();
    if !head.ends_with(" as") || !head.starts_with("create ") {
        return None;
    }
    let inner = text[open + 1..]
        .trim_end()
        .trim_end_matches(';')
        .strip_suffix(')')?;
    if inner.trim().is_empty() {
        return Some(Vec::new());
    }
    let mut all = Vec::new();
    let mut start = 0;
    let ends: Vec<usize> = outside(inner, |c| c == ',').chain([inner.len()]).collect();
    for end in ends {
        let attribute = inner[start..end].trim();
        let space = outside(attribute, char::is_whitespace).next()?;
        let (name, ty) = attribute.split_at(space);
        all.push((folded(name), ty.trim().to_owned()));
        start = (end + 1).min(inner.len());
    }
    Some(all)
}

/// A name as the server knows it.
fn folded(name: &str) -> String {
    match name
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\"\"", "\""),
        None => name.to_lowercase(),
    }
}

/// Where such characters stand outside of quotes and brackets.
fn outside(text: &str, is_it: impl Fn(char) -> bool) -> impl Iterator<Item = usize> {
    let (mut depth, mut quoted) = (0_usize, false);
    text.char_indices().filter_map(move |(at, c)| {
        let found = !quoted && depth == 0 && is_it(c);
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        found.then_some(at)
    })
}

/// The attributes that go.
pub(in crate::plan) fn dropped(from: &SqlObject, to: &SqlObject) -> Vec<String> {
    let (Some(was), Some(is)) = (attributes(from), attributes(to)) else {
        return Vec::new();
    };
    if one_renamed(&was, &is).is_some() {
        return Vec::new();
    }
    let gone = was.into_iter().map(|(name, _)| name);
    gone.filter(|name| is.iter().all(|(kept, _)| kept != name))
        .collect()
}

/// The attribute that has another name.
pub(in crate::plan) fn renamed(from: &SqlObject, to: &SqlObject) -> Option<(String, String)> {
    let (was, is) = (attributes(from)?, attributes(to)?);
    let (from, to) = one_renamed(&was, &is)?;
    Some((from.to_owned(), to.to_owned()))
}

type Attributes = [(String, String)];

fn same_type(a: &str, b: &str) -> bool {
    type_name(a, Dialect::Postgres) == type_name(b, Dialect::Postgres)
}

/// The one attribute that has another name in the same place, while all else is as it was: values stay under it.
fn one_renamed<'a>(was: &'a Attributes, is: &'a Attributes) -> Option<(&'a str, &'a str)> {
    if was.len() != is.len() || !was.iter().zip(is).all(|(a, b)| same_type(&a.1, &b.1)) {
        return None;
    }
    let mut differ = was.iter().zip(is).filter(|(a, b)| a.0 != b.0);
    let (from, to) = differ.next().filter(|_| differ.next().is_none())?;
    let taken = was.iter().any(|(name, _)| *name == to.0);
    (!taken).then_some((&*from.0, &*to.0))
}

/// The statement that leads from one to the other; `None` where none does that keeps the type.
pub(in crate::plan) fn alter(from: &SqlObject, to: &SqlObject) -> Option<Vec<String>> {
    let (was, is) = (attributes(from)?, attributes(to)?);
    let quote = |name: &str| erd_ddl::quote(Dialect::Postgres, name);
    let path = erd_ddl::path(Dialect::Postgres, to.schema.as_deref(), &to.name);
    if let Some((from, to)) = one_renamed(&was, &is) {
        let (from, to) = (quote(from), quote(to));
        return Some(vec![format!(
            "ALTER TYPE {path} RENAME ATTRIBUTE {from} TO {to}"
        )]);
    }
    let stays = |all: &Attributes, name: &str| all.iter().any(|(other, _)| other == name);
    let kept = was.iter().filter(|(name, _)| stays(&is, name));
    let kept: Vec<_> = kept.collect();
    let in_place = kept.len() <= is.len()
        && kept
            .iter()
            .zip(&is)
            .all(|(a, b)| a.0 == b.0 && same_type(&a.1, &b.1));
    if !in_place {
        return None;
    }
    let drops = was.iter().filter(|(name, _)| !stays(&is, name));
    let drops = drops.map(|(name, _)| format!("DROP ATTRIBUTE {}", quote(name)));
    let adds = is[kept.len()..].iter();
    let adds = adds.map(|(name, ty)| format!("ADD ATTRIBUTE {} {ty}", quote(name)));
    let actions: Vec<_> = drops.chain(adds).collect();
    let alter = || format!("ALTER TYPE {path} {}", actions.join(", "));
    Some(if actions.is_empty() {
        Vec::new()
    } else {
        vec![alter()]
    })
}

#[cfg(test)]
mod tests {
    use super::{alter, attributes};
    use erd_core::schema::{ObjectKind, SqlObject};

    fn ty(attributes: &str) -> SqlObject {
        SqlObject::new(
            ObjectKind::Type,
            "t",
            format!("CREATE TYPE t AS ({attributes})"),
        )
    }

    fn altered(from: &str, to: &str) -> Option<String> {
        alter(&ty(from), &ty(to)).map(|all| all.join(";"))
    }

    #[test]
    fn attributes_are_read_with_quotes_and_brackets() {
        let all = attributes(&ty("\"a, b\" numeric(4, 2), c text COLLATE \"C\""));
        let told = [("a, b", "numeric(4, 2)"), ("c", "text COLLATE \"C\"")];
        let told = told.map(|(name, ty)| (name.to_owned(), ty.to_owned()));
        assert_eq!(all.as_deref(), Some(&told[..]));
        let ranges = SqlObject::new(
            ObjectKind::Type,
            "r",
            "CREATE TYPE r AS RANGE (subtype = int)",
        );
        assert_eq!(attributes(&ranges), None);
    }

    #[test]
    fn what_can_be_altered_is() {
        let said = |what: &str| Some(format!("ALTER TYPE \"t\" {what}"));
        assert_eq!(
            altered("a text", "a text, b int"),
            said("ADD ATTRIBUTE \"b\" int")
        );
        assert_eq!(
            altered("a text, b int", "b int, c text"),
            said("DROP ATTRIBUTE \"a\", ADD ATTRIBUTE \"c\" text")
        );
        assert_eq!(
            altered("a text, b int", "a text, c int"),
            said("RENAME ATTRIBUTE \"b\" TO \"c\"")
        );
        assert_eq!(altered("a text, b int", "b int, a text"), None);
        assert_eq!(altered("a text, b int", "a text, b bigint"), None);
        assert_eq!(altered("a text", "b int, a text"), None);
    }
}
