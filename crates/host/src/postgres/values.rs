//! Rows of a result as the interface has them.

use std::error::Error;

use bytes::{BufMut, BytesMut};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_decimal::Decimal;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use super::range::Range;
use crate::bindings::spin::postgres::postgres::{self as wit, Column, DbDataType, DbValue};

/// The byte in front of every `jsonb` on the wire.
pub const JSONB_VERSION: u8 = 1;

/// The names and types of a row's columns.
pub fn columns(row: &Row) -> Vec<Column> {
    let column = |column: &tokio_postgres::Column| Column {
        name: column.name().to_owned(),
        data_type: data_type(column.type_()),
    };
    row.columns().iter().map(column).collect()
}

/// The values of a row.
///
/// # Errors
/// When one cannot be read, such as any of type `timestamptz`.
pub fn row(row: &Row) -> Result<Vec<DbValue>, tokio_postgres::Error> {
    (0..row.len()).map(|index| value(row, index)).collect()
}

fn data_type(ty: &Type) -> DbDataType {
    match *ty {
        Type::BOOL => DbDataType::Boolean,
        Type::BYTEA => DbDataType::Binary,
        Type::FLOAT4 => DbDataType::Floating32,
        Type::FLOAT8 => DbDataType::Floating64,
        Type::INT2 => DbDataType::Int16,
        Type::INT4 => DbDataType::Int32,
        Type::INT8 => DbDataType::Int64,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR => DbDataType::Str,
        Type::TIMESTAMP | Type::TIMESTAMPTZ => DbDataType::Datetime,
        Type::DATE => DbDataType::Date,
        Type::TIME => DbDataType::Time,
        Type::UUID => DbDataType::Uuid,
        Type::JSONB => DbDataType::Jsonb,
        Type::NUMERIC => DbDataType::Decimal,
        Type::INT4_RANGE => DbDataType::RangeInt32,
        Type::INT8_RANGE => DbDataType::RangeInt64,
        Type::NUM_RANGE => DbDataType::RangeDecimal,
        Type::INT4_ARRAY => DbDataType::ArrayInt32,
        Type::INT8_ARRAY => DbDataType::ArrayInt64,
        Type::NUMERIC_ARRAY => DbDataType::ArrayDecimal,
        Type::TEXT_ARRAY | Type::VARCHAR_ARRAY | Type::BPCHAR_ARRAY => DbDataType::ArrayStr,
        Type::INTERVAL => DbDataType::Interval,
        _ => DbDataType::Other(ty.name().to_owned()),
    }
}

fn value(row: &Row, index: usize) -> Result<DbValue, tokio_postgres::Error> {
    match *row.columns()[index].type_() {
        Type::BOOL => read(row, index, DbValue::Boolean),
        Type::BYTEA => read(row, index, DbValue::Binary),
        Type::FLOAT4 => read(row, index, DbValue::Floating32),
        Type::FLOAT8 => read(row, index, DbValue::Floating64),
        Type::INT2 => read(row, index, DbValue::Int16),
        Type::INT4 => read(row, index, DbValue::Int32),
        Type::INT8 => read(row, index, DbValue::Int64),
        Type::TEXT | Type::VARCHAR | Type::BPCHAR => read(row, index, DbValue::Str),
        // Spin reads both as a timestamp without time zone, which fails for one with: so it does here.
        Type::TIMESTAMP | Type::TIMESTAMPTZ => read(row, index, datetime),
        Type::DATE => read(row, index, |date| DbValue::Date(civil(date))),
        Type::TIME => read(row, index, |time| DbValue::Time(clock(time))),
        Type::UUID => read(row, index, |uuid: Uuid| DbValue::Uuid(uuid.to_string())),
        Type::JSONB => read(row, index, |Jsonb(text)| DbValue::Jsonb(text)),
        Type::NUMERIC => read(row, index, |decimal: Decimal| DbValue::Decimal(decimal.to_string())),
        Type::INT4_RANGE => {
            read(row, index, |range: Range<i32>| DbValue::RangeInt32((range.lower, range.upper)))
        }
        Type::INT8_RANGE => {
            read(row, index, |range: Range<i64>| DbValue::RangeInt64((range.lower, range.upper)))
        }
        Type::NUM_RANGE => read(row, index, |range: Range<Decimal>| {
            let text = |(decimal, kind): (Decimal, _)| (decimal.to_string(), kind);
            DbValue::RangeDecimal((range.lower.map(text), range.upper.map(text)))
        }),
        Type::INT4_ARRAY => read(row, index, DbValue::ArrayInt32),
        Type::INT8_ARRAY => read(row, index, DbValue::ArrayInt64),
        Type::NUMERIC_ARRAY => read(row, index, |decimals: Vec<Option<Decimal>>| {
            let text = |decimal: Option<Decimal>| decimal.map(|decimal| decimal.to_string());
            DbValue::ArrayDecimal(decimals.into_iter().map(text).collect())
        }),
        Type::TEXT_ARRAY | Type::VARCHAR_ARRAY | Type::BPCHAR_ARRAY => read(row, index, DbValue::ArrayStr),
        Type::INTERVAL => read(row, index, |Interval(interval)| DbValue::Interval(interval)),
        _ => read(row, index, |Raw(bytes)| DbValue::Unsupported(bytes)),
    }
}

