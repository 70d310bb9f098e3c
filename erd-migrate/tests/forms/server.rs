//! A database in which expressions are created and described.

use erd_core::schema::{
    Check, Column, EnumStorage, Generated, Index, IndexKey, IndexKind, KeyPart, NullsOrder,
    ObjectKind, Order, Schema, Sql, SqlObject, Table, Type,
};
use erd_core::{Dialect, Scalar};
use erd_migrate::{Options, diff, diff_asking, diff_knowing};
use std::sync::{Mutex, PoisonError};
use testkit::Scratch;
use testkit::schema::{With as _, column, enum_type, enumerated, table};

/// Addresses of empty databases, with commas, that are used in place of the test run's own servers.
const URLS: &str = "ERD_FORMS_URLS";

pub(crate) struct Server {
    connection: Box<dyn erd_live::Connection>,
    pub(crate) dialect: Dialect,
    /// What is dropped in the end.
    _scratch: Option<Scratch>,
}

/// Where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Check,
    Generated(Scalar),
    Default(Scalar),
    /// A default of a column of a type that only PostgreSQL has.
    DefaultOf(&'static str),
    Index,
    Predicate,
}

/// An expression in its place.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) place: Place,
    pub(crate) text: String,
}

/// What came of a list of cases.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What the server did not take, with its reason.
    pub(crate) refused: Vec<String>,
    /// What is described otherwise than it was declared.
    pub(crate) different: Vec<String>,
}

impl Server {
    /// Every server of the run, one after the other; where a database is given, one test at a time is in it.
    pub(crate) fn each(test: impl Fn(&mut Self)) {
        static TURN: Mutex<()> = Mutex::new(());
        let _turn =
            std::env::var_os(URLS).map(|_| TURN.lock().unwrap_or_else(PoisonError::into_inner));
        for mut server in Self::all() {
            test(&mut server);
        }
    }

    fn all() -> Vec<Self> {
        let open = |url: &str, scratch| {
            let connection = erd_live::connect(url).unwrap_or_else(|error| panic!("{error}"));
            Self {
                dialect: connection.dialect(),
                connection,
                _scratch: scratch,
            }
        };
        if let Ok(urls) = std::env::var(URLS) {
            return urls.split(',').map(|url| open(url, None)).collect();
        }
        let engines = testkit::engines();
        let opened = engines.iter().map(|engine| {
            let scratch = Scratch::on(engine);
            let url = scratch.url().to_owned();
            open(&url, Some(scratch))
        });
        opened.collect()
    }

    pub(crate) fn query(&mut self, sql: &str) -> Result<Vec<Vec<Option<String>>>, String> {
        self.connection.query(sql).map(|rows| rows.values)
    }

    /// Creates the expressions of `made`, and compares what is described with `declared`.
    fn compare(&mut self, made: &Schema, declared: &Schema) -> Result<String, String> {
        let dialect = self.dialect;
        let described = self.described(made)?;
        let difference = diff(&described, declared, dialect, &Options::default());
        Ok(difference.map_err(|error| error.to_string())?.to_string())
    }

    /// Drops what an earlier schema left.
    pub(crate) fn clean(&mut self) -> Result<(), String> {
        self.query("DROP TABLE IF EXISTS forms")?;
        if self.dialect == Dialect::Postgres {
            self.query("DROP TYPE IF EXISTS mood")?;
            self.query("DROP DOMAIN IF EXISTS word")?;
        }
        Ok(())
    }

    /// What the database holds of a schema that is created in it, in place of the one before.
    fn described(&mut self, made: &Schema) -> Result<Schema, String> {
        let dialect = self.dialect;
        self.clean()?;
        let script = erd_ddl::render(made, dialect).map_err(|errors| errors.to_string())?;
        let outcome = script
            .iter()
            .try_for_each(|sql| self.connection.query(sql).map(drop));
        let described = outcome.and_then(|()| {
            let query = &mut |sql: &str| self.connection.query(sql);
            erd_live::describe(query, dialect).map_err(|error| error.to_string())
        });
        let mut described = described?;
        described
            .schema
            .tables
            .retain(|t| t.name == made.tables[0].name);
        Ok(described.schema)
    }

    /// What differs between a database with the first expression and a declaration of the second: as the table of forms
    /// says, as the server says, and from what it said without it.
    pub(crate) fn asked(&mut self, made: &Case, declared: &Case) -> Result<[String; 3], String> {
        let [made, declared] =
            [made, declared].map(|one| schema(std::slice::from_ref(one), self.dialect));
        let described = self.described(&made)?;
        let (dialect, options) = (self.dialect, Options::default());
        let failed = |error: erd_migrate::DiffError| error.to_string();
        let alone = diff(&described, &declared, dialect, &options).map_err(failed)?;
        let connection = &mut self.connection;
        let (said, pairs) = diff_asking(
            &described,
            &declared,
            dialect,
            &options,
            &[],
            &mut |table, question| {
                let query = &mut |sql: &str| connection.query(sql);
                erd_live::printed(query, dialect, table, question.text, question.default_of)
            },
        )
        .map_err(failed)?;
        let known =
            diff_knowing(&described, &declared, dialect, &options, &pairs).map_err(failed)?;
        Ok([alone, said, known].map(|difference| difference.to_string()))
    }

    /// Each expression is created, described and compared with itself; what the server refuses is set aside.
    pub(crate) fn try_all(&mut self, cases: &[Case]) -> Outcome {
        let mut outcome = Outcome::default();
        for some in cases.chunks(24) {
            self.try_some(some, &mut outcome);
        }
        outcome
    }

