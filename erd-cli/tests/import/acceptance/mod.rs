//! The five acceptance cases: a schema in small that shows what an application's database has, written for these tests,
//! and the application's own database where the environment names one. Made with the application's own migrations, its
//! address goes into the variable of the case; without it the test says so and checks the schema in small.

mod loops;
mod one_engine;
mod three_engines;

use erd_checks::config::TargetVersion;
use erd_core::schema::{Schema, Table};
use erd_core::{Dialect, Site};
use erd_import::{Imported, Options};
use erd_live::{Described, oracle};
use testkit::Scratch;

/// One database of a case.
struct Case {
    described: Described,
    imported: Imported,
    /// Where it is.
    url: String,
    /// The application's own.
    real: bool,
    /// Keeps the schema in small alive.
    _scratch: Option<Scratch>,
}

/// The databases of a case on one engine, each gone through `import -> ddl -> execute -> describe` without a difference:
/// the schema in small, and the one that the variable `ERD_TEST_<case>_<engine>_URL` names.
fn databases(case: &str, application: &str, dialect: Dialect, script: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    if testkit::dialects().contains(&dialect) {
        let mut scratch = Scratch::new(dialect);
        scratch
            .execute_script(script)
            .unwrap_or_else(|error| panic!("{case}, {dialect}: {error}"));
        cases.push(Case::new(scratch.url().to_owned(), Some(scratch)));
    }
    let variable = format!("ERD_TEST_{case}_{}_URL", dialect.name().to_uppercase());
    match std::env::var(&variable) {
        Ok(url) => {
            crate::comes_back(
                &format!("{case}-{}", dialect.name()).to_lowercase(),
                &url,
                dialect,
            );
            cases.push(Case::new(url, None));
        }
        Err(_) => eprintln!(
            "{case}: the database of {application} on {} is not checked; its address belongs in {variable}",
            dialect.title()
        ),
    }
    cases
}

impl Case {
    fn new(url: String, scratch: Option<Scratch>) -> Self {
        let described = erd_live::describe_url(&url).expect("a database that can be read");
        assert_eq!(described.unsupported, [], "{}", described.dialect);
        let mut options = Options::new("Imported", described.dialect);
        options.config.targets.push(TargetVersion {
            product: described.dialect.into(),
            version: described.version.clone(),
            line: 1,
        });
        let imported = erd_import::import(&described.schema, &options);
        let case = Self {
            described,
            imported,
            url,
            real: scratch.is_none(),
            _scratch: scratch,
        };
        case.comes_back();
        case
    }

    /// What is declared makes the same database again, and what was declared proposes nothing.
    fn comes_back(&self) {
        let dialect = self.described.dialect;
        let script = self.statements();
        let mut empty = Scratch::new(dialect);
        for sql in &script {
            empty
                .execute(sql)
                .unwrap_or_else(|error| panic!("{dialect}: {error}\n{sql}"));
        }
        let again = erd_live::describe_url(empty.url()).expect("what was made");
        for schema in [&again.schema, &self.imported.schema] {
            let options = erd_migrate::Options::default();
            let diff = erd_migrate::diff(&self.described.schema, schema, dialect, &options);
            let diff = diff.unwrap_or_else(|error| panic!("{dialect}: {error}"));
            assert!(diff.is_empty(), "{dialect}:\n{diff}");
        }
        oracle::judge(&self.url, empty.url(), Some(&self.described))
            .unwrap_or_else(|error| panic!("{dialect}: {error}"));
    }

    /// The statements that create what was declared.
    fn statements(&self) -> Vec<String> {
        let script = erd_ddl::render(&self.imported.schema, self.described.dialect);
        let script = script.unwrap_or_else(|error| panic!("{error}"));
        script.iter().map(ToString::to_string).collect()
    }

    fn table(&self, name: &str) -> &Table {
        table(&self.imported.schema, name)
    }

    /// The file of a struct.
    fn file(&self, path: &str) -> &str {
        let file = self.imported.files.iter().find(|file| file.path == path);
        &file.unwrap_or_else(|| panic!("no file {path}")).text
    }

    /// The places where a rule denies.
    fn denied(&self, rule: &str) -> Vec<&str> {
        let items = self.imported.to_do.iter().filter(|item| item.id == rule);
        items.map(|item| item.path.as_str()).collect()
    }

    /// The places where a declaration allows a rule.
    fn allowed(&self, table: &str, rule: &str) -> Vec<Site> {
        let allows = self.table(table).allows.iter();
        let allows = allows.filter(|allow| allow.rule == rule);
        allows.map(|allow| allow.site).collect()
    }
}

fn table<'a>(schema: &'a Schema, name: &str) -> &'a Table {
    let found = schema.tables.iter().find(|table| table.name == name);
    found.unwrap_or_else(|| panic!("no table {name}"))
}