fn read<'a, T: FromSql<'a>>(
    row: &'a Row,
    index: usize,
    convert: impl Fn(T) -> DbValue,
) -> Result<DbValue, tokio_postgres::Error> {
    Ok(row.try_get::<_, Option<T>>(index)?.map_or(DbValue::DbNull, convert))
}

/// The parts of a date and of a time fit: chrono has no month 256.
#[expect(clippy::cast_possible_truncation, reason = "a month or a day is at most 31")]
fn civil(date: NaiveDate) -> (i32, u8, u8) {
    (date.year(), date.month() as u8, date.day() as u8)
}

#[expect(clippy::cast_possible_truncation, reason = "a part of a time is at most 59")]
fn clock(time: NaiveTime) -> (u8, u8, u8, u32) {
    (time.hour() as u8, time.minute() as u8, time.second() as u8, time.nanosecond())
}

fn datetime(value: NaiveDateTime) -> DbValue {
    let (year, month, day) = civil(value.date());
    let (hour, minute, second, nano) = clock(value.time());
    DbValue::Datetime((year, month, day, hour, minute, second, nano))
}

type BoxError = Box<dyn Error + Sync + Send>;

/// The text of a `jsonb`; Spin parses and prints it, which says the same.
struct Jsonb(Vec<u8>);

impl FromSql<'_> for Jsonb {
    fn from_sql(_: &Type, raw: &[u8]) -> Result<Self, BoxError> {
        match raw.split_first() {
            Some((&JSONB_VERSION, text)) => Ok(Self(text.to_vec())),
            _ => Err("unsupported JSONB encoding version".into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::JSONB
    }
}

/// A value of a type that the interface does not know, as it came.
struct Raw(Vec<u8>);

impl FromSql<'_> for Raw {
    fn from_sql(_: &Type, raw: &[u8]) -> Result<Self, BoxError> {
        Ok(Self(raw.to_vec()))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// An `interval`: microseconds, days and months, big-endian, in this order.
#[derive(Debug)]
pub struct Interval(pub wit::Interval);

impl FromSql<'_> for Interval {
    fn from_sql(_: &Type, raw: &[u8]) -> Result<Self, BoxError> {
        let raw: &[u8; 16] = raw.try_into()?;
        let [micros @ .., d0, d1, d2, d3, m0, m1, m2, m3] = *raw;
        Ok(Self(wit::Interval {
            micros: i64::from_be_bytes(micros),
            days: i32::from_be_bytes([d0, d1, d2, d3]),
            months: i32::from_be_bytes([m0, m1, m2, m3]),
        }))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INTERVAL
    }
}

impl ToSql for Interval {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, BoxError> {
        out.put_i64(self.0.micros);
        out.put_i32(self.0.days);
        out.put_i32(self.0.months);
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INTERVAL
    }

    to_sql_checked!();
}
