//! Extended statistics (PostgreSQL). The server keeps their columns in the order of the table's, expressions behind them, and
//! their kinds in an order of its own; all kinds are those of a statement that names none.

const KINDS: [&str; 3] = ["dependencies", "mcv", "ndistinct"];

/// The statement that makes them, in words, with kinds and columns in one order.
pub(super) fn ordered(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    if words.first() != Some(&"create") {
        return text.to_owned();
    }
    let mut depth = 0_usize;
    let mut top = words.iter().enumerate().filter(|(_, word)| {
        match **word {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    let Some((on, _)) = top.find(|(_, word)| **word == "on") else {
        return text.to_owned();
    };
    let Some((from, _)) = top.filter(|(_, word)| **word == "from").last() else {
        return text.to_owned();
    };
    let (mut head, mut kinds) = (words[..on].to_vec(), Vec::new());
    if let Some(open) = head.iter().position(|word| *word == "(") {
        kinds = head.split_off(open);
        kinds.retain(|word| !["(", ")", ","].contains(word));
        kinds.sort_unstable();
    }
    let mut of = elements(&words[on + 1..from]);
    of.sort();
    if !kinds.is_empty() && kinds != KINDS {
        head.push("(");
        head.extend(kinds);
        head.push(")");
    }
    format!(
        "{} on {} {}",
        head.join(" "),
        of.join(" , "),
        words[from..].join(" ")
    )
}

/// What stands between commas that are in no parentheses.
fn elements(words: &[&str]) -> Vec<String> {
    let mut depth = 0_usize;
    let parts = words.split(|word| {
        match *word {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *word == ","
    });
    parts.map(|part| part.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn kinds_and_columns_have_no_order() {
        let text = "create statistics s ( ndistinct , dependencies ) on b , ( lower ( c , d ) ) , a from t";
        let other = "create statistics s ( dependencies , ndistinct ) on ( lower ( c , d ) ) , a , b from t";
        assert_eq!(ordered(text), ordered(other));
        let all = "create statistics s ( mcv , ndistinct , dependencies ) on a , b from t";
        assert_eq!(ordered(all), "create statistics s on a , b from t");
        assert_ne!(ordered(text), ordered(all));
        let target = "alter statistics s set statistics 100";
        assert_eq!(ordered(target), target);
    }
}
