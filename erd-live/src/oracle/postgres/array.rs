//! Casts of arrays, which PostgreSQL prints in another way once it has read what it printed: a list of `varchar` that is
//! compared with `text` is `(ARRAY[a, b])::text[]` at first, and `ARRAY[(a)::text, (b)::text]` ever after.

/// The text with the casts at the elements.
pub(super) fn settled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(START) {
        if let Some((array, behind)) = cast(&rest[at + START.len()..]) {
            out.push_str(&rest[..at]);
            out.push_str(&array);
            rest = behind;
        } else {
            let next = at + START.len();
            out.push_str(&rest[..next]);
            rest = &rest[next..];
        }
    }
    out.push_str(rest);
    out
}

const START: &str = "(ARRAY[";

/// The array whose elements the text starts with, and what follows its cast.
fn cast(text: &str) -> Option<(String, &str)> {
    let (elements, behind) = list(text)?;
    let (ty, behind) = behind.strip_prefix(")::")?.split_once("[]")?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '"');
    if !ty.chars().all(is_name) {
        return None;
    }
    let elements: Vec<String> = elements.iter().map(|e| format!("({e})::{ty}")).collect();
    Some((format!("ARRAY[{}]", elements.join(", ")), behind))
}

/// Elements up to the closing bracket, and what follows it.
fn list(text: &str) -> Option<(Vec<&str>, &str)> {
    let mut elements = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut quote = None;
    for (at, c) in text.char_indices() {
        if let Some(end) = quote {
            if c == end {
                quote = None;
            }
            continue;
        }
        match c {
            '\'' | '"' => quote = Some(c),
            '(' | '[' => depth += 1,
            ',' if depth == 0 => {
                elements.push(text[start..at].trim());
                start = at + 1;
            }
            ']' if depth == 0 => {
                elements.push(text[start..at].trim());
                return Some((elements, &text[at + 1..]));
            }
            ')' | ']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn a_cast_of_an_array_is_one_of_its_elements() {
        assert_eq!(
            settled("a = ANY ((ARRAY['a,]'::character varying, f(1, 2)])::text[]) AND b"),
            "a = ANY (ARRAY[('a,]'::character varying)::text, (f(1, 2))::text]) AND b"
        );
        for same in [
            "(ARRAY[1, 2])",
            "x((ARRAY[1])::a(3)[])",
            "(ARRAY['",
            "ARRAY[1]::int[]",
        ] {
            assert_eq!(settled(same), same);
        }
    }
}
