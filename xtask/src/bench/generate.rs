//! Generated crates: the same structs, bare or with derives.
//!
//! Every entity has ten fields, two of them foreign keys with an index each, to earlier entities in any module. No
//! randomness but a fixed generator, so two runs measure the same text. (`let _ = write!(..)`: writing into a string
//! cannot fail.)

use std::fmt::Write;

/// What stands on the structs of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    /// Nothing.
    Bare,
    /// `serde::Serialize` and `serde::Deserialize`.
    Serde,
    /// `erd::Entity`.
    Erd,
    /// `erd::Entity`, and all entities in one `erd::schema!`.
    ErdWithSchema,
}

impl Variant {
    pub(super) const ALL: [Self; 4] = [Self::Bare, Self::Serde, Self::Erd, Self::ErdWithSchema];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Serde => "serde",
            Self::Erd => "erd",
            Self::ErdWithSchema => "erd-schema",
        }
    }

    fn is_erd(self) -> bool {
        matches!(self, Self::Erd | Self::ErdWithSchema)
    }
}

/// As many entities as a module of a real application may hold.
const MODULE: usize = 50;

/// The files of a crate's `src` folder, with their names.
pub(super) fn sources(variant: Variant, entities: usize) -> Vec<(String, String)> {
    let mut random = Random(42);
    let mut modules: Vec<String> = Vec::new();
    for number in 0..entities {
        if number % MODULE == 0 {
            modules.push("//! Generated.\n".to_owned());
        }
        if let Some(module) = modules.last_mut() {
            entity(module, variant, number, &mut random);
        }
    }
    let mut files: Vec<(String, String)> = modules
        .into_iter()
        .enumerate()
        .map(|(number, text)| (format!("module{number}.rs"), text))
        .collect();
    let mut root = "//! Generated.\n".to_owned();
    for number in 0..files.len() {
        let _ = writeln!(root, "pub mod module{number};");
    }
    if variant == Variant::ErdWithSchema {
        let paths: Vec<String> = (0..entities).map(path).collect();
        let _ = writeln!(
            root,
            "erd::schema! {{ pub Generated {{ {} }} }}",
            paths.join(", ")
        );
    }
    files.push(("lib.rs".to_owned(), root));
    files
}

fn path(number: usize) -> String {
    format!("crate::module{}::Entity{number}", number / MODULE)
}

fn entity(out: &mut String, variant: Variant, number: usize, random: &mut Random) {
    // The first entity refers to itself, which is only possible where the field may be empty.
    let mut target = || path(random.below(number.max(1)));
    let (first, second) = (target(), target());
    let (first_type, second_type) = match number {
        0 => ("Option<i64>", "Option<i64>"),
        _ if number.is_multiple_of(3) => ("i64", "Option<i64>"),
        _ => ("i64", "i64"),
    };
    let derive = match variant {
        Variant::Bare => "",
        Variant::Serde => "#[derive(serde::Serialize, serde::Deserialize)]\n",
        Variant::Erd | Variant::ErdWithSchema => "#[derive(erd::Entity)]\n",
    };
    let fields = [
        ("id", "i64", "primary_key, identity".to_owned()),
        (
            "first_id",
            first_type,
            format!("references({first}, on_delete = restrict), index"),
        ),
        (
            "second_id",
            second_type,
            format!("references({second}, on_delete = restrict), index"),
        ),
        ("name", "String", "max_len = 200".to_owned()),
        ("code", "String", "max_len = 40".to_owned()),
        ("active", "bool", String::new()),
        ("quantity", "i32", "default = \"0\"".to_owned()),
        ("weight", "f64", String::new()),
        ("note", "Option<String>", String::new()),
        ("rank", "Option<i32>", String::new()),
    ];
    let _ = write!(
        out,
        "\n/// Entity number {number}.\n{derive}pub struct Entity{number} {{\n"
    );
    for (name, kind, attribute) in fields {
        if variant.is_erd() && !attribute.is_empty() {
            let _ = writeln!(out, "    #[erd({attribute})]");
        }
        let _ = writeln!(out, "    /// The {name}.\n    pub {name}: {kind},");
    }
    *out += "}\n";
}

/// A linear congruential generator (Knuth's MMIX constants): even enough to spread references.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_has_the_same_fields() {
        let fields = |variant| {
            let text: String = sources(variant, 120)
                .into_iter()
                .map(|(_, text)| text)
                .collect();
            text.lines()
                .filter(|line| line.starts_with("    pub "))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let bare = fields(Variant::Bare);
        assert_eq!(bare.len(), 1200);
        for variant in Variant::ALL {
            assert_eq!(fields(variant), bare, "{}", variant.name());
        }
    }

    #[test]
    fn references_lead_to_earlier_entities() {
        for (name, text) in sources(Variant::Erd, 120) {
            let mut number = 0;
            for line in text.lines() {
                if let Some(rest) = line.strip_prefix("/// Entity number ") {
                    number = rest.trim_end_matches('.').parse::<usize>().unwrap();
                }
                if let Some((_, rest)) = line
                    .split_once("references(crate::")
                    .and_then(|(_, rest)| rest.split_once("::Entity"))
                {
                    let target: usize = rest.split(',').next().unwrap().parse().unwrap();
                    assert!(target < number.max(1), "{name}: {number} -> {target}");
                }
            }
        }
    }
}
