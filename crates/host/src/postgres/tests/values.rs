//! Types, in both directions, and errors.

use super::{Tester, db_error, one};
use crate::bindings::spin::postgres::postgres::{
    DbDataType, DbValue, Error, Interval, ParameterValue, QueryError, RangeBoundKind,
};

pub async fn test(tester: &Tester) {
    values_make_the_round_trip(tester).await;
    types_are_compared_strictly(tester).await;
    results_are_those_of_spin(tester).await;
    errors_are_told(tester).await;
    a_result_has_a_limit(tester).await;
}

/// `$1` of a type comes back as it was sent, under the name of the type.
async fn values_make_the_round_trip(tester: &Tester) {
    use ParameterValue as P;
    let low = Some((1, RangeBoundKind::Inclusive));
    let high = Some((5, RangeBoundKind::Exclusive));
    let decimals = |n: &str, kind| Some((n.to_owned(), kind));
    let month = Interval { micros: 3_000_000, days: 2, months: 1 };
    let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let cases = [
        ("bool", P::Boolean(true), DbValue::Boolean(true)),
        ("int2", P::Int16(-2), DbValue::Int16(-2)),
        ("int4", P::Int32(i32::MIN), DbValue::Int32(i32::MIN)),
        ("int8", P::Int64(i64::MAX), DbValue::Int64(i64::MAX)),
        ("float4", P::Floating32(1.5), DbValue::Floating32(1.5)),
        ("float8", P::Floating64(0.1), DbValue::Floating64(0.1)),
        ("text", P::Str("näme".to_owned()), DbValue::Str("näme".to_owned())),
        ("varchar", P::Str(String::new()), DbValue::Str(String::new())),
        ("bytea", P::Binary(vec![0, 255]), DbValue::Binary(vec![0, 255])),
        ("date", P::Date((2024, 2, 29)), DbValue::Date((2024, 2, 29))),
        ("time", P::Time((1, 2, 3, 4000)), DbValue::Time((1, 2, 3, 4000))),
        (
            "timestamp",
            P::Datetime((1969, 12, 31, 23, 59, 59, 0)),
            DbValue::Datetime((1969, 12, 31, 23, 59, 59, 0)),
        ),
        ("uuid", P::Uuid(uuid.to_owned()), DbValue::Uuid(uuid.to_owned())),
        ("jsonb", P::Jsonb(b"{\"a\":[1,null]}".to_vec()), DbValue::Jsonb(b"{\"a\": [1, null]}".to_vec())),
        ("numeric", P::Decimal("12.340".to_owned()), DbValue::Decimal("12.340".to_owned())),
        ("int4range", P::RangeInt32((low, high)), DbValue::RangeInt32((low, high))),
        (
            "int8range",
            P::RangeInt64((None, Some((7, RangeBoundKind::Exclusive)))),
            DbValue::RangeInt64((None, Some((7, RangeBoundKind::Exclusive)))),
        ),
        (
            "numrange",
            P::RangeDecimal((
                decimals("1.5", RangeBoundKind::Exclusive),
                decimals("2", RangeBoundKind::Inclusive),
            )),
            DbValue::RangeDecimal((
                decimals("1.5", RangeBoundKind::Exclusive),
                decimals("2", RangeBoundKind::Inclusive),
            )),
        ),
        ("int4[]", P::ArrayInt32(vec![Some(1), None]), DbValue::ArrayInt32(vec![Some(1), None])),
        ("int8[]", P::ArrayInt64(vec![]), DbValue::ArrayInt64(vec![])),
        (
            "numeric[]",
            P::ArrayDecimal(vec![Some("0.5".to_owned()), None]),
            DbValue::ArrayDecimal(vec![Some("0.5".to_owned()), None]),
        ),
        (
            "text[]",
            P::ArrayStr(vec![None, Some("a".to_owned())]),
            DbValue::ArrayStr(vec![None, Some("a".to_owned())]),
        ),
        ("interval", P::Interval(month), DbValue::Interval(month)),
        ("text", P::DbNull, DbValue::DbNull),
        ("int8", P::DbNull, DbValue::DbNull),
    ];
    let mut connection = tester.open().await;
    for (ty, sent, expected) in cases {
        let statement = format!("select $1::{ty}");
        let set = connection.query(&statement, std::slice::from_ref(&sent)).await.unwrap();
        // Without equality of its own.
        assert_eq!(format!("{:?}", set.rows), format!("[[{expected:?}]]"), "{ty}: {sent:?}");
    }
}

