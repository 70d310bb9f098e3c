//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show.

use super::value::Value;
use super::{About, Item, Place, Results, Silenced, fingerprint, severity};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run with every rule and everything that was found; what somebody allowed carries its justification.
pub fn sarif(results: &Results<'_>) -> String {
    let rules = (results.subject.rules)();
    let driver = Value::Object(vec![
        ("name", Value::text("cargo-erd")),
        ("semanticVersion", Value::text(env!("CARGO_PKG_VERSION"))),
        ("rules", Value::list(rules.iter().map(rule))),
    ]);
    let run = Value::Object(vec![
        ("tool", Value::Object(vec![("driver", driver)])),
        ("columnKind", Value::text("unicodeCodePoints")),
        (
            "results",
            Value::list(results.items.iter().map(|item| result(item, &rules))),
        ),
    ]);
    let log = Value::Object(vec![
        ("$schema", Value::text(SCHEMA)),
        ("version", Value::text("2.1.0")),
        ("runs", Value::list([run])),
    ]);
    format!("{log}\n")
}

fn rule(rule: &About) -> Value {
    let help = vec![
        ("text", Value::text(rule.page.as_str())),
        ("markdown", Value::text(rule.page.as_str())),
    ];
    let mut members = vec![
        ("id", Value::text(rule.id)),
        ("name", Value::text(rule.slug)),
        ("shortDescription", message(&rule.slug.replace('_', " "))),
        ("fullDescription", message(rule.why)),
        ("help", Value::Object(help)),
        (
            "defaultConfiguration",
            Value::Object(vec![("level", Value::text(severity(rule.level)))]),
        ),
    ];
    if let Some(uri) = help_uri(env!("CARGO_PKG_REPOSITORY"), rule) {
        members.insert(4, ("helpUri", Value::text(uri)));
    }
    Value::Object(members)
}

/// Where the rule's page is, as the standard wants it: absolute. Without a repository in the manifest there is only the
/// page itself, in `help`.
fn help_uri(repository: &str, rule: &About) -> Option<String> {
    let repository = repository.trim_end_matches('/');
    (!repository.is_empty()).then(|| format!("{repository}/blob/main/{}", rule.file))
}

fn result(item: &Item<'_>, rules: &[About]) -> Value {
    let finding = item.finding;
    let position = rules.iter().position(|r| r.id == finding.id);
    let mut said = format!("{}\n{}", finding.message, finding.why);
    for help in &finding.help {
        said.push_str("\nhelp: ");
        said.push_str(help);
    }
    let mut location = Vec::new();
    if let Some(place) = &item.place {
        location.push(("physicalLocation", physical(place)));
    }
    let logical = Value::Object(vec![(
        "fullyQualifiedName",
        Value::text(finding.path.as_str()),
    )]);
    location.push(("logicalLocations", Value::list([logical])));
    let print = vec![("erd/v1", Value::text(fingerprint(finding)))];
    let mut result = vec![
        ("ruleId", Value::text(finding.id)),
        ("level", Value::text(severity(finding.level))),
        ("message", message(&said)),
        ("locations", Value::list([Value::Object(location)])),
        ("partialFingerprints", Value::Object(print)),
    ];
    if let Some(position) = position {
        result.insert(1, ("ruleIndex", Value::Number(position)));
    }
    if let Some(silenced) = &item.silenced {
        let kind = match silenced {
            Silenced::Code(_) => "inSource",
            Silenced::Project(_) | Silenced::Baseline => "external",
        };
        let suppression = Value::Object(vec![
            ("kind", Value::text(kind)),
            ("status", Value::text("accepted")),
            ("justification", Value::text(silenced.reason())),
        ]);
        result.push(("suppressions", Value::list([suppression])));
    }
    Value::Object(result)
}

fn message(text: &str) -> Value {
    Value::Object(vec![("text", Value::text(text))])
}

fn physical(place: &Place) -> Value {
    let mut region = vec![("startLine", Value::number(place.line.max(1)))];
    if let Some(span) = place.span {
        region.push(("startColumn", Value::number(span.column)));
        region.push(("endColumn", Value::number(span.end_column)));
    }
    let artifact = vec![("uri", Value::text(uri(&place.file)))];
    Value::Object(vec![
        ("artifactLocation", Value::Object(artifact)),
        ("region", Value::Object(region)),
    ])
}

/// A path as a URI reference (RFC 3986): a relative one stays relative.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    } else if path.as_bytes().get(1) == Some(&b':') {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~' | b'+' | b'@');
        // The colon of a drive; elsewhere it would look like a scheme.
        if plain || (byte == b':' && out.starts_with("file:///")) {
            out.push(char::from(byte));
        } else {
            let digit = |n: u8| char::from(b"0123456789ABCDEF"[usize::from(n)]);
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{results, shop};
    use erd_core::Level;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("src/orders, 1.rs"), "src/orders%2C%201.rs");
        assert_eq!(uri("/home/é.rs"), "file:///home/%C3%A9.rs");
        assert_eq!(uri("C:\\a\\b.rs"), "file:///C:/a/b.rs");
    }

    #[test]
    fn the_log_has_what_the_standard_requires() {
        let (shop, checked) = shop();
        let log = sarif(&results(&shop, &checked));
        let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
        super::super::sarif_test::validate(&log);
        let results = log["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), 5);
        let order = &results[1];
        assert_eq!(order["ruleId"], "F01");
        assert_eq!(order["level"], "error");
        assert_eq!(
            order["partialFingerprints"]["erd/v1"],
            "F01 billing.orders.customer_id"
        );
        let place = &order["locations"][0];
        assert_eq!(
            place["physicalLocation"]["artifactLocation"]["uri"],
            "src/orders%2C%201.rs"
        );
        assert_eq!(place["physicalLocation"]["region"]["endColumn"], 16);
        assert!(results[2]["locations"][0].get("physicalLocation").is_none());
        assert_eq!(results[3]["suppressions"][0]["kind"], "inSource");
        assert_eq!(
            results[3]["suppressions"][0]["justification"],
            "the test wants it"
        );
        assert!(order.get("suppressions").is_none());
    }

    #[test]
    fn a_rule_leads_to_its_page() {
        let rule = &About::new(crate::RULES[0]);
        assert_eq!(help_uri("", rule), None);
        let page = "https://example.org/erd/blob/main/docs/rules/k01_no_primary_key.md";
        assert_eq!(
            help_uri("https://example.org/erd/", rule).as_deref(),
            Some(page)
        );
        let (shop, checked) = shop();
        let log = sarif(&results(&shop, &checked));
        let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
        for rule in log["runs"][0]["tool"]["driver"]["rules"]
            .as_array()
            .expect("rules")
        {
            let markdown = rule["help"]["markdown"].as_str().expect("the page");
            assert!(markdown.starts_with(&format!("# {}", rule["id"].as_str().expect("an id"))));
        }
    }

    #[test]
    fn levels_have_the_words_of_the_standard() {
        assert_eq!(severity(Level::Deny), "error");
        assert_eq!(severity(Level::Warn), "warning");
        assert_eq!(severity(Level::Allow), "note");
    }
}
