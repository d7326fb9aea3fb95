//! Ranges of numbers.

use std::error::Error;
use std::fmt::Debug;

use bytes::BytesMut;
use postgres_protocol::types::{self as wire, RangeBound};
use tokio_postgres::types::{FromSql, IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::bindings::spin::postgres::postgres::RangeBoundKind;

/// A bound with its kind; none is unbounded.
pub type Bound<T> = Option<(T, RangeBoundKind)>;

/// A range. The empty one has no bounds, which is how Spin shows it too.
#[derive(Debug)]
pub struct Range<T> {
    /// From here.
    pub lower: Bound<T>,
    /// To here.
    pub upper: Bound<T>,
}

type BoxError = Box<dyn Error + Sync + Send>;

impl<'a, T: FromSql<'a>> FromSql<'a> for Range<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, BoxError> {
        let element = element(ty)?;
        match wire::range_from_sql(raw)? {
            wire::Range::Empty => Ok(Self { lower: None, upper: None }),
            wire::Range::Nonempty(lower, upper) => {
                Ok(Self { lower: read(element, lower)?, upper: read(element, upper)? })
            }
        }
    }

    fn accepts(ty: &Type) -> bool {
        element(ty).is_ok_and(T::accepts)
    }
}

impl<T: ToSql> ToSql for Range<T> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, BoxError> {
        let element = element(ty)?;
        wire::range_to_sql(
            |out| write(element, &self.lower, out),
            |out| write(element, &self.upper, out),
            out,
        )?;
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        element(ty).is_ok_and(T::accepts)
    }

    to_sql_checked!();
}

fn element(ty: &Type) -> Result<&Type, BoxError> {
    match ty.kind() {
        Kind::Range(element) => Ok(element),
        _ => Err(format!("{ty} is no range").into()),
    }
}

fn read<'a, T: FromSql<'a>>(ty: &Type, bound: RangeBound<Option<&'a [u8]>>) -> Result<Bound<T>, BoxError> {
    let (raw, kind) = match bound {
        RangeBound::Inclusive(raw) => (raw, RangeBoundKind::Inclusive),
        RangeBound::Exclusive(raw) => (raw, RangeBoundKind::Exclusive),
        RangeBound::Unbounded => return Ok(None),
    };
    Ok(Some((T::from_sql_nullable(ty, raw)?, kind)))
}

fn write<T: ToSql>(
    ty: &Type,
    bound: &Bound<T>,
    out: &mut BytesMut,
) -> Result<RangeBound<postgres_protocol::IsNull>, BoxError> {
    let Some((value, kind)) = bound else { return Ok(RangeBound::Unbounded) };
    value.to_sql(ty, out)?;
    Ok(match kind {
        RangeBoundKind::Inclusive => RangeBound::Inclusive(postgres_protocol::IsNull::No),
        RangeBoundKind::Exclusive => RangeBound::Exclusive(postgres_protocol::IsNull::No),
    })
}