async fn types_are_compared_strictly(tester: &Tester) {
    let mut connection = tester.open().await;
    let text = ParameterValue::Str("67e55044-10b1-426f-9247-bb680e5fe0c8".to_owned());
    let cases = [
        ("select $1::int4", ParameterValue::Int64(1)),
        ("select $1::int8", ParameterValue::Int32(1)),
        ("select $1::uuid", text),
        ("select $1::timestamptz", ParameterValue::Datetime((2024, 1, 1, 0, 0, 0, 0))),
        ("select $1::text", ParameterValue::Int32(1)),
    ];
    for (statement, parameter) in cases {
        match connection.query(statement, std::slice::from_ref(&parameter)).await {
            Err(Error::QueryFailed(QueryError::Text(text))) => {
                assert!(text.contains("WrongType"), "{statement}: {text}")
            }
            other => panic!("{statement}: {other:?}"),
        }
    }
    let bad = [ParameterValue::Uuid("no".to_owned())];
    assert!(matches!(connection.query("select $1::uuid", &bad).await, Err(Error::BadParameter(_))));
    assert!(matches!(
        connection.execute("select $1::uuid", &bad).await,
        Err(Error::ValueConversionFailed(_))
    ));
}

async fn results_are_those_of_spin(tester: &Tester) {
    let mut connection = tester.open().await;
    let empty = connection.query("select 1 as a where false", &[]).await.unwrap();
    assert!(empty.columns.is_empty() && empty.rows.is_empty(), "an empty result has no columns");

    let set = connection.query("select 1::int8 as a, 'x'::name as b", &[]).await.unwrap();
    assert_eq!(set.columns[0].name, "a");
    assert!(matches!(set.columns[0].data_type, DbDataType::Int64));
    assert!(matches!(&set.columns[1].data_type, DbDataType::Other(name) if name == "name"));
    assert!(matches!(&set.rows[0][1], DbValue::Unsupported(bytes) if bytes == b"x"));

    for unreadable in ["select now()", "select null::timestamptz"] {
        let error = connection.query(unreadable, &[]).await.unwrap_err();
        assert!(matches!(error, Error::QueryFailed(QueryError::Text(_))), "{unreadable}: {error:?}");
    }
    // The connection is none the worse for it.
    assert!(matches!(one(&mut connection, "select 1").await, DbValue::Int32(1)));

    connection.execute("create temp table counted (a int)", &[]).await.unwrap();
    let inserted = connection.execute("insert into counted select generate_series(1, 3)", &[]).await.unwrap();
    assert_eq!(inserted, 3);
    assert_eq!(connection.execute("delete from counted where a < 3", &[]).await.unwrap(), 2);
    assert_eq!(connection.execute("drop table counted", &[]).await.unwrap(), 0);
}

async fn errors_are_told(tester: &Tester) {
    let mut connection = tester.open().await;
    let several = db_error(connection.query("select 1; select 2", &[]).await.unwrap_err());
    assert_eq!(several.code, "42601");

    connection
        .execute("create temp table keyed (a int constraint only_once primary key)", &[])
        .await
        .unwrap();
    connection.execute("insert into keyed values (7)", &[]).await.unwrap();
    let error = db_error(connection.execute("insert into keyed values (7)", &[]).await.unwrap_err());
    assert_eq!((error.code.as_str(), error.severity.as_str()), ("23505", "ERROR"));
    assert_eq!(error.message, "duplicate key value violates unique constraint \"only_once\"");
    assert_eq!(error.detail.as_deref(), Some("Key (a)=(7) already exists."));
    assert!(error.as_text.contains("23505"), "{}", error.as_text);
    for expected in [("constraint", "only_once"), ("table", "keyed")] {
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert!(error.extras.contains(&expected), "{:?}", error.extras);
    }
    connection.execute("drop table keyed", &[]).await.unwrap();
}

async fn a_result_has_a_limit(tester: &Tester) {
    let mut connection = tester.open().await;
    let statement = "select repeat('x', 1000000) from generate_series(1, 140)";
    match connection.query(statement, &[]).await {
        Err(Error::QueryFailed(QueryError::Text(text))) => assert!(text.contains("134217728"), "{text}"),
        other => panic!("{:?}", other.map(|set| set.rows.len())),
    }
    assert!(matches!(one(&mut connection, "select 1").await, DbValue::Int32(1)));
}
