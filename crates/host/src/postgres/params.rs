//! Parameters of a statement. Postgres compares each type strictly with the statement's.

use std::error::Error;

use bytes::BytesMut;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde::de::IgnoredAny;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use super::range::Range;
use super::values::{Interval, JSONB_VERSION};
use crate::bindings::spin::postgres::postgres::{ParameterValue, RangeBoundKind};

/// A parameter as the driver takes it; strings and bytes are borrowed from the guest's value.
pub type Boxed<'a> = Box<dyn ToSql + Send + Sync + 'a>;

/// What the driver asks for.
pub fn borrow<'a>(param: &'a Boxed<'_>) -> &'a (dyn ToSql + Sync) {
    param.as_ref()
}

/// Reads the parameters of a guest.
///
/// # Errors
/// A sentence on the first that is malformed: not of a type that Postgres cannot take, only the server knows.
pub fn convert(params: &[ParameterValue]) -> Result<Vec<Boxed<'_>>, String> {
    params.iter().map(one).collect()
}

fn one(value: &ParameterValue) -> Result<Boxed<'_>, String> {
    Ok(match value {
        ParameterValue::Boolean(value) => Box::new(*value),
        ParameterValue::Int8(value) => Box::new(*value),
        ParameterValue::Int16(value) => Box::new(*value),
        ParameterValue::Int32(value) => Box::new(*value),
        ParameterValue::Int64(value) => Box::new(*value),
        ParameterValue::Floating32(value) => Box::new(*value),
        ParameterValue::Floating64(value) => Box::new(*value),
        ParameterValue::Str(value) => Box::new(value.as_str()),
        ParameterValue::Binary(value) => Box::new(value.as_slice()),
        ParameterValue::Date(value) => Box::new(date(*value)?),
        ParameterValue::Time(value) => Box::new(time(*value)?),
        ParameterValue::Datetime(value) => Box::new(datetime(*value)?),
        ParameterValue::Timestamp(value) => Box::new(timestamp(*value)?),
        ParameterValue::Uuid(value) => Box::new(uuid(value)?),
        ParameterValue::Jsonb(value) => Box::new(json(value)?),
        ParameterValue::Decimal(value) => Box::new(decimal(value)?),
        ParameterValue::RangeInt32((lower, upper)) => Box::new(Range { lower: *lower, upper: *upper }),
        ParameterValue::RangeInt64((lower, upper)) => Box::new(Range { lower: *lower, upper: *upper }),
        ParameterValue::RangeDecimal((lower, upper)) => {
            Box::new(Range { lower: bound(lower)?, upper: bound(upper)? })
        }
        ParameterValue::ArrayInt32(values) => Box::new(values.as_slice()),
        ParameterValue::ArrayInt64(values) => Box::new(values.as_slice()),
        ParameterValue::ArrayDecimal(values) => Box::new(decimals(values)?),
        ParameterValue::ArrayStr(values) => Box::new(values.as_slice()),
        ParameterValue::Interval(value) => Box::new(Interval(*value)),
        ParameterValue::DbNull => Box::new(Null),
    })
}

fn date((year, month, day): (i32, u8, u8)) -> Result<NaiveDate, String> {
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
        .ok_or_else(|| format!("invalid date y={year}, m={month}, d={day}"))
}

fn time((hour, minute, second, nano): (u8, u8, u8, u32)) -> Result<NaiveTime, String> {
    NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nano)
        .ok_or_else(|| format!("invalid time {hour}:{minute}:{second}:{nano}"))
}

fn datetime(
    (year, month, day, hour, minute, second, nano): (i32, u8, u8, u8, u8, u8, u32),
) -> Result<NaiveDateTime, String> {
    Ok(NaiveDateTime::new(date((year, month, day))?, time((hour, minute, second, nano))?))
}

fn timestamp(seconds: i64) -> Result<DateTime<Utc>, String> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| format!("invalid epoch timestamp {seconds}"))
}

fn uuid(text: &str) -> Result<Uuid, String> {
    Uuid::parse_str(text).map_err(|error| format!("invalid UUID {text}: {error}"))
}

fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_str_exact(text).map_err(|error| format!("invalid decimal {text}: {error}"))
}

fn decimals(texts: &[Option<String>]) -> Result<Vec<Option<Decimal>>, String> {
    texts.iter().map(|text| text.as_deref().map(decimal).transpose()).collect()
}

fn bound(bound: &Option<(String, RangeBoundKind)>) -> Result<Option<(Decimal, RangeBoundKind)>, String> {
    bound.as_ref().map(|(text, kind)| Ok((decimal(text)?, *kind))).transpose()
}

fn json(text: &[u8]) -> Result<Json<'_>, String> {
    match serde_json::from_slice::<IgnoredAny>(text) {
        Ok(_) => Ok(Json(text)),
        Err(error) => Err(format!("invalid JSON {}: {error}", String::from_utf8_lossy(text))),
    }
}

/// JSON text for a `jsonb`, or a `json`, parameter.
#[derive(Debug)]
struct Json<'a>(&'a [u8]);

impl ToSql for Json<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        if *ty == Type::JSONB {
            out.extend_from_slice(&[JSONB_VERSION]);
        }
        out.extend_from_slice(self.0);
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    to_sql_checked!();
}

/// The null of any type.
#[derive(Debug)]
struct Null;

impl ToSql for Null {
    fn to_sql(&self, _: &Type, _: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        Ok(IsNull::Yes)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: ParameterValue, expected: Result<(), &str>) {
        let params = [value];
        let result = convert(&params);
        match expected {
            Ok(()) => assert!(result.is_ok(), "{params:?}: {:?}", result.err()),
            Err(text) => {
                let error = result.err().unwrap_or_default();
                assert!(error.starts_with(text), "{params:?}: {error}");
            }
        }
    }

    #[test]
    fn malformed_parameters_are_named() {
        check(ParameterValue::Date((2024, 2, 29)), Ok(()));
        check(ParameterValue::Date((2023, 2, 29)), Err("invalid date y=2023, m=2, d=29"));
        check(ParameterValue::Time((24, 0, 0, 0)), Err("invalid time 24:0:0:0"));
        check(ParameterValue::Datetime((2024, 13, 1, 0, 0, 0, 0)), Err("invalid date y=2024, m=13, d=1"));
        check(ParameterValue::Timestamp(0), Ok(()));
        check(ParameterValue::Timestamp(i64::MAX), Err("invalid epoch timestamp"));
        check(ParameterValue::Uuid("67e55044-10b1-426f-9247-bb680e5fe0c8".to_owned()), Ok(()));
        check(ParameterValue::Uuid("67e5".to_owned()), Err("invalid UUID 67e5"));
        check(ParameterValue::Jsonb(b"{\"a\": [1, null]}".to_vec()), Ok(()));
        check(ParameterValue::Jsonb(b"{a}".to_vec()), Err("invalid JSON {a}"));
        check(ParameterValue::Decimal("12.340".to_owned()), Ok(()));
        check(ParameterValue::Decimal("twelve".to_owned()), Err("invalid decimal twelve"));
        check(ParameterValue::ArrayDecimal(vec![None, Some("x".to_owned())]), Err("invalid decimal x"));
    }
}
