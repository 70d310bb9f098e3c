//! JSON Schema (2020-12) of what is printed.

use crate::{
    Answer, Apply, Baseline, Check, Diff, Explain, FORMAT, Fix, Hash, Import, Init, Lint, New,
    OracleDiff, Output, PartitionsApply, PartitionsPlan, PartitionsStatus, Rebase, Resolve,
    Rollback, Rules, Squash, Status, Verify,
};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// Name and text of the file about each answer.
pub fn files() -> Vec<(String, String)> {
    vec![
        file::<Apply>(),
        file::<Baseline>(),
        file::<Check>(),
        file::<Diff>(),
        file::<Explain>(),
        file::<Fix>(),
        file::<Hash>(),
        file::<Import>(),
        file::<Init>(),
        file::<Lint>(),
        file::<New>(),
        file::<OracleDiff>(),
        file::<PartitionsApply>(),
        file::<PartitionsPlan>(),
        file::<PartitionsStatus>(),
        file::<Rebase>(),
        file::<Resolve>(),
        file::<Rollback>(),
        file::<Rules>(),
        file::<Squash>(),
        file::<Status>(),
        file::<Verify>(),
    ]
}

fn file<A: Answer>() -> (String, String) {
    let words = A::COMMAND
        .split(' ')
        .map(|word| word.trim_start_matches('-'));
    let name = words.collect::<Vec<_>>().join("-") + ".json";
    // Values always serialise.
    let text = serde_json::to_string_pretty(&schema::<A>()).unwrap_or_default();
    (name, text + "\n")
}

/// The schema of an answer in its envelope, whose members with one value say it.
fn schema<A: Answer>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<Output<A>>();
    let command = A::COMMAND;
    schema.insert(
        "title".to_owned(),
        json!(format!("cargo erd {command} --format json")),
    );
    let description = A::json_schema(&mut SchemaSettings::draft2020_12().into_generator());
    if let Some(description) = description.get("description") {
        schema.insert("description".to_owned(), description.clone());
    }
    for (member, value) in [("format", json!(FORMAT)), ("command", json!(command))] {
        if let Some(member) = schema.pointer_mut(&format!("/properties/{member}"))
            && let Some(member) = member.as_object_mut()
        {
            member.insert("const".to_owned(), value);
        }
    }
    schema.to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_names_its_command_and_says_what_is_always_there() {
        let files = files();
        for (name, text) in &files {
            let schema: Value = serde_json::from_str(text).expect("JSON");
            let command = schema["properties"]["command"]["const"].as_str();
            let words = command.expect("the command").replace("--", "");
            assert_eq!(*name, words.replace(' ', "-") + ".json");
            assert_eq!(schema["properties"]["format"]["const"], FORMAT, "{name}");
            let required = schema["required"].as_array().expect("a list");
            for member in ["format", "version", "command"] {
                assert!(required.contains(&json!(member)), "{name}: {member}");
            }
            assert!(required.len() > 3, "{name} has no answer of its own");
            assert!(schema["description"].is_string(), "{name}");
        }
    }
}
