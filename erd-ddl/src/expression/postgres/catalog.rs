//! What PostgreSQL knows of its functions, operators, casts and types: `catalog.txt`, which a test compares with servers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What a function or an operator takes, and what it makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    /// Types of the parameters; the last one may stand for many.
    params: Vec<&'static str>,
    /// How many of the last parameters may be left out.
    optional: usize,
    /// Whether the last parameter stands for one or more.
    many: bool,
    pub(super) result: &'static str,
}

impl Signature {
    /// The types of the parameters for that many arguments; `None` where it does not take so many.
    pub(super) fn params(&self, count: usize) -> Option<Vec<&'static str>> {
        let own = self.params.len();
        if self.many && count >= own {
            let last = *self.params.last()?;
            let mut all = self.params.clone();
            all.resize(count, last);
            return Some(all);
        }
        (count <= own && count + self.optional >= own).then(|| self.params[..count].to_vec())
    }
}

#[derive(Debug, Default)]
pub(super) struct Catalog {
    functions: BTreeMap<&'static str, Vec<Signature>>,
    operators: BTreeMap<&'static str, Vec<Signature>>,
    /// From a type to those that it becomes without being asked.
    casts: BTreeSet<(&'static str, &'static str)>,
    /// The category of a type, and whether it is the one that is preferred there.
    types: BTreeMap<&'static str, (char, bool)>,
    /// What is between the bounds of a range.
    ranges: BTreeMap<&'static str, &'static str>,
}

/// What the extension `citext` adds.
const CITEXT: &str = "t citext S
c citext text varchar bpchar
o = (citext,citext)bool
o <> (citext,citext)bool
o < (citext,citext)bool
o > (citext,citext)bool
o <= (citext,citext)bool
o >= (citext,citext)bool
o ~ (citext,citext)bool (citext,text)bool
o !~ (citext,citext)bool (citext,text)bool
o ~* (citext,citext)bool (citext,text)bool
o !~* (citext,citext)bool (citext,text)bool
o ~~ (citext,citext)bool (citext,text)bool
o !~~ (citext,citext)bool (citext,text)bool
o ~~* (citext,citext)bool (citext,text)bool
o !~~* (citext,citext)bool (citext,text)bool";

pub(super) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let mut catalog = Catalog::default();
        let all = include_str!("catalog.txt").lines().chain(CITEXT.lines());
        for line in all {
            catalog.add(line);
        }
        catalog
    })
}

impl Catalog {
    /// A line: what it is of, its name, and what is said of it.
    fn add(&mut self, line: &'static str) {
        let mut words = line.split(' ');
        let (Some(kind), Some(name)) = (words.next(), words.next()) else {
            return;
        };
        match kind {
            "f" => self
                .functions
                .entry(name)
                .or_default()
                .extend(words.filter_map(signature)),
            "o" => self
                .operators
                .entry(name)
                .or_default()
                .extend(words.filter_map(signature)),
            "c" => self.casts.extend(words.map(|to| (name, to))),
            "t" => {
                let category = words.next().unwrap_or_default();
                let letter = category.chars().next().unwrap_or('U');
                self.types.insert(name, (letter, category.ends_with('!')));
            }
            "r" => self.ranges.extend(words.map(|inner| (name, inner))),
            _ => {}
        }
    }

    pub(super) fn functions(&self, name: &str) -> &[Signature] {
        self.functions.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn operators(&self, name: &str) -> &[Signature] {
        self.operators.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a value of one type becomes one of the other without being asked.
    pub(super) fn is_implicit(&self, from: &str, to: &str) -> bool {
        let of = |from: &str, to: &str| {
            let (from, to) = (self.types.get_key_value(from), self.types.get_key_value(to));
            from.zip(to)
                .is_some_and(|((from, _), (to, _))| self.casts.contains(&(*from, *to)))
        };
        match (from.strip_suffix("[]"), to.strip_suffix("[]")) {
            (Some(from), Some(to)) => from == to || of(from, to),
            (None, None) => from == to || of(from, to),
            _ => false,
        }
    }

    /// The category of a type; what is in no catalog is a user's own.
    pub(super) fn category(&self, ty: &str) -> char {
        match self.types.get(ty) {
            Some((letter, _)) => *letter,
            None if ty.ends_with(']') => 'A',
            None => 'U',
        }
    }

    pub(super) fn is_preferred(&self, ty: &str) -> bool {
        self.types.get(ty).is_some_and(|(_, preferred)| *preferred)
    }

    /// Whether a type is PostgreSQL's own, or an array of one.
    pub(super) fn is_known(&self, ty: &str) -> bool {
        self.types.contains_key(ty.trim_end_matches("[]"))
    }

    pub(super) fn range_of(&self, ty: &str) -> Option<&'static str> {
        self.ranges.get(ty).copied()
    }
}

/// `(text,int4=)text`: a parameter with `=` may be left out, one with `..` stands for many.
fn signature(text: &'static str) -> Option<Signature> {
    let (params, result) = text.strip_prefix('(')?.split_once(')')?;
    let params: Vec<_> = params
        .split(',')
        .filter(|param| !param.is_empty())
        .collect();
    Some(Signature {
        optional: params.iter().filter(|param| param.ends_with('=')).count(),
        many: params.last().is_some_and(|param| param.ends_with("..")),
        params: params
            .into_iter()
            .map(|param| param.trim_end_matches(['=', '.']))
            .collect(),
        result,
    })
}
