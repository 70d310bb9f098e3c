//! Enums: variants and the rule that makes their values.

use super::RustEnum;
use crate::ident::{Taken, camel, words};
use erd_core::Schema;
use erd_core::naming::snake_case;
use erd_core::schema::EnumType;

/// How a variant's value follows from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Snake,
    ScreamingSnake,
    Kebab,
    Lower,
    Upper,
    Pascal,
}

impl Case {
    const ALL: [Self; 6] = [
        Self::Snake,
        Self::Pascal,
        Self::Kebab,
        Self::ScreamingSnake,
        Self::Lower,
        Self::Upper,
    ];

    /// Its word in `rename_all`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Snake => "snake_case",
            Self::ScreamingSnake => "SCREAMING_SNAKE_CASE",
            Self::Kebab => "kebab-case",
            Self::Lower => "lowercase",
            Self::Upper => "UPPERCASE",
            Self::Pascal => "PascalCase",
        }
    }

    fn value(self, variant: &str) -> String {
        match self {
            Self::Snake => snake_case(variant),
            Self::ScreamingSnake => snake_case(variant).to_uppercase(),
            Self::Kebab => snake_case(variant).replace('_', "-"),
            Self::Lower => variant.to_lowercase(),
            Self::Upper => variant.to_uppercase(),
            Self::Pascal => variant.to_owned(),
        }
    }
}

/// A variant, and its value where the rule makes another.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) value: Option<String>,
}

/// The Rust forms of a schema's enums.
pub(super) fn enums(schema: &Schema, names: Vec<String>) -> Vec<RustEnum> {
    let all = schema.enums.iter().zip(names);
    all.map(|(enumeration, name)| rust_enum(enumeration, name))
        .collect()
}

fn rust_enum(enumeration: &EnumType, name: String) -> RustEnum {
    let mut taken = Taken::default();
    let names: Vec<String> = enumeration
        .values
        .iter()
        .map(|value| taken.give([variant(value)], ""))
        .collect();
    let fitting = |case: &Case| {
        let pairs = names.iter().zip(&enumeration.values);
        pairs
            .filter(|(name, value)| case.value(name) == **value)
            .count()
    };
    // The first of those that fit best.
    let mut case = Case::Snake;
    for other in Case::ALL {
        if fitting(&other) > fitting(&case) {
            case = other;
        }
    }
    let variants = names.into_iter().zip(&enumeration.values);
    let variants = variants.map(|(name, value)| Variant {
        value: (case.value(&name) != *value).then(|| value.clone()),
        name,
    });
    RustEnum {
        name,
        case,
        variants: variants.collect(),
    }
}

fn variant(value: &str) -> String {
    let name = camel(&words(value));
    match name.chars().next() {
        None if value.is_empty() => "Empty".to_owned(),
        None => "Value".to_owned(),
        Some(first) if first.is_numeric() => format!("V{name}"),
        Some(_) if name == "Self" => "SelfValue".to_owned(),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::EnumStorage;

    fn of(values: &[&str]) -> RustEnum {
        let enumeration = EnumType {
            schema: None,
            name: "rating".to_owned(),
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            storage: EnumStorage::Native,
            comment: None,
            renamed_values: Vec::new(),
        };
        rust_enum(&enumeration, "Rating".to_owned())
    }

    #[test]
    fn values_are_written_where_no_rule_makes_them() {
        let rating = of(&["G", "PG", "PG-13", "", "+", "2", "self"]);
        let names: Vec<&str> = rating.variants.iter().map(|v| v.name.as_str()).collect();
        assert_eq!(
            names,
            ["G", "Pg", "Pg13", "Empty", "Value", "V2", "SelfValue"]
        );
        assert_eq!(rating.case, Case::ScreamingSnake);
        assert_eq!(rating.variants[1].value, None);
        assert_eq!(rating.variants[2].value.as_deref(), Some("PG-13"));
        assert_eq!(rating.variants[3].value.as_deref(), Some(""));
        assert_eq!(of(&["TopDay", "MostComments"]).case, Case::Pascal);
        assert_eq!(of(&["in-progress", "done"]).case, Case::Kebab);
    }
}