    fn try_some(&mut self, cases: &[Case], outcome: &mut Outcome) {
        let schema = schema(cases, self.dialect);
        match self.compare(&schema, &schema) {
            Ok(difference) if difference.is_empty() => {}
            Ok(difference) if cases.len() == 1 => {
                outcome.different.push(format!(
                    "{:?} {}\n{difference}",
                    cases[0].place, cases[0].text
                ));
            }
            Err(reason) if cases.len() == 1 => {
                outcome
                    .refused
                    .push(format!("{:?} {}: {reason}", cases[0].place, cases[0].text));
            }
            _ => {
                let (some, others) = cases.split_at(cases.len() / 2);
                self.try_some(some, outcome);
                self.try_some(others, outcome);
            }
        }
    }

    /// Whether a database with the first expression differs from a declaration of the second.
    pub(crate) fn differ(&mut self, made: &Case, declared: &Case) -> Result<bool, String> {
        let [made, declared] =
            [made, declared].map(|one| schema(std::slice::from_ref(one), self.dialect));
        let difference = self.compare(&made, &declared)?;
        Ok(!difference.is_empty())
    }
}

/// Columns of types that only PostgreSQL has.
const OWN: [(&str, &str); 13] = [
    ("r4", "real"),
    ("sm", "smallint"),
    ("ch", "char(5)"),
    ("gap", "interval"),
    ("jj", "json"),
    ("u", "uuid"),
    ("ip", "inet"),
    ("tags", "text[]"),
    ("names", "varchar(20)[]"),
    ("nums", "integer[]"),
    ("span", "int4range"),
    ("during", "tstzrange"),
    ("word", "word"),
];

/// The columns that expressions speak of.
pub(crate) fn columns(dialect: Dialect) -> Vec<Column> {
    let mut all = vec![column("id", Scalar::I64)];
    let scalars = [
        ("n", Scalar::I32),
        ("m", Scalar::I32),
        ("w", Scalar::I64),
        ("f", Scalar::F64),
        ("b", Scalar::Bool),
        ("c", Scalar::Bool),
        ("a", Scalar::Timestamp),
        ("a2", Scalar::Timestamp),
        ("z", Scalar::TimestampTz),
        ("dt", Scalar::Date),
        ("tm", Scalar::Time),
        ("j", Scalar::Json),
        ("by1", Scalar::Bytes),
    ];
    all.extend(scalars.map(|(name, scalar)| column(name, scalar).nullable()));
    all.extend(["t", "s"].map(|name| column(name, Scalar::Text).len(50).nullable()));
    all.push(column("x", Scalar::Text).nullable());
    all.push(column("d", Scalar::Decimal).digits(10, 2).nullable());
    if dialect == Dialect::Postgres {
        all.extend(OWN.map(|(name, ty)| named(name, ty)));
        all.push(enumerated("mood", "mood").nullable());
    }
    all
}

/// A column of a type that the database has.
fn named(name: &str, ty: &str) -> Column {
    let mut column = Column::new(name, Type::Named(ty.to_owned()));
    column.nullable = true;
    column.sql_type = Sql::new(ty);
    column
}

pub(crate) fn schema(cases: &[Case], dialect: Dialect) -> Schema {
    let mut built = table("forms", columns(dialect)).0;
    for (i, case) in cases.iter().enumerate() {
        add(&mut built, i, case);
    }
    let mut schema = Schema {
        tables: vec![built],
        ..Schema::default()
    };
    if dialect == Dialect::Postgres {
        schema
            .enums
            .push(enum_type("mood", EnumStorage::Native, &["sad", "ok"]));
        let word = "CREATE DOMAIN word AS character varying(20)";
        schema
            .objects
            .push(SqlObject::new(ObjectKind::Domain, "word", word));
    }
    schema
}

fn add(table: &mut Table, i: usize, case: &Case) {
    let sql = Sql::new(case.text.clone());
    let plain = |scalar: Scalar| {
        let mut column = Column::new(format!("x{i}"), Type::Scalar(scalar));
        column.nullable = true;
        if scalar == Scalar::Decimal {
            column.precision = Some((12, 3));
        }
        if scalar == Scalar::Text {
            column.max_len = Some(200);
        }
        column
    };
    let key = |part| IndexKey {
        part,
        order: Order::Asc,
        nulls: None::<NullsOrder>,
        opclass: None,
        collation: None,
        prefix_len: None,
    };
    match case.place {
        Place::Check => table.checks.push(Check::new(format!("x{i}"), sql)),
        Place::Generated(scalar) => {
            let mut column = plain(scalar);
            column.generated = Some(Generated { sql, stored: true });
            table.columns.push(column);
        }
        Place::Default(scalar) => {
            let mut column = plain(scalar);
            column.default = sql;
            table.columns.push(column);
        }
        Place::DefaultOf(ty) => {
            let mut column = named(&format!("x{i}"), ty);
            column.default = sql;
            table.columns.push(column);
        }
        Place::Index | Place::Predicate => {
            let column = table.find_column("n").expect("a column of that name");
            let mut index = Index::new(format!("x{i}"), IndexKind::Plain, vec![column]);
            if case.place == Place::Index {
                index.keys = vec![key(KeyPart::Expression(sql))];
            } else {
                index.predicate = sql;
            }
            table.indexes.push(index);
        }
    }
}
