//! What an account may not see is named; errors say where, and never the password.

use erd_core::Dialect;
use erd_core::schema::ObjectKind;
use testkit::Scratch;

/// An account of one test, which goes with it.
struct Account {
    root: Scratch,
    name: String,
}

const PASSWORD: &str = "hunter2";

impl Account {
    fn new(root: Scratch) -> Self {
        let database = root.url().rsplit('/').next().unwrap_or_default();
        // The longest name of an account has 80 characters.
        let name = format!("r_{database}");
        let mut account = Self { root, name };
        let create = format!(
            "CREATE USER {} IDENTIFIED BY '{PASSWORD}'",
            account.quoted()
        );
        account.root.execute(&create).unwrap();
        account
    }

    fn quoted(&self) -> String {
        format!("'{}'@'%'", self.name)
    }

    fn grant(&mut self, privileges: &str) {
        let database = self.database().to_owned();
        let sql = format!("GRANT {privileges} ON `{database}`.* TO {}", self.quoted());
        self.root.execute(&sql).unwrap();
    }

    fn database(&self) -> &str {
        self.root.url().rsplit('/').next().unwrap_or_default()
    }

    /// The address of the account, with another password or database if need be.
    fn url(&self, password: &str, database: &str) -> String {
        let url = self.root.url();
        let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
        let host = place.split('/').next().unwrap_or_default();
        format!("mariadb://{}:{password}@{host}/{database}", self.name)
    }

    fn describe(&self) -> erd_live::Described {
        erd_live::describe_url(&self.url(PASSWORD, self.database())).unwrap()
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        // The server is thrown away after the run.
        let _ = self.root.execute(&format!("DROP USER {}", self.quoted()));
    }
}

fn mariadb() -> Option<Account> {
    let listed = testkit::dialects().contains(&Dialect::MariaDb);
    listed.then(|| {
        let mut root = Scratch::new(Dialect::MariaDb);
        for sql in [
            "CREATE TABLE t (id int PRIMARY KEY)",
            "CREATE VIEW v AS SELECT id FROM t",
            "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.id = 1",
            "CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1",
        ] {
            root.execute(sql).unwrap();
        }
        Account::new(root)
    })
}

#[test]
fn what_an_account_may_not_see_is_named() {
    let Some(mut account) = mariadb() else { return };
    account.grant("SELECT");
    let described = account.describe();
    let database = account.database();
    let named: Vec<String> = described
        .unsupported
        .iter()
        .map(|u| format!("{} {}", u.code, u.object))
        .collect();
    assert_eq!(
        named,
        [
            format!("not_visible events of {database} (GRANT EVENT)"),
            format!("not_visible functions and procedures of {database} (GRANT EXECUTE)"),
            format!("not_visible the text of view v of {database} (GRANT SHOW VIEW)"),
            format!("not_visible triggers of {database} (GRANT TRIGGER)"),
        ]
    );
    assert_eq!(described.schema.tables.len(), 1);
    account.grant("EXECUTE, EVENT, TRIGGER, SHOW VIEW");
    let described = account.describe();
    let named: Vec<_> = described.unsupported.iter().map(|u| &u.object).collect();
    let database = account.database();
    assert_eq!(
        named,
        [&format!(
            "the text of function f of {database} (GRANT SELECT ON mysql.proc)"
        )]
    );
    // Made by another account, so that another account has to say whose rights they have.
    let made = described.schema.objects.iter();
    let mut views = made.filter(|o| o.kind == ObjectKind::View);
    let text = views.next().and_then(|v| v.create[0].any.clone());
    assert!(text.is_some_and(|text| text.contains("CREATE DEFINER=`")));
}

#[test]
fn ones_own_definer_is_not_written() {
    let Some(mut account) = mariadb() else { return };
    let url = account.root.url().to_owned();
    let described = erd_live::describe_url(&url).unwrap();
    assert_eq!(described.unsupported, []);
    for object in &described.schema.objects {
        let text = object.create[0].any.as_deref().unwrap_or_default();
        assert!(!text.contains("DEFINER"), "{text}");
    }
    assert_eq!(described.schema.objects.len(), 3);
    account.root.execute("DROP VIEW v").unwrap();
}

#[test]
fn errors_say_where_and_no_password() {
    let Some(mut account) = mariadb() else { return };
    account.grant("SELECT");
    let wrong = account.url("not-the-secret", account.database());
    let error = erd_live::describe_url(&wrong).unwrap_err().to_string();
    assert!(error.contains(account.database()), "{error}");
    assert!(!error.contains("not-the-secret"), "{error}");
    let error = erd_live::describe_url(&account.url(PASSWORD, "no_such_database"));
    let error = error.unwrap_err().to_string();
    assert!(error.contains("no_such_database"), "{error}");
    assert!(!error.contains(PASSWORD), "{error}");
    let error = erd_live::describe_url(&account.url(PASSWORD, ""));
    let error = error.unwrap_err().to_string();
    assert!(error.contains("names no database"), "{error}");
}

#[test]
fn a_file_that_is_no_database_is_an_error() {
    let path = std::env::temp_dir().join(format!("erd_no_database_{}.db", std::process::id()));
    let url = format!("sqlite://{}", path.display());
    let missing = erd_live::describe_url(&url).unwrap_err().to_string();
    assert!(missing.contains("erd_no_database"), "{missing}");
    assert!(!path.exists(), "a mistyped path must not make a file");
    std::fs::write(&path, "text, and not a little of it, that is no database").unwrap();
    let error = erd_live::describe_url(&url).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(error.contains("not a database"), "{error}");
}
