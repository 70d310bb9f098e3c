//! Findings as JSON for programs.

use super::value::Value;
use super::{FORMAT, Item, Results, Silenced, fingerprint, level_name};
use erd_core::Level;

/// Everything that was found, the silenced too. The members are described in `docs/guide/check.md`.
pub fn json(results: &Results<'_>) -> String {
    let summary = Value::Object(vec![
        (results.subject.many, Value::Number(results.count)),
        ("errors", Value::Number(results.count(Level::Deny))),
        ("warnings", Value::Number(results.count(Level::Warn))),
        ("notes", Value::Number(results.count(Level::Allow))),
        ("silenced", Value::Number(results.silenced())),
    ]);
    let whole = Value::Object(vec![
        ("format", Value::number(FORMAT)),
        ("version", Value::text(env!("CARGO_PKG_VERSION"))),
        ("summary", summary),
        ("findings", Value::list(results.items.iter().map(item))),
    ]);
    format!("{whole}\n")
}

fn item(item: &Item<'_>) -> Value {
    let finding = item.finding;
    let text = |text: &str| match text {
        "" => Value::Null,
        text => Value::text(text),
    };
    let span = item.place.as_ref().and_then(|place| place.span);
    let silenced = item.silenced.as_ref().map_or(Value::Null, |silenced| {
        let by = match silenced {
            Silenced::Code(_) => "code",
            Silenced::Project(_) => "project",
            Silenced::Baseline => "baseline",
        };
        Value::Object(vec![
            ("by", Value::text(by)),
            ("reason", Value::text(silenced.reason())),
        ])
    });
    let place = item.place.as_ref().map_or(Value::Null, |place| {
        Value::Object(vec![
            ("file", Value::text(place.file.as_str())),
            ("line", Value::number(place.line)),
            (
                "column",
                span.map_or(Value::Null, |s| Value::number(s.column)),
            ),
            (
                "end_column",
                span.map_or(Value::Null, |s| Value::number(s.end_column)),
            ),
        ])
    });
    Value::Object(vec![
        ("id", Value::text(finding.id)),
        ("rule", Value::text(finding.slug)),
        ("level", Value::text(level_name(finding.level))),
        ("fingerprint", Value::text(fingerprint(finding))),
        ("path", Value::text(finding.path.as_str())),
        ("table", text(&finding.table)),
        ("entity", text(item.entity)),
        ("place", place),
        ("message", Value::text(finding.message.as_str())),
        ("why", Value::text(finding.why.as_str())),
        ("help", Value::list(finding.help.iter().map(Value::text))),
        ("can_be_allowed", Value::Bool(finding.silenceable)),
        ("silenced", silenced),
    ])
}

#[cfg(test)]
mod tests {
    use crate::render::testing::{results, shop};
    use serde_json::{Value as Read, json};

    #[test]
    fn programs_read_what_people_do() {
        let (shop, checked) = shop();
        let read: Read =
            serde_json::from_str(&super::json(&results(&shop, &checked))).expect("JSON");
        assert_eq!(read["format"], 1);
        let counts = json!({"tables": 4, "errors": 3, "warnings": 1, "notes": 0, "silenced": 1});
        assert_eq!(read["summary"], counts);
        let found = read["findings"].as_array().expect("a list");
        assert_eq!(found.len(), 5);
        assert_eq!(found[1]["fingerprint"], "F01 billing.orders.customer_id");
        assert_eq!(found[1]["entity"], "Order");
        assert_eq!(found[1]["level"], "deny");
        let place = json!({"file": "src/orders, 1.rs", "line": 7, "column": 5, "end_column": 16});
        assert_eq!(found[1]["place"], place);
        assert_eq!(found[1]["silenced"], Read::Null);
        assert_eq!(found[2]["place"], Read::Null);
        let reason = json!({"by": "code", "reason": "the test wants it"});
        assert_eq!(found[3]["silenced"], reason);
        let place = json!({"file": "erd.toml", "line": 2, "column": null, "end_column": null});
        assert_eq!(
            (&found[4]["place"], &found[4]["table"]),
            (&place, &Read::Null)
        );
    }
}
