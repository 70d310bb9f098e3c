//! The part of the schema of SARIF 2.1.0 that our logs use, written out by hand: which properties there are, of what
//! type, and which are required.

use serde_json::Value;

/// Panics where a log breaks the schema.
pub(super) fn validate(log: &Value) {
    check(log, "log", &["$schema:uri", "version!", "runs!"]);
    assert_eq!(log["version"], "2.1.0");
    for run in list(log, "runs") {
        check(run, "run", &["tool!", "columnKind", "results"]);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        check(&run["tool"], "tool", &["driver!"]);
        let driver = &run["tool"]["driver"];
        check(
            driver,
            "toolComponent",
            &["name!", "semanticVersion", "informationUri:uri", "rules"],
        );
        let rules = list(driver, "rules");
        let ids: std::collections::BTreeSet<&str> = rules.iter().map(|r| text(r, "id")).collect();
        assert_eq!(ids.len(), rules.len(), "rules are unique");
        for rule in rules {
            reporting_descriptor(rule);
        }
        for result in list(run, "results") {
            self::result(result, rules);
        }
    }
}

fn reporting_descriptor(rule: &Value) {
    let known = [
        "id!",
        "name",
        "shortDescription",
        "fullDescription",
        "help",
        "helpUri:uri",
        "defaultConfiguration",
    ];
    check(rule, "reportingDescriptor", &known);
    for description in ["shortDescription", "fullDescription", "help"] {
        check(
            &rule[description],
            "multiformatMessageString",
            &["text!", "markdown"],
        );
        text(&rule[description], "text");
    }
    check(
        &rule["defaultConfiguration"],
        "reportingConfiguration",
        &["level"],
    );
    level(&rule["defaultConfiguration"]);
}

fn result(result: &Value, rules: &[Value]) {
    let known = [
        "ruleId",
        "ruleIndex",
        "level",
        "message!",
        "locations",
        "partialFingerprints",
        "suppressions",
    ];
    check(result, "result", &known);
    level(result);
    check(&result["message"], "message", &["text!"]);
    assert!(!text(&result["message"], "text").is_empty());
    let index = number(result, "ruleIndex");
    assert_eq!(
        rules[usize::try_from(index).expect("an index")]["id"],
        result["ruleId"]
    );
    for location in list(result, "locations") {
        check(
            location,
            "location",
            &["physicalLocation", "logicalLocations"],
        );
        for logical in list(location, "logicalLocations") {
            check(logical, "logicalLocation", &["fullyQualifiedName"]);
        }
        let Some(physical) = location.get("physicalLocation") else {
            continue;
        };
        check(
            physical,
            "physicalLocation",
            &["artifactLocation!", "region"],
        );
        check(&physical["artifactLocation"], "artifactLocation", &["uri!"]);
        uri(text(&physical["artifactLocation"], "uri"));
        let region = &physical["region"];
        check(
            region,
            "region",
            &["startLine!", "startColumn", "endColumn"],
        );
        for member in region.as_object().expect("an object").keys() {
            assert!(number(region, member) >= 1, "{member} counts from 1");
        }
    }
    let prints = result["partialFingerprints"]
        .as_object()
        .expect("an object");
    assert!(prints.values().all(Value::is_string));
    for suppression in result
        .get("suppressions")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        check(
            suppression,
            "suppression",
            &["kind!", "status", "justification"],
        );
        assert!(["inSource", "external"].contains(&text(suppression, "kind")));
        assert!(["accepted", "underReview", "rejected"].contains(&text(suppression, "status")));
    }
}

/// An object with these properties alone; those with `!` are required, those with `:uri` are URIs.
fn check(value: &Value, what: &str, known: &[&str]) {
    let members = value
        .as_object()
        .unwrap_or_else(|| panic!("{what} is an object: {value}"));
    let name = |entry: &str| {
        entry
            .trim_end_matches('!')
            .trim_end_matches(":uri")
            .to_owned()
    };
    for key in members.keys() {
        assert!(
            known.iter().any(|k| name(k) == *key),
            "{what} has no property {key}"
        );
    }
    for entry in known {
        let member = members.get(&name(entry));
        assert!(
            member.is_some() || !entry.ends_with('!'),
            "{what} needs {entry}"
        );
        if let (Some(member), true) = (member, entry.ends_with(":uri")) {
            uri(member.as_str().expect("a URI is a text"));
        }
    }
}

fn uri(text: &str) {
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    assert!(
        !text.is_empty() && text.chars().all(plain),
        "{text} is no URI"
    );
}

fn level(value: &Value) {
    let level = text(value, "level");
    assert!(
        ["none", "note", "warning", "error"].contains(&level),
        "{level}"
    );
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key]
        .as_array()
        .unwrap_or_else(|| panic!("{key} is a list"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is a text"))
}

fn number(value: &Value, key: &str) -> u64 {
    value[key]
        .as_u64()
        .unwrap_or_else(|| panic!("{key} is a number"))
}

#[test]
fn the_validator_refuses_what_is_missing_or_unknown() {
    let refused = |log: Value| std::panic::catch_unwind(|| validate(&log)).is_err();
    assert!(refused(serde_json::json!({"version": "2.1.0"})));
    let driver = serde_json::json!({"name": "x", "rules": []});
    let run = |extra: &str| serde_json::json!({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [], extra: []});
    assert!(refused(
        serde_json::json!({"version": "2.1.0", "runs": [run("foo")]})
    ));
    validate(&serde_json::json!({"version": "2.1.0", "runs": [run("results")]}));
}
