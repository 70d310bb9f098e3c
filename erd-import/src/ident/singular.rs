//! English plurals, as far as table names have them.

/// Words whose singular no rule gives.
const IRREGULAR: &[(&str, &str)] = &[
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("axes", "axis"),
    ("bases", "base"),
    ("biases", "bias"),
    ("caches", "cache"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("criteria", "criterion"),
    ("feet", "foot"),
    ("gases", "gas"),
    ("geese", "goose"),
    ("halves", "half"),
    ("indices", "index"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("matrices", "matrix"),
    ("men", "man"),
    ("mice", "mouse"),
    ("movies", "movie"),
    ("people", "person"),
    ("persons", "person"),
    ("quizzes", "quiz"),
    ("shelves", "shelf"),
    ("shoes", "shoe"),
    ("teeth", "tooth"),
    ("ties", "tie"),
    ("vertices", "vertex"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("women", "woman"),
    ("zombies", "zombie"),
];

/// Words that end like plurals and are none, or have no other form.
const SAME: &[&str] = &[
    "aws",
    "canvas",
    "chaos",
    "christmas",
    "cors",
    "dns",
    "gps",
    "https",
    "ios",
    "kubernetes",
    "lens",
    "news",
    "os",
    "series",
    "sms",
    "sos",
    "species",
    "tls",
    "vps",
    "gas",
    "atlas",
    "alias",
    "bias",
    "pancreas",
    "texas",
    "is",
    "was",
    "has",
    "as",
    "this",
];

/// Endings, longest first, and what takes their place.
const ENDINGS: &[(&str, &str)] = &[
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("tuses", "tus"),
    ("iruses", "irus"),
    ("buses", "bus"),
    ("nuses", "nus"),
    ("puses", "pus"),
    ("oes", "o"),
    ("ies", "y"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
];

/// The singular of a lower-case word; a word that is no plural comes back as it is.
pub(crate) fn singular(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if SAME.contains(&word) || word.chars().count() < 3 {
        return word.to_owned();
    }
    ENDINGS
        .iter()
        .find_map(|(ending, instead)| Some(format!("{}{instead}", word.strip_suffix(ending)?)))
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn plurals_of_table_names() {
        let pairs = [
            ("orders", "order"),
            ("categories", "category"),
            ("addresses", "address"),
            ("address", "address"),
            ("statuses", "status"),
            ("status", "status"),
            ("branches", "branch"),
            ("boxes", "box"),
            ("people", "person"),
            ("news", "news"),
            ("series", "series"),
            ("analysis", "analysis"),
            ("databases", "database"),
            ("releases", "release"),
            ("uses", "use"),
            ("keys", "key"),
            ("actor", "actor"),
            ("medias", "media"),
            ("heroes", "hero"),
            ("ss", "ss"),
        ];
        for (many, one) in pairs {
            assert_eq!(singular(many), one, "{many}");
        }
    }
}
